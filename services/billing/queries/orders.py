"""One order, as it stands or as it was known then."""

from datetime import datetime
from typing import Any

from services.billing.application import Billing
from services.billing.application.whose import own_payers
from services.billing.domain.agreement import Agreement
from services.billing.domain.language import Payer
from services.billing.domain.order import Order
from services.billing.queries import asked
from services.billing.queries.standing import positions_of, standing_of
from services.billing.queries.views.order import OrderView
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date

CENTRE = frozenset({"finance", "coordinator", "admin"})


def answer_order(query: asked.Order, asker: Asker, billing: Billing) -> dict[str, Any]:
    """OrderView. Unknown where it is not there, or not for this asker."""
    moment = moment_of(query.as_of, asker)
    order = billing.order_for(asker, query.order_id, moment)
    agreements = _agreements(billing, order, moment)
    return OrderView.model_validate(
        {
            **_what_it_says(order),
            **_who_pays(order, asker),
            **standing_of(billing, order, agreements, moment, local_date(moment or asker.now)),
            "agreements": [{**vars(each), "agreement_id": each.id} for each in agreements],
            "positions": positions_of(billing, moment),
        },
        from_attributes=True,
    ).said()


def _what_it_says(order: Order) -> dict[str, Any]:
    names = (
        "state", "case_id", "case_number", "service_line", "county", "starts_on", "ends_on", "provider",
        "taxable_since",
    )  # fmt: skip
    return {
        **{name: getattr(order, name) for name in names},
        "order_id": order.id,
        "number": order.subject,
        "prices": [{"effective_from": each.effective_from, **vars(each.price)} for each in order.prices],
        "shares": [vars(each) for each in order.shares],
    }


def _who_pays(order: Order, asker: Asker) -> dict[str, Any]:
    """Who pays and who committed. A decision's reference is for the centre and for the payer whose it is."""
    own = own_payers(asker, [vars(payer) for payer in order.payers])
    centre = asker.role in CENTRE and asker.payer_id is None
    told = [
        {**vars(each), "decision_ref": each.decision_ref if centre or each.payer_id in own else None}
        for each in order.commitments
    ]
    committed = [payer.payer_id for payer in order.payers if order.committed_by(payer.payer_id)]
    payers = [
        vars(payer) if centre or payer.payer_id in own else _of_another(payer) for payer in order.payers
    ]
    return {"payers": payers, "commitments": told, "committed": committed, "own": sorted(own)}


def _of_another(payer: Payer) -> dict[str, Any]:
    """Who else pays; where and under which codes it takes its invoices is not told to another payer."""
    return {name: getattr(payer, name) for name in ("payer_id", "sector", "organisation", "business_id")}


def _agreements(billing: Billing, order: Order, moment: datetime | None) -> list[Agreement]:
    """The order's agreements; then: those that were signed by then, as they were."""
    with billing.database.rows() as rows:
        found = rows.execute(
            "SELECT agreement_id FROM agreements WHERE order_id = %s ORDER BY signed_on, number", (order.id,)
        ).fetchall()
    return [
        billing.load(Agreement, row["agreement_id"], moment)
        for row in found
        if moment is None or billing.recorder.version_at(row["agreement_id"], moment)
    ]
