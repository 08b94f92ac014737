"""The decision to receive a contact: where a referral begins."""

from abc import abstractmethod
from datetime import datetime
from typing import Self
from uuid import UUID

from services.intake.domain import rules
from services.intake.domain.language import Referrer, Screened
from services.intake.domain.referral.state import ReferralState
from shared.kernel.calendar import local_date
from shared.kernel.facts import Keeping
from shared.kernel.refused import Refused


class Reception(ReferralState):
    """How a referral comes to be."""

    @classmethod
    @abstractmethod
    def begin(cls, *, referral_id: UUID, **fields: object) -> Self:
        """Opens the stream with ReferralReceived."""

    @classmethod
    def receive(
        cls,
        *,
        id: UUID,  # noqa: A002 - what the store calls it
        number: str,
        region: str,
        keeping: Keeping,
        received_at: datetime,
        source: str,
        channel: str,
        county: str,
        service_line: str,
        situations: tuple[str, ...],
        trigger: str,
        urgency: str,
        referrer: Referrer,
        legal_basis: str,
        at: datetime,
        child_welfare_notification: bool = False,
        source_other: str | None = None,
        person_id: UUID | None = None,
        screening: Screened | None = None,
        possible_duplicates: tuple[UUID, ...] = (),
    ) -> Self:
        """A contact is received (heräte), with or without a name (R-I9).

        at: the clock of the command. The days due are worked out here and kept in the fact (R-I6).
        screening: of the screen filled in before the contact, where its code was given.
        """
        if received_at > at:
            raise Refused("a contact is recorded after it was received: the time given is in the future")
        decision, assessment = rules.deadlines(
            local_date(received_at), child_welfare_notification=child_welfare_notification
        )
        return cls.begin(
            referral_id=id,
            number=number,
            region=region,
            keeping=keeping,
            received_at=received_at,
            source=source,
            channel=channel,
            county=county,
            service_line=service_line,
            situations=situations,
            trigger=trigger,
            urgency=urgency,
            referrer=referrer,
            legal_basis=legal_basis,
            child_welfare_notification=child_welfare_notification,
            source_other=source_other,
            person_id=person_id,
            screening=screening,
            possible_duplicates=possible_duplicates,
            first_decision_due=decision,
            assessment_due=assessment and assessment.day,
            assessment_next_working_day=assessment and assessment.next_working_day,
        )
