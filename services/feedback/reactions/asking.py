"""The loop that asks who made contact, once their consultation is closed (R-F6).

Exactly once, across a stop at any point and however often a contact is closed: the follow-up's id follows
from the contact, and what is to do is what has no stream of that id yet.
"""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5

import structlog
from psycopg.rows import DictRow

from services.feedback.application import Asked, Feedback
from services.feedback.domain.language import Matter, Recipient
from shared.kernel.asker import Asker
from shared.kernel.refused import Refused
from shared.plumbing.jobs import Jobs
from shared.plumbing.store.application import Carrying

log = structlog.get_logger()
INTAKE = "intake"
"""Who starts it, as the facts' metadata name it: whoever closed the contact, intake knows."""
INSTRUMENT: Final = "ot_support"
WHO_MADE_CONTACT: Final = UUID("6b0e2f0c-3a55-5d0f-8a74-0c5b9be0c9e4")
"""The name space of the recipients: a contact's referrer has no id of their own."""


class Asking(Jobs):
    """Works off the consultations that were closed, in the order in which they were."""

    command = "start_follow_up"
    _to_do = """
FROM consultations c JOIN matters m ON m.matter_id = c.referral_id
WHERE c.closed_at IS NOT NULL AND m.ended IS NULL
    AND NOT EXISTS (SELECT FROM stored_events s WHERE s.originator_id = c.follow_up_id)
    AND NOT EXISTS (SELECT FROM not_asked n WHERE n.referral_id = c.referral_id)
"""
    oldest = f"SELECT c.* {_to_do} ORDER BY c.closed_at, c.referral_id LIMIT 1"
    waiting = f"SELECT count(*) AS n {_to_do}"

    def __init__(self, feedback: Feedback) -> None:
        super().__init__("asking", feedback.database)
        self._feedback = feedback

    def _on(self, job: DictRow) -> None:
        now = job["closed_at"] if self._plays else datetime.now(UTC)
        asker = Asker(INTAKE, job["actor_role"], job["region"], now, asks=self.command)
        carrying = Carrying(job["follow_up_id"], asker, job["correlation"], job["causation"])
        about = Matter(referral_id=job["referral_id"])
        try:
            decided = self._feedback.started_on(job["follow_up_id"], about, asked_of(job["referral_id"]), now)
        except Refused as refusal:
            with self.database.rows() as rows:
                rows.execute(_NOT_ASKED, (job["referral_id"], refusal.sentence))
            log.warning("nobody is asked", service="feedback", because=refusal.sentence)
            return
        self._feedback.store_step(decided, self.command, carrying)
        log.info("asked about a consultation", service="feedback", command=self.command)


def asked_of(referral_id: UUID) -> Asked:
    """Once, by email; a text message goes where intake knows only a phone (application/reaching.py)."""
    recipient = Recipient(uuid5(WHO_MADE_CONTACT, str(referral_id)), "professional", "email")
    return Asked((INSTRUMENT,), None, (recipient,))


_NOT_ASKED = "INSERT INTO not_asked (referral_id, because) VALUES (%s, %s) ON CONFLICT DO NOTHING"
