"""What can have happened to an agreement. A fact's TOPIC is its name for ever."""

from datetime import date
from uuid import UUID

from services.billing.domain.agreement.notice import NoticeClause, Term
from services.billing.domain.language import VatExemption
from shared.kernel.facts import Keeping, Stream
from shared.kernel.sealed import Text


class AgreementSigned(Stream.Created):
    """The parties signed what they agreed on the work of an order (sopimus)."""

    TOPIC = "billing.agreement-signed"
    number: str
    region: str
    keeping: Keeping
    county: str
    order_id: UUID
    service_line: str
    parties: tuple[Text, ...]
    term: Term
    starts_on: date
    notice_clause: NoticeClause | None
    rights_and_duties: Text
    vat_exemption: VatExemption
    on: date


class VatEvidenceAdded(Stream.Event):
    """A piece of the evidence that the VAT exemption asks for came later (R-V2); all of it as it is now."""

    TOPIC = "billing.vat-evidence-added"
    vat_exemption: VatExemption
    on: date


class NoticeGiven(Stream.Event):
    """A party gave notice; `ends_on` is the agreement's last day (R-A2 to R-A4)."""

    TOPIC = "billing.notice-given"
    by: str
    given_on: date
    ends_on: date


class AgreementEnded(Stream.Event):
    """The parties agreed on a last day."""

    TOPIC = "billing.agreement-ended"
    ends_on: date
    reason: Text
