"""What other shares would bring each payer, to the cent, before anything is decided (R-B4, R-B7)."""

from typing import Any

from services.billing.application import Billing
from services.billing.domain.invoicing.revision import preview, uncommitted
from services.billing.domain.invoicing.work import SharesSince
from services.billing.domain.order.terms import terms_of
from services.billing.queries import asked
from services.billing.queries.views.previews import PreviewSharesView
from shared.kernel.asker import Asker


def answer_preview_shares(query: asked.PreviewShares, asker: Asker, billing: Billing) -> dict[str, Any]:
    """PreviewSharesView. Refused where such shares could not be agreed."""
    order = billing.order_for(asker, query.order_id)
    whole = order.whole_shares(query.effective_from, query.shares)
    with billing.database.rows() as rows:
        terms = terms_of(order, billing.agreements_of(rows, order.id))
    new = SharesSince(query.effective_from, whole)
    effects = preview(order.account, terms, new)
    return PreviewSharesView.model_validate(
        {
            "case_id": order.case_id,
            "payers": [
                {
                    "payer_id": payer,
                    "share_percent": whole[payer],
                    "credited": effect.credited,
                    "charged": effect.charged,
                    "change": effect.charged - effect.credited,
                }
                for payer, effect in effects.items()
            ],
            "uncommitted": list(uncommitted(order.account, terms, new)),
        }
    ).said()
