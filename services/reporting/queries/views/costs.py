"""The answer about costs: euros as text with two decimals."""

from typing import Annotated

from pydantic import Field, PlainSerializer

from services.reporting.queries.views.view import Counts, View
from shared.kernel.money import euros

Euros = Annotated[int, PlainSerializer(lambda cents: str(euros(cents)), return_type=str)]
"""Whole cents; as text with two decimals when they go out."""


class Sums(View):
    """What invoices charge less what credit notes take back."""

    net: Euros
    vat: Euros
    total: Euros = Field(description="With the tax")


class CostRow(Sums):
    """The costs of a key."""

    key: str


class ForecastRow(View):
    """What is still to come of a key, without tax."""

    key: str
    net: Euros


class RestsOn(View):
    """Of what the forecast was reckoned: orders in force that you see."""

    orders: int = Field(description="Reckoned with: they have an end and a whole month that was invoiced")
    months: int = Field(description="Of these orders together, from the first invoiced month to the last")
    net: Euros = Field(description="What these months came to: of each order the mean goes on to its end")
    without_end: int = Field(description="Orders without a last day: nothing is said of them")
    without_cadence: int = Field(description="Orders of which no whole month was invoiced yet: nor of them")
    at_ceiling: int = Field(description="Orders that would cost more, but for their ceiling")


class Forecast(View):
    """What orders in force will still cost, from what was not invoiced yet to their ends."""

    rows: list[ForecastRow]
    net: Euros
    rests_on: RestsOn


class CostsView(View):
    """Costs by key, those of a month of work in that month whenever they were invoiced."""

    rows: list[CostRow]
    sum: Sums
    forecast: Forecast | None = Field(None, description="Absent: no order that you see is in force")
    positions: Counts
