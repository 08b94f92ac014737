"""The decision to open a case, and those on who may see it at all."""

from abc import abstractmethod
from datetime import date
from typing import Self
from uuid import UUID

from services.intake.domain.case import facts
from services.intake.domain.case.state import CaseState
from shared.kernel.facts import Keeping
from shared.kernel.refused import Refused


class Opening(CaseState):
    """How a case comes to be, and to whom it is closed off."""

    @classmethod
    @abstractmethod
    def begin(cls, *, case_id: UUID, **fields: object) -> Self:
        """Opens the stream with CaseOpened."""

    @classmethod
    def open_case(
        cls,
        *,
        id: UUID,  # noqa: A002 - what the store calls it
        number: str,
        region: str,
        county: str,
        keeping: Keeping,
        situations: tuple[str, ...],
        referral_id: UUID,
        person_id: UUID,
        service_line: str,
        process_lead: str,
        on: date,
        with_standing_team: bool = True,
        nature: str | None = None,
        required_parties: tuple[str, ...] = (),
        base_services: tuple[str, ...] = (),
        restricted_to: tuple[str, ...] = (),
        usual_end: date | None = None,
    ) -> Self:
        """The work that follows a contact begins. situations, county, region: the contact's.

        Whether the contact allows it, `refusal_to_open` says: it knows the contact.
        """
        if usual_end is not None and usual_end < on:
            raise Refused("the usual end lies before the case is opened")
        return cls.begin(
            case_id=id,
            number=number,
            region=region,
            county=county,
            keeping=keeping,
            opened_on=on,
            referral_id=referral_id,
            person_id=person_id,
            service_line=service_line,
            situations=situations,
            process_lead=process_lead,
            nature=nature,
            required_parties=required_parties,
            base_services=base_services,
            restricted_to=restricted_to,
            usual_end=usual_end,
            with_standing_team=with_standing_team,
        )

    def change_restriction(self, *, restricted_to: tuple[str, ...], reason: str) -> None:
        """Only the named users see the case from now on; nobody named: whoever takes part (R-C10)."""
        if set(restricted_to) == set(self.restricted_to):
            raise Refused("the case is restricted to just these people already")
        self.tell(facts.RestrictionChanged, restricted_to=restricted_to, reason=reason)


def refusal_to_open(
    *, ended: str | None, subject: UUID | None, person_id: UUID, received_on: date, on: date
) -> str | None:
    """Why no case may follow a contact: R-I2 asks for an open one with a subject; the day follows it too."""
    if ended:
        return "a case follows an open contact: this one has ended"
    if subject is None:
        return "a case is about somebody: identify the contact's subject first"
    if subject != person_id:
        return "the contact is about somebody else: a case is opened for the contact's own subject"
    if on < received_on:
        return "a case is opened after its contact came in"
    return None
