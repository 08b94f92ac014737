"""The loop that sends the messages which facts asked for, each until it went or nothing can be done (R-F7).

A message is a row written in the transaction of its fact. It holds neither an address nor a link: the address
is looked up as it goes, the link is made again, so that nothing of either lies in the store. A message that
does not go is tried again with growing pauses; after the last try it is parked with its reason, and the
follow-up says in the same save that it did not arrive. What nobody needs any more is dropped.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid5

import psycopg
import structlog
from eventsourcing.persistence import IntegrityError
from psycopg import Cursor
from psycopg.rows import DictRow

from services.feedback.application.feedback import Feedback
from services.feedback.application.post import NotDelivered, Post, message_to
from services.feedback.application.reaching import FEEDBACK
from services.feedback.domain.follow_up import FollowUp
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.refused import Refused
from shared.plumbing import metrics
from shared.plumbing.ask import NoAnswer
from shared.plumbing.loops import ActiveLoop
from shared.plumbing.store.application import Carrying, Decided
from shared.plumbing.store.rows import Rows

log = structlog.get_logger()
LOOK_AGAIN = 0.2
SIDE_BY_SIDE = 8
AT_ONCE = 64
MOST_TRIES = 12
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=2)
"""12 tries take about 8 hours."""


class Sending(ActiveLoop):
    """Works off the messages that wait, the oldest first. base: the address of the pages."""

    def __init__(self, feedback: Feedback, post: Post, base: str) -> None:
        super().__init__("sending", feedback.database)
        self._feedback = feedback
        self._post = post
        self._base = base

    def standing(self) -> dict[str, Any]:
        """Also `waiting`: how many could go just now; `later`: after a pause; `parked`: given up."""
        return {**super().standing(), **self._counted()}

    def lead(self, lock: psycopg.Connection[DictRow]) -> None:
        self._counted()
        with ThreadPoolExecutor(SIDE_BY_SIDE, "sending") as pool:
            while not self.stopping.is_set():
                if due := self.due(lock):
                    list(pool.map(self.send, due))
                    self._counted()
                else:
                    self.well()
                    self.stopping.wait(LOOK_AGAIN)

    def due(self, lock: psycopg.Connection[DictRow]) -> list[DictRow]:
        """The next messages that may go now.

        Looked up on the connection that holds the lock: where that is gone, the lock is.
        """
        return lock.execute(_DUE, (AT_ONCE,)).fetchall()

    def send(self, row: DictRow) -> None:
        """One message, as far as it goes now. A bug is for the log; it is tried again like all else."""
        try:
            because = self._sent(row)
        except (NotDelivered, NoAnswer) as hindered:
            self._postpone(row, getattr(hindered, "because", "intake_does_not_answer"))
        except IntegrityError:
            pass  # the follow-up changed at the same moment: the next round looks at it anew
        except Exception:
            log.exception("a message could not be sent", service=FEEDBACK)
            self._postpone(row, "something_went_wrong")
        else:
            self._settle(row, "dropped" if because else "sent", because)
            self.well()

    def _sent(self, row: DictRow) -> str | None:
        """None once it went; why it is not needed any more, where it is not."""
        follow_up = self._feedback.load(FollowUp, row["follow_up_id"])
        request = follow_up.request_to(row["recipient_id"], row["wave"])
        if request is None or (request.state, request.attempt) != ("requested", row["attempt"]):
            return "not_needed"
        if row["until"] < local_date(self._now()):
            return "too_late"
        reached = self._feedback.reaching.way_to(follow_up.recipient(row["recipient_id"]), follow_up)
        if reached is None:
            self._undelivered(row, "no_safe_contact")
            return "no_safe_contact"
        told = (follow_up.id, request.wave, request.recipient_id, request.attempt)
        token = self._feedback.token_for(*told)
        self._post.send(message_to(reached, token, row["until"], self._base, row["message_id"]))
        metrics.MESSAGES_SENT.labels(reached.channel).inc()
        return None

    def _postpone(self, row: DictRow, because: str) -> None:
        tries = row["tries"] + 1
        log.warning("a message did not go", service=FEEDBACK, because=because, tries=tries)
        if tries >= MOST_TRIES:
            self._undelivered(row, because)
            return
        pause = min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
        with self.database.rows() as rows:
            rows.execute(_POSTPONED, {**row, "tries": tries, "because": because, "pause": pause})

    def _undelivered(self, row: DictRow, because: str) -> None:
        """Parks it, and says so in the follow-up in the same save, where it is still asked."""
        follow_up, now = self._feedback.load(FollowUp, row["follow_up_id"]), self._now()
        try:
            follow_up.note_undelivered(recipient_id=row["recipient_id"], wave=row["wave"], on=local_date(now))
        except Refused:
            self._settle(row, "parked", because)
            return
        step_id = uuid5(row["message_id"], "undelivered")
        asker = Asker(FEEDBACK, "coordinator", follow_up.region, now, asks="send_wave")
        decided = self._feedback.decided(follow_up)
        with_row = Decided([follow_up], {}, [*decided.rows, _settled(row, "parked", because)])
        self._feedback.store_step(with_row, "send_wave", Carrying(step_id, asker, str(step_id)))

    def _settle(self, row: DictRow, state: str, because: str | None) -> None:
        with self.database.rows() as rows, rows.cursor() as cursor:
            _settled(row, state, because)(cursor)

    def _counted(self) -> dict[str, int]:
        with self.database.rows() as rows:
            told = rows.execute(_COUNTED).fetchone() or {}
        metrics.MESSAGES_WAITING.set(told["waiting"] + told["later"])
        metrics.MESSAGES_PARKED.set(told["parked"])
        return {name: int(n) for name, n in told.items()}

    def _now(self) -> datetime:
        now = self._feedback.clock.now()
        assert now  # noqa: S101 - a message waits, so something was said
        return now


def _settled(row: DictRow, state: str, because: str | None) -> Rows:
    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_SETTLED, {**row, "state": state, "because": because})

    return write


_COUNTED = """
SELECT count(*) FILTER (WHERE state = 'waiting' AND next_try <= clock_timestamp()) AS waiting,
    count(*) FILTER (WHERE state = 'waiting' AND next_try > clock_timestamp()) AS later,
    count(*) FILTER (WHERE state = 'parked') AS parked
FROM messages WHERE state IN ('waiting', 'parked')
"""
_DUE = """
SELECT * FROM messages WHERE state = 'waiting' AND next_try <= clock_timestamp() ORDER BY next_try LIMIT %s
"""
_POSTPONED = """
UPDATE messages SET tries = %(tries)s, because = %(because)s, next_try = clock_timestamp() + %(pause)s
WHERE message_id = %(message_id)s AND state = 'waiting'
"""
_SETTLED = """
UPDATE messages SET state = %(state)s, because = coalesce(%(because)s, because), tries = tries + 1,
    settled_at = clock_timestamp()
WHERE message_id = %(message_id)s AND state = 'waiting'
"""
