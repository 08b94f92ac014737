"""Who may do what with a contact, and who sees it: the role table of the domain page, for what there is.

A role alone gives no right to a matter: whoever does not take part in it is told that there is none.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from services.intake.commands import COMMANDS
from services.intake.queries import QUERIES
from shared.plumbing.embedded.postgres import Postgres
from tests.support.intake_store import ADVICE, EXAMPLE, IntakeStore, Reply
from tests.support.servers import passing_database

OTHER_REGION = {"sub": "koordinaattori-9", "region": "ita-suomi"}
CONTACT_PERSON = {"sub": "yhdyshenkilo-1", "role": "contact_person", "county": "08", "sector": "education"}
ELSEWHERE = CONTACT_PERSON | {"sub": "yhdyshenkilo-2", "county": "07"}
UNCONCERNED = CONTACT_PERSON | {"sub": "yhdyshenkilo-3", "sector": "police"}
PROFESSIONAL = {"sub": "tyontekija-1", "role": "professional"}
COLLEAGUE = PROFESSIONAL | {"sub": "tyontekija-2"}
STEP = {"what": "Kutsutaan koolle.", "responsible": {"sector": "health_care", "organisation": "Esimerkkila"}}


@pytest.fixture(scope="module")
def asking(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[IntakeStore]:
    with passing_database(postgres) as url:
        yield IntakeStore(tmp_path_factory.mktemp("data"), url)


@pytest.fixture
def referral_id(asking: IntakeStore) -> str:
    """A contact from a school in county 08, received by a coordinator of sisa-suomi."""
    return str(asking.receive()["result"]["referral_id"])


def seen(asking: IntakeStore, referral_id: str, who: dict[str, Any]) -> Reply:
    return asking.ask("referral", {"referral_id": referral_id}, who=who)


def test_a_coordinator_works_on_the_contacts_of_the_own_region(asking: IntakeStore, referral_id: str) -> None:
    """R-I8, R-P1: another region's coordinator is told that there is no such contact, and changes nothing."""
    assert seen(asking, referral_id, {})["status"] == 200
    assert seen(asking, referral_id, OTHER_REGION)["status"] == 404
    advice = ADVICE | {"referral_id": referral_id}
    assert asking.send("give_advice", advice, who=OTHER_REGION)["status"] == 404
    listed = asking.ask("referrals", {}, who=OTHER_REGION)["result"]["referrals"]
    assert referral_id not in {row["referral_id"] for row in listed}


def test_a_contact_person_sees_what_the_own_sector_takes_part_in(
    asking: IntakeStore, referral_id: str
) -> None:
    assert seen(asking, referral_id, CONTACT_PERSON)["status"] == 200
    assert seen(asking, referral_id, ELSEWHERE)["status"] == 404
    assert seen(asking, referral_id, UNCONCERNED)["status"] == 404
    background = {"referral_id": referral_id, "summary": "Lyhyesti.", "agencies": []}
    assert asking.send("gather_background", background, who=CONTACT_PERSON)["status"] == 200
    assert asking.send("gather_background", background, who=UNCONCERNED)["status"] == 404


def test_a_contact_person_receives_contacts_of_the_own_county(asking: IntakeStore) -> None:
    assert asking.receive(who=CONTACT_PERSON)["status"] == 200
    assert asking.receive(who=ELSEWHERE)["status"] == 403


def test_a_professional_makes_contact_by_web_and_follows_its_status(asking: IntakeStore) -> None:
    """The status, and none of the texts; a colleague sees nothing at all."""
    assert asking.receive(who=PROFESSIONAL)["status"] == 403
    referral_id = asking.receive(who=PROFESSIONAL, channel="web")["result"]["referral_id"]
    told = seen(asking, referral_id, PROFESSIONAL)["result"]
    assert told["state"] == "received"
    assert "texts" not in told
    assert EXAMPLE["trigger"] not in str(told)
    assert seen(asking, referral_id, COLLEAGUE)["status"] == 404
    assert seen(asking, referral_id, {})["status"] == 200


def test_a_link_reports_on_its_own_step_and_shows_no_text(asking: IntakeStore, referral_id: str) -> None:
    """R-P1: whoever holds the link sees the number, the sector and the day."""
    here = {"referral_id": referral_id}
    asking.send("gather_background", here | {"summary": "Lyhyesti.", "agencies": []})
    for step in ("structuring", "expertise"):
        asking.send("skip_step", here | {"step": step, "reason": "Ei tarvita."})
    asking.send("record_assessment", here | {"hypothesis": "Palvelut eivät kohtaa."})
    steps = [STEP | {"due": "2099-01-01"}, STEP | {"due": "2099-01-02"}]
    agreed = asking.send("agree_consultation_plan", here | {"steps": steps, "evaluate_on": "2099-02-01"})
    assert agreed["status"] == 200
    one, other = (step["step_id"] for step in seen(asking, referral_id, {})["result"]["plan"]["steps"])
    link = asking.ask("step_link", here | {"step_id": one})["result"]["token"]

    told = asking.ask("referral", here, token=link)["result"]
    assert set(told) == {"referral_id", "number", "step_id", "sector", "due"}
    assert (
        asking.send("report_step", here | {"step_id": other, "outcome": "done"}, token=link)["status"] == 404
    )
    assert asking.send("give_advice", ADVICE | here, token=link)["status"] == 403
    assert asking.send("report_step", here | {"step_id": one, "outcome": "done"}, token=link)["status"] == 200


def test_a_person_is_known_to_those_who_have_a_matter_about_them(asking: IntakeStore) -> None:
    subject = EXAMPLE["subject"] | {"person_id": str(uuid4())}
    assert asking.receive(subject=subject)["status"] == 200
    about = {"person_id": subject["person_id"]}
    assert asking.ask("person", about)["result"]["given_name"] == subject["given_name"]
    assert asking.ask("person", about, who=CONTACT_PERSON)["status"] == 200
    for stranger in (OTHER_REGION, ELSEWHERE, UNCONCERNED):
        assert asking.ask("person", about, who=stranger)["status"] == 404
    assert asking.ask("person", about, who=PROFESSIONAL)["status"] == 403


@pytest.mark.parametrize("role", ["operator", "researcher", "finance", "provider", "integrator"])
def test_whoever_has_no_work_with_contacts_has_no_right_to_them(asking: IntakeStore, role: str) -> None:
    """Deny by default: no command, no query."""
    who = {"sub": f"{role}-1", "role": role}
    for name in COMMANDS:
        assert asking.send(name, COMMANDS[name].example, who=who)["status"] == 403
    for name in QUERIES:
        assert asking.ask(name, QUERIES[name].example, who=who)["status"] == 403


def test_an_admin_erases_and_reads_the_access_log_and_no_contact(asking: IntakeStore) -> None:
    """Who looks after what is kept sees none of it."""
    who = {"sub": "paakayttaja-1", "role": "admin"}
    for name in COMMANDS.keys() - {"erase_person", "destroy_matter"}:
        assert asking.send(name, COMMANDS[name].example, who=who)["status"] == 403, name
    for name in QUERIES.keys() - {"access_log", "access_log_copy", "retention_due"}:
        assert asking.ask(name, QUERIES[name].example, who=who)["status"] == 403, name


def test_a_buyer_reads_of_its_own_cases_and_says_that_it_did(asking: IntakeStore) -> None:
    """R-C14: nothing else is its to do; of a case that it has no part in it hears nothing."""
    who = {"sub": "tilaaja-1", "role": "buyer", "sector": "child_welfare"}
    for name in COMMANDS:
        status = asking.send(name, COMMANDS[name].example, who=who)["status"]
        assert status == (404 if name == "acknowledge_report" else 403), name
    of_a_case = {"case", "monthly_report", "copy_out"}
    of_its_own = {"cases", "my_meetings", "calendar_link"}
    for name in QUERIES.keys() - of_a_case - of_its_own:
        assert asking.ask(name, QUERIES[name].example, who=who)["status"] == 403, name
    for name in of_a_case:
        assert asking.ask(name, QUERIES[name].example, who=who)["status"] == 404, name
