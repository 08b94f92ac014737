"""The decisions that ask: a wave, who could not be reached at first, reminders, and what was missed."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from services.feedback.domain.follow_up import facts
from services.feedback.domain.follow_up.starting import StartingDecisions
from services.feedback.domain.language import Sending
from services.feedback.domain.rules import FeedbackRules
from shared.kernel.refused import Refused

Links = Mapping[UUID, str]
"""Who can be reached safely → the hash of their link (links.py). Who is not in it waits (R-F7)."""


class SendingDecisions(StartingDecisions):
    """Each may refuse, and assigns nothing."""

    def sendings(self, on: date) -> tuple[Sending, ...]:
        """What `send_wave` would send, and links are made for. Refuses as it does."""
        wave = self._wave_to_send(on)
        return tuple(Sending(wave, each, 1) for each in self.recipients)

    def send_wave(self, *, on: date, links: Links, rules: FeedbackRules) -> None:
        """Sends the newest wave that is due; by hand, where none is, the next one ahead of its day.

        Who cannot be reached waits. Refused once it is stopped, twice on a day, and where it asks only once.
        """
        for each in self.sendings(on):
            link_hash = links.get(each.recipient.recipient_id)
            if link_hash is None:
                self._wait(each, on)
            else:
                self._request(each, link_hash, on, rules)

    def send_waiting(self, *, on: date, links: Links, rules: FeedbackRules) -> None:
        """Sends to those of the newest wave who wait and can be reached now, each with an own due day.

        Refused where nobody waits, and where nobody who waits can be reached.
        """
        self.must_not_be_stopped()
        if not self.waiting:
            raise Refused("nobody of this follow-up waits for a way to be reached")
        reached = [each for each in self.waiting if each.recipient.recipient_id in links]
        if not reached:
            raise Refused("there is no safe way to reach those who wait")
        for each in reached:
            self._request(each, links[each.recipient.recipient_id], on, rules)

    def note_undelivered(self, *, recipient_id: UUID, wave: int, on: date) -> None:
        """What was sent did not arrive: it waits again, and its link opens nothing.

        Refused where it is not open, or not of the newest wave.
        """
        self.must_not_be_stopped()
        found = self.request_to(recipient_id, wave)
        if found is None or found.state != "requested" or wave != self.newest_wave:
            raise Refused("no open request of the newest wave was sent to them")
        self.tell(
            facts.RecipientUnreachable, wave=wave, recipient_id=recipient_id, why="not_delivered", on=on
        )

    def remind(self, *, on: date) -> None:
        """Reminds everybody whose day for it has come, once. Nothing where nobody's has."""
        for each in self.reminders_due(on):
            self.tell(facts.ReminderSent, wave=each.wave, recipient_id=each.recipient_id, on=on)

    def miss(self, *, on: date) -> None:
        """R-F2: what was not answered by its last day is a fact. Nothing where all was."""
        for each in self.overdue(on):
            self.tell(
                facts.FeedbackMissed, wave=each.wave, recipient_id=each.recipient_id, due=each.due, on=on
            )

    def must_not_be_stopped(self) -> None:
        if self.stopped_on is not None:
            raise Refused("the follow-up was stopped")

    def _wave_to_send(self, on: date) -> int:
        """Its number. Refused where there is none to send."""
        self.must_not_be_stopped()
        due, newest = self.due_wave(on), self.newest_wave
        if due is not None:
            return due
        if self.waiting and self.every_weeks is None:
            raise Refused("there is no safe way to reach those who wait")
        if newest and self.every_weeks is None:
            raise Refused("this follow-up asks only once, and did so")
        if any(each.wave == newest and each.first_on == on for each in self.requests):
            raise Refused("wave {wave} was sent today already", wave=newest)
        return newest + 1

    def _request(self, sending: Sending, link_hash: str, on: date, rules: FeedbackRules) -> None:
        # A reminder is a message: who was handed a paper gets none.
        by_message = sending.recipient.channel != "paper" and rules.reminder_days <= rules.link_days
        self.tell(
            facts.FeedbackRequested,
            wave=sending.wave, recipient_id=sending.recipient.recipient_id, attempt=sending.attempt,
            link_hash=link_hash, on=on, due=on + timedelta(days=rules.link_days),
            remind_on=on + timedelta(days=rules.reminder_days) if by_message else None,
            rules_version=rules.version,
        )  # fmt: skip

    def _wait(self, sending: Sending, on: date) -> None:
        self.tell(
            facts.RecipientUnreachable,
            wave=sending.wave, recipient_id=sending.recipient.recipient_id, why="no_safe_contact", on=on,
        )  # fmt: skip
