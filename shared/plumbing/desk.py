"""A service's desk: requests come in as plain dictionaries, replies go out as such, and never an exception.

Request of a command: {"name", "data", "id", "token", "correlation"?, "purpose"?, "legal_basis"?, "after"?,
"deadline"?}; of a query the same without the id. Reply: {"status": 200, "result": {…}, "position": {…}} or
{"status": 4xx or 5xx, "problem": {"sentence", "values", "fields", "policy"?}}.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Protocol, TypeVar
from uuid import UUID, uuid4

import structlog
from eventsourcing.persistence import InterfaceError, OperationalError
from pydantic import ValidationError
from pydantic_core import to_json

from shared.contracts.asking import Asked, Command, Personal, Query
from shared.contracts.subscribing import WISHES
from shared.kernel.asker import Asker
from shared.kernel.grounds import ground_of, refuse_groundless
from shared.kernel.refused import Misfit, NotYet, Refused, Unknown
from shared.plumbing import metrics, tracing
from shared.plumbing.access.entries import Disclosure, Reader, Reading, Told, a_correlation, told_in
from shared.plumbing.access.log import AccessLog
from shared.plumbing.access.past import Sought
from shared.plumbing.misfits import misfit
from shared.plumbing.operations import OPERATIONS, Operations
from shared.plumbing.policy import Policy
from shared.plumbing.store.application import Carrying
from shared.plumbing.tokens import Verifier

log = structlog.get_logger()
A = TypeVar("A", bound=Asked)
LONGEST_WAIT = 2.0
GLANCE = 0.02
ACCESSES, SAFE_CONTACT, EVENTS, SUBSCRIBERS = "accesses", "safe_contact", "events", "subscribers"
Reply = dict[str, Any]


class Loop(Protocol):
    """Something that runs beside the requests until it is told to stop: a relay, a subscription."""

    name: str

    def run(self) -> None: ...
    def stop(self) -> None: ...
    def standing(self) -> dict[str, Any]:
        """What `status` tells of it; `ready` among it."""


class Desk(ABC):
    """What every service offers. Subclasses give the service's commands, queries and answers."""

    service: ClassVar[str]
    commands: ClassVar[Mapping[str, type[Command]]] = {}
    queries: ClassVar[Mapping[str, type[Query]]] = {}

    def __init__(
        self, verifier: Verifier, policy: Policy, loops: Sequence[Loop], readings: AccessLog
    ) -> None:
        self.verifier = verifier
        self.policy = policy
        self.loops = tuple(loops)
        self.readings = readings

    @abstractmethod
    def positions(self) -> dict[str, int]:
        """How far this service has seen each source's log, its own among them."""

    @abstractmethod
    def give_answer(self, query: Query, asker: Asker) -> dict[str, Any]:
        """The query's answer, at the moment that its `as_of` names (shared/kernel/as_of.py)."""

    def operations(self) -> Operations:
        """What operators do with this service's readers; a service without readers has nothing to do."""
        return Operations(())

    def give_command(self, command: Command, _carrying: Carrying) -> tuple[dict[str, Any], int | None]:
        """Carries a command out; its answer and its last fact's position, where it is not told already.

        Services without aggregates have no commands.
        """
        raise Unknown("there is no command {name}", name=command.name())

    def also_about(self, told: Told) -> Told:
        """What an answer told, with the persons whom the service knows its matters to be about."""
        return told

    def disclosed(self, _query: Query, _reading: Reading) -> Sequence[Disclosure]:
        """What this answer gives to another controller, or to the person whom it is about (R-P4)."""
        return ()

    # What others call: the names are those of the RPC methods.

    def carry_out(self, request: dict[str, Any]) -> Reply:
        """A command, from request to reply."""
        return self._reply("command", request, self._carry_out)

    def answer(self, request: dict[str, Any]) -> Reply:
        """A query, from request to reply."""
        return self._reply("query", request, self._answer)

    def operate(self, request: dict[str, Any]) -> Reply:
        """What an operator does with this service's readers, from request to reply (operations.py)."""
        return self._reply("operation", request, self._operate)

    def status(self, _request: dict[str, Any] | None = None) -> Reply:
        """How this service stands: positions, and what its loops say; `ready` when all of it works."""
        try:
            seen = self.positions()
            loops = {loop.name: loop.standing() for loop in self.loops}
        except (InterfaceError, OperationalError) as error:
            because = f"no database: {type(error).__name__}"
            return {"service": self.service, "ready": False, "because": because, "positions": {}, "loops": {}}
        return {
            "service": self.service,
            "ready": all(loop["ready"] for loop in loops.values()),
            "positions": seen,
            "loops": loops,
        }

    def facts_after(self, _request: dict[str, Any]) -> Reply:
        """The next public facts of this service's log; services that keep none have none."""
        return {"log_id": None, "head": 0, "facts": []}

    def accesses(self, request: dict[str, Any]) -> Reply:
        """Lines of this service's access log, for another service that merges them (access/past.py)."""
        return self._reply("query", request, self._accesses)

    def safe_contact(self, request: dict[str, Any]) -> Reply:
        """Where a message may be sent: asked of intake by the service that sends one (R-F7)."""
        return self._reply("query", request, self._safe_contact)

    def events(self, request: dict[str, Any]) -> Reply:
        """Events that a subscriber may read: asked of the service that keeps the grants."""
        return self._reply("query", request, self._events)

    def subscribers(self, request: dict[str, Any]) -> Reply:
        """What an operator does with subscribers, asked of the service that keeps the grants."""
        return self._reply("operation", request, self._subscribers)

    def facts_as_json(self, request: dict[str, Any]) -> bytes:
        """The same as it travels: a range of a log is large, and who keeps one writes it in one go."""
        return to_json(self.facts_after(request))

    def tally(self, _request: dict[str, Any]) -> Reply:
        """What this service's log holds, range by range (completeness.py)."""
        return {"log_id": None, "ranges": []}

    # Inside.

    def _operate(self, request: dict[str, Any]) -> tuple[dict[str, Any], dict[str, int]]:
        asker = self.verifier.asker(request.get("token"))
        self.policy.check(asker, "operate")
        kind = self._kind(OPERATIONS, request, "there is no operation {name}")
        wish = fitting(kind, request.get("data"))
        return self.operations().carry_out(wish, asker), self.positions()

    def _accesses(self, request: dict[str, Any]) -> tuple[dict[str, Any], dict[str, int]]:
        asker = self.verifier.asker(request.get("token"))
        self.policy.check(asker, ACCESSES)
        return {"lines": self.readings.lines(Sought.read(request, asker.region))}, {}

    def _safe_contact(self, _request: dict[str, Any]) -> tuple[dict[str, Any], dict[str, int]]:
        raise Unknown("there is no query {name}", name=SAFE_CONTACT)

    def _events(self, _request: dict[str, Any]) -> tuple[dict[str, Any], dict[str, int]]:
        raise Unknown("there is no query {name}", name=EVENTS)

    def _subscribers(self, _request: dict[str, Any]) -> tuple[dict[str, Any], dict[str, int]]:
        raise Unknown("there is no operation {name}", name=SUBSCRIBERS)

    def _carry_out(self, request: dict[str, Any]) -> tuple[dict[str, Any], dict[str, int]]:
        asker = self.verifier.asker(request.get("token"))
        kind = self._kind(self.commands, request, "there is no command {name}")
        asker = self._may_ever(asker, kind)
        command_id = _command_id(request.get("id"))
        command = fitting(kind, request.get("data"))
        if command.occurred_at and command.occurred_at > asker.now:
            raise Refused("a time in the future is refused: {field}", field="occurred_at")
        ground = ground_of(asker, request.get("purpose"), request.get("legal_basis"))
        self._wait_for(request.get("after"))
        result, position = self.give_command(
            command, Carrying(command_id, asker, str(request.get("correlation") or uuid4()), ground=ground)
        )
        # The command's own position spares a look at the log, and is all that its giver can wait for.
        return result, self.positions() if position is None else {self.service: position}

    def _answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], dict[str, int]]:
        asker = self.verifier.asker(request.get("token"))
        kind = self._kind(self.queries, request, "there is no query {name}")
        asker = self._may_ever(asker, kind)
        query = fitting(kind, request.get("data"))
        if query.as_of is not None and not query.takes_as_of:
            raise Refused("a list or a search shows how things are now: it takes no as_of")
        ground = ground_of(asker, request.get("purpose"), request.get("legal_basis"))
        if isinstance(kind.personal, Personal):
            refuse_groundless(ground)
        self._wait_for(request.get("after"))
        answer = self.give_answer(query, asker)
        self.write_down(query, answer, Reader.of(asker, ground, request.get("correlation")))
        return answer, self.positions()

    def write_down(self, query: Query, answer: dict[str, Any], reader: Reader) -> None:
        """Who reads what about whom, before it is told (R-P4). NotYet where it cannot be written down."""
        if not isinstance(query.personal, Personal):
            return
        told = told_in(query.personal, query, answer)
        if told.fields:
            reading = Reading.of(reader, query, self.also_about(told))
            self.readings.write(reading, self.disclosed(query, reading))

    def _may_ever(self, asker: Asker, kind: type[Asked]) -> Asker:
        """The asker, with what they ask for. NotAllowed where their role never may (policy/)."""
        self.policy.check(asker, kind.name())
        return replace(asker, asks=kind.name())

    def _reply(
        self, kind: str, request: Any, work: Callable[[dict[str, Any]], tuple[dict[str, Any], dict[str, int]]]
    ) -> Reply:
        if not isinstance(request, dict):
            return _problem(Misfit("a request is an object with name, data and token"))
        name = str(request.get("name"))
        # What was typed as a name is not written down: it may be anything.
        beside = (ACCESSES, SAFE_CONTACT, EVENTS, *OPERATIONS, *WISHES)
        known = name if name in {*self.commands, *self.queries, *beside} else "unknown"
        request = {**request, "correlation": a_correlation(request.get("correlation"))}
        started = time.perf_counter()
        with (
            structlog.contextvars.bound_contextvars(correlation=request["correlation"], asked=known),
            tracing.serving(self.service, known, request) as span,
        ):
            reply = self._safely(request, work)
            span["rpc.nameko.status_code"] = reply["status"]
            counter = metrics.QUERIES if kind == "query" else metrics.COMMANDS
            counter.labels(self.service, known, str(reply["status"])).inc()
            metrics.SECONDS.labels(self.service, kind).observe(time.perf_counter() - started)
            by = {"policy": policy} if (policy := reply.get("problem", {}).get("policy")) else {}
            log.info(kind, service=self.service, status=reply["status"], position=reply.get("position"), **by)
        return reply

    def _safely(
        self, request: dict[str, Any], work: Callable[[dict[str, Any]], tuple[dict[str, Any], dict[str, int]]]
    ) -> Reply:
        try:
            _refuse_when_late(request.get("deadline"))
            result, position = work(request)
        except Refused as refusal:
            return _problem(refusal)
        except (InterfaceError, OperationalError):
            log.exception("no database", service=self.service)
            return _problem(NotYet("the database does not answer just now: try again shortly"))
        except Exception:
            log.exception("a request broke", service=self.service)
            broken = Refused("something went wrong here; nothing was stored by this request")
            return {**_problem(broken), "status": 500}
        return {"status": 200, "result": result, "position": position}

    @staticmethod
    def _kind(kinds: Mapping[str, type[Any]], request: dict[str, Any], sentence: str) -> type[Any]:
        name = request.get("name")
        if not isinstance(name, str) or name not in kinds:
            raise Unknown(sentence, name=str(name)[:80])
        return kinds[name]

    def _wait_for(self, after: Any) -> None:
        """Waits until what is asked for has been seen; 2 seconds at most."""
        if not after:
            return
        if not isinstance(after, dict) or not all(isinstance(p, int) for p in after.values()):
            raise Misfit("after is a service and a position, as in intake:17")
        until = time.monotonic() + LONGEST_WAIT
        while any(self.positions().get(source, 0) < position for source, position in after.items()):
            if time.monotonic() > until:
                raise NotYet("this has not arrived here yet: try again shortly")
            time.sleep(GLANCE)


def fitting(kind: type[A], data: Any) -> A:
    """The request's data as its model. Misfit with a sentence for each field that does not fit."""
    if not isinstance(data, dict):
        raise Misfit("the data of a request is an object with fields")
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        raise misfit(error) from None


def _refuse_when_late(deadline: Any) -> None:
    if isinstance(deadline, int | float) and time.time() > deadline:
        raise NotYet("the request came too late to be carried out: try again")


def _command_id(given: Any) -> UUID:
    if not given:
        raise Misfit("a command needs an id of its own (Idempotency-Key): a UUID that you make")
    try:
        return UUID(str(given))
    except ValueError:
        raise Misfit("a command's id is a UUID: {id} is none", id=str(given)[:80]) from None


def _problem(refusal: Refused) -> Reply:
    return {
        "status": refusal.status,
        "problem": {
            "sentence": refusal.sentence,
            "values": {k: v if isinstance(v, (list, tuple)) else str(v) for k, v in refusal.values.items()},
            "fields": getattr(refusal, "fields", []),
            **({"policy": refusal.policy} if refusal.policy else {}),
        },
    }
