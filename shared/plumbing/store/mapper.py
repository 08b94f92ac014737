"""Between a fact and the bytes that are stored.

The bytes are plain JSON, written by the type hints of the fact's class:

    {"v": 1, "data": {the fact's own fields}, "meta": {who, by which command, for which register}}

This is the one place that sees a fact's row id, version and `Seal` marks: sealing belongs here.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast, get_type_hints
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from eventsourcing.utils import get_topic, resolve_topic
from pydantic import TypeAdapter, with_config
from pydantic_core import from_json
from typing_extensions import TypedDict

from shared.kernel.facts import Meta

OF_EVERY_EVENT = frozenset({"originator_id", "originator_version", "timestamp", "originator_id_type"})
META: TypeAdapter[Meta] = TypeAdapter(Meta)


@cache
def shape(fact: type[Any]) -> TypeAdapter[Any]:
    """How a fact's own fields are written: a typed dictionary made from its hints."""
    hints = get_type_hints(fact, include_extras=True)
    own = {name: hint for name, hint in hints.items() if name not in OF_EVERY_EVENT and name != "TOPIC"}
    # total=False: a field added later has its class default, and old facts lack it.
    shaped: Any = TypedDict("Fields", own, total=False)  # type: ignore[misc]
    return TypeAdapter(with_config({"extra": "forbid"})(shaped))


@dataclass(frozen=True)
class Written:
    """A stored fact as it is written: JSON, brought up to its class's newest version, nothing of it opened.

    data: its own fields, with the class's defaults where an older one lacks them; meta: as `Meta` is written.
    """

    kind: Any
    stream: UUID
    data: dict[str, Any]
    meta: dict[str, Any]


@cache
def _defaults(fact: Any) -> dict[str, Any]:
    """What a fact's class says where the fact itself says nothing, as it would be written."""
    own = shape(fact)
    names = get_type_hints(fact).keys() - OF_EVERY_EVENT - {"TOPIC"}
    said = {name: getattr(fact, name) for name in names if hasattr(fact, name)}
    return dict(own.dump_python(said, mode="json"))


class FactMapper(Mapper[UUID]):
    """eventsourcing's mapper with our JSON instead of its type-tagged one."""

    def __init__(self) -> None:
        # The library's transcoder is not used: both of its ways are replaced here as a whole.
        super().__init__(JSONTranscoder())

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """The fact as stored. AttributeError where it was not stamped with its `meta`."""
        kind = type(domain_event)
        fields = {
            name: value
            for name, value in vars(domain_event).items()
            if name not in OF_EVERY_EVENT and name not in {"meta", "standing"}
        }
        # Each half goes straight to bytes: half the time of making Python's own dictionaries of it first.
        state = b'{"v":%d,"data":%b,"meta":%b}' % (
            getattr(kind, "class_version", 1),
            shape(kind).serializer.to_json(fields),
            META.serializer.to_json(domain_event.meta),  # type: ignore[attr-defined]
        )
        return StoredEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=get_topic(kind),
            state=state,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """The fact again, brought up to its class's newest version by its upcasters."""
        kind, data, written = _newest(stored_event)
        meta = META.validator.validate_python(written)
        fields = shape(kind).validator.validate_python(data)
        fact = object.__new__(kind)
        fact.__dict__.update(
            fields,
            originator_id=stored_event.originator_id,
            originator_version=stored_event.originator_version,
            timestamp=meta.occurred_at,
            meta=meta,
        )
        return fact  # type: ignore[no-any-return]


def written(stored: StoredEvent) -> Written:
    """The fact as it is written, for who needs only some of its fields and validates those."""
    kind, data, meta = _newest(stored)
    return Written(kind, cast("UUID", stored.originator_id), _defaults(kind) | data, meta)


def _newest(stored: StoredEvent) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    """A stored fact's class, its data as the class's newest version would be written, its meta.

    Upcasters are static methods `upcast_v1_v2(data)` on the fact's class that change the JSON data.
    """
    kind: Any = resolve_topic(stored.topic)
    whole = from_json(stored.state)
    data: dict[str, Any] = whole["data"]
    for version in range(whole["v"], getattr(kind, "class_version", 1)):
        getattr(kind, f"upcast_v{version}_v{version + 1}")(data)
    return kind, data, whole["meta"]


def stamp(fact: DomainEventProtocol[UUID], meta: Meta) -> None:
    """Writes who and when onto a fact that is about to be stored, once."""
    object.__setattr__(fact, "meta", meta)
    object.__setattr__(fact, "timestamp", meta.occurred_at)
