"""What the policies are told of each matter of the matrix, as test_matrix_holds.py makes it for real."""

from typing import Any

from shared.plumbing.policy import About
from tests.permissions.people import COUNTY, FAR_COUNTY, FAR_REGION, OTHER_COUNTY, PEOPLE, REGION

NAMED = "koordinaattori-9"
"""The one whom the restricted case names."""
_OWN = {"region": REGION, "county": COUNTY}
PLACES: dict[str, dict[str, Any]] = {
    "own": _OWN,
    "other": {"region": REGION, "county": OTHER_COUNTY},
    "restricted": _OWN,
    "closed": _OWN,
    "protected": _OWN,
    "other region": {"region": FAR_REGION, "county": FAR_COUNTY},
    "broken glass": {"region": REGION, "county": OTHER_COUNTY},
}
"""Column → where its matter belongs."""
STRANGE = {"other", "other region", "broken glass"}
"""The columns in whose matters nobody of the matrix takes part; the police does."""
IN_NETWORK = {"worker", "expert", "buyer"}
BREAK_GLASS = {"Case": ("worker", "expert", "contact_person"), "Contact": ("contact_person",)}
"""Who breaks the glass on a case, and who on a contact."""
NO_MATTER = "–"


def about(service: str, kind: str, column: str, role: str) -> About:
    """A matter of a kind (Contact, Case, Order, …) as the service would tell of it."""
    if service == "matching":
        return About.of(kind, **_of_matching(kind, column, role))
    if service == "feedback":
        return About.of(kind, **_of_feedback(column, role))
    if service == "billing":
        return About.of(kind, **_of_billing(kind, column, role))
    told = {"Contact": _contact, "Case": _case, "Person": _person, "NewContact": _new_contact}[kind]
    whole = told(column, role)
    if service == "reporting":
        unheard = {
            "Contact": {"state", "sectors", "received_by", "linked", "opened"},
            "Case": {"takes_part", "opened"},
        }
        whole = {name: value for name, value in whole.items() if name not in unheard[kind]}
    return About.of(kind, **whole)


def _contact(column: str, role: str) -> dict[str, Any]:
    strange = column in STRANGE
    return {
        **PLACES[column],
        "state": "withdrawn" if column == "closed" else "received",
        "sectors": frozenset({"police"} if strange else {"education"}),
        "received_by": "koordinaattori-2" if strange else PEOPLE["professional"]["sub"],
        "closed_off": column == "restricted",
        "linked": role == "link" and column == "own",
        "opened": column == "broken glass" and role in BREAK_GLASS["Contact"],
    }


def _case(column: str, role: str) -> dict[str, Any]:
    strange = column in STRANGE
    takes_part = not strange and role in IN_NETWORK
    return {
        **PLACES[column],
        "state": "closed" if column == "closed" else "open",
        "sectors": frozenset({"police"} if strange else {"education", "child_welfare"}),
        "restricted": column == "restricted",
        "named": False,
        "takes_part": takes_part,
        "works_on": takes_part and role != "buyer",
        "buys_for": frozenset({"child_welfare"}) if takes_part and role == "buyer" else frozenset(),
        "opened": column == "broken glass" and role in BREAK_GLASS["Case"],
    }


def _person(column: str, role: str) -> dict[str, Any]:
    """Who somebody is, of whom there is the column's contact: it is the asker's or not."""
    sees = {
        "coordinator": column not in {"restricted", "other region"},
        "contact_person": column not in {"restricted", "other", "other region"},
        "professional": column not in {"restricted", *STRANGE},
        "link": column == "own",
    }
    return {
        "registered_in": "",
        "has_matter": sees.get(role, False),
        "closed_off": False,
    }


def _new_contact(column: str, _role: str) -> dict[str, Any]:
    """A contact that is made in one's own county and by web, or in another by phone."""
    mine = column == "own"
    return {"county": COUNTY if mine else OTHER_COUNTY, "channel": "web" if mine else "phone"}


def _of_billing(kind: str, column: str, role: str) -> dict[str, Any]:
    """An order of the column's case, or its invoice: own are those of the matrix's payer and provider."""
    own = column not in STRANGE
    told: dict[str, Any] = {
        "region": PLACES[column]["region"],
        "pays": own and "payer_id" in PEOPLE[role],
        "provides": own and role == "provider",
        "closed_off": column == "restricted",
    }
    left_out = {"NewOrder": {"pays", "provides"}, "Invoice": {"closed_off"}}.get(kind, set())
    return {name: value for name, value in told.items() if name not in left_out}


def _of_matching(kind: str, column: str, role: str) -> dict[str, Any]:
    """The column's request with the professional who is asked: own are the matrix's expert, worker, provider.

    A professional of the directory is of no region, and neither closed nor restricted.
    """
    own = column not in STRANGE
    if kind == "Professional":
        themselves = own and role in {"worker", "expert"}
        linked = role == "link" and column == "own"
        return {"own": themselves, "provides": own and role == "provider", "linked": linked}
    region = {"region": PLACES[column]["region"]}
    if kind != "MatchRequest":
        return region
    asked = own and role in {"worker", "expert"}
    return {**region, "closed_off": column == "restricted", "asked": asked}


def _of_feedback(column: str, role: str) -> dict[str, Any]:
    """The follow-up of the column's case, or the case itself; nobody of the matrix has a link to it."""
    takes_part = column not in STRANGE and role in IN_NETWORK
    return {
        "region": PLACES[column]["region"],
        "closed_off": column == "restricted",
        "works_on": takes_part and role != "buyer",
        "buys": takes_part and role == "buyer",
        "linked": False,
    }
