"""Files of the joint order's and the agreements' shape with other values: it is what a plain count says."""

import json
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.agreementfile import AgreementFile
from tests.support.orderfile import OrderFile
from tests.support.playing import ON, play, some

ORDERS = {
    (31, "hour", "at once"): ON[0], (32, "meeting", "taxable"): ON[0], (33, "month", "later"): ON[0],
    (34, "hour", "at once"): ON[1],
}  # fmt: skip
AGREEMENTS = {41: ON[0], 42: ON[0], 43: ON[0], 44: ON[1]}
CENT = Decimal("0.01")
Line = dict[str, Any]


def played(lines: list[Line], on: str, request: pytest.FixtureRequest, folder: Path) -> Line:
    path = folder / "made-up.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return dict(json.loads(play(path, on, request, folder)))


def net_by_payer(invoices: list[Line]) -> dict[str, int]:
    """In cents, credit notes taken off."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for invoice in invoices:
        sums[invoice["payer_id"]] += Decimal(invoice["net"])
    return {payer: int(net * 100) for payer, net in sums.items() if net}


def adds_up(invoice: Line) -> None:
    """Lines, VAT per rate, total; a credit note is below nothing and an invoice is not."""
    per_rate: dict[Decimal, Decimal] = defaultdict(Decimal)
    for line in invoice["lines"]:
        per_rate[Decimal(line["vat_percent"])] += Decimal(line["net"])
        if line["vat_percent"] not in {"0", "0.00"}:
            assert Decimal(line["vat_percent"]) == (24 if line["date"] < "2024-09-01" else Decimal("25.5"))
    vat = sum(((net * rate / 100).quantize(CENT, ROUND_HALF_UP) for rate, net in per_rate.items()), Decimal())
    assert Decimal(invoice["net"]) == sum(per_rate.values())
    assert Decimal(invoice["vat"]) == vat
    assert Decimal(invoice["total"]) == Decimal(invoice["net"]) + vat
    assert (invoice["kind"] == "credit") == (Decimal(invoice["net"]) < 0)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("seed", "on"), some(ORDERS))
def test_every_cent_of_a_joint_order_is_where_a_plain_count_has_it(
    seed: tuple[int, str, str], on: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """R-B2 to R-B4, R-B7, R-V1, R-V2: after each month's run, with what was known then, and in the end."""
    file = OrderFile(*seed)
    printed = played(file.lines, on, request, tmp_path)
    assert printed["commands"] == file.commands()
    answers = printed["queries"]
    came = {name: net_by_payer(answers[name]["invoices"]) for name in file.runs}
    assert came == {name: file.expected(*run) for name, run in file.runs.items()}
    everything = answers[list(file.runs)[-1]]["invoices"]
    assert len(everything) > len(file.payers), "something was invoiced"
    for invoice in everything:
        adds_up(invoice)
    numbers = [f"23456780-{n:06d}" for n in range(1, len(everything) + 1)]
    assert sorted(invoice["number"] for invoice in everything) == numbers
    assert sorted(answers["order"]["committed"]) == sorted(file.payers)
    costs = {row["key"]: int(Decimal(row["net"]) * 100) for row in answers["costs"]["rows"]}
    assert {payer: net for payer, net in costs.items() if net} == list(came.values())[-1]


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("seed", "on"), some(AGREEMENTS))
def test_every_agreement_ends_on_the_day_that_a_walk_through_the_calendar_finds(
    seed: int, on: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """R-A2 to R-A4, of every service line: `ends_on` is set by notice or an end, and by nothing else."""
    file = AgreementFile(seed)
    printed = played(file.lines, on, request, tmp_path)
    assert printed["commands"] == file.commands()
    answers = printed["queries"]
    assert {name: answers[name]["ends_on"] for name in file.ends} == file.ends
