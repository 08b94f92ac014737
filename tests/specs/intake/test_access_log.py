"""R-P4: who read what about whom is written down before it is told; the admin and the person may know it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from shared.kernel.asker import HELSINKI
from tests.specs.intake.case_desk import BUYER, WORKER, CaseDesk, desk, done, member
from tests.support.intake_store import EXAMPLE, Reply

__all__ = ["desk"]

ADMIN = {"sub": "paakayttaja-1", "role": "admin"}
SCHOOL = {"sub": "ammattilainen-1", "role": "professional", "organisation": "Esimerkkilän koulu"}
Line = dict[str, Any]


@dataclass
class Family:
    """A contact about a child, and the case that follows it."""

    desk: CaseDesk
    referral_id: str
    person_id: str
    case_id: str

    def reads(self, query: str, who: Line | None = None, **data: Any) -> Reply:
        more = {name: data.pop(name) for name in ("purpose", "legal_basis", "correlation") if name in data}
        return self.desk.store.ask(query, data, who=who or {}, **more)

    def log(self, **data: Any) -> Line:
        """The access log as the admin reads it."""
        return done(self.reads("access_log", ADMIN, person_id=self.person_id, **data))

    def lines(self, **data: Any) -> list[Line]:
        """What was read so far, oldest first, but for the reading of the log itself."""
        entries = [each for each in self.log(**data)["entries"] if each["query"] != "access_log"]
        return entries[::-1]

    def copy(self, **data: Any) -> Line:
        return done(self.reads("access_log_copy", ADMIN, person_id=self.person_id, **data))


@pytest.fixture
def family(desk: CaseDesk) -> Family:
    refer = desk.refer()
    case_id = desk.open(member("worker", WORKER), member("buyer", BUYER), **refer)
    return Family(desk, refer["referral_id"], refer["person_id"], case_id)


@pytest.fixture
def separated(desk: CaseDesk) -> Family:
    """A family in a demanding separation."""
    refer = desk.refer(situations=["demanding_separation"])
    case_id = desk.open(member("worker", WORKER), **refer)
    return Family(desk, refer["referral_id"], refer["person_id"], case_id)


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
    assert family.log()["away"] == ["reporting"]


# What is given to others.


def test_a_copy_for_the_countys_record_is_a_disclosure(family: Family) -> None:
    """R-P4: with its recipient and its ground."""
    done(family.reads("copy_out", WORKER, case_id=family.case_id, language="fi"))
    (given,) = family.log()["disclosures"]
    assert (given["what"], given["recipient"]) == ("copy_out", "county_record")
    assert (given["recipient_county"], given["recipient_sector"]) == ("08", "child_welfare")
    assert (given["purpose"], given["legal_basis"]) == ("client_work", "statutory_task")
    assert [line["query"] for line in family.lines()] == ["copy_out"]


def test_a_report_to_another_sector_is_a_disclosure(family: Family) -> None:
    """R-P4, R-T2: to the sector that leads the case it is none: the register is its own."""
    school = {"sub": "tilaaja-k", "role": "buyer", "sector": "education"}
    buyer, month = member("buyer", school), datetime.now(HELSINKI).strftime("%Y-%m")
    section = {"for_sectors": ["child_welfare", "education"], "text": "Kuukausi meni hyvin."}
    desk, told = family.desk, {"purpose": "quality", "legal_basis": "other_statute"}
    done(desk.does("add_network_member", family.case_id, {}, member=buyer))
    done(desk.does("write_monthly_report", family.case_id, WORKER, month=month, sections=[section]))
    done(desk.does("close_case", family.case_id, {}, reason="Työ päättyi."))
    send = {"case_id": family.case_id, "month": month}
    done(desk.store.send("send_monthly_report", send, who=WORKER, **told))
    (given,) = family.log()["disclosures"]
    assert (given["what"], given["recipient"]) == ("monthly_report", "buyer")
    assert (given["recipient_sector"], given["recipient_county"]) == ("education", "08")
    assert (given["purpose"], given["legal_basis"]) == ("quality", "other_statute")


def test_a_report_that_was_refused_gave_nothing(family: Family) -> None:
    """R-P4: the line is stored with the fact, or not at all."""
    assert family.desk.does("send_monthly_report", family.case_id, WORKER, month="2025-01")["status"] == 409
    assert family.log()["disclosures"] == []


def test_a_persons_copy_is_a_disclosure_to_the_person(family: Family) -> None:
    family.copy()
    (given,) = family.log()["disclosures"]
    assert (given["what"], given["recipient"]) == ("access_log_copy", "person")


# The copy for the person.


def test_the_copy_names_organisations_and_roles_but_nobody(family: Family) -> None:
    """R-P4: workers are told by their organisation and role."""
    done(family.reads("case", {**WORKER, "organisation": "Esimerkkituottaja Oy"}, case_id=family.case_id))
    copy = family.copy()
    (entry,) = copy["entries"]
    assert (entry["organisation"], entry["role"]) == ("Esimerkkituottaja Oy", "worker")
    assert WORKER["sub"] not in str(copy)


def test_in_a_separation_the_copy_says_nothing_of_the_other_parent(separated: Family) -> None:
    """R-C9: nor where the readers work, which tells where somebody gets help."""
    shelter = {**WORKER, "organisation": "Turvakoti Esimerkki", "sector": "shelter"}
    done(separated.reads("case", shelter, case_id=separated.case_id))
    copy = separated.copy()
    (entry,) = copy["entries"]
    assert copy["withheld"]
    assert entry["role"] == "worker"
    assert "Turvakoti" not in str(copy)
    assert "shelter" not in str(copy)
    assert not {"network", "contacts", "risks", "guardians"} & set(entry["fields"])


def test_in_a_separation_the_copy_does_not_tell_whose_contact_was_read(separated: Family) -> None:
    """R-C9: each parent may have turned to the centre; the copy of the one has no number of the other's."""
    done(separated.reads("referral", referral_id=separated.referral_id))
    done(separated.reads("copy_out", case_id=separated.case_id, language="fi"))
    copy = separated.copy()
    assert [entry["matters"] for entry in copy["entries"]] == [[], []]
    assert [given["matters"] for given in copy["disclosures"]] == [[]]
    assert all(line["matters"] for line in separated.lines()[:2])


def test_in_a_separation_no_copy_tells_what_a_guardian_got(separated: Family) -> None:
    """R-C9: the admin sees that a guardian was given a copy; the other one's copy of the log does not say it."""
    given = {"case_id": separated.case_id, "language": "fi"}
    guardian = _a_guardian(separated)
    done(separated.reads("copy_out", **given, for_guardian=guardian))
    assert [each["recipient"] for each in separated.log()["disclosures"]] == ["guardian"]
    assert [each["recipient"] for each in separated.copy()["disclosures"]] == []


def _a_guardian(family: Family) -> str:
    """Tells of a guardian who may be told; by which id."""
    told = {**EXAMPLE["subject"], "person_id": family.person_id}
    told["guardians"] = [{"name": "Huoltaja Esimerkki", "custody": "joint", "right_to_information": True}]
    done(family.desk.store.send("correct_person", told))
    return str(done(family.reads("person", person_id=family.person_id))["guardians"][0]["guardian_id"])


def test_a_protected_persons_copy_tells_no_places(family: Family) -> None:
    """R-C13: their own log included."""
    told = {"person_id": family.person_id, "order": "non_disclosure"}
    done(family.desk.store.send("protect_person", told))
    done(family.reads("case", {**WORKER, "organisation": "Turvakoti Esimerkki"}, case_id=family.case_id))
    copy = family.copy()
    assert copy["withheld"]
    assert "Turvakoti" not in str(copy)
