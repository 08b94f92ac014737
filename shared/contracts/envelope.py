"""The envelope of a public fact: CloudEvents 1.0, structured JSON, and what we add to it.

    type     fi.tukiverkko.<service>.<fact>.v<n>          routing key  <service>.<fact>.v<n>
    source   /regions/<region>/<service>                  subject      <kind>/<number or id>
    id       <log id>:<position>                          time         when it happened (occurred_at)

Extension attributes: logid, position, previous (the position before this one in the log), sequence (the
number within the subject), recordedat, actorrole, controller, register, servicetask, correlationid and
causationid.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from json.encoder import encode_basestring as quoted
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from cloudevents.core.v1.event import CloudEvent
from pydantic import BaseModel, ConfigDict

PREFIX = "fi.tukiverkko."


class PublicFact(BaseModel):
    """What a fact says in public. It never carries a name, a birth date, an address or free text (R-P1).

    FACT is "<service>.<fact>" in kebab case, VERSION grows when a field changes its meaning or goes: then the
    class that was keeps its VERSION under another name, and both are told (versions.py).
    Unknown fields of a newer minor shape are ignored by readers, so that adding one breaks nobody.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)
    FACT: ClassVar[str]
    VERSION: ClassVar[int] = 1
    SINCE: ClassVar[str] = "0.1.0"
    """The release that published it first."""
    DEPRECATED: ClassVar[date | None] = None
    """The last day on which it is told for certain; None: nothing is planned."""

    @classmethod
    def told_from(cls, newer: dict[str, Any]) -> dict[str, Any]:
        """The data in this version, made of the next newer one's, both as JSON. An older version says how."""
        raise NotImplementedError(cls.__name__)

    @classmethod
    def routing_key(cls) -> str:
        return f"{cls.FACT}.v{cls.VERSION}"

    @classmethod
    @cache
    def type(cls) -> str:
        return PREFIX + cls.routing_key()


class Unread(PublicFact):
    """Stands for a fact that this reader does not know: passed over, never an error."""

    FACT = "unknown.unread"


_CHECKED: set[tuple[str, ...]] = set()
Body = TypeVar("Body", bound=PublicFact)


@dataclass(frozen=True)
class Message(Generic[Body]):
    """A public fact as a reader gets it."""

    body: Body
    service: str
    region: str
    subject: str
    at: datetime
    recorded_at: datetime
    log_id: UUID
    position: int
    previous: int
    sequence: int
    actor_role: str
    correlation_id: str
    causation_id: str | None = None
    controller: str | None = None
    register: str | None = None
    service_task: str | None = None


@lru_cache(maxsize=64)
def log_id_of(said: str) -> UUID:
    """A log's id: the same in fact after fact. ValueError where it is none."""
    return UUID(said)


@lru_cache(maxsize=64)
def _said(log_id: UUID) -> str:
    return str(log_id)


def to_cloud_event(message: Message[Any]) -> dict[str, Any]:
    """The message as structured-mode JSON; CloudEvents' own checks are run on its attributes."""
    log_id = _said(message.log_id)
    attributes = {
        "specversion": "1.0",
        "id": f"{log_id}:{message.position}",
        "type": message.body.type(),
        "source": f"/regions/{message.region}/{message.service}",
        "subject": message.subject,
        "time": message.at,
        "datacontenttype": "application/json",
        "logid": log_id,
        "position": message.position,
        "previous": message.previous,
        "sequence": message.sequence,
        "recordedat": message.recorded_at.isoformat(),
        "actorrole": message.actor_role,
        "correlationid": message.correlation_id,
    }
    optional = {
        "causationid": message.causation_id,
        "controller": message.controller,
        "register": message.register,
        "servicetask": message.service_task,
    }
    attributes |= {name: value for name, value in optional.items() if value}
    if (form := (attributes["type"], *attributes)) not in _CHECKED:
        CloudEvent(dict(attributes), None)  # once for each form: the names are ours, the values typed
        _CHECKED.add(form)
    attributes["time"] = message.at.isoformat()
    attributes["data"] = message.body.model_dump(mode="json", exclude_none=True)
    return attributes


def encoded(message: Message[Any]) -> bytes:
    """What `to_cloud_event` says, as JSON: no dictionary is made of a fact that only travels on."""
    log_id = _said(message.log_id)
    same = _same(
        log_id, message.body.type(), message.region, message.service, message.actor_role, message.controller,
        message.register, message.service_task,
    )  # fmt: skip
    cause = f',"causationid":{quoted(message.causation_id)}' if message.causation_id else ""
    envelope = (
        f'{{"id":"{log_id}:{message.position}",{same},"subject":{quoted(message.subject)}'
        f',"time":"{message.at.isoformat()}","recordedat":"{message.recorded_at.isoformat()}"'
        f',"position":{message.position},"previous":{message.previous},"sequence":{message.sequence}'
        f',"correlationid":{quoted(message.correlation_id)}{cause},"data":'
    )
    body = message.body
    return b"%b%b}" % (envelope.encode(), body.__pydantic_serializer__.to_json(body, exclude_none=True))


@lru_cache(maxsize=1024)
def _same(log_id: str, type_of: str, region: str, service: str, actor_role: str, *keeping: str | None) -> str:
    """The part of an envelope that is the same in fact after fact, without the braces.

    keeping: controller, register and service task, each where there is one.
    """
    said = {
        "specversion": "1.0",
        "type": type_of,
        "source": f"/regions/{region}/{service}",
        "datacontenttype": "application/json",
        "logid": log_id,
        "actorrole": actor_role,
    }
    named = zip(("controller", "register", "servicetask"), keeping, strict=True)
    said |= {name: value for name, value in named if value}
    CloudEvent({**said, "id": log_id}, None)  # its own checks, once for each form
    return ",".join(f'"{name}":{quoted(value)}' for name, value in said.items())
