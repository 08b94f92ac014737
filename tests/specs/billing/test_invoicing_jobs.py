"""A month is invoiced by a job: answered at once, done once, whatever happens meanwhile."""

import threading
from typing import Any
from uuid import uuid4

import pytest

from services.billing.application import InvoicingJobs, jobs
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.store.application import Decided
from tests.specs.billing.office import Office, an_office, business_id, done


def test_a_run_is_answered_at_once_with_a_job(office: Office) -> None:
    """Nothing is invoiced when it is answered; the job is asked after by its id."""
    order_id = office.order(case := office.case(), "ls")
    office.meet(case, "2025-09-03")
    told = done(office.store.send("run_invoicing", {"month": "2025-09", "order_ids": [order_id]}))
    assert told["state"] == "waiting"
    assert office.invoices(order_id) == []
    assert done(office.store.ask("job", {"job": told["job"]}))["state"] == "waiting"
    assert office.store.jobs.standing()["waiting"] == 1
    office.store.work_off()
    job = done(office.store.ask("job", {"job": told["job"]}))
    assert (job["state"], job["orders"], job["bills"]) == ("done", 1, 1)
    assert office.store.jobs.standing()["waiting"] == 0


def test_a_month_twice_issues_nothing_twice(office: Office) -> None:
    """R-V1."""
    order_id = office.order(case := office.case(), "ls")
    office.meet(case, "2025-09-03", minutes=90)
    assert office.invoice(order_id)["bills"] == 1
    before = office.invoices(order_id)
    assert office.invoice(order_id)["bills"] == 0
    assert office.invoices(order_id) == before
    assert before[0]["net"] == "90.00"


def test_the_same_command_again_is_one_run(office: Office) -> None:
    order_id = office.order(office.case(), "ls")
    asked, command_id = {"month": "2025-09", "order_ids": [order_id]}, str(uuid4())
    first = done(office.store.send("run_invoicing", asked, command_id))
    assert done(office.store.send("run_invoicing", asked, command_id)) == first
    office.store.work_off()


def test_work_in_every_kind_of_meeting_and_travel_is_a_line(office: Office) -> None:
    """R-V1, R-V5: dates, quantities and codes, and not a word of what was said or who was there."""
    order_id = office.order(case := office.case(), "ls")
    office.meet(case, "2025-09-03", minutes=45, travel_km=12)
    office.meet(case, "2025-09-04", minutes=60, kind="start")
    office.invoice(order_id)
    (invoice,) = office.invoices(order_id)
    told = [
        (each["date"], each["what"], each["quantity"], each["unit"], each["net"]) for each in invoice["lines"]
    ]
    assert told == [
        ("2025-09-03", "held", "0.75", "hour", "45.00"),
        ("2025-09-03", "travel", "12", "km", "6.00"),
        ("2025-09-04", "held", "1", "hour", "60.00"),
    ]
    assert "Tavattiin" not in str(invoice)
    assert "Lapsi" not in str(invoice)


def test_a_regular_coaching_meeting_is_billed_to_150_minutes(office: Office) -> None:
    """R-C4: 151 minutes happened, and are recorded; 150 are paid."""
    case = office.case("neuropsychiatric_coaching")
    order_id = office.order(case, "ls", service_line="neuropsychiatric_coaching")
    coaching: dict[str, Any] = {"kind": "regular", "service_line": "neuropsychiatric_coaching"}
    meeting = office.meet(case, "2025-09-03", minutes=150, held=False, **coaching)
    members = {"attended": [], "place": "home", "summary": "Pitkä tapaaminen."}
    held = {"case_id": case, "meeting_id": meeting, "started_at": "2025-09-03T10:00:00+03:00", "minutes": 151}
    done(office.store.intake.send("record_meeting", held | members))
    office.store.hear()
    office.invoice(order_id)
    assert [each["net"] for each in office.invoices(order_id)] == ["150.00"]


def test_what_comes_late_goes_on_the_next_invoice_named_as_late(office: Office) -> None:
    """R-V1."""
    order_id = office.order(case := office.case(), "ls")
    office.meet(case, "2025-09-03")
    office.invoice(order_id)
    office.meet(case, "2025-09-10")
    office.meet(case, "2025-10-01")
    office.invoice(order_id, month="2025-10", clock="2025-11-03T09:00:00+02:00")
    later = office.invoices(order_id)[1]
    told = {each["date"]: each["late"] for each in later["lines"]}
    assert told == {"2025-10-01": False, "2025-09-10": True}


def test_the_second_order_for_the_same_work_is_flagged_and_bills_nothing(office: Office) -> None:
    """R-B1: a meeting is billed to the earliest placed order in force."""
    case = office.case()
    first, second = office.order(case, "ls"), office.order(case, "si")
    office.meet(case, "2025-09-03")
    office.invoice(second, first)
    assert (len(office.invoices(first)), len(office.invoices(second))) == (1, 0)
    assert "second_order" in office.flags(first)
    assert "second_to_another" in office.flags(second)


def test_work_before_a_signed_agreement_is_flagged_and_billed_once_it_is_signed(office: Office) -> None:
    """R-A1."""
    order_id = office.order(case := office.case(), "ls", signed=False)
    office.meet(case, "2025-09-03")
    office.invoice(order_id)
    assert office.invoices(order_id) == []
    assert "no_agreement" in office.flags(order_id)
    office.sign(order_id, starts_on="2025-09-15", term={"from": "2025-09-15", "to": "2026-05-31"})
    assert "before_agreement" in office.flags(order_id)
    office.invoice(order_id)
    assert [each["net"] for each in office.invoices(order_id)] == ["60.00"]


def test_no_share_is_billed_without_that_payers_commitment(office: Office) -> None:
    """R-B7: the other's is; what waits is listed, and goes out by the next run once it has committed."""
    order_id = office.order(case := office.case(), "ls", "si", committed=("ls",))
    done(office.share(order_id, ls="50", si="50"))
    office.meet(case, "2025-09-03")
    office.invoice(order_id)
    assert office.nets(order_id) == {"ls": "30.00"}
    (waits,) = office.asked(order_id)["flags"]
    assert (waits["code"], waits["payer_id"], waits["amount"]) == ("commitment", "si", "30.00")
    done(office.commit(order_id, "si"))
    office.invoice(order_id)
    assert office.nets(order_id) == {"ls": "30.00", "si": "30.00"}
    assert office.flags(order_id) == set()


def test_a_line_without_evidence_is_held_until_it_comes(office: Office) -> None:
    """R-V2."""
    order_id = office.order(case := office.case(), "ls", signed=False)
    agreement_id = office.sign(order_id, vat_exemption={"provider_registered": True})
    office.meet(case, "2025-09-03")
    office.invoice(order_id)
    assert office.invoices(order_id) == []
    assert office.flags(order_id) == {"vat_evidence"}
    rest = {"authority_decision": True, "individual_plan": True, "self_monitoring_plan": True}
    done(office.store.send("add_vat_evidence", {"agreement_id": agreement_id, "vat_exemption": rest}))
    office.invoice(order_id)
    (invoice,) = office.invoices(order_id)
    assert (invoice["vat"], invoice["lines"][0]["vat_percent"]) == ("0.00", "0.00")


def test_finance_may_decide_that_it_is_taxed_at_the_days_general_rate(office: Office) -> None:
    """R-V2: 25.5 % from September 2024."""
    order_id = office.order(case := office.case(), "ls", agreement={"vat_exemption": {}})
    office.meet(case, "2025-09-03")
    done(office.store.send("decide_taxable", {"order_id": order_id, "reason": "Rekisteröintiä ei ole."}))
    office.invoice(order_id)
    (invoice,) = office.invoices(order_id)
    assert (invoice["net"], invoice["vat"], invoice["total"]) == ("60.00", "15.30", "75.30")
    assert invoice["lines"][0]["vat_percent"] == "25.50"


def test_what_lies_beyond_the_ceiling_waits_for_a_higher_one(office: Office) -> None:
    """R-B6: 80 % and 100 % are flagged, the part beyond is shown and not billed."""
    order_id = office.order(case := office.case(), "ls", ceiling={"amount": "100.00"})
    office.meet(case, "2025-09-03", minutes=90)
    office.invoice(order_id)
    assert "ceiling_80" in office.flags(order_id)
    office.meet(case, "2025-09-04", minutes=60)
    office.invoice(order_id)
    told = office.asked(order_id)
    assert (told["ceiling"]["limit"], told["ceiling"]["used"], told["ceiling"]["beyond"]) == (
        "100.00", "100.00", "50.00",
    )  # fmt: skip
    assert {"ceiling_100", "ceiling"} <= office.flags(order_id)
    raised = {"ceiling": {"amount": "200.00"}, "effective_from": "2025-09-01", "reason": "Työ jatkuu."}
    done(office.store.send("raise_ceiling", {"order_id": order_id, **raised}))
    office.invoice(order_id)
    assert office.nets(order_id) == {"ls": "150.00"}


@pytest.fixture
def own(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """An office that no other spec uses: what is counted is its own."""
    with an_office(postgres, tmp_path_factory) as made:
        yield made


def many(office: Office, orders: int) -> tuple[str, list[str]]:
    """Orders of one seller, each with a meeting: the seller and the orders."""
    seller = business_id(4711)
    provider = {"name": "Esimerkkituottaja Oy", "business_id": seller}
    placed = []
    for _ in range(orders):
        case = office.case()
        placed.append(office.order(case, "ls", provider=provider))
        office.meet(case, "2025-09-03")
    return seller, placed


def numbers(office: Office) -> list[str]:
    return [each["number"] for each in done(office.store.ask("invoices", {}))["invoices"]]


def as_counted(seller: str, upto: int) -> list[str]:
    return [f"{seller.replace('-', '')}-{n:06d}" for n in range(1, upto + 1)]


def test_a_run_that_was_broken_off_goes_on_where_it_was(own: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """R-V1, R-V4: a crash between two saves loses nothing and repeats nothing; no number is left out."""
    seller, _ = many(own, 5)
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    done(own.store.send("run_invoicing", {"month": "2025-09"}))
    assert own.store.jobs.step()
    assert len(numbers(own)) == 2
    again = InvoicingJobs(own.store.jobs._billing)  # noqa: SLF001 - as another process would
    while again.step():
        pass
    assert numbers(own) == as_counted(seller, 5)


def test_two_who_work_at_once_issue_each_invoice_once(own: Office) -> None:
    """R-V1, R-V4: they conflict on an order or on a number; one decides anew and finds nothing left."""
    seller, _ = many(own, 6)
    for _ in range(2):
        done(own.store.send("run_invoicing", {"month": "2025-09"}))
    workers = [InvoicingJobs(own.store.jobs._billing) for _ in range(2)]  # noqa: SLF001 - two processes
    faults: list[BaseException] = []

    def work(worker: InvoicingJobs) -> None:
        try:
            while worker.step():
                pass
        except BaseException as fault:  # noqa: BLE001 - told below
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(own) == as_counted(seller, 6)
    # Whoever came second to a job's end finds it done: the loop's own lock keeps others away.
    assert all("done already" in str(fault) for fault in faults)


def test_a_number_is_never_given_without_its_invoice(own: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """R-V4: where the save fails, the number is the next one's."""
    seller, placed = many(own, 2)
    store_step = type(own.store.jobs._billing).store_step  # noqa: SLF001 - what breaks

    def broken(self: Any, decided: Decided, *rest: Any) -> None:
        def fail(_rows: Any) -> None:
            raise RuntimeError("the disk is full")

        store_step(self, Decided(decided.streams, {}, [*decided.rows, fail]), *rest)

    done(own.store.send("run_invoicing", {"month": "2025-09", "order_ids": placed[:1]}))
    with monkeypatch.context() as breaking:
        breaking.setattr(type(own.store.jobs._billing), "store_step", broken)  # noqa: SLF001
        with pytest.raises(RuntimeError):
            own.store.jobs.step()
    own.store.work_off()
    own.invoice(placed[1])
    assert numbers(own) == as_counted(seller, 2)
