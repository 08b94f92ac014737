"""R-P4: what is given to another controller is in a log of its own, and a person gets a copy of both."""

from datetime import datetime

from shared.kernel.asker import HELSINKI
from tests.specs.intake.case_desk import WORKER, done, member
from tests.specs.intake.read_family import Family, family, separated
from tests.support.intake_store import EXAMPLE

__all__ = ["family", "separated"]

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
    """R-C9: the admin sees that a guardian was given a copy; the copy of the log does not say it."""
    guardian = _a_guardian(separated)
    done(separated.reads("copy_out", case_id=separated.case_id, language="fi", for_guardian=guardian))
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
