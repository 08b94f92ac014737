"""The same money told at the same moment, and files too large for one save: each payment counts once."""

import base64
import threading
from typing import Any
from uuid import uuid4

import pytest

from services.billing.application import bank_file_jobs
from services.billing.application import payments as payments_of
from services.billing.application.bank_files import apart
from shared.plumbing.store.application import Decided
from tests.specs.billing.bank import (
    batch,
    invoiced,
    notification,
    paid,
    payments,
    place,
    read,
    sent,
    stands,
    statement,
    waiting_of,
)
from tests.specs.billing.office import Office, done, refused
from tests.specs.billing.payments.bank import File


def at_once(office: Office, *files: File) -> list[int]:
    """Files that are given in the same moment: the statuses of the replies."""
    start, replies = threading.Barrier(len(files)), list[int]()

    def give(file: File) -> None:
        start.wait()
        replies.append(sent(office, file.bytes)["status"])

    threads = [threading.Thread(target=give, args=(file,)) for file in files]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return replies


def test_the_same_file_from_many_at_once_counts_once(office: Office) -> None:
    invoices = [invoiced(office) for _ in range(3)]
    file = statement(*(paid("60.00", each["reference"]) for each in invoices), paid("1.00", "2011"))
    assert at_once(office, *[file] * 6) == [200] * 6
    assert [stands(office, each) for each in invoices] == [("paid", "60.00")] * 3
    assert waiting_of(office, "2011")["left"] == "1.00"


def test_a_sum_and_its_payments_at_once_count_once(office: Office) -> None:
    """Whichever is first: the parts are on their invoices, or the sum is told apart, or it alone waits."""
    for n in range(4):
        invoice = invoiced(office)
        told = [("60.00", invoice["reference"]), ("3.00", "2024")]
        total, parts = batch(f"YHTA{n}", *told, told=False), batch(f"YHTA{n}", *told)
        assert at_once(office, statement(total), notification(parts)) == [200, 200]
        assert stands(office, invoice) == ("paid", "60.00")
        assert not [each for each in payments(office, waiting=True, limit=1000) if each["amount"] == "63.00"]


def test_a_payment_that_two_place_at_once_is_placed_once(office: Office) -> None:
    read(office, statement(paid("60.00", "2037")))
    payment, invoices = waiting_of(office, "2037"), [invoiced(office) for _ in range(4)]
    start, statuses = threading.Barrier(4), list[int]()

    def give(number: str) -> None:
        start.wait()
        statuses.append(place(office, payment, number)["status"])

    threads = [threading.Thread(target=give, args=(each["number"],)) for each in invoices]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(statuses) == [200, 409, 409, 409]
    assert sorted(stands(office, each) for each in invoices) == [("issued", "0.00")] * 3 + [("paid", "60.00")]


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three payments a save."""
    monkeypatch.setattr(payments_of, "AT_ONCE", 3)
    monkeypatch.setattr(bank_file_jobs, "AT_ONCE", 3)


@pytest.mark.usefixtures("few_at_once")
def test_a_large_file_is_a_job(office: Office) -> None:
    """Answered at once; at its end all its payments are where they belong, those of a booking together."""
    invoices = [invoiced(office) for _ in range(4)]
    told = [("60.00", each["reference"]) for each in invoices]
    file = statement(paid("1.00", "2040"), paid("2.00", "2040"), batch("SUURI", *told), paid("3.00", "2040"))
    answer = done(sent(office, file.bytes))
    assert (answer["state"], answer["payments"], answer["placed"]) == ("waiting", 7, 0)
    assert office.store.bank_files.standing()["waiting"] == 1
    assert office.store.bank_files.step()
    half = done(office.store.ask("job", {"job": answer["job"]}))
    assert (half["state"], half["placed"], half["waiting"]) == ("working", 4, 2)
    office.store.work_off()
    job = done(office.store.ask("job", {"job": answer["job"]}))
    assert (job["state"], job["placed"], job["waiting"], job["again"]) == ("done", 4, 3, 0)
    assert [stands(office, each)[0] for each in invoices] == ["paid"] * 4
    assert read(office, file) == (0, 0, 7)


@pytest.mark.usefixtures("few_at_once")
def test_a_job_that_is_stopped_half_way_goes_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    invoices = [invoiced(office) for _ in range(5)]
    file = statement(*(paid("60.00", each["reference"]) for each in invoices))
    answer = done(sent(office, file.bytes))
    store_step = office.store.desk._billing.store_step  # noqa: SLF001 - where a process dies

    def dies(decided: Decided, *told: Any) -> None:
        store_step(decided, *told)
        raise InterruptedError

    with monkeypatch.context() as dying:
        dying.setattr(office.store.desk._billing, "store_step", dies)  # noqa: SLF001
        with pytest.raises(InterruptedError):
            office.store.bank_files.step()
    office.store.work_off()
    job = done(office.store.ask("job", {"job": answer["job"]}))
    assert (job["placed"], job["waiting"], job["again"]) == (5, 0, 0)
    assert [stands(office, each) for each in invoices] == [("paid", "60.00")] * 5


@pytest.mark.usefixtures("few_at_once")
def test_a_large_file_with_a_fault_at_its_end_changes_nothing(office: Office) -> None:
    invoice = invoiced(office)
    file = statement(*(paid("1.00", invoice["reference"]) for _ in range(9)), paid("1.00", booked=""))
    assert "entry 10 has no day" in refused(sent(office, file.bytes))
    assert office.store.bank_files.standing()["waiting"] == 0
    assert stands(office, invoice) == ("issued", "0.00")


def test_what_is_large_is_read_in_a_process_of_its_own(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And comes to the same, faults too."""
    monkeypatch.setattr(apart, "AT_ONCE", 0)
    invoice = invoiced(office)
    assert read(office, statement(paid("60.00", invoice["reference"]))) == (1, 0, 0)
    assert "has no day" in refused(sent(office, statement(paid("1.00", booked="")).bytes))


def test_the_same_command_again_is_one_file(office: Office) -> None:
    content = base64.b64encode(statement(paid("1.00", "2053")).bytes).decode()
    data, command_id = {"file_id": str(uuid4()), "content": content}, str(uuid4())
    first = done(office.store.send("read_bank_file", data, command_id))
    assert done(office.store.send("read_bank_file", data, command_id)) == first
    assert first["waiting"] == 1
