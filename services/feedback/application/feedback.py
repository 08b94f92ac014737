"""The application of feedback: which follow-up a command is about, what commits with it, what it answers."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from services.feedback import commands
from services.feedback.application.clock import Clock
from services.feedback.application.matters import matter_of
from services.feedback.application.reaching import Reaching
from services.feedback.application.rows import rows_of
from services.feedback.application.whose import OPENS_NOTHING, Whose
from services.feedback.domain.follow_up import FollowUp
from services.feedback.domain.instruments import Instruments
from services.feedback.domain.language import LevelText, Matter, Recipient, Request, Sending
from services.feedback.domain.links import hash_of, token_of
from services.feedback.domain.rules import rules_for
from shared.contracts.asking import Command
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.refused import NotYet, Refused, Unknown
from shared.plumbing.ask import NoAnswer
from shared.plumbing.keys import RegionKey
from shared.plumbing.policy import Policy
from shared.plumbing.sealing.sealing import Sealing
from shared.plumbing.store.application import Carrying, Decided, FactApplication
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.numbers import next_number
from shared.plumbing.store.verbs import arguments

EACH_ONES = "recipients_scores"
"""What each recipient's answers come to, as the policies call it."""


@dataclass(frozen=True)
class Means:
    """What follow-ups are worked with. secret: links are made from it. reaching: where messages may go."""

    secret: bytes
    instruments: Instruments
    reaching: Reaching


@dataclass(frozen=True)
class Asked:
    """With what a follow-up asks, how often, and whom. every_weeks: 0 or None for once."""

    instruments: tuple[str, ...]
    every_weeks: int | None
    recipients: tuple[Recipient, ...]


class Feedback(FactApplication):
    """Carries feedback's commands out, and what is due by itself (waking.py)."""

    service: ClassVar[str] = "feedback"

    def __init__(
        self, database: ServiceDatabase, sealing: Sealing, key: RegionKey, policy: Policy, means: Means
    ) -> None:
        super().__init__(database, sealing)
        self.policy = policy
        self.key = key
        self.whose = Whose(policy, key)
        self.instruments = means.instruments
        self.reaching = means.reaching
        self.clock = Clock(database)
        self._secret = means.secret
        self._ways: dict[type[Command], Callable[[Any, Carrying], Decided]] = {
            commands.StartFollowUp: self._start,
            commands.SendWave: self._send,
            commands.Answer: self._answer,
            commands.RecordOnBehalf: self._record_on_behalf,
            commands.SetGoalScale: self._scale,
        }

    def decide(self, command: Command, carrying: Carrying) -> Decided:
        return self._ways.get(type(command), self._work)(command, carrying)

    def follow_up_for(self, asker: Asker, follow_up_id: UUID, as_of: datetime | None = None) -> FollowUp:
        """The follow-up as it is, or was known at a moment. Unknown where it does not concern the asker."""
        with self.database.rows() as rows:
            self.whose.refuse_stranger(asker, rows, follow_up_id)
        return self.load(FollowUp, follow_up_id, as_of)

    def sees_each(self, asker: Asker, follow_up_id: UUID) -> bool:
        """Whether the asker is told what each recipient answered, or figures of all together (R-C14)."""
        with self.database.rows() as rows:
            row = self.whose.refuse_stranger(asker, rows, follow_up_id)
            return self.whose.allows(asker, self.whose.about(asker, rows, row), EACH_ONES)

    def token_for(self, follow_up_id: UUID, wave: int, recipient_id: UUID, attempt: int) -> str:
        """What stands in the link of a request: made anew each time, and stored nowhere (R-F1)."""
        return token_of(self._secret, follow_up_id, wave, recipient_id, attempt)

    def links_to(self, follow_up: FollowUp, sendings: Iterable[Sending]) -> dict[UUID, str]:
        """Hashes of the links of those who can be reached (R-F7). NoAnswer where intake does not say."""
        return {
            each.recipient.recipient_id: hash_of(
                self.token_for(follow_up.id, each.wave, each.recipient.recipient_id, each.attempt)
            )
            for each in sendings
            if self.reaching.way_to(each.recipient, follow_up)
        }

    def of_link(self, asker: Asker, token: str) -> tuple[FollowUp, Request]:
        """What the asker's link was made for. Unknown for one that opens nothing, or not any more."""
        link_hash = hash_of(token)
        with self.database.rows() as rows:
            row = self.whose.refuse_strangers_link(asker, rows, link_hash)
        follow_up = self.load(FollowUp, row["follow_up_id"])
        request = follow_up.request_of_link(link_hash)
        if request is None:
            raise Unknown(OPENS_NOTHING)
        return follow_up, request

    def started_on(
        self,
        follow_up_id: UUID,
        about: Matter,
        asked: Asked,
        at: datetime,
    ) -> Decided:
        """A new follow-up, and its first wave in the same save.

        Where intake does not say just now how somebody is reached, the wave goes by itself, soon after.
        """
        with self.database.get_connection() as rows:
            matter = matter_of(rows, about)
            if matter.ended:
                raise Refused("the matter is closed: nobody is asked about it any more")
            number = next_number(rows, FollowUp.kind, at)
        on = local_date(at)
        follow_up = FollowUp.start_follow_up(
            id=follow_up_id, number=number, region=matter.region, keeping=matter.keeping(on), matter=about,
            instruments=asked.instruments, every_weeks=asked.every_weeks, recipients=asked.recipients,
            known=self.instruments, on=on,
        )  # fmt: skip
        with suppress(NoAnswer):
            self.send_on(follow_up, on)
        return self.decided(follow_up)

    def send_on(self, follow_up: FollowUp, on: date) -> None:
        """Sends the wave that is due, or the next one. NoAnswer as above, before anything is decided."""
        links = self.links_to(follow_up, follow_up.sendings(on))
        follow_up.send_wave(on=on, links=links, rules=rules_for(follow_up.region, on))

    def send_waiting_on(self, follow_up: FollowUp, on: date, *, undelivered: bool = True) -> None:
        """Sends to those who waited and can be reached now. Refused where none of them can.

        undelivered: also to whom a message did not arrive; what stood in its way may do so again.
        """
        at_first = {each.recipient_id for each in follow_up.requests if each.why == "no_safe_contact"}
        wanted = (
            each for each in follow_up.waiting if undelivered or each.recipient.recipient_id in at_first
        )
        links = self.links_to(follow_up, wanted)
        follow_up.send_waiting(on=on, links=links, rules=rules_for(follow_up.region, on))

    def decided(self, follow_up: FollowUp) -> Decided:
        """What is stored and answered of one."""
        answer = {
            "follow_up_id": str(follow_up.id),
            "number": follow_up.subject,
            "state": follow_up.state,
            "wave": follow_up.newest_wave or None,
        }
        return Decided([follow_up], answer, rows_of(follow_up))

    def _start(self, command: commands.StartFollowUp, carrying: Carrying) -> Decided:
        """About a matter that exists, as intake told of it."""
        about = Matter(command.case_id, command.referral_id)
        with self.database.rows() as rows:
            self.whose.refuse_strangers_matter(carrying.asker, rows, matter_of(rows, about))
        recipients = tuple(Recipient(**each.model_dump()) for each in command.recipients)
        asked = Asked(command.instruments, command.every_weeks, recipients)
        return self.started_on(command.follow_up_id, about, asked, carrying.at(command))

    def _send(self, command: commands.SendWave, carrying: Carrying) -> Decided:
        """Whoever waits of the newest wave and can be reached is sent to; else the next wave goes."""
        follow_up = self.follow_up_for(carrying.asker, command.follow_up_id)
        on = local_date(carrying.at(command))
        try:
            links = {} if follow_up.due_wave(on) else self.links_to(follow_up, follow_up.waiting)
            if links:
                follow_up.send_waiting(on=on, links=links, rules=rules_for(follow_up.region, on))
            else:
                self.send_on(follow_up, on)
        except NoAnswer as away:
            raise NotYet("it is not known just now how they are reached: try again shortly") from away
        return self.decided(follow_up)

    def _answer(self, command: commands.Answer, carrying: Carrying) -> Decided:
        """R-F1: the link says what is answered; R-F4: a decline is noticed in the same save."""
        follow_up, request = self.of_link(carrying.asker, command.token)
        on = local_date(carrying.at(command))
        follow_up.answer(
            link_hash=hash_of(command.token), answers=command.answers, known=self.instruments, on=on
        )
        follow_up.notice_decline(recipient_id=request.recipient_id, known=self.instruments, on=on)
        return Decided([follow_up], {}, rows_of(follow_up))

    def _record_on_behalf(self, command: commands.RecordOnBehalf, carrying: Carrying) -> Decided:
        follow_up = self.follow_up_for(carrying.asker, command.follow_up_id)
        on = local_date(carrying.at(command))
        follow_up.record_on_behalf(
            wave=command.wave, recipient_id=command.recipient_id, answers=command.answers, by=command.by,
            known=self.instruments, on=on,
        )  # fmt: skip
        follow_up.notice_decline(recipient_id=command.recipient_id, known=self.instruments, on=on)
        return self.decided(follow_up)

    def _scale(self, command: commands.SetGoalScale, carrying: Carrying) -> Decided:
        follow_up = self.follow_up_for(carrying.asker, command.follow_up_id)
        levels = tuple(LevelText(int(level), text) for level, text in (command.scale or {}).items())
        follow_up.set_goal_scale(
            goal_id=command.goal_id, weight=command.weight, scale=levels,
            on=local_date(carrying.at(command)),
        )  # fmt: skip
        return self.decided(follow_up)

    def _work(self, command: Any, carrying: Carrying) -> Decided:
        """A verb of the command's name on the follow-up that it names."""
        follow_up = self.follow_up_for(carrying.asker, command.follow_up_id)
        verb = type(command).name()
        getattr(follow_up, verb)(**arguments(getattr(FollowUp, verb), command, carrying.at(command)))
        return self.decided(follow_up)
