"""What sealing costs: saves of the same facts with it and without, by as many callers, in turn."""

import threading
from datetime import UTC, datetime
from uuid import uuid4

from eventsourcing.persistence import StoredEvent
from pydantic_core import to_json

from services.console.bench.figures import Figure
from services.console.bench.log_of_contacts import recorder_of
from services.console.bench.place import Place, measured
from services.console.bench.saving import CALLERS, rate
from shared.plumbing.sealing.opening import open_sealing
from shared.plumbing.settings import Settings
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.mapper import FactMapper
from shared.plumbing.store.rows import CommandRow

FACTS_A_MATTER = 10
"""So many facts share a key; the pilot's contacts have about as many."""


def sealing(place: Place) -> list[Figure]:
    """One fact a save, 64 callers, a new matter with every tenth fact."""
    settings = place.fresh()
    measured("log_of_contacts", "begun", settings)
    rates = {
        sealed: measured("sealing", "saves", settings, seconds=place.seconds, sealed=sealed)
        for sealed in (False, True)
    }
    return [
        Figure("one-fact saves with sealing, 64 callers", rates[True], rates[False], "saves/s",
               "the same without sealing", 0.70)
    ]  # fmt: skip


# What runs in a process of its own.


def saves(seconds: float, *, sealed: bool) -> float:
    """As `saving.our_saves`: stamped, mapped, sealed where it is to be, command and answer remembered."""
    settings = Settings()
    recorder = recorder_of(settings)
    sample: StoredEvent = recorder.facts_after(1, 1)[0].event
    sealing = open_sealing(settings, ServiceDatabase(settings.database_of("intake"), "intake"))
    plain, mapper = FactMapper(), FactMapper(sealing if sealed else None)
    own = threading.local()

    def save() -> int:
        if getattr(own, "version", FACTS_A_MATTER) == FACTS_A_MATTER:
            own.stream, own.version = uuid4(), 0
        own.version += 1
        fact = plain.to_domain_event(StoredEvent(own.stream, own.version, sample.topic, sample.state))
        stored = mapper.to_stored_event(fact)
        keys = sealing.new_among([(own.stream, stored.key_id)] if stored.key_id else [])
        answer = to_json({"referral_id": str(own.stream), "state": "received", "facts": ["AdviceGiven"]})
        command = CommandRow(uuid4(), "koordinaattori-1", b"0" * 32, answer)
        done = recorder.insert_events([stored], now=datetime.now(UTC), command=command, keys=keys)
        sealing.were_stored(keys)
        return len(done)

    return rate(save, CALLERS, seconds)
