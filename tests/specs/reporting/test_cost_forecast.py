"""What orders in force will still cost: the cadence so far goes on to their ends (reporting.costs)."""

from typing import Any

import pytest

from services.reporting.queries.order_forecast import OrderSoFar, to_come
from services.reporting.queries.order_forecast import shared as split_among
from shared.contracts.billing import CeilingRaised, OrderEnded
from tests.specs.reporting.cost_story import (
    autumn,
    billed,
    charged,
    costs,
    finance,
    order,
    ordered,
    payer,
    run,
    shared,
)
from tests.specs.reporting.story import Story


def forecast(story: Story, by: str = "sector", day: str = "2025-11-10", **data: Any) -> dict[str, Any]:
    told: dict[str, Any] = costs(story, by, finance(day), **data)["forecast"]
    return told


def rows(told: dict[str, Any]) -> dict[str, str]:
    return {row["key"]: row["net"] for row in told["rows"]}


def raised(amount: int | None = None, hours: str | None = None, since: str = "2025-11-01") -> CeilingRaised:
    said = {"order_id": order(), "state": "placed", "effective_from": since}
    return CeilingRaised.model_validate(said | {"ceiling": {"amount": amount, "hours": hours}})


def ends(on: str) -> OrderEnded:
    return OrderEnded.model_validate({"order_id": order(), "state": "ended", "ends_on": on})


def test_the_mean_of_the_months_so_far_goes_on_to_the_end(story: Story) -> None:
    """200 € a month in September and October: seven months from November to May."""
    told = forecast(autumn(story))
    assert rows(told) == {"child_welfare": "700.00", "education": "700.00"}
    assert told["net"] == "1400.00"
    assert told["rests_on"] == {
        "orders": 1, "months": 2, "net": "400.00", "without_end": 0, "without_cadence": 0, "at_ceiling": 0,
    }  # fmt: skip


@pytest.mark.parametrize("by", ["payer", "county", "service_line", "month"])
def test_by_every_key_it_comes_to_the_same(story: Story, by: str) -> None:
    told = forecast(autumn(story), by)
    assert told["net"] == "1400.00"
    assert len(told["rows"]) == {"payer": 2, "month": 7}.get(by, 1)


def test_the_period_asked_for_does_not_bound_it(story: Story) -> None:
    assert forecast(autumn(story), **{"from": "2020-01", "to": "2020-12"})["net"] == "1400.00"


def test_of_the_last_month_the_days_count(story: Story) -> None:
    """An order that ends on 15 January: November, December and 15 of 31 days."""
    told = forecast(autumn(story).tell(ends("2026-01-15"), "2025-11-04"), "month")
    assert rows(told) == {"2025-11": "200.00", "2025-12": "200.00", "2026-01": "96.77"}


def test_an_order_that_is_over_has_none(story: Story) -> None:
    """On its last day it is in force still: its last month was not invoiced yet."""
    story.tell(ordered(ends_on="2025-10-31")).tell(shared()).tell(charged(1, 10_000)).tell(billed("2025-09"))
    assert forecast(story, day="2025-10-31")["net"] == "100.00"
    assert "forecast" not in costs(story, asker=finance("2025-11-01"))


def test_an_order_without_an_end_is_named_and_not_reckoned(story: Story) -> None:
    story.tell(ordered(ends_on=None)).tell(charged(1, 10_000)).tell(billed("2025-09"))
    told = forecast(story)
    assert told["rows"] == []
    assert told["rests_on"]["without_end"] == 1


def test_before_a_whole_month_was_invoiced_there_is_no_cadence(story: Story) -> None:
    """September was invoiced, but on the 20th of it; and one of which nothing was."""
    story.tell(ordered()).tell(shared()).tell(charged(1, 10_000)).tell(billed("2025-09")).tell(ordered(2))
    told = forecast(story, day="2025-09-20")
    assert (told["net"], told["rests_on"]["without_cadence"]) == ("0.00", 2)
    assert forecast(story)["rests_on"]["without_cadence"] == 1


def test_a_month_whose_run_brought_nothing_counts(story: Story) -> None:
    """400 € in three months, six of them to come; not before the run of November was done."""
    autumn(story)
    assert forecast(story, day="2025-12-01")["net"] == "1400.00"
    assert forecast(run(story, "2025-11", "2025-12-01"), day="2025-12-01")["net"] == "800.00"


def test_a_run_of_other_orders_says_nothing_of_this_one(story: Story) -> None:
    autumn(story)
    assert forecast(run(story, "2025-11", "2025-12-01", order(2)), day="2025-12-02")["net"] == "1400.00"
    assert forecast(run(story, "2025-11", "2025-12-02", order()), day="2025-12-02")["net"] == "800.00"


def test_what_was_invoiced_already_of_a_month_to_come_is_taken_off(story: Story) -> None:
    """A run in the middle of November: 60 € of its 200 are there."""
    autumn(story).tell(charged(9, 6000, month="2025-11"), "2025-11-09")
    assert rows(forecast(story, "month"))["2025-11"] == "140.00"
    assert forecast(story)["net"] == "1340.00"


def test_a_ceiling_bounds_it(story: Story) -> None:
    """R-B6: 400 of 1000 € are used: three months, and nothing after."""
    told = forecast(autumn(story).tell(raised(100_000), "2025-11-01"), "month")
    assert rows(told) == {"2025-11": "200.00", "2025-12": "200.00", "2026-01": "200.00"}
    assert told["rests_on"]["at_ceiling"] == 1


def test_a_ceiling_in_hours_bounds_it_by_what_an_hour_came_to(story: Story) -> None:
    """R-B6: 8 of 10 hours came to 400 €: 100 more."""
    autumn(story).tell(billed("2025-10", seconds=8 * 3600), "2025-11-03").tell(
        raised(hours="10.00"), "2025-11-04"
    )
    assert forecast(story)["net"] == "100.00"


def test_a_raised_ceiling_makes_room(story: Story) -> None:
    """R-B6: the latest day counts, and of one day what was told later."""
    autumn(story).tell(raised(50_000), "2025-11-01").tell(raised(500_000, since="2026-01-01"), "2025-11-02")
    assert forecast(story)["net"] == "1400.00"
    assert forecast(story.tell(raised(60_000, since="2026-01-01"), "2025-11-03"))["net"] == "200.00"


def test_each_month_is_split_by_the_shares_in_force(story: Story) -> None:
    """R-B2: from January on child welfare pays all of it."""
    autumn(story).tell(shared(since="2026-01-01", ls="100.0000", si="0.0000"), "2025-11-05")
    assert rows(forecast(story)) == {"child_welfare": "1200.00", "education": "200.00"}
    assert rows(costs(story, asker=payer("si-08"))["forecast"]) == {"education": "200.00"}


def test_no_cent_is_lost_in_thirds() -> None:
    """R-B3: 100.00 € of three months, over seven, among three payers."""
    thirds = {"a": "33.3334", "b": "33.3333", "c": "33.3333"}
    told = OrderSoFar.of(
        {
            "county": "08", "service_line": "x", "ends_on": finance("2026-06-30").today, "ceilings": [],
            "payers": [{"payer_id": one, "sector": one, "organisation": one} for one in thirds], "seconds": 0,
            "shares": [{"effective_from": "2025-09-01", "shares": thirds}], "first": "2025-09",
            "through": "2025-11", "net": 10_000, "whole": 10_000, "told": 10_000,
        }
    )  # fmt: skip
    coming, bounded = to_come(told)
    assert (sum(month.net for month in coming), bounded) == (23_333, False)
    parts = list(split_among(told, coming))
    sums = {payer: sum(part.net for part in parts if part.payer.payer_id == payer) for payer in thirds}
    assert sums == {"a": 7778, "b": 7778, "c": 7777}


def test_what_was_all_credited_goes_on_as_nothing(story: Story) -> None:
    autumn(story)
    for number, who in enumerate(("ls-08", "si-08"), 20):
        story.tell(charged(number, -20_000, who), "2025-11-05")
    assert forecast(story)["net"] == "0.00"


def test_the_forecast_is_the_same_later_as_then(story: Story) -> None:
    """R-T1."""
    then = forecast(autumn(story), day="2025-11-10")
    story.tell(ends("2025-12-31"), "2025-11-20").tell(raised(40_000), "2025-11-21")
    assert costs(story, asker=finance("2026-02-01"), as_of="2025-11-10")["forecast"] == then
    assert forecast(story, day="2025-11-22")["net"] == "0.00"
