"""One agreement, as it stands or as it was known then. Its texts are for the centre and its parties."""

from typing import Any

from services.billing.application import Billing
from services.billing.domain.agreement import Agreement
from services.billing.queries import asked
from services.billing.queries.views.agreement import AgreementView
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date


def answer_agreement(query: asked.Agreement, asker: Asker, billing: Billing) -> dict[str, Any]:
    """AgreementView. Unknown where it is not there, or not for this asker."""
    moment = moment_of(query.as_of, asker)
    agreement = billing.agreement_for(asker, query.agreement_id, moment)
    with billing.database.rows() as rows:
        order = billing.whose.refuse_strangers_agreement(asker, rows, query.agreement_id)
    return AgreementView.model_validate(
        {
            **_what_it_says(agreement),
            "agreement_id": agreement.id,
            "number": agreement.subject,
            "case_id": order["case_id"],
            "term": {"from": agreement.term.first, "to": agreement.term.last},
            **(_texts(agreement) if may_read_texts(asker) else {}),
            "notice_ends_on": agreement.end_by_notice(query.notice_on, on=local_date(asker.now))
            if query.notice_on
            else None,
            "positions": {"billing": billing.recorder.position_at(moment)},
        },
        from_attributes=True,
    ).said()


def _what_it_says(agreement: Agreement) -> dict[str, Any]:
    names = (
        "state", "order_id", "service_line", "starts_on", "ends_on", "signed_on", "notice_clause",
        "vat_exemption",
    )  # fmt: skip
    return {name: getattr(agreement, name) for name in names}


def _texts(agreement: Agreement) -> dict[str, Any]:
    return {"parties": list(agreement.parties), "rights_and_duties": agreement.rights_and_duties}


def may_read_texts(asker: Asker) -> bool:
    """R-B5: everybody whose agreement it is, but a payer's finance."""
    return not (asker.role == "finance" and asker.payer_id)
