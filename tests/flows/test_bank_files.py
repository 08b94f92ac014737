"""The joint order's invoices are paid: the bank's files in running services, embedded and on servers."""

import base64
import json
from collections import defaultdict
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from services.billing.domain.invoice.issuing import number_of, reference_of
from tests.specs.billing.payments.bank import Entry, File, Payment
from tests.support.playing import ON, SCENARIOS, play

SELLER = "2345678-0"
FINANCE = {"user": "talous-1", "role": "finance", "region": "sisa-suomi", "organisation": "OT-keskus"}
IDS = count(1)
Line = dict[str, Any]


def asked(at: str, **what: Any) -> Line:
    """A line of the centre's finance. command with its data, or query with what it is saved as."""
    own = {"id": str(uuid5(NAMESPACE_URL, f"bank-flow/{next(IDS)}"))} if "command" in what else {}
    return {**own, "at": f"2025-10-{at}:00:00+03:00", "by": FINANCE, **what}


def file(at: str, content: bytes, **expect: str) -> Line:
    """A file that is read, under an id of its own."""
    data = {
        "file_id": str(uuid5(NAMESPACE_URL, f"bank-flow/file/{next(IDS)}")),
        "content": base64.b64encode(content).decode(),
    }
    return asked(at, command="billing.read_bank_file", data=data, **expect)


def paid(n: int, amount: str, bank: str) -> Entry:
    """A payment for the seller's n-th invoice."""
    return Entry(amount, (Payment(amount, (reference_of(SELLER, n),)),), bank=bank)


def lines() -> list[Line]:
    """The scenario; invoices 1, 2 and 3 are paid once they are issued, 7 and 8 after the revision."""
    text = (SCENARIOS / "joint-order.jsonl").read_text(encoding="utf-8")
    scenario = [json.loads(line) for line in text.splitlines() if line.strip()]
    place = next(n for n, line in enumerate(scenario) if line.get("save_as") == "september") + 1
    unknown = Entry("5.00", (Payment("5.00", ("1234561",)),), bank="K3")
    first = File((paid(1, "223.76", "K1"), paid(2, "100.00", "K2"), unknown)).bytes
    second = (paid(2, "100.00", "K2"), paid(3, "230.00", "K4"))
    september = [
        file("03T09", first),
        file("03T10", first),
        file("03T11", File(second, version="camt.054.001.02", statement="ILMOITUS").bytes),
        file("03T12", File((paid(2, "9.00", "K5"), Entry("1.00", booked=""))).bytes, expect="refused"),
        asked("03T13", command="billing.credit_invoice",
              data={"number": number_of(SELLER, 1), "reason": "Ei."}, expect="refused"),
        asked("03T14", query="billing.invoices", data={}, save_as="paid"),
    ]  # fmt: skip
    after = [
        asked("08T09", command="billing.credit_invoice",
              data={"number": number_of(SELLER, 8), "reason": "Ei."}),
        file("08T10", File((paid(8, "50.00", "K6"), paid(7, "10.00", "K7"))).bytes),
        asked("08T11", query="billing.payments", data={}, save_as="payments"),
        asked("08T11", query="billing.invoices", data={}, save_as="end"),
        asked("08T11", query="billing.accounting", data={"from": "2025-10-01", "to": "2025-10-31"},
              save_as="books"),
    ]  # fmt: skip
    return [*scenario[:place], *september, *scenario[place:], *after]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("on", ON)
def test_the_joint_orders_payments(on: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Exact, in part, too much, unknown, credited; twice, as a notification too; broken half-way."""
    path = tmp_path / "paid.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines()), encoding="utf-8")
    told = json.loads(play(path, on, request, tmp_path))["queries"]
    standing = {each["number"]: (each["state"], each["paid"]) for each in told["paid"]["invoices"]}
    assert standing == {
        number_of(SELLER, 1): ("paid", "223.76"),
        number_of(SELLER, 2): ("issued", "100.00"),
        number_of(SELLER, 3): ("paid", "230.00"),
    }
    became = {each["amount"]: (each["state"], each.get("reason")) for each in told["payments"]["payments"]}
    assert became == {
        "223.76": ("placed", None), "100.00": ("placed", None), "230.00": ("placed", None),
        "10.00": ("placed", None), "5.00": ("waiting", "unknown_reference"), "50.00": ("waiting", "credited"),
    }  # fmt: skip
    balanced(told["books"], told["end"]["invoices"], Decimal("618.76"))


def balanced(books: Line, invoices: list[Line], came: Decimal) -> None:
    """Both sides, voucher by voucher; all that came is on the bank; what is owed is what the invoices say."""
    by_voucher, by_account = defaultdict[str, Decimal](Decimal), defaultdict[str, Decimal](Decimal)
    for row in books["rows"]:
        amount = Decimal(row["debit"]) - Decimal(row["credit"])
        by_voucher[row["voucher"]] += amount
        by_account[row["account"]] += amount
    assert set(by_voucher.values()) == {Decimal()}
    assert books["debit"] == books["credit"]
    assert by_account["1910"] == came
    total = sum(Decimal(each["total"]) for each in invoices)
    paid_on_them = sum(Decimal(each["paid"]) for each in invoices)
    waiting = -by_account["2960"]
    assert by_account["1700"] == total - came + waiting
    assert paid_on_them + Decimal("55.00") == came
