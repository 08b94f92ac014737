"""Rows of feedback's own facts, written in their transaction: lists, links, days, and messages to send."""

from typing import Any
from uuid import UUID, uuid5

from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from services.feedback.application.matters import matter_id_of
from services.feedback.domain.clock import wakes_on
from services.feedback.domain.follow_up import FollowUp, facts
from services.feedback.domain.language import Flag, Request
from shared.plumbing.store.rows import Rows

FLAGS = TypeAdapter(tuple[Flag, ...])


def rows_of(follow_up: FollowUp) -> list[Rows]:
    """What commits with a follow-up's new facts: its row, the links they give out, the messages to send."""
    asked: list[tuple[Request, str]] = []
    for fact in follow_up.pending_events:
        kind = _MESSAGE_OF.get(type(fact).__name__)
        if kind and (found := follow_up.request_to(fact.recipient_id, fact.wave)):  # type: ignore[attr-defined]
            asked.append((found, kind))
    links = [_row_of_link(follow_up, each) for each, kind in asked if kind == "request"]
    messages = [
        _row_of_message(follow_up, each, kind)
        for each, kind in asked
        if follow_up.recipient(each.recipient_id).channel != "paper"
    ]
    return [row_of_follow_up(follow_up), *links, *messages]


_MESSAGE_OF = {facts.FeedbackRequested.__name__: "request", facts.ReminderSent.__name__: "reminder"}


def message_id_of(follow_up_id: UUID, wave: int, recipient_id: UUID, attempt: int, kind: str) -> UUID:
    """The same for the same message, whenever and by whomever it is asked for: it goes out once."""
    return uuid5(follow_up_id, f"{kind}/{wave}/{recipient_id}/{attempt}")


def row_of_follow_up(follow_up: FollowUp) -> Rows:
    """Writes the follow-up's row: codes, days and counts, no address and no text."""
    waves, coming = follow_up.waves, follow_up.next_wave
    values: dict[str, Any] = {
        "follow_up_id": follow_up.id,
        "number": follow_up.number,
        "region": follow_up.region,
        "matter_id": matter_id_of(follow_up.matter),
        "of_case": follow_up.matter.case_id is not None,
        "state": follow_up.state,
        "started_on": follow_up.started_on,
        "every_weeks": follow_up.every_weeks,
        "next_wave_on": coming and coming[1],
        "wakes_on": wakes_on(follow_up),
        "waits": bool(follow_up.waiting) and follow_up.stopped_on is None,
        "waves": len(waves),
        **{
            name: sum(getattr(each, name) for each in waves)
            for name in ("requested", "answered", "missed", "waiting")
        },
        "t_score": follow_up.t_score,
        "flags": Jsonb(FLAGS.dump_python(follow_up.flags, mode="json", exclude_none=True)),
    }

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_WRITE_FOLLOW_UP, values)

    return write


def _row_of_link(follow_up: FollowUp, request: Request) -> Rows:
    values = {
        "link_hash": request.link_hash,
        "follow_up_id": follow_up.id,
        "wave": request.wave,
        "recipient_id": request.recipient_id,
        "region": follow_up.region,
    }

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_WRITE_LINK, values)

    return write


def _row_of_message(follow_up: FollowUp, request: Request, kind: str) -> Rows:
    told = (request.wave, request.recipient_id, request.attempt, kind)
    values = {
        "message_id": message_id_of(follow_up.id, *told),
        "follow_up_id": follow_up.id,
        "wave": request.wave,
        "recipient_id": request.recipient_id,
        "attempt": request.attempt,
        "kind": kind,
        "until": request.due,
    }

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_WRITE_MESSAGE, values)

    return write


_WRITE_FOLLOW_UP = """
INSERT INTO follow_ups (
    follow_up_id, number, region, matter_id, of_case, state, started_on, every_weeks, next_wave_on, wakes_on,
    waits, looked, waves, requested, answered, missed, waiting, t_score, flags)
VALUES (
    %(follow_up_id)s, %(number)s, %(region)s, %(matter_id)s, %(of_case)s, %(state)s, %(started_on)s,
    %(every_weeks)s, %(next_wave_on)s, %(wakes_on)s, %(waits)s,
    coalesce((SELECT position FROM subscriptions WHERE source = 'intake'), 0), %(waves)s, %(requested)s,
    %(answered)s, %(missed)s, %(waiting)s, %(t_score)s, %(flags)s)
ON CONFLICT (follow_up_id) DO UPDATE SET
    state = excluded.state, next_wave_on = excluded.next_wave_on, wakes_on = excluded.wakes_on,
    waits = excluded.waits, looked = excluded.looked, waves = excluded.waves, requested = excluded.requested,
    answered = excluded.answered, missed = excluded.missed, waiting = excluded.waiting,
    t_score = excluded.t_score, flags = excluded.flags
"""
_WRITE_LINK = """
INSERT INTO links (link_hash, follow_up_id, wave, recipient_id, region)
VALUES (%(link_hash)s, %(follow_up_id)s, %(wave)s, %(recipient_id)s, %(region)s)
ON CONFLICT DO NOTHING
"""
_WRITE_MESSAGE = """
INSERT INTO messages (message_id, follow_up_id, wave, recipient_id, attempt, kind, until)
VALUES (%(message_id)s, %(follow_up_id)s, %(wave)s, %(recipient_id)s, %(attempt)s, %(kind)s, %(until)s)
ON CONFLICT DO NOTHING
"""
