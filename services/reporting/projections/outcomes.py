"""Follow-ups as figures need them: who was asked when, whether they answered, how far goals came (R-T1)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from typing import Any

from services.reporting.projections.reading import Projection, Rows, TooEarly
from services.reporting.projections.versioned import Change, Newest, Row, Table, insert
from shared.contracts import feedback
from shared.contracts.envelope import Message, PublicFact

FOLLOW_UPS = Table(
    "follow_ups",
    ("follow_up_id",),
    ("number", "region", "case_id", "referral_id", "started_on", "state", "roles", "channels"),
)
REQUESTS = Table(
    "feedback_requests",
    ("follow_up_id", "wave", "recipient"),
    ("state", "sent_on", "due", "answered_on", "why", "declined_on"),
)
NOT_ASKED: Row = dict.fromkeys(REQUESTS.columns)


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes what the fact makes of its follow-up. TooEarly for one that was never started here."""
    apply_all([message], rows)


def apply_all(messages: Sequence[Message[Any]], rows: Rows) -> None:
    """The same for many facts, in as many statements as for one."""
    about = [message for message in messages if isinstance(message.body, feedback.FollowUpFact)]
    if not about:
        return
    made = [(message, list(_changes(message))) for message in about]
    newest = Newest(rows, (change for _, of_one in made for change in of_one))
    for message, of_one in made:
        _follow(message, of_one, newest)
    newest.write()
    for table, kind in (("goal_ratings", feedback.GoalRated), ("goal_weights", feedback.GoalScaleSet)):
        if told := list(_told_of_goals(about, kind)):
            insert(rows, table, told)


def _follow(message: Message[Any], of_one: Iterable[Change], newest: Newest) -> None:
    fact = message.body
    starts = isinstance(fact, feedback.FollowUpStarted)
    if (newest.of(FOLLOW_UPS, fact.follow_up_id) is None) != starts:
        if starts:
            return
        raise TooEarly(message)
    for change in of_one:
        newest.follow(change, message)


def _changes(message: Message[Any]) -> Iterator[Change]:
    """Of the follow-up first, then of a recipient's part of a wave."""
    fact = message.body
    begun = _begun(message, fact) if isinstance(fact, feedback.FollowUpStarted) else {}
    yield Change(FOLLOW_UPS, (fact.follow_up_id,), lambda _before: {"state": fact.state, **begun})
    if isinstance(fact, feedback.RequestFact) and (now := _request(fact)):
        key = (fact.follow_up_id, fact.wave, fact.recipient)
        yield Change(REQUESTS, key, lambda before: {**(NOT_ASKED if before is None else {}), **now})


def _begun(message: Message[Any], fact: feedback.FollowUpStarted) -> Row:
    return {
        "number": fact.number, "region": message.region, "case_id": fact.case_id,
        "referral_id": fact.referral_id, "started_on": fact.on,
        "roles": {each.recipient: each.role for each in fact.recipients},
        "channels": {each.recipient: each.channel for each in fact.recipients},
    }  # fmt: skip


@singledispatch
def _request(_fact: PublicFact) -> Row:
    """What the fact changes of a recipient's part of a wave."""
    return {}


@_request.register
def _(fact: feedback.FeedbackRequested) -> Row:
    return {"state": "requested", "sent_on": fact.on, "due": fact.due, "why": None}


@_request.register
def _(fact: feedback.RecipientUnreachable) -> Row:
    """What did not arrive was not asked for: it waits again."""
    return {"state": "waiting", "sent_on": None, "due": None, "why": fact.why}


@_request.register
def _(fact: feedback.FeedbackGiven) -> Row:
    return {"state": "answered", "answered_on": fact.on, "why": None}


@_request.register
def _(_fact: feedback.FeedbackMissed) -> Row:
    return {"state": "missed"}


@_request.register
def _(fact: feedback.DeclineNoticed) -> Row:
    return {"declined_on": fact.on}


def _told_of_goals(about: Sequence[Message[Any]], kind: type[PublicFact]) -> Iterable[Row]:
    """A row for each rating, or each weight: none ever changes, the newest counts."""
    for message in about:
        if isinstance(message.body, kind):
            said = message.body.model_dump(exclude={"state", "by_role", "on"})
            yield {**said, "position": message.position, "recorded_at": message.recorded_at}


OUTCOMES = Projection(
    "outcomes",
    (FOLLOW_UPS.name, REQUESTS.name, "goal_ratings", "goal_weights"),
    apply,
    apply_all=apply_all,
)
