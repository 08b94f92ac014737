"""Agreement (sopimus): on what the work of an order stands. Decisions refuse, facts assign."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from eventsourcing.domain import AggregateEvent, event

from services.billing.domain.agreement import facts
from services.billing.domain.agreement.notice import NoticeClause, Term, Terms, named_term
from services.billing.domain.agreement.notice import ends_on as end_after_notice
from services.billing.domain.language import VatExemption
from shared.kernel.facts import Keeping, Stream
from shared.kernel.refused import Refused


class Agreement(Stream):
    """An agreement from its signing to its end. States: signed, notice_given, ended."""

    TOPIC = "billing.agreement"
    kind: ClassVar[str] = "agreement"

    AgreementSigned = facts.AgreementSigned
    VatEvidenceAdded = facts.VatEvidenceAdded
    NoticeGiven = facts.NoticeGiven
    AgreementEnded = facts.AgreementEnded

    @classmethod
    def sign_agreement(
        cls,
        *,
        id: UUID,  # noqa: A002 - what the store calls it
        number: str,
        region: str,
        county: str,
        keeping: Keeping,
        order_id: UUID,
        service_line: str,
        parties: tuple[str, ...],
        term: Term | str,
        starts_on: date,
        rights_and_duties: str,
        on: date,
        notice_clause: NoticeClause | None = None,
        vat_exemption: VatExemption | None = None,
    ) -> Self:
        """The parties sign. term: "spring" or "autumn" of the year it starts in (P), or days of their own.

        Refused where the agreement starts outside its term.
        """
        agreed = named_term(term, starts_on) if isinstance(term, str) else term
        if not agreed.first <= starts_on <= agreed.last:
            raise Refused(
                "the agreement starts within its term, {first} to {last}",
                first=agreed.first,
                last=agreed.last,
            )
        return cls._create(
            cls.AgreementSigned, id=id, number=number, region=region, keeping=keeping, county=county,
            order_id=order_id, service_line=service_line, parties=parties, term=agreed, starts_on=starts_on,
            notice_clause=notice_clause, rights_and_duties=rights_and_duties,
            vat_exemption=vat_exemption or VatExemption(), on=on,
        )  # fmt: skip

    def add_vat_evidence(self, *, vat_exemption: VatExemption, on: date) -> None:
        """More of the evidence is there. Refused where it adds nothing: evidence is never taken away."""
        now = VatExemption(
            **{name: had or vars(vat_exemption)[name] for name, had in vars(self.vat_exemption).items()}
        )
        if now == self.vat_exemption:
            raise Refused("this evidence is there already")
        self.tell(facts.VatEvidenceAdded, vat_exemption=now, on=on)

    def give_notice(self, *, by: str, given_on: date, on: date) -> None:
        """A party ends it (R-A2 to R-A4). Refused after notice or an end, and for a day that lies ahead."""
        last = self.end_by_notice(given_on, on=on)
        self.tell(facts.NoticeGiven, by=by, given_on=given_on, ends_on=last)

    def end_by_notice(self, given_on: date, *, on: date) -> date:
        """The last day, were notice given on a day. Refused as the notice would be."""
        self._must_stand()
        if given_on > on:
            raise Refused("a time in the future is refused: {field}", field="given_on")
        return end_after_notice(
            Terms(self.service_line, self.starts_on, self.term, self.notice_clause), given_on
        )

    def end_agreement(self, *, ends_on: date, reason: str) -> None:
        """The parties agree on its last day. Refused after its term, and where it ended already."""
        if self.state == "ended":
            raise Refused("the agreement was ended already")
        if ends_on > self.term.last:
            raise Refused("the agreement ends with its term, {day}, at the latest", day=self.term.last)
        self.tell(facts.AgreementEnded, ends_on=ends_on, reason=reason)

    def _must_stand(self) -> None:
        if self.state == "notice_given":
            raise Refused("notice was given already")
        if self.state == "ended":
            raise Refused("the agreement was ended already")

    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        # eventsourcing registers a class of its own for each fact, under the same name on this class.
        self.trigger_event(getattr(type(self), fact.__name__), **fields)

    @property
    def keeping(self) -> Keeping:
        return self.kept

    @property
    def subject(self) -> str:
        return f"{self.kind}/{self.number}"

    # From here on facts assign, and nothing refuses.

    @event(AgreementSigned)
    def __init__(
        self,
        *,
        number: str,
        region: str,
        keeping: Keeping,
        county: str,
        order_id: UUID,
        service_line: str,
        parties: tuple[str, ...],
        term: Term,
        starts_on: date,
        notice_clause: NoticeClause | None,
        rights_and_duties: str,
        vat_exemption: VatExemption,
        on: date,
    ) -> None:
        self.number, self.region, self.kept, self.county = number, region, keeping, county
        self.order_id, self.service_line, self.parties, self.term = order_id, service_line, parties, term
        self.starts_on, self.notice_clause, self.rights_and_duties = (
            starts_on,
            notice_clause,
            rights_and_duties,
        )
        self.vat_exemption, self.signed_on = vat_exemption, on
        self.state = "signed"
        self.ends_on: date | None = None

    @event(VatEvidenceAdded)
    def _evidence_added(self, vat_exemption: VatExemption) -> None:
        self.vat_exemption = vat_exemption

    @event(NoticeGiven)
    def _notice_given(self, ends_on: date) -> None:
        self.state, self.ends_on = "notice_given", ends_on

    @event(AgreementEnded)
    def _ended(self, ends_on: date) -> None:
        self.state, self.ends_on = "ended", ends_on
