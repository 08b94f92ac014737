"""What is asked for of each matter of the matrix, and what came of it: the cell's outcome, as it was met.

A command is sent with data that fits and that nothing forbids but its state: whether it is carried out or
refused by a rule of the work (409), its asker may. Those that would give or take a right name what is not
there, so that the next question meets the same world.
"""

import json
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from services.billing.commands import COMMANDS as OF_BILLING
from services.billing.queries import QUERIES as BILLING
from services.feedback.commands import COMMANDS as OF_FEEDBACK
from services.feedback.queries import QUERIES as FEEDBACK
from services.intake.commands import COMMANDS as OF_INTAKE
from services.intake.queries import QUERIES as INTAKE
from services.matching.commands import COMMANDS as OF_MATCHING
from services.matching.queries import QUERIES as MATCHING
from services.reporting.queries import QUERIES as REPORTING
from shared.contracts.asking import Command
from tests.permissions.matrix import LISTS
from tests.permissions.people import COUNTY, OTHER_COUNTY
from tests.permissions.told import PLACES
from tests.permissions.world import EXAMPLE, Matters

COMMANDS: dict[str, Mapping[str, type[Command]]] = {
    "intake": OF_INTAKE, "matching": OF_MATCHING, "billing": OF_BILLING,
    "feedback": OF_FEEDBACK, "reporting": {},
}  # fmt: skip
QUERIES = {
    "intake": INTAKE, "matching": MATCHING, "billing": BILLING, "feedback": FEEDBACK, "reporting": REPORTING,
}  # fmt: skip
NOWHERE = str(uuid5(NAMESPACE_URL, "nowhere"))
SPECIAL: dict[str, dict[str, Any]] = {
    "identify_subject": {"subject": {**EXAMPLE["subject"], "person_id": NOWHERE}},
    "add_network_member": {"member": {"id": NOWHERE, "role": "close_person"}},
    "remove_network_member": {"member_id": NOWHERE},
    "change_restriction": {"restricted_to": []},
    "link_cases": {"other_case_id": NOWHERE},
    "break_glass": {"reason": "Hätä.", "occurred_at": "2026-01-01T12:00:00+02:00"},
    "referrals": {"limit": 200},
    "cases": {"limit": 200},
    "match_requests": {"limit": 1000},
}
"""What is said otherwise than in the example, so that nobody's rights change: to lift no restriction is
refused, and so are a member and a case that are not there."""
ERASING = {"erase_person", "destroy_matter"}
"""Of these only whether the role may is asked: what they are about is gone afterwards."""
ABOUT = {"contact": "referral_id", "case": "case_id", "person": "person_id"}


def data_of(service: str, shown: str, matter: Matters, column: str) -> dict[str, Any]:
    """A request's data about a matter. shown: as the table names it: `timeline (case)`."""
    name, _, kind = shown.partition(" (")
    asked = COMMANDS[service].get(name) or QUERIES[service][name]
    data = {**asked.example, **SPECIAL.get(name, {})}
    if name == "break_glass":
        data.pop("case_id")
    if kind:
        data = (data if name == "break_glass" else {}) | {ABOUT[kind.rstrip(")")]: ""}
    elif name == "cadence":
        data = {"case_id": ""}
    data.pop("state", None)
    for field in vars(matter):
        if field in data:
            data[field] = NOWHERE if name in ERASING else getattr(matter, field)
    OF_SERVICE[service](name, data, matter, column)
    return data


def outcome_of(shown: str, status: int, body: Any, matter: Matters) -> str:
    """What a reply means in the words of the matrix. body: the result, or the problem as it was said."""
    name = shown.partition(" (")[0]
    told = json.dumps(body, ensure_ascii=False)
    if status == 403:
        return "refused"
    if status == 404 and any(str(each) in told for each in vars(matter).values()):
        return "unknown"
    if status == 404 and ("known here" in told or name == "appoint_contact_person"):
        return "unknown"  # a post is known by county and sector
    if status == 404 and "this link does not open anything" in told:
        return "unknown"
    if name in LISTS and status == 200:
        own = (
            matter.referral_id, matter.case_id, matter.order_id, matter.number, matter.match_request_id,
        )  # fmt: skip
        return "listed" if any(each in told for each in own) else "left out"
    of_its_file = name == "read_bank_file" and status == 422  # what it says is judged after who says it
    return "may" if status in {200, 404, 409} or of_its_file else f"{status}: {told[:300]}"


def _about_a_contact(name: str, data: dict[str, Any], _matter: Matters, column: str) -> None:
    """What intake and reporting are asked: new contacts and persons have new ids."""
    if name == "receive_referral":
        mine = column == "own"
        data |= {"referral_id": str(uuid4()), "subject": None, "county": COUNTY if mine else OTHER_COUNTY,
                 "channel": "web" if mine else "phone"}  # fmt: skip
    if name == "register_person":
        data |= {"person_id": str(uuid4())}
    if name == "similar_contacts":
        data["subject"] = {**data["subject"], "given_name": f"Lapsi {column}"}
        data["received_at"] = EXAMPLE["received_at"]


def _about_a_search(name: str, data: dict[str, Any], matter: Matters, column: str) -> None:
    """What matching is asked of a column's search, professional, team or post; new ids for what is new."""
    new = {"register_professional": "professional_id", "open_match_request": "match_request_id"}
    if name in {*new, "form_team"}:
        data[new.get(name, "team_id")] = str(uuid4())
    if name == "open_match_request":
        data["for"] = {"case_id": matter.case_id}
    if name == "end_match":
        data["match_request_id"] = matter.ending_id
    if name == "plan_matches":
        data["match_request_ids"] = [matter.match_request_id]
    if name == "appoint_contact_person":
        data |= {"county": PLACES[column]["county"], "substitute": None}
    for several in {"professional_ids", "members"} & data.keys():
        data[several] = [matter.professional_id]


def _about_an_order(name: str, data: dict[str, Any], matter: Matters, _column: str) -> None:
    """What billing is asked of a column's order; ids of what would be new are new."""
    if name == "place_order":
        data["order_id"] = str(uuid4())
        # Of nobody in the matrix: else the next question met another world.
        data["payers"] = [{**data["payers"][0], "payer_id": "ls-97"}]
        data["provider"] = {**data["provider"], "name": "Kolmas tuottaja Oy"}
    if name == "sign_agreement":
        data["agreement_id"] = str(uuid4())
    if name == "run_invoicing":
        data["order_ids"] = [matter.order_id]
    if name == "invoices":
        data.pop("order_id")


def _about_a_follow_up(name: str, data: dict[str, Any], _matter: Matters, _column: str) -> None:
    """What feedback is asked; the id of a new follow-up is new."""
    if name == "start_follow_up":
        data["follow_up_id"] = str(uuid4())


OF_SERVICE = {
    "intake": _about_a_contact, "matching": _about_a_search, "billing": _about_an_order,
    "feedback": _about_a_follow_up,
    "reporting": _about_a_contact,
}  # fmt: skip
