"""A seal in public: what a service signed of its log, for whoever keeps it out of that service's reach.

    exchange     case.seals (topic, durable; not that of the facts: a seal is no fact of any stream)
    routing key  <service>.seal.v1          type     fi.tukiverkko.<service>.seal.v1
    id           <log id>:seal:<number>     subject  seal/<number>

It says nothing of any fact but how many there are and up to which position. A seal may come twice, and none
before an earlier one of its log. To check one: `signature` is the Ed25519 signature of the bytes of `hash`
by the installation's seal key, and `previous` is the `hash` of the seal before it.
"""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from cloudevents.core.v1.event import CloudEvent
from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.envelope import PREFIX

VERSION = 1
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class SealMade(BaseModel):
    """The facts after one position up to another were sealed, or the log was given a new id (`restored`)."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)
    number: Annotated[int, Field(ge=1)]
    kind: Literal["sealed", "restored"]
    after: Annotated[int, Field(ge=0)]
    last: Annotated[int, Field(ge=0)]
    facts: Annotated[int, Field(ge=0)]
    previous: Sha256
    hash: Sha256
    signature: Annotated[str, Field(pattern="^[0-9a-f]{128}$")]


def routing_key(service: str) -> str:
    """What a queue is bound by."""
    return f"{service}.seal.v{VERSION}"


def to_cloud_event(seal: SealMade, service: str, region: str, log_id: UUID, at: datetime) -> dict[str, Any]:
    """The message as structured-mode JSON. at: when it was signed, aware."""
    attributes = {
        "specversion": "1.0",
        "id": f"{log_id}:seal:{seal.number}",
        "type": PREFIX + routing_key(service),
        "source": f"/regions/{region}/{service}",
        "subject": f"seal/{seal.number}",
        "time": at,
        "datacontenttype": "application/json",
        "logid": str(log_id),
    }
    CloudEvent(attributes, None)
    return attributes | {"time": at.isoformat(), "data": seal.model_dump(mode="json")}
