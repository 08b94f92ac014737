"""An invoice in public: what it charges, by the month of the work and the VAT rate."""

from collections import defaultdict
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.billing.domain.invoicing.vat import vat_of
from services.billing.publication.work import by_month


def line(on: str, net: int, vat: int = 0) -> dict[str, Any]:
    return {"on": on, "net": net, "vat": vat}


def told(*lines: dict[str, Any]) -> list[tuple[str, int, int, int]]:
    return [(part.month, part.rate, part.net, part.vat) for part in by_month(lines)]


def test_what_came_late_is_told_in_the_month_of_its_work() -> None:
    """R-V1: a meeting of August on September's invoice."""
    lines = line("2025-09-03", 7500), line("2025-09-10", 2500), line("2025-08-20", 5836)
    assert told(*lines) == [("2025-08", 0, 5836, 0), ("2025-09", 0, 10_000, 0)]


def test_a_taxed_month_stands_beside_an_exempt_one() -> None:
    """R-V2."""
    assert told(line("2025-09-03", 1000), line("2025-09-10", 1000, 2550)) == [
        ("2025-09", 0, 1000, 0),
        ("2025-09", 2550, 1000, 255),
    ]


def test_the_months_taxes_are_the_invoice_s_to_the_cent() -> None:
    """R-V2: 0.01 at 25.5 % is nothing, three of them are a cent."""
    assert told(line("2025-07-01", 1, 2550), line("2025-08-01", 1, 2550), line("2025-09-01", 1, 2550)) == [
        ("2025-07", 2550, 1, 0),
        ("2025-08", 2550, 1, 1),
        ("2025-09", 2550, 1, 0),
    ]


months = st.sampled_from(("2024-08", "2024-09", "2024-10"))
lines_of_bills = st.lists(
    st.builds(
        line, months.map("{}-15".format), st.integers(-99_999, 99_999), st.sampled_from((0, 2400, 2550))
    )
)


@given(lines_of_bills)
def test_nothing_is_lost_by_telling_it_by_month(lines: list[dict[str, Any]]) -> None:
    """R-V2, R-B3: rate by rate the parts sum to what the invoice says."""
    net, nets, taxes = defaultdict[int, int](int), defaultdict[int, int](int), defaultdict[int, int](int)
    for one in lines:
        net[one["vat"]] += one["net"]
    for part in by_month(lines):
        nets[part.rate] += part.net
        taxes[part.rate] += part.vat
    assert nets == net
    assert taxes == {rate: vat_of(whole, rate) for rate, whole in net.items()}
