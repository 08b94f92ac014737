"""What work costs: who pays it and where it is done, as invoices and credit notes say (reporting.costs)."""

from typing import Any

import pytest

from services.reporting.projections import TooEarly
from shared.contracts.intake import RestrictionChanged
from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed, Refused
from tests.specs.reporting.case_story import WORKER, begins, case, here
from tests.specs.reporting.cost_story import (
    ELSEWHERE,
    HERE,
    autumn,
    billed,
    charged,
    costs,
    finance,
    nets,
    ordered,
    payer,
)
from tests.specs.reporting.story import Story, contact_person, coordinator

NOTHING = {"net": "0.00", "vat": "0.00", "total": "0.00"}


def period(first: str, last: str) -> dict[str, Any]:
    """Months of work, both included."""
    return {"from": first, "to": last}


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("sector", {"child_welfare": "200.00", "education": "200.00"}),
        ("payer", {"ls-08": "200.00", "si-08": "200.00"}),
        ("county", {"08": "400.00"}),
        ("service_line", {"neuropsychiatric_coaching": "400.00"}),
        ("month", {"2025-09": "200.00", "2025-10": "200.00"}),
    ],
)
def test_costs_are_told_by_key(story: Story, by: str, told: dict[str, str]) -> None:
    answer = costs(autumn(story), by)
    assert nets(answer) == told
    assert answer["sum"] == {"net": "400.00", "vat": "0.00", "total": "400.00"}
    assert answer["positions"] == {"billing": story.head("billing")}


def test_tax_is_told_apart(story: Story) -> None:
    """R-V2: 25.5 % of 100.00."""
    story.tell(ordered()).tell(charged(1, 10_000, rate=2550)).tell(charged(2, 5000, "si-08"))
    assert costs(story)["rows"] == [
        {"key": "child_welfare", "net": "100.00", "vat": "25.50", "total": "125.50"},
        {"key": "education", "net": "50.00", "vat": "0.00", "total": "50.00"},
    ]


def test_what_came_late_is_a_cost_of_the_month_of_its_work(story: Story) -> None:
    """R-V1: October's invoice charges a meeting of September, which came after September's."""
    work = [{"month": "2025-09", "rate": 0, "net": 3000, "vat": 0}]
    work += [{"month": "2025-10", "rate": 0, "net": 7000, "vat": 0}]
    story.tell(ordered()).tell(charged(1, 10_000, month="2025-10", work=work))
    assert nets(costs(story, "month")) == {"2025-09": "30.00", "2025-10": "70.00"}


def test_a_credit_note_takes_off_what_it_credits(story: Story) -> None:
    """R-B4: a revision moves 40 € from one payer to the other; the sum is unchanged."""
    autumn(story).tell(charged(5, -10_000, "ls-08"), "2025-11-05").tell(
        charged(6, 6000, "ls-08"), "2025-11-05"
    )
    story.tell(charged(7, 4000, "si-08"), "2025-11-05")
    answer = costs(story)
    assert nets(answer) == {"child_welfare": "160.00", "education": "240.00"}
    assert answer["sum"]["net"] == "400.00"


def test_an_invoice_credited_as_a_whole_comes_to_nothing(story: Story) -> None:
    story.tell(ordered()).tell(charged(1, 10_000, rate=2550)).tell(charged(2, -10_000, rate=2550))
    assert costs(story)["rows"] == [{"key": "child_welfare", **NOTHING}]


def test_only_the_months_asked_for_are_summed(story: Story) -> None:
    autumn(story)
    assert costs(story, **period("2025-10", "2025-10"))["sum"]["net"] == "200.00"
    assert costs(story, **period("2025-11", "2025-12"))["sum"] == NOTHING


def test_costs_are_the_same_later_as_then(story: Story) -> None:
    """R-T1: before the credit note, with the forecast of that day."""
    then = costs(autumn(story), "month", finance("2025-11-04"))
    story.tell(charged(5, -10_000), "2025-11-05").tell(charged(6, 900, "si-08"), "2025-11-06")
    assert costs(story, "month", finance("2026-03-01"), as_of="2025-11-04") == then
    assert costs(story, "month")["sum"]["net"] == "309.00"


def test_a_time_in_the_future_is_refused(story: Story) -> None:
    """R-T1."""
    with pytest.raises(Refused, match="future"):
        costs(story, as_of="2025-11-11")


def test_a_period_ends_after_it_begins(story: Story) -> None:
    with pytest.raises(Refused, match="lies after"):
        costs(story, **period("2025-12", "2025-11"))


def test_a_payers_finance_sees_its_own(story: Story) -> None:
    """R-B5: its rows, its part of the forecast, and nothing of what others were charged."""
    autumn(story)
    answer = costs(story, "sector", payer("SI-08"))
    assert nets(answer) == {"education": "200.00"}
    assert [row["key"] for row in answer["forecast"]["rows"]] == ["education"]
    assert answer["forecast"]["rests_on"]["net"] == "200.00"
    stranger = costs(story, "payer", payer("xx-16"))
    assert stranger["rows"] == []
    assert "forecast" not in stranger


def test_a_payer_of_another_organisation_with_the_same_code_sees_nothing_of_it(story: Story) -> None:
    """R-B5: a code is unique in its order only; the sector may be the same as well."""
    autumn(story)
    of_here, of_elsewhere = (payer(sector="child_welfare", organisation=each) for each in (HERE, ELSEWHERE))
    assert nets(costs(story, asker=of_here)) == {"child_welfare": "200.00"}
    assert "forecast" in costs(story, asker=of_here)
    strange = costs(story, asker=of_elsewhere)
    assert (strange["rows"], "forecast" in strange) == ([], False)


@pytest.mark.parametrize("asker", [coordinator("2025-11-10"), coordinator("2025-11-10", role="admin")])
def test_a_coordinator_and_an_admin_see_the_region_s(story: Story, asker: Asker) -> None:
    autumn(story)
    assert costs(story, asker=asker)["sum"]["net"] == "400.00"


@pytest.mark.parametrize("asker", [finance(region="uusimaa"), coordinator("2025-11-10", region="uusimaa")])
def test_another_region_s_costs_are_not_told(story: Story, asker: Asker) -> None:
    answer = costs(autumn(story), asker=asker)
    assert answer["rows"] == []
    assert "forecast" not in answer


def test_a_restricted_case_s_costs_are_told_to_who_invoices_them(story: Story) -> None:
    """R-C10: to the centre's finance and to the payer; to a coordinator only where they are named."""
    autumn(begins(story)).tell(RestrictionChanged(**here(), restricted_to=(WORKER,)), "2025-11-04")
    for asker in (finance(), payer()):
        assert costs(story, asker=asker)["rows"]
    strange = costs(story, asker=coordinator("2025-11-10"))
    assert (strange["rows"], "forecast" in strange) == ([], False)
    assert costs(story, asker=coordinator("2025-11-10", user=WORKER))["sum"]["net"] == "400.00"


@pytest.mark.parametrize("role", ["worker", "expert", "buyer", "provider", "researcher", "professional"])
def test_nobody_else_sees_costs(story: Story, role: str) -> None:
    with pytest.raises(NotAllowed):
        costs(story, asker=coordinator(role=role))
    with pytest.raises(NotAllowed):
        costs(story, asker=contact_person("08"))


def test_all_of_it_again_changes_nothing(story: Story) -> None:
    """R-R3."""
    before = autumn(story).tell(charged(5, -10_000)).everything()
    assert story.again().again().everything() == before


def test_in_one_batch_it_makes_the_same_rows(story: Story) -> None:
    """R-R4: as a rebuild reads them."""
    before = autumn(begins(story)).tell(charged(5, -10_000)).everything()
    assert story.all_at_once().everything() == before


def test_work_of_an_order_never_placed_is_too_early(story: Story) -> None:
    with pytest.raises(TooEarly, match="never placed here"):
        story.tell(billed("2025-09"))


def test_money_is_not_told_in_a_matter_s_timeline(story: Story) -> None:
    """Who sees a case need not see what it costs."""
    autumn(begins(story))
    told = story.ask("timeline", coordinator("2025-11-10"), case_id=str(case()))["events"]
    assert {event["service"] for event in told} == {"intake"}
    kept = story.rows.execute("SELECT DISTINCT case_id, details FROM timeline WHERE service = 'billing'")
    assert kept.fetchall() == [{"case_id": None, "details": {}}]
