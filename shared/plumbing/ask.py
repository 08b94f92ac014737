"""Asking a service something: the port, and what can go wrong on the way.

    reply = services.ask("intake", "carry_out", request)        # in a thread, green or not
    reply = await services.ask("intake", "carry_out", request)  # at the edge

Adapters: `rpc.RpcServices` and `bridge_client.BridgeServices` (sync), `rpc_async.AmqpServices` and
`bridge_client.AsyncBridgeServices` (async). A service that says no answers with a status; it raises
nothing. What is raised here means that there is no answer at all.

A reply travels as nameko's RPC has it: `{"result": ..., "error": null | {"exc_type", "value", ...}}`.
"""

import time
from collections.abc import Mapping
from typing import Any, Protocol

PATIENCE = 5.0
"""Seconds that an asker waits where it says nothing else. The request expires with them."""

DEADLINE_HEADER = "tukiverkko-deadline"
"""When the asker stops waiting, unix seconds as text: what arrives later is not begun.

Text, for some AMQP libraries send a float with 24 bits, which is a minute off by now.
"""


class NoAnswer(Exception):
    """There is no answer. Whether the request was carried out is not known, unless a subclass says so."""


class ServiceAway(NoAnswer):
    """Nobody listens, or the connection was lost."""


class AnswerLate(NoAnswer):
    """The answer did not come in time. A command with the same id may be asked again."""


class ServiceBroken(NoAnswer):
    """The service met a bug; it is in its log.

    exc_type: the exception's class name at the service; value: its text (never shown to people).
    """

    def __init__(self, exc_type: str, value: str) -> None:
        super().__init__(f"{exc_type}: {value}")
        self.exc_type = exc_type
        self.value = value


class Services(Protocol):
    """The port of an asyncio process."""

    async def ask(
        self,
        service: str,
        method: str,
        request: dict[str, Any],
        timeout: float = PATIENCE,  # noqa: ASYNC109 - it travels with the request
    ) -> dict[str, Any]:
        """The service's reply. NoAnswer where there is none within `timeout` seconds."""


class SyncServices(Protocol):
    """The port of everything else."""

    def ask(
        self, service: str, method: str, request: dict[str, Any], timeout: float = PATIENCE
    ) -> dict[str, Any]:
        """The service's reply. NoAnswer where there is none within `timeout` seconds."""


def until(timeout: float) -> str:
    """The deadline header of a request that waits so many seconds from now."""
    return f"{time.time() + timeout:.3f}"


def too_late(deadline: object) -> bool:
    """Whether a deadline header says that nobody waits any more. Without a readable one: no."""
    try:
        return time.time() > float(str(deadline))
    except ValueError:
        return False


def opened(payload: Any) -> dict[str, Any]:
    """The reply in a payload as it travels. ServiceBroken where the service met a bug."""
    if not isinstance(payload, Mapping):
        raise ServiceBroken("BadPayload", type(payload).__name__)
    if error := payload.get("error"):
        raise ServiceBroken(str(error.get("exc_type")), str(error.get("value")))
    result = payload.get("result")
    if not isinstance(result, dict):
        raise ServiceBroken("BadReply", type(result).__name__)
    return result
