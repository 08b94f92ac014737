"""R-P4: who read what about whom is written down before it is told, and the admin may know it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.specs.intake.case_desk import BUYER, WORKER, done
from tests.specs.intake.read_family import ADMIN, SCHOOL, Family, Line, family, separated
from tests.support.intake_store import EXAMPLE

__all__ = ["family", "separated"]


def test_a_reading_leaves_its_line(family: Family) -> None:
    """R-P4: who, in which role and organisation, for what, on what ground, whose data, which fields, when."""
    coordinator = {"organisation": "OT-keskus"}
    done(family.reads("person", coordinator, person_id=family.person_id, correlation="puhelu-1"))
    (line,) = family.lines()
    assert line.pop("at")
    assert line == {
        "service": "intake", "query": "person", "user": "koordinaattori-1", "role": "coordinator",
        "organisation": "OT-keskus", "purpose": "client_work", "legal_basis": "statutory_task",
        "fields": ["given_name", "family_name", "birth_date", "municipality", "languages", "guardians"],
        "matters": [], "correlation": "puhelu-1",
    }  # fmt: skip


def test_only_names_of_fields_are_kept(family: Family) -> None:
    """R-P4, R-P1: what stood in them is not."""
    done(family.reads("person", person_id=family.person_id))
    stored = str(family.log())
    assert EXAMPLE["subject"]["family_name"] not in stored
    assert EXAMPLE["subject"]["birth_date"] not in stored


def test_no_text_comes_in_as_the_number_of_a_request(family: Family) -> None:
    """R-P1: what is no number of a request is not kept."""
    done(family.reads("person", person_id=family.person_id, correlation="Lapsi Esimerkki soitti"))
    (line,) = family.lines()
    assert "correlation" not in line


def test_a_contact_and_a_case_are_the_persons(family: Family) -> None:
    """R-P4: whose data it is, is known by the matter, also where the answer names nobody."""
    number = done(family.reads("referral", referral_id=family.referral_id))["number"]
    case = done(family.reads("case", WORKER, case_id=family.case_id))["number"]
    read = [(line["query"], line["matters"], line["role"]) for line in family.lines()]
    assert read == [("referral", [number], "coordinator"), ("case", [case], "worker")]


def test_a_list_is_a_reading_of_everybody_in_it(family: Family) -> None:
    """R-P4: lists included, one line for each asking."""
    done(family.reads("cases", person_id=family.person_id))
    (line,) = family.lines()
    assert (line["query"], line["fields"]) == ("cases", ["cases"])


def test_a_line_tells_nothing_of_others_in_the_list(family: Family, separated: Family) -> None:
    """R-P4: the line of a list names the person's own matters only."""
    done(family.reads("cases", limit=10))
    own = done(family.reads("case", case_id=family.case_id))["number"]
    listed = next(line for line in family.lines() if line["query"] == "cases")
    assert listed["matters"] == [own]


def test_what_was_refused_was_not_read(family: Family) -> None:
    stranger = {"sub": "tukihenkilo-9", "role": "worker"}
    assert family.reads("case", stranger, case_id=family.case_id)["status"] == 404
    assert family.lines() == []


def test_what_tells_of_nobody_leaves_no_line(family: Family) -> None:
    done(family.reads("screen"))
    done(family.reads("cases", person_id=str(uuid4())))
    assert family.lines() == []


def test_another_purpose_is_kept(family: Family) -> None:
    """R-P4: X-Purpose and X-Legal-Basis stand where the role's own does not hold."""
    done(
        family.reads(
            "person", person_id=family.person_id, purpose="complaint_or_claim", legal_basis="consent"
        )
    )
    (line,) = family.lines()
    assert (line["purpose"], line["legal_basis"]) == ("complaint_or_claim", "consent")


def test_an_unknown_purpose_gets_no_answer(family: Family) -> None:
    """R-P4: the codes are checked, with a sentence."""
    refused = family.reads("person", person_id=family.person_id, purpose="uteliaisuus")
    assert refused["status"] == 422
    assert refused["problem"]["fields"][0]["field"] == "X-Purpose"
    assert family.lines() == []


def test_reading_the_log_is_a_reading(family: Family) -> None:
    """R-P4: so the admin leaves a line too, with the reason."""
    family.log(special_reason="claim")
    (line,) = family.log()["entries"]
    assert (line["query"], line["role"], line["special_reason"]) == ("access_log", "admin", "claim")


def test_what_is_older_than_two_years_needs_a_reason(family: Family) -> None:
    """R-P4: older than two years only with a special reason, itself written down."""
    then = datetime.now(UTC) - timedelta(days=800)
    done(family.reads("person", {"clock": then.isoformat()}, person_id=family.person_id))
    assert family.lines() == []
    assert [line["query"] for line in family.lines(special_reason="suspected_misuse")] == ["person"]
    assert family.log()["since"] > then.isoformat()


def test_a_page_follows_a_page(family: Family) -> None:
    """R-P4: page by page each line once, newest first."""
    for _ in range(5):
        done(family.reads("person", person_id=family.person_id))
    first = family.log(limit=3)
    second = family.log(limit=3, cursor=first["next"])
    times = [line["at"] for line in (*first["entries"], *second["entries"])]
    assert times == sorted(times, reverse=True)
    assert len(set(times)) == 5
    assert "next" not in second


def test_a_cursor_that_nobody_wrote_is_refused(family: Family) -> None:
    refused = family.reads("access_log", ADMIN, person_id=family.person_id, cursor="arvaus")
    assert refused["status"] == 422


@pytest.mark.parametrize("who", [{}, WORKER, BUYER, SCHOOL, {"sub": "y", "role": "operator"}])
def test_only_an_admin_reads_it(family: Family, who: Line) -> None:
    """R-P4: the access log is the admin's to read."""
    assert family.reads("access_log", who, person_id=family.person_id)["status"] == 403


def test_the_admin_of_another_region_knows_nothing_of_the_person(family: Family) -> None:
    elsewhere = {**ADMIN, "region": "ita-suomi"}
    assert family.reads("access_log", elsewhere, person_id=family.person_id)["status"] == 404
    assert family.reads("access_log", ADMIN, person_id=str(uuid4()))["status"] == 404


def test_each_region_tells_its_own_readings(family: Family) -> None:
    """R-P4: a child may be known in two regions; each admin answers for the readings of theirs."""
    elsewhere = {"sub": "koordinaattori-9", "region": "ita-suomi"}
    subject = {**EXAMPLE["subject"], "person_id": family.person_id}
    there = done(family.desk.store.receive(who=elsewhere, subject=subject, county="13"))
    done(family.reads("referral", elsewhere, referral_id=there["referral_id"]))
    done(family.reads("referral", referral_id=family.referral_id))
    assert [line["user"] for line in family.lines()] == ["koordinaattori-1"]
    asked = {"person_id": family.person_id}
    told = done(family.reads("access_log", {**ADMIN, "region": "ita-suomi"}, **asked))
    assert [line["matters"] for line in told["entries"]] == [[there["number"]]]


def test_a_restricted_case_is_not_named(family: Family) -> None:
    """R-C10: the admin sees that somebody read, and no number of what they may not know of."""
    desk, named = family.desk, ["koordinaattori-1", WORKER["sub"]]
    told = {"restricted_to": named, "reason": "Työntekijän oma perhe."}
    done(desk.does("change_restriction", family.case_id, {}, **told))
    done(family.reads("case", WORKER, case_id=family.case_id))
    done(family.reads("referral", referral_id=family.referral_id))
    assert [line["matters"] for line in family.lines()] == [[], []]


def test_another_service_that_does_not_answer_is_named(family: Family) -> None:
    """R-P4: what is missing is said."""
    assert family.log()["away"] == ["matching", "billing", "feedback", "reporting"]
