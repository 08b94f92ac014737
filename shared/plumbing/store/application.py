"""Load, decide, save: what the applications of all services have in common.

A command is carried out once: its id, its digest and its answer are stored in the transaction of its facts.
The same id again gets the stored answer; with other data it is a misfit, from another actor not allowed.
This also settles a COMMIT whose reply was lost: the save is tried again, collides, and finds its answer.
"""

import random
import time
from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.persistence import IntegrityError, OperationalError
from pydantic_core import from_json, to_json

from shared.contracts.asking import Command
from shared.kernel.asker import Asker
from shared.kernel.facts import Meta, Stream
from shared.kernel.grounds import Ground
from shared.kernel.refused import Misfit, NotAllowed, NotYet, Refused, Unknown
from shared.plumbing import tracing
from shared.plumbing.metrics import FACTS_STORED
from shared.plumbing.sealing.data_keys import not_stored
from shared.plumbing.sealing.sealing import Sealing
from shared.plumbing.store.database import PATIENCE, ServiceDatabase
from shared.plumbing.store.mapper import FactMapper, stamp
from shared.plumbing.store.recorder import FactRecorder
from shared.plumbing.store.rows import CommandRow, Rows
from shared.plumbing.store.snapshots import Snapshots, due
from shared.plumbing.tracing import FactSpan

TRIES = 30
STEP_ASIDE = 0.002
LOST_REPLIES = 2
S = TypeVar("S", bound=Stream)


@dataclass(frozen=True)
class Carrying:
    """A command on its way: who gives it, with which id, and for what and on what ground in law."""

    command_id: UUID
    asker: Asker
    correlation_id: str
    causation_id: str | None = None
    ground: Ground | None = None

    def at(self, command: Command) -> datetime:
        """When what the command says happened: as it says, or now."""
        return command.occurred_at or self.asker.now


@dataclass(frozen=True)
class Decided:
    """What a command came to: streams with new facts, what to answer, and rows to commit with them.

    then: what is done once they are stored; it can be done again, for a crash may come before it.
    """

    streams: Sequence[Stream]
    answer: dict[str, Any]
    rows: Sequence[Rows] = field(default=())
    then: Sequence[Callable[[], None]] = field(default=())


class FactApplication(Application[UUID]):
    """An eventsourcing application on our recorder and mapper. Subclasses say what to `decide`."""

    service: ClassVar[str]
    recorder: FactRecorder

    def __init__(self, database: ServiceDatabase, sealing: Sealing) -> None:
        self.database = database
        self.sealing = sealing
        self.stream_snapshots = Snapshots(database, sealing)
        super().__init__()

    def construct_mapper(self) -> FactMapper:
        return FactMapper(self.sealing)

    def construct_recorder(self) -> FactRecorder:
        return FactRecorder(self.database)

    @abstractmethod
    def decide(self, command: Command, carrying: Carrying) -> Decided:
        """Loads what the command is about and lets it decide. May refuse; stores nothing."""

    def carry_out(self, command: Command, carrying: Carrying) -> tuple[dict[str, Any], int | None]:
        """The command's answer: `{ids given, number?, state?, facts: [names]}`, and its last fact's position.

        The position is None where the command was carried out before or came to no fact. Refused in all its
        kinds where the answer is no; then nothing was stored.
        """
        digest = digest_of(command, self.sealing)
        still_time = time.monotonic() + PATIENCE / 2  # to try once more takes the other half
        for tried in range(TRIES):
            # Looked for where it does not go the straight way: nearly all commands come once.
            if tried and (answer := self._answered(carrying, digest)) is not None:
                return answer, None
            try:
                decided = self.decide(command, carrying)
                if tried:
                    self._refuse_taken(decided)
            except Refused:
                # Also because this very command was carried out meanwhile, by whoever was asked before.
                if (answer := self._answered(carrying, digest)) is not None:
                    return answer, None
                raise
            try:
                return self._save(decided, command, carrying, digest)
            except IntegrityError:
                # Another save was faster, or this very command: look, then decide anew, and not all in step.
                time.sleep(random.uniform(0, STEP_ASIDE * tried))  # noqa: S311 - no secret
            except OperationalError:
                # The database went away, perhaps after it had committed: its answer will tell.
                if tried >= LOST_REPLIES or time.monotonic() > still_time:
                    raise
        raise NotYet("others are changing this at the same moment: try again")

    def load(self, kind: type[S], stream_id: UUID, as_of: datetime | None = None) -> S:
        """A stream as it is, or as it was known at a moment. Unknown where there is none."""
        missing = Unknown("there is no {kind} with the id {id}", kind=kind.kind, id=str(stream_id))
        found = (
            self._from_snapshot(kind, stream_id)
            if kind.snapshot_every and as_of is None
            else self._from_facts(stream_id, as_of)
        )
        if not isinstance(found, kind):
            raise missing
        return found

    def _from_snapshot(self, kind: type[S], stream_id: UUID) -> Any:
        """The stream by its newest snapshot, where there is one, and the facts since; None without any."""
        stream, since = self.stream_snapshots.newest(kind, stream_id)
        for stored in since:
            fact: Any = self.mapper.to_domain_event(stored)
            stream = fact.mutate(stream)
        return stream

    def _from_facts(self, stream_id: UUID, as_of: datetime | None) -> Any:
        """The stream by its facts alone, all or those known at a moment; None where there are none."""
        version = None
        if as_of is not None and (version := self.recorder.version_at(stream_id, as_of)) is None:
            return None
        try:
            return self.repository.get(stream_id, version=version)
        except AggregateNotFoundError:
            return None

    def _refuse_taken(self, decided: Decided) -> None:
        """Refused where a stream that begins here has an id that something else has already."""
        for stream in decided.streams:
            begins = any(fact.originator_version == 1 for fact in stream.pending_events)
            if begins and self.recorder.select_events(stream.id, limit=1):
                raise Refused("the id {id} is taken already: give a new one", id=str(stream.id))

    def _answered(self, carrying: Carrying, digest: bytes) -> dict[str, Any] | None:
        known = self.recorder.carried_out(carrying.command_id)
        if known is None:
            return None
        if known.actor != carrying.asker.user:
            raise NotAllowed("this command id belongs to somebody else")
        if known.digest != digest:
            raise Misfit("this command id was used before, with other data: give a new one")
        return dict(from_json(known.answer))

    def store_step(self, decided: Decided, command: str, carrying: Carrying) -> None:
        """Stores a step of a job, which a command that was carried out before asked for.

        command: its name. No answer is kept: that a step is not done twice, its streams' versions see to.
        IntegrityError where another was faster: load and decide anew.
        """
        self._store(decided, command, carrying, carrying.asker.now, lambda _names: None)

    def _save(
        self, decided: Decided, command: Command, carrying: Carrying, digest: bytes
    ) -> tuple[dict[str, Any], int | None]:
        answer: dict[str, Any] = {}

        def row(names: list[str]) -> CommandRow:
            answer.update(decided.answer, facts=names)
            return CommandRow(carrying.command_id, carrying.asker.user, digest, to_json(answer))

        positions = self._store(decided, command.name(), carrying, carrying.at(command), row)
        return dict(from_json(to_json(answer))), max(positions, default=None)

    def _store(
        self,
        decided: Decided,
        command: str,
        carrying: Carrying,
        at: datetime,
        row: Callable[[list[str]], CommandRow | None],
    ) -> Sequence[int]:
        """The facts' positions. row: what is remembered of the command, given the names of its facts."""
        told = {stream.id: len(stream.pending_events) for stream in decided.streams}
        facts: list[Any] = [fact for stream in decided.streams for fact in stream.collect_events()]
        for fact in facts:
            stamp(fact, _meta(command, carrying, at, fact.standing))
        names = [type(fact).__name__ for fact in facts]
        since = time.time_ns()
        stored: list[Any] = [self.mapper.to_stored_event(fact) for fact in facts]
        keys = not_stored(each.key for each in stored)
        positions = self.recorder.insert_events(
            stored,
            now=carrying.asker.now,
            command=row(names),
            rows=decided.rows,
            keys=[(key.stream, key.key_id) for key in keys],
        )
        for key in keys:
            key.stored = True
        for follow in decided.then:
            follow()
        for name in names:
            FACTS_STORED.labels(self.service, name).inc()
        if tracing.is_on():
            topics = zip(positions, (type(fact).TOPIC for fact in facts), strict=True)
            tracing.stored(
                [FactSpan(self.service, *topic, carrying.correlation_id) for topic in topics], since
            )
        for stream in decided.streams:
            if due(stream, told[stream.id]):
                self.stream_snapshots.keep(stream)
        return positions


def digest_of(command: Command, sealing: Sealing) -> bytes:
    """What makes two requests the same: the command's name and its data.

    Fields that were not given do not count, so that a field added later changes no old digest. Made with the
    installation's key: a plain digest of a name and a birth date is soon guessed.
    """
    return sealing.digest(f"{command.name()}\0{command.model_dump_json(exclude_none=True)}")


def _meta(command: str, carrying: Carrying, at: datetime, standing: Any) -> Meta:
    asker = carrying.asker
    return Meta(
        command_id=carrying.command_id,
        command=command,
        correlation_id=carrying.correlation_id,
        causation_id=carrying.causation_id,
        actor=asker.user,
        role=asker.role,
        region=asker.region,
        occurred_at=at,
        standing=standing,
    )
