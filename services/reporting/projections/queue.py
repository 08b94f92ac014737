"""The work queue's rows: a matter for each referral, an item for each thing that waits (see waiting.py).

What is done stays as a hidden row, so that a revised plan does not ask again for a step that was reported.
"""

from dataclasses import asdict
from typing import Any

from services.reporting.projections.reading import Projection, Rows, TooEarly
from services.reporting.projections.waiting import ENDED, Change, Item, change, next_step
from shared.contracts import intake
from shared.contracts.envelope import Message


def apply(message: Message[Any], rows: Rows) -> None:
    """Changes the referral's items. TooEarly for one that was never received here."""
    fact = message.body
    if not isinstance(fact, intake.ReferralFact) or not _moves_on(message, rows):
        return
    for each in (change(fact), next_step(fact)):
        _write(each, message, rows)


def _moves_on(message: Message[Any], rows: Rows) -> bool:
    """Writes where the referral stands; False where this fact was seen before."""
    fact = message.body
    if isinstance(fact, intake.ReferralReceived):
        rows.execute(
            """INSERT INTO queue_matters (referral_id, position, number, region, county, state, ended)
               VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING referral_id""",
            (fact.referral_id, message.position, fact.number, message.region, fact.county, fact.state,
             fact.state in ENDED),
        )  # fmt: skip
        return rows.fetchone() is not None
    rows.execute(
        """UPDATE queue_matters SET position = %(position)s, state = %(state)s, ended = %(ended)s
           WHERE referral_id = %(referral_id)s AND position < %(position)s RETURNING referral_id""",
        {
            "referral_id": fact.referral_id,
            "position": message.position,
            "state": fact.state,
            "ended": fact.state in ENDED,
        },
    )
    return rows.fetchone() is not None or _known(message, rows)


def _known(message: Message[Any], rows: Rows) -> bool:
    """False: this fact was seen before. TooEarly: nothing of its referral was."""
    rows.execute("SELECT 1 AS here FROM queue_matters WHERE referral_id = %s", (message.body.referral_id,))
    if rows.fetchone() is None:
        raise TooEarly(message)
    return False


def _write(each: Change, message: Message[Any], rows: Rows) -> None:
    referral = message.body.referral_id
    for kind in each.whole:
        kept = [waiting.item for waiting in each.waits if waiting.what == kind]
        rows.execute(
            "DELETE FROM queue_items WHERE referral_id = %s AND what = %s AND item <> ALL(%s)",
            (referral, kind, kept),
        )
    for what, item in each.done:
        rows.execute(
            """UPDATE queue_items SET done = true
               WHERE referral_id = %s AND what = %s AND item = coalesce(%s, item)""",
            (referral, what, item),
        )
    for waiting in each.waits:
        _wait(waiting, message, rows)


def _wait(waiting: Item, message: Message[Any], rows: Rows) -> None:
    rows.execute(
        """INSERT INTO queue_items AS old
               (referral_id, what, item, since, due, next_working_day, for_role, sector, behind,
                outlasts)
           VALUES (%(referral_id)s, %(what)s, %(item)s, %(since)s, %(due)s, %(next_working_day)s,
               %(for_role)s, %(sector)s, %(behind)s, %(outlasts)s)
           ON CONFLICT (referral_id, what, item) DO UPDATE SET
               due = coalesce(excluded.due, old.due),
               sector = coalesce(excluded.sector, old.sector),
               done = old.done AND %(once)s""",
        {
            "referral_id": message.body.referral_id,
            "since": message.at,
            **asdict(waiting),
            "outlasts": list(waiting.outlasts),
        },
    )


QUEUE = Projection("queue", ("queue_items", "queue_matters"), apply)
