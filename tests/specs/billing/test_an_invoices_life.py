"""What becomes of an invoice: revised, sent, paid, credited."""

from typing import Any

import pytest

from shared.kernel.identifiers import creditor_reference, is_reference_number
from tests.specs.billing.office import Office, done, refused, user_of


@pytest.fixture
def invoiced(office: Office) -> dict[str, Any]:
    """An invoice of 60 euros, and its order."""
    order_id = office.order(case := office.case(), "ls")
    office.meet(case, "2025-09-03")
    office.invoice(order_id)
    (invoice,) = office.invoices(order_id)
    return invoice


def paid(office: Office, reference: str, amount: str, on: str = "2025-10-10") -> Any:
    data = {"reference": reference, "amount": amount, "paid_on": on}
    return office.store.send("record_payment", data)


def credited(office: Office, number: str) -> Any:
    return office.store.send("credit_invoice", {"number": number, "reason": "Väärä osoite."})


def test_it_says_what_its_document_needs(office: Office, invoiced: dict[str, Any]) -> None:
    """R-V3, R-V5: a checked reference in both forms, seller and buyer, case number and service line."""
    told = done(office.store.ask("invoice", {"number": invoiced["number"]}))
    assert is_reference_number(told["reference"])
    assert told["rf"] == creditor_reference(told["reference"])
    assert (told["issued_on"], told["due_on"]) == ("2025-10-01", "2025-10-22")
    assert (told["seller"]["name"], told["buyer"]["organisation"]) == ("Esimerkkituottaja Oy", "Maksaja ls")
    assert told["case_number"]
    assert told["service_line"] == "school_support"


def test_it_is_sent_once(office: Office, invoiced: dict[str, Any]) -> None:
    number = {"number": invoiced["number"]}
    assert done(office.store.send("send_invoice", number))["state"] == "sent"
    assert "sent already" in refused(office.store.send("send_invoice", number))


def test_it_is_paid_by_its_reference_in_either_form_and_in_parts(
    office: Office, invoiced: dict[str, Any]
) -> None:
    """R-V3."""
    assert done(paid(office, invoiced["reference"], "20.00"))["state"] == "issued"
    assert done(paid(office, creditor_reference(invoiced["reference"]), "40.00"))["state"] == "paid"
    (row,) = office.invoices(invoiced["order_id"])
    assert (row["state"], row["paid"]) == ("paid", "60.00")


@pytest.mark.parametrize(("reference", "status"), [("1234561", 404), ("1234562", 422), ("RF00", 422)])
def test_a_reference_that_is_none_or_no_invoices_is_refused(
    office: Office, reference: str, status: int
) -> None:
    """R-V3: the check digit is looked at before any invoice is."""
    assert paid(office, reference, "1.00")["status"] == status


def test_a_credit_note_takes_all_of_it_back_and_the_next_run_bills_it_anew(
    office: Office, invoiced: dict[str, Any]
) -> None:
    """R-V4: the note is negative and names its invoice."""
    done(credited(office, invoiced["number"]))
    first, note = office.invoices(invoiced["order_id"])
    assert (first["state"], first["credited"]) == ("credited", "60.00")
    assert (note["kind"], note["net"], note["corrects"]) == ("credit", "-60.00", invoiced["number"])
    assert "credited already" in refused(credited(office, invoiced["number"]))
    assert "credited" in refused(paid(office, invoiced["reference"], "60.00"))
    assert "credit note itself" in refused(credited(office, note["number"]))
    office.invoice(invoiced["order_id"])
    assert office.nets(invoiced["order_id"]) == {"ls": "60.00"}


def test_a_paid_one_is_not_credited_as_a_whole(office: Office, invoiced: dict[str, Any]) -> None:
    done(paid(office, invoiced["reference"], "60.00"))
    assert "was paid" in refused(credited(office, invoiced["number"]))


def test_a_revision_back_in_time_credits_and_charges_at_once(office: Office) -> None:
    """R-B4: per payer, to the cent, the sum unchanged."""
    order_id = office.order(case := office.case(), "ls", "si", "ps")
    done(office.share(order_id, ls="33.3334", si="33.3333", ps="33.3333"))
    for day in ("03", "10", "17", "24"):
        office.meet(case, f"2025-09-{day}", minutes=100)
    office.invoice(order_id)
    assert office.nets(order_id) == {"ls": "133.34", "si": "133.33", "ps": "133.33"}
    asked = {"order_id": order_id, "effective_from": "2025-09-15", "shares": {"ls": "60", "si": "40"}}
    preview = done(office.store.ask("preview_shares", asked))
    changes = {each["payer_id"]: each["change"] for each in preview["payers"]}
    done(office.revise(order_id, "2025-09-15", ls="60", si="40", ps="0"))
    assert office.nets(order_id) == {"ls": "186.67", "si": "146.67", "ps": "66.66"}
    assert changes == {"ls": "53.33", "si": "13.34", "ps": "-66.67"}
    kinds = [each["kind"] for each in office.invoices(order_id)]
    assert kinds == ["invoice"] * 3 + ["credit"] * 3 + ["invoice"] * 2
    office.invoice(order_id)
    assert len(office.invoices(order_id)) == 8


def test_no_share_is_revised_back_in_time_without_commitment(office: Office) -> None:
    """R-B7."""
    order_id = office.order(case := office.case(), "ls", "si", committed=("ls",))
    done(office.share(order_id, ls="100", si="0"))
    office.meet(case, "2025-09-03")
    office.invoice(order_id)
    assert "si has not" in refused(office.revise(order_id, "2025-09-01", ls="50", si="50"))
    assert office.nets(order_id) == {"ls": "60.00"}


def test_corrected_work_is_made_right_on_the_next_invoice(office: Office) -> None:
    """R-V1: the old line is taken back, the new one charged, in the next run."""
    order_id = office.order(case := office.case(), "ls")
    meeting_id = office.meet(case, "2025-09-03", minutes=90)
    office.invoice(order_id)
    fix = {"case_id": case, "meeting_id": meeting_id, "minutes": 60, "reason": "Kirjattu väärin."}
    done(office.store.intake.send("correct_meeting", fix))
    office.store.hear()
    office.invoice(order_id)
    assert office.nets(order_id) == {"ls": "60.00"}


def test_a_payers_finance_sees_its_own_invoices_and_nothing_else(office: Office) -> None:
    """R-B5: not another payer's, no case's text, and it may do nothing: 403."""
    order_id = office.order(case := office.case(), "ls", "si")
    done(office.share(order_id, ls="50", si="50"))
    office.meet(case, "2025-09-03")
    office.invoice(order_id)
    ls = user_of("ls", "finance")
    (own,) = office.invoices(order_id, **ls)
    assert own["payer_id"] == "ls"
    (others,) = [each for each in office.invoices(order_id) if each["payer_id"] == "si"]
    assert office.store.ask("invoice", {"number": others["number"]}, **ls)["status"] == 404
    assert office.store.ask("invoices", {"payer_id": "si"}, **ls)["status"] == 403
    agreement_id = office.asked(order_id)["agreements"][0]["agreement_id"]
    agreement = done(office.store.ask("agreement", {"agreement_id": agreement_id}, **ls))
    assert not {"rights_and_duties", "parties"} & set(agreement)
    (decision, others_decision) = office.asked(order_id, who=ls)["commitments"]
    assert ("decision_ref" in decision, "decision_ref" in others_decision) == (True, False)
    for name in office.store.desk.commands:
        reply = office.store.send(name, dict(office.store.desk.commands[name].example), **ls)
        assert reply["status"] == 403, name


def test_every_reading_of_it_is_written_down(office: Office, invoiced: dict[str, Any]) -> None:
    """R-P4: who read which case's invoices, for what and on what ground."""
    office.invoices(invoiced["order_id"])
    with office.store.desk._billing.database.rows() as rows:  # noqa: SLF001 - the log is nobody's to ask here
        line = rows.execute("SELECT * FROM access_log ORDER BY position DESC LIMIT 1").fetchone()
    assert line is not None
    assert (line["user_name"], line["query"], line["purpose"]) == ("talous-1", "invoices", "invoicing")
    assert str(line["matters"][0]) == invoiced["case_id"]
