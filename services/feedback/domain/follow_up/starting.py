"""The decision that starts a follow-up: about what, whom it asks and with which instruments."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import Self
from uuid import UUID

from services.feedback.domain.follow_up.state import FollowUpState
from services.feedback.domain.instruments import Instrument, Instruments
from services.feedback.domain.language import Chosen, Matter, Recipient
from shared.kernel.facts import Keeping
from shared.kernel.refused import Refused


class StartingDecisions(FollowUpState):
    """Each has the name of its command; it may refuse, and assigns nothing."""

    @classmethod
    @abstractmethod
    def begin(cls, *, follow_up_id: UUID, **fields: object) -> Self:
        """Opens the stream with FollowUpStarted."""

    @classmethod
    def start_follow_up(
        cls,
        *,
        id: UUID,  # noqa: A002 - what the store calls it
        number: str,
        region: str,
        keeping: Keeping,
        matter: Matter,
        instruments: Sequence[str],
        every_weeks: int | None,
        recipients: tuple[Recipient, ...],
        known: Instruments,
        on: date,
    ) -> Self:
        """From now on it is asked whether it helps; wave 1 goes right after, by `send_wave`.

        instruments: names; the newest version of each is kept to for as long as the follow-up lasts.
        every_weeks: None or 0 for once. Refused for no matter or two, an unknown instrument (Misfit), a
        recipient whom none of the instruments is for, and one whose message would have no words.
        """
        if (matter.case_id is None) == (matter.referral_id is None):
            raise Refused("a follow-up is of a referral or of a case")
        if len({each.recipient_id for each in recipients}) < len(recipients):
            raise Refused("name each recipient only once")
        chosen = tuple(known.newest(name) for name in instruments)
        for each in recipients:
            _refuse_without_questions(each, chosen)
        return cls.begin(
            follow_up_id=id, number=number, region=region, keeping=keeping, matter=matter,
            instruments=tuple(Chosen(each.id, each.version) for each in chosen),
            every_weeks=every_weeks or None, recipients=recipients, on=on,
        )  # fmt: skip


def _refuse_without_questions(recipient: Recipient, chosen: Sequence[Instrument]) -> None:
    theirs = [each for each in chosen if each.variant_for(recipient)]
    if not theirs:
        raise Refused(
            "none of the instruments {instruments} is for the role {role}",
            instruments=[each.id for each in chosen], role=recipient.role,
        )  # fmt: skip
    wordless = [each.id for each in theirs if not each.worded]
    if wordless and recipient.channel != "paper":
        raise Refused(
            "{instruments} is licensed and has no words here: ask it on paper, or add the licensed form "
            "to the region's own instruments",
            instruments=wordless,
        )  # fmt: skip
