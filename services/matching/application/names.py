"""Names of many professionals at once, opened from their facts: no row holds one (R-P1)."""

from collections.abc import Iterable
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from psycopg import Connection
from psycopg.rows import DictRow

from services.matching.application.matching import Matching
from services.matching.domain.professional.facts import ProfessionalRegistered, ProfileUpdated


def names_of(matching: Matching, rows: Connection[DictRow], ids: Iterable[UUID]) -> dict[UUID, str]:
    """By id the newest name of each."""
    names: dict[UUID, str] = {}
    topics = [ProfessionalRegistered.TOPIC, ProfileUpdated.TOPIC]
    for row in rows.execute(_FACTS, (list(ids), topics)).fetchall():
        stream: UUID = row["originator_id"]
        stored = StoredEvent(stream, row["originator_version"], row["topic"], bytes(row["state"]))
        fact = matching.mapper.to_domain_event(stored)
        names[stream] = getattr(fact, "name", None) or names[stream]
    return names


_FACTS = """
SELECT originator_id, originator_version, topic, state FROM stored_events
WHERE originator_id = ANY (%s) AND topic = ANY (%s) ORDER BY originator_id, originator_version
"""
