"""Where a fact of billing comes from, for whoever may open its order, its agreement or its invoice."""

from typing import Any

from services.billing.application import Billing
from services.billing.queries.agreements import answer_agreement
from services.billing.queries.asked import Agreement, Invoice, Order
from services.billing.queries.invoices import answer_invoice
from services.billing.queries.orders import answer_order
from shared.contracts.origins import Origin
from shared.kernel.asker import Asker
from shared.plumbing import origins
from shared.plumbing.origins import Opening
from shared.plumbing.store.mapper import Written


def answer_origin(query: Origin, asker: Asker, billing: Billing) -> dict[str, Any]:
    """OriginView. Unknown where it is not there, or not for this asker."""
    openings = {
        "order": Opening(
            lambda fact: Order(order_id=fact.stream),
            lambda question, whom: answer_order(question, whom, billing),
        ),
        "agreement": Opening(
            lambda fact: Agreement(agreement_id=fact.stream),
            lambda question, whom: answer_agreement(question, whom, billing),
        ),
        "invoice": Opening(
            lambda fact: Invoice(number=_number(fact)),
            lambda question, whom: answer_invoice(question, whom, billing),
        ),
    }
    return origins.answer_origin(query, asker, billing.recorder, billing.policy, openings)


def _number(fact: Written) -> str:
    """An invoice's number, by which it is called and asked for."""
    return str(fact.meta["standing"]["subject"]).partition("/")[2]
