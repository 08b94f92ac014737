"""What every aggregate and every fact has in common.

A fact is an event of the `eventsourcing` library whose TOPIC is a name ("intake.referral-received"),
never a module path. Aggregates that keep them inherit from `Stream`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from eventsourcing.domain import Aggregate


@dataclass(frozen=True)
class Keeping:
    """Under whose responsibility a fact about a person is kept (R-T2).

    controller: the county's code ("08"); register and service_task: ids of reference/registers.json.
    """

    controller: str
    register: str
    service_task: str


@dataclass(frozen=True)
class Standing:
    """How a stream stood right after one of its facts: what a message says beside the fact itself."""

    subject: str
    state: str | None
    next_step: str | None
    region: str | None
    keeping: Keeping | None


@dataclass(frozen=True)
class Meta:
    """What the store writes beside each fact: who, by which command, for which register."""

    command_id: UUID
    command: str
    correlation_id: str
    causation_id: str | None
    actor: str
    role: str
    region: str
    occurred_at: datetime
    standing: Standing


class Stream(Aggregate):
    """An aggregate: decisions trigger facts, facts evolve it.

    Subclasses set TOPIC = "<service>.<kind>" and one TOPIC on each of their facts. A decision may
    refuse and never assigns; an `@event` method assigns, never refuses and reads no clock.
    `kind` is the word before the number in a subject: `referral/2023-00017`.
    """

    kind: ClassVar[str]
    snapshot_every: ClassVar[int] = 0
    """After how many facts a snapshot is kept; 0 where streams stay short."""

    @property
    def keeping(self) -> Keeping | None:
        """Whose register this stream's facts belong to; None when they are about no person."""
        return None

    @property
    def standing_state(self) -> str | None:
        """The state that messages tell, where the stream has one."""
        state = getattr(self, "state", None)
        return None if state is None else str(state)

    @property
    def subject(self) -> str:
        """How people and messages name it: `<kind>/<number or id>`."""
        return f"{self.kind}/{self.id}"

    @classmethod
    def _create(cls, event_class: Any, *, id: UUID | None = None, **fields: Any) -> Self:  # noqa: A002
        stream = super()._create(event_class, id=id, **fields)
        stream.note_standing()
        return stream

    def trigger_event(self, event_class: Any, **fields: Any) -> None:
        super().trigger_event(event_class, **fields)
        self.note_standing()

    def note_standing(self) -> None:
        """Writes onto the newest fact how the stream stands after it."""
        # Facts are frozen; this is written once, before anybody else sees the fact.
        standing = Standing(
            subject=self.subject,
            state=self.standing_state,
            next_step=getattr(self, "next_step", None),
            region=getattr(self, "region", None),
            keeping=self.keeping,
        )
        object.__setattr__(self.pending_events[-1], "standing", standing)


# eventsourcing copies a base's `Created` into every subclass and then asks it for a TOPIC of its own.
# Without the copy here, subclasses name their first fact as people do; `Stream.Created` is Aggregate's.
del Stream.Created
