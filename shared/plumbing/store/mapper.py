"""Between a fact and the bytes that are stored.

The bytes are plain JSON, written by the type hints of the fact's class:

    {"v": 1, "data": {the fact's own fields}, "sealed"?: {"key", "box"}, "meta": {who, by which command, …}}

Fields with a `Seal` are not in `data`: a placeholder stands there, and the text lies in the box, encrypted
(shared/plumbing/sealing). A fact that was stored in the days before is read as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, cast, get_type_hints
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from eventsourcing.utils import get_topic, resolve_topic
from pydantic import TypeAdapter, with_config
from pydantic_core import from_json, to_json
from typing_extensions import TypedDict

from shared.kernel.facts import Meta
from shared.plumbing.sealing.data_keys import StreamKey
from shared.plumbing.sealing.marks import Take, put_back, taker_of_fields
from shared.plumbing.sealing.sealing import At, Sealing

OF_EVERY_EVENT = frozenset({"originator_id", "originator_version", "timestamp", "originator_id_type"})
META: TypeAdapter[Meta] = TypeAdapter(Meta)


@cache
def shape(fact: type[Any]) -> TypeAdapter[Any]:
    """How a fact's own fields are written: a typed dictionary made from its hints."""
    # total=False: a field added later has its class default, and old facts lack it.
    shaped: Any = TypedDict("Fields", _own(fact), total=False)  # type: ignore[misc]
    return TypeAdapter(with_config({"extra": "forbid"})(shaped))


def _own(fact: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(fact, include_extras=True)
    return {name: hint for name, hint in hints.items() if name not in OF_EVERY_EVENT and name != "TOPIC"}


@cache
def _taker(fact: type[Any]) -> Take | None:
    """How the sealed texts are taken out of a fact's own fields; None where it has none."""
    return taker_of_fields(_own(fact))


@dataclass(frozen=True)
class SealedEvent(StoredEvent):
    """A fact as it is stored, and the key that its texts are sealed under."""

    key: StreamKey | None = None


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
    """eventsourcing's mapper with our JSON instead of its type-tagged one.

    sealing: None writes texts in plain, for what never becomes a store of people's facts: golden files.
    """

    def __init__(self, sealing: Sealing | None = None) -> None:
        # The library's transcoder is not used: both of its ways are replaced here as a whole.
        super().__init__(JSONTranscoder())
        self._sealing = sealing

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> SealedEvent:
        """The fact as stored. AttributeError where it was not stamped with its `meta`."""
        kind = type(domain_event)
        fields = {
            name: value
            for name, value in vars(domain_event).items()
            if name not in OF_EVERY_EVENT and name not in {"meta", "standing"}
        }
        topic = get_topic(kind)
        texts: list[str] = []
        own = shape(kind).serializer
        if self._sealing and (take := _taker(kind)):
            data = own.to_python(fields, mode="json")
            take(data, texts)
            said = to_json(data)
        else:
            # Straight to bytes: half the time of making Python's own dictionaries of it first.
            said = own.to_json(fields)
        meta = META.serializer.to_json(domain_event.meta)  # type: ignore[attr-defined]
        version, key, box = getattr(kind, "class_version", 1), None, b""
        if self._sealing and texts:
            at = At(domain_event.originator_id, domain_event.originator_version, topic)
            key, sealed = self._sealing.seal(at, texts)
            box = b',"sealed":%b' % sealed
        return SealedEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=topic,
            state=b'{"v":%d,"data":%b%b,"meta":%b}' % (version, said, box, meta),
            key=key,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """The fact again, opened, and brought up to its class's newest version by its upcasters.

        Where its key is gone its texts read `[erased]` or `[key lost]`. RuntimeError where it is sealed and
        this mapper has nothing to open it with.
        """
        kind, data, written = _newest(stored_event, self._opened)
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

    def _opened(self, stored: StoredEvent, whole: dict[str, Any]) -> None:
        """Puts the sealed texts back into the fact's fields."""
        if "sealed" not in whole:
            return
        if self._sealing is None:
            msg = "the fact is sealed, and there are no keys here"
            raise RuntimeError(msg)
        at = At(cast("UUID", stored.originator_id), stored.originator_version, stored.topic)
        put_back(whole["data"], self._sealing.open(at, whole["sealed"]))


def written(stored: StoredEvent) -> Written:
    """The fact as it is written, for who needs only some of its fields and validates those."""
    kind, data, meta = _newest(stored)
    return Written(kind, cast("UUID", stored.originator_id), _defaults(kind) | data, meta)


def _newest(
    stored: StoredEvent, opened: Callable[[StoredEvent, dict[str, Any]], None] | None = None
) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    """A stored fact's class, its data as the class's newest version would be written, its meta.

    Upcasters are static methods `upcast_v1_v2(data)` on the fact's class that change the JSON data; for who
    reads a fact as it is written its texts are placeholders (opened: None), and may be moved but not read.
    """
    kind: Any = resolve_topic(stored.topic)
    whole = from_json(stored.state)
    if opened:
        opened(stored, whole)
    data: dict[str, Any] = whole["data"]
    for version in range(whole["v"], getattr(kind, "class_version", 1)):
        getattr(kind, f"upcast_v{version}_v{version + 1}")(data)
    return kind, data, whole["meta"]


def stamp(fact: DomainEventProtocol[UUID], meta: Meta) -> None:
    """Writes who and when onto a fact that is about to be stored, once."""
    object.__setattr__(fact, "meta", meta)
    object.__setattr__(fact, "timestamp", meta.occurred_at)
