"""What sealing costs: saves of the same facts with it and without, by as many callers, in turn."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

from eventsourcing.persistence import StoredEvent
from pydantic_core import to_json

from services.console.bench.figures import Figure
from services.console.bench.log_of_contacts import recorder_of
from services.console.bench.place import Place, measured
from services.console.bench.saving import CALLERS, rate
from shared.plumbing.sealing.data_keys import not_stored
from shared.plumbing.sealing.opening import open_sealing
from shared.plumbing.settings import Settings
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.mapper import FactMapper
from shared.plumbing.store.recorder import FactRecorder
from shared.plumbing.store.rows import CommandRow

FACTS_A_MATTER = 10
"""So many facts share a key; the pilot's contacts have about as many."""


def sealing(place: Place) -> list[Figure]:
    """One fact a save, 64 callers, a new matter with every tenth fact."""
    settings = place.fresh()
    measured("log_of_contacts", "begun", settings)
    rates = measured("sealing", "saves", settings, seconds=place.seconds)
    return [
        Figure("one-fact saves with sealing, 64 callers", rates["with"], rates["without"], "saves/s",
               "the same without sealing", 0.70)
    ]  # fmt: skip


# What runs in a process of its own.


def saves(seconds: float) -> dict[str, float]:
    """As `saving.our_saves`: stamped, mapped, sealed or not, command and answer remembered. Both rates.

    In turns of a second: what else this machine does meets both alike.
    """
    settings = Settings()
    recorder = recorder_of(settings)
    sample: StoredEvent = recorder.facts_after(1, 1)[0].event
    sealing = open_sealing(settings, ServiceDatabase(settings.database_of("intake"), "intake"))
    mappers = {"without": FactMapper(), "with": FactMapper(sealing)}
    turns = max(1, round(seconds))
    rates = dict.fromkeys(mappers, 0.0)
    for _ in range(turns):
        for way, mapper in mappers.items():
            rates[way] += rate(_save(recorder, sample, mapper), CALLERS, seconds / turns) / turns
    return rates


def _save(recorder: FactRecorder, sample: StoredEvent, mapper: FactMapper) -> Callable[[], int]:
    """What each of the callers does again and again."""
    plain = FactMapper()
    own = threading.local()

    def save() -> int:
        if getattr(own, "version", FACTS_A_MATTER) == FACTS_A_MATTER:
            own.stream, own.version = uuid4(), 0
        own.version += 1
        fact = plain.to_domain_event(StoredEvent(own.stream, own.version, sample.topic, sample.state))
        stored = mapper.to_stored_event(fact)
        keys = not_stored([stored.key])
        answer = to_json({"referral_id": str(own.stream), "state": "received", "facts": ["AdviceGiven"]})
        command = CommandRow(uuid4(), "koordinaattori-1", b"0" * 32, answer)
        done = recorder.insert_events(
            [stored], now=datetime.now(UTC), command=command,
            keys=[(key.stream, key.key_id) for key in keys],
        )  # fmt: skip
        for key in keys:
            key.stored = True
        return len(done)

    return save
