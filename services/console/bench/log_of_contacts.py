"""A log to measure with: contacts as intake stores them, made from one that it carried out itself."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
from eventsourcing.persistence import StoredEvent

from services.intake.commands import COMMANDS
from services.intake.service import open_intake
from shared.plumbing.keys import signing_key
from shared.plumbing.sealing.sealing import Sealing
from shared.plumbing.settings import Settings
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.mapper import FactMapper
from shared.plumbing.store.recorder import FactRecorder
from shared.plumbing.tokens import issue

COORDINATOR = {"sub": "koordinaattori-1", "role": "coordinator", "region": "sisa-suomi"}
ADVICE = {"advice": "Kysy koululta.", "minutes": 10, "support_kinds": ["coordination"]}
AT_ONCE = 600


def a_contact() -> dict[str, object]:
    """A contact without a name, as a form gives it."""
    return {**COMMANDS["receive_referral"].example, "referral_id": str(uuid4()), "subject": None}


def a_contacts_facts(settings: Settings) -> list[StoredEvent]:
    """The stored facts of one contact: received, advised, closed. Carried out by intake itself."""
    desk = open_intake(settings)
    key = signing_key(settings.keys)
    contact = a_contact()
    about = {"referral_id": contact["referral_id"]}
    for name, data in (
        ("receive_referral", contact),
        ("give_advice", {**about, **ADVICE}),
        ("close_referral", {**about, "reason": "Neuvottu."}),
    ):
        request = {"name": name, "data": data, "id": str(uuid4()), "token": issue(key, COORDINATOR)}
        reply = desk.carry_out(request)
        if reply["status"] != 200:  # noqa: PLR2004 - HTTP's OK
            raise RuntimeError(reply)
    return laid_open(settings, "intake", desk._intake.sealing)  # noqa: SLF001 - below the desk


def laid_open(settings: Settings, service: str, sealing: Sealing) -> list[StoredEvent]:
    """The log's facts with their texts in plain, here and in the store: a box opens in its own place alone.

    Only for logs of made-up people: these facts are then copied to other streams.
    """
    opening, plain = FactMapper(sealing), FactMapper()
    facts = [fact.event for fact in recorder_of(settings, service).facts_after(0, 100_000)]
    opened = [plain.to_stored_event(opening.to_domain_event(fact)) for fact in facts]
    with psycopg.connect(settings.database_of(service), options=f"-c search_path={service}") as rows:
        rows.cursor().executemany(
            "UPDATE stored_events SET state = %s WHERE originator_id = %s AND originator_version = %s",
            [(fact.state, fact.originator_id, fact.originator_version) for fact in opened],
        )
    return [StoredEvent(f.originator_id, f.originator_version, f.topic, f.state) for f in opened]


def recorder_of(settings: Settings, service: str = "intake") -> FactRecorder:
    """A service's store, its group-commit writer with it."""
    return FactRecorder(ServiceDatabase(settings.database_of(service), service))


def like(facts: list[StoredEvent], number: int) -> list[StoredEvent]:
    """The same facts about another contact, with another number."""
    contact = uuid4()
    return [like_one(fact, contact, number) for fact in facts]


def like_one(fact: StoredEvent, contact: UUID, number: int) -> StoredEvent:
    """One fact about another contact."""
    state = fact.state.replace(b"-00001", b"-%05d" % number)
    return StoredEvent(contact, fact.originator_version, fact.topic, state)


def fill(settings: Settings, facts: int, first: int = 2) -> int:
    """Stores so many facts more or less; the log's head. first: the number of the first contact."""
    recorder = recorder_of(settings)
    sample = [stored.event for stored in recorder.facts_after(0, 3)] or a_contacts_facts(settings)
    for some in _batches(sample, facts, first):
        recorder.insert_events(some, now=datetime.now(UTC))
    return recorder.position_at()


# What runs in processes of its own: their ends close every connection.


def begun() -> list[int]:
    """A log with one contact: the bytes of each of its facts."""
    return [len(fact.state) for fact in a_contacts_facts(Settings())]


def filled(facts: int, first: int = 2) -> int:
    """A log of so many facts more; its head."""
    return fill(Settings(), facts, first)


def _batches(sample: list[StoredEvent], facts: int, first: int) -> Iterator[list[StoredEvent]]:
    contacts = AT_ONCE // len(sample)
    after = first + facts // len(sample)
    for number in range(first, after, contacts):
        numbers = range(number, min(number + contacts, after))
        yield [fact for each in numbers for fact in like(sample, each)]
