"""The decisions about answers: by the link, written down for somebody, and what is seen in them."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from services.feedback.domain.declines import declines_of
from services.feedback.domain.follow_up import facts
from services.feedback.domain.follow_up.sending import SendingDecisions
from services.feedback.domain.instruments import Instruments
from services.feedback.domain.instruments.answering import asked_of, read_reply
from services.feedback.domain.language import Request
from shared.kernel.refused import Refused, Unknown

Answers = Mapping[str, int | float]
NOTIFY = ("worker", "coordinator")
"""Who is told that it is getting worse (R-F4): roles, each of those who have to do with the matter."""


class AnsweringDecisions(SendingDecisions):
    """Each has the name of its command; it may refuse, and assigns nothing."""

    def answer(self, *, link_hash: str, answers: Answers, known: Instruments, on: date) -> None:
        """Somebody answers by their link, once (R-F1).

        Unknown for a link that opens nothing; refused once it was answered, after the last day, and where the
        follow-up was stopped; Misfit where an answer does not fit its item.
        """
        found = self.request_of_link(link_hash)
        if found is None:
            raise Unknown("this link does not open anything")
        self.must_be_open(found, on)
        self._give(found, answers, known, on, by=None)

    def must_be_open(self, request: Request, on: date) -> None:
        """Refused where its link does not open any more."""
        if request.state == "answered":
            raise Refused("this was answered already, thank you")
        self.must_not_be_stopped()
        if request.state != "requested" or request.due is None or request.due < on:
            raise Refused("the time to answer ended on {day}", day=request.due)

    def record_on_behalf(
        self, *, wave: int, recipient_id: UUID, answers: Answers, by: str, known: Instruments, on: date
    ) -> None:
        """Writes down what a recipient said or left on paper, also what could not be sent or was missed.

        Refused for somebody who is not asked here, a wave that was not sent, what was answered already, what
        was missed once the next wave was sent, and where the follow-up was stopped.
        """
        self.must_not_be_stopped()
        if all(each.recipient_id != recipient_id for each in self.recipients):
            raise Refused("this follow-up does not ask them")
        found = self.request_to(recipient_id, wave)
        if found is None:
            raise Refused("wave {wave} was not sent", wave=wave)
        if found.state == "answered":
            raise Refused("this was answered already, thank you")
        if found.state != "requested" and wave != self.newest_wave:
            raise Refused("wave {wave} is over: a newer one was sent", wave=wave)
        self._give(found, answers, known, on, by=by)

    def notice_decline(self, *, recipient_id: UUID, known: Instruments, on: date) -> None:
        """R-F4: says where a recipient's newest answers got worse; called in the save of the answer.

        Nothing where they did not, or where it was said already.
        """
        for each in declines_of(self.requests, recipient_id, self.instruments, known):
            if not any(said.same_as(each) for said, _ in self.declines):
                self.tell(facts.DeclineNoticed, **vars(each), notify=NOTIFY, on=on)

    def _give(
        self, request: Request, answers: Answers, known: Instruments, on: date, *, by: str | None
    ) -> None:
        asked = asked_of(self.recipient(request.recipient_id), self.instruments, known)
        reply = read_reply(answers, asked)
        self.tell(
            facts.FeedbackGiven,
            wave=request.wave, recipient_id=request.recipient_id, answers=reply.answers, scores=reply.scores,
            on_behalf=by is not None, by=by, on=on,
        )  # fmt: skip
