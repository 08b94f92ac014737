"""R-C10 reaches the contact behind a restricted case: for whoever is not named it is not there.

The contact tells who the family is. It is closed off while a case that follows it is, and free again after.
"""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from tests.specs.intake.case_desk import CONTACT_PERSON, COORDINATOR, OTHER_COORDINATOR, CaseDesk, done
from tests.support.intake_store import EXAMPLE, Reply

NOWHERE = "00000000-0000-4000-8000-000000000000"
OPEN_PERSON = {**CONTACT_PERSON, "sector": EXAMPLE["referrer"]["sector"]}
"""Who takes part in the contact: of the county and sector of the one who made it."""
PROFESSIONAL = {"sub": "opettaja-1", "role": "professional"}
OTHERS = [OTHER_COORDINATOR, OPEN_PERSON]


@dataclass(frozen=True)
class Behind:
    """A contact and the case that follows it, as one coordinator restricts it and lifts the restriction."""

    desk: CaseDesk
    referral_id: str
    person_id: str
    case_id: str

    def restricted_to(self, *users: str) -> None:
        told = {"restricted_to": list(users), "reason": "Turvallisuus."}
        done(self.desk.does("change_restriction", self.case_id, COORDINATOR, **told))

    def asks(self, query: str, who: dict[str, Any], **data: Any) -> Reply:
        about = {} if query in {"referrals", "similar_contacts"} else {"referral_id": self.referral_id}
        if query == "person":
            about = {"person_id": self.person_id}
        return self.desk.store.ask(query, {**about, **data}, who=who)

    def listed_for(self, who: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """The rows of the list, by id."""
        rows = done(self.asks("referrals", who, limit=200))["referrals"]
        return {row["referral_id"]: row for row in rows}


def refer(desk: CaseDesk, **changes: Any) -> dict[str, Any]:
    """A contact by somebody of its own about a child of its own, so that no other repeats it by chance."""
    referrer = {"name": f"Työntekijä {uuid4()}", "organisation": "Yksikkö", "sector": "education"}
    return {"referrer": referrer, **desk.refer(**{"referrer": referrer, **changes})}


@pytest.fixture
def behind(desk: CaseDesk) -> Behind:
    told = refer(desk)
    about = {"referral_id": told["referral_id"], "person_id": told["person_id"]}
    return Behind(desk, case_id=desk.open(**about), **about)


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("query", ["referral", "person"])
def test_a_contact_behind_a_restricted_case_is_not_there(
    behind: Behind, query: str, who: dict[str, Any]
) -> None:
    """R-C10: and it sounds like one that never was."""
    done(behind.asks(query, who))
    behind.restricted_to("koordinaattori-1")
    hidden = behind.asks(query, who)
    what = {"referral": "referral_id", "person": "person_id"}[query]
    missing = behind.asks(query, who, **{what: NOWHERE})
    assert hidden["status"] == missing["status"] == 404
    said = hidden["problem"]["sentence"].replace(getattr(behind, what), NOWHERE)
    assert said == missing["problem"]["sentence"]


@pytest.mark.parametrize("who", OTHERS)
def test_it_is_in_nobody_else_s_list(behind: Behind, who: dict[str, Any]) -> None:
    """R-C10: neither in the list nor among those that wait for something."""
    assert behind.referral_id in behind.listed_for(who)
    behind.restricted_to("koordinaattori-1")
    assert behind.referral_id not in behind.listed_for(who)
    waits = done(behind.asks("referrals", who, waiting_for="buffer", limit=200))["referrals"]
    assert behind.referral_id not in {row["referral_id"] for row in waits}


def test_who_is_named_and_takes_part_sees_it(behind: Behind) -> None:
    """R-C10 takes sight away and gives none: named people still take part by their role."""
    elsewhere = {"sub": "yhdys-1", "role": "contact_person", "county": "09", "sector": "education"}
    behind.restricted_to("koordinaattori-1", "yhdys-1")
    for query in ("referral", "person"):
        done(behind.asks(query, COORDINATOR))
        done(behind.asks(query, OPEN_PERSON))
        assert behind.asks(query, elsewhere)["status"] == 404
    assert behind.referral_id in behind.listed_for(COORDINATOR)


def test_it_is_free_again_when_the_restriction_is_lifted(behind: Behind) -> None:
    """R-C10: nothing of it was lost meanwhile."""
    behind.restricted_to("koordinaattori-1")
    behind.restricted_to()
    done(behind.asks("referral", OTHER_COORDINATOR))
    done(behind.asks("person", OTHER_COORDINATOR))
    assert behind.referral_id in behind.listed_for(OTHER_COORDINATOR)


def test_of_two_cases_the_stricter_counts(behind: Behind) -> None:
    """R-C10: who is named in one of them only does not see the contact of both."""
    about = {"referral_id": behind.referral_id, "person_id": behind.person_id}
    behind.desk.open(**about, restricted_to=["koordinaattori-1"])
    behind.restricted_to("koordinaattori-1", "koordinaattori-2")
    assert behind.asks("referral", OTHER_COORDINATOR)["status"] == 404
    done(behind.asks("referral", COORDINATOR))


def test_nobody_else_works_on_it(behind: Behind) -> None:
    """R-C10: a command about it is answered as if it were not there."""
    behind.restricted_to("koordinaattori-1")
    advice = {"advice": "Kysy koululta.", "minutes": 10, "support_kinds": ["coordination"]}
    told = {"referral_id": behind.referral_id, **advice}
    assert behind.desk.store.send("give_advice", told, who=OTHER_COORDINATOR)["status"] == 404
    done(behind.desk.store.send("give_advice", told))


def test_who_made_contact_does_not_follow_it_either(desk: CaseDesk) -> None:
    """R-C10: everyone else is everyone else."""
    person_id = str(uuid4())
    data = {**EXAMPLE, "referral_id": str(uuid4()), "channel": "web"}
    data["subject"] = {**EXAMPLE["subject"], "person_id": person_id}
    told = done(desk.store.send("receive_referral", data, who=PROFESSIONAL))
    about = {"referral_id": told["referral_id"]}
    done(desk.store.ask("referral", about, who=PROFESSIONAL))
    desk.open(**about, person_id=person_id, restricted_to=["koordinaattori-1"])
    assert desk.store.ask("referral", about, who=PROFESSIONAL)["status"] == 404


def test_another_contact_about_the_child_stays_as_it_was(behind: Behind) -> None:
    """R-C10, R-I8: two contacts about one child are two; only the one behind the case is closed off."""
    subject = {**EXAMPLE["subject"], "person_id": behind.person_id}
    other = behind.desk.store.receive(
        subject=subject, referrer={"name": f"Toinen {uuid4()}", "organisation": "Koulu", "sector": "police"}
    )
    behind.restricted_to("koordinaattori-1")
    about = {"referral_id": done(other)["referral_id"]}
    done(behind.desk.store.ask("referral", about, who=OTHER_COORDINATOR))
    done(behind.asks("person", OTHER_COORDINATOR))


def test_who_was_registered_apart_from_a_contact_is_closed_off_too(desk: CaseDesk) -> None:
    """R-C10: the region's own register is no way around the restriction."""
    person_id = str(uuid4())
    who = {**EXAMPLE["subject"], "person_id": person_id}
    done(desk.store.send("register_person", who))
    done(desk.store.ask("person", {"person_id": person_id}, who=OTHER_COORDINATOR))
    about = refer(desk, subject=who)
    desk.open(referral_id=about["referral_id"], person_id=person_id, restricted_to=["koordinaattori-1"])
    assert desk.store.ask("person", {"person_id": person_id}, who=OTHER_COORDINATOR)["status"] == 404
    done(desk.store.ask("person", {"person_id": person_id}))
