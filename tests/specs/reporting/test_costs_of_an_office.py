"""Costs of real invoices: billing carries the work out, reporting reads what it tells of it in public."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from shared.contracts.billing import FACTS
from shared.contracts.reading import from_cloud_event
from shared.plumbing.embedded.postgres import Postgres
from tests.specs.billing.office import Office, an_office, done
from tests.specs.reporting.cost_story import costs, finance, nets, payer
from tests.specs.reporting.story import Story

NOVEMBER = "2025-11-03T09:00:00+02:00"


@pytest.fixture(scope="module")
def office(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with an_office(postgres, tmp_path_factory) as made:
        yield made


def told(story: Story, office: Office) -> Story:
    """Reporting has heard all that billing told."""
    for event in office.store.desk.facts_after({"position": 0})["facts"]:
        message = from_cloud_event(event, FACTS)
        story.tell(message.body, recorded_at=message.recorded_at, subject=message.subject)
    return story


def an_autumn(office: Office, **agreement: Any) -> str:
    """Two payers, September and October invoiced, a meeting of September told late, shares revised back."""
    order_id = office.order(case := office.case(), "ls", "si", signed=False)
    office.sign(order_id, **agreement)
    done(office.share(order_id, ls="50", si="50"))
    if agreement:
        done(office.store.send("decide_taxable", {"order_id": order_id, "reason": "Ei rekisteröity."}))
    office.meet(case, "2025-09-03", minutes=55, travel_km=13)
    office.invoice(order_id)
    office.meet(case, "2025-09-17", minutes=35)
    office.meet(case, "2025-10-08", minutes=80)
    office.invoice(order_id, month="2025-10", clock=NOVEMBER)
    done(office.revise(order_id, "2025-09-10", ls="33.3333", si="66.6667"))
    return order_id


def summed(invoices: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """What the invoices say themselves: net by payer and by month of the work, line for line."""
    sums: dict[str, dict[str, Decimal]] = {"payer": defaultdict(Decimal), "month": defaultdict(Decimal)}
    for invoice in invoices:
        for line in invoice["lines"]:
            sums["payer"][invoice["payer_id"]] += Decimal(line["net"])
            sums["month"][line["date"][:7]] += Decimal(line["net"])
    return {by: {key: str(net) for key, net in found.items()} for by, found in sums.items()}


def test_costs_are_what_the_invoices_say(story: Story, office: Office) -> None:
    """R-B4, R-V1, R-V2: line for line, by payer and month of the work, exempt and taxed; and the tax."""
    orders = [an_autumn(office), an_autumn(office, vat_exemption={})]
    invoices = [each for order_id in orders for each in office.invoices(order_id)]
    assert {each["kind"] for each in invoices} == {"invoice", "credit"}
    told(story, office)
    for by, sums in summed(invoices).items():
        assert nets(costs(story, by, finance("2025-11-10"))) == sums
    vat = sum(Decimal(each["vat"]) for each in invoices)
    assert costs(story)["sum"]["vat"] == str(vat)
    assert vat > 0
    own = [each for each in invoices if each["payer_id"] == "si"]
    assert nets(costs(story, "month", payer("si"))) == summed(own)["month"]
