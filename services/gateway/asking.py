"""From HTTP to a request to a service, and from its reply to a result or a `Problem`.

Services answer for everything that is about a matter: rights, rules, shapes of data. Here only what is
HTTP's own is read: who asks (the token), for what purpose, how long the answer may take.
"""

import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

import structlog
from starlette.requests import Request

from services.gateway.body import legible
from services.gateway.limits import address_of, limits_of
from services.gateway.offers import BY_NAME
from services.gateway.problems import Problem, not_signed_in, not_yet
from services.gateway.sessions import session_token
from services.gateway.sign_in import sign_in_of
from services.gateway.signing_in.bearer import issuer_of
from shared.kernel.refused import NotSignedIn
from shared.plumbing import tracing
from shared.plumbing.ask import PATIENCE, AnswerLate, ServiceAway, ServiceBroken, Services

LONGEST_WORDS = 200
LONGEST_TOKEN = 8192
log = structlog.get_logger("gateway")
A_POSITION = re.compile(r"([a-z]+):(\d{1,18})")


@dataclass(frozen=True)
class Answer:
    """What a service answered, and how much of which log it had seen then: {"intake": 17}."""

    result: dict[str, Any]
    position: dict[str, int]


@dataclass(frozen=True)
class Asking:
    """What is said beside the data: the token, and in which words and after what the answer is wanted."""

    token: str
    correlation: str
    purpose: str | None = None
    legal_basis: str | None = None
    after: dict[str, int] | None = None

    def request(
        self, name: str, data: Mapping[str, Any], command_id: str | None = None, *, patience: float = PATIENCE
    ) -> dict[str, Any]:
        """The request as a service reads it (shared/plumbing: one dict a request).

        patience: seconds after which nobody waits for the answer any more.
        """
        request: dict[str, Any] = {
            "name": name,
            "data": dict(data),
            "token": self.token,
            "correlation": self.correlation,
            "purpose": self.purpose,
            "legal_basis": self.legal_basis,
            "after": self.after,
            "deadline": time.time() + patience,
        }
        return request if command_id is None else request | {"id": command_id}


async def ask_command(
    request: Request,
    service: str,
    name: str,
    data: Mapping[str, Any],
    command_id: UUID | str,
    *,
    token: str | None = None,
) -> Answer:
    """For pages: have a command carried out as who is signed in. Raises Problem where it is not."""
    asking = of_page(request, token, None)
    patience = BY_NAME[service].commands[name].patience or PATIENCE
    told = asking.request(name, data, str(command_id), patience=patience)
    return await put(services_of(request), service, "carry_out", told, patience)


async def ask_query(
    request: Request,
    service: str,
    name: str,
    data: Mapping[str, Any] | None = None,
    *,
    after: dict[str, int] | None = None,
    token: str | None = None,
) -> Answer:
    """For pages: ask as who is signed in. Raises Problem where there is no answer."""
    asking = of_page(request, token, after)
    return await put(services_of(request), service, "answer", asking.request(name, data or {}))


async def ask_operation(request: Request, service: str, name: str, data: Mapping[str, Any]) -> Answer:
    """For operators' pages: what is done with a service's readers. Raises Problem where it is not."""
    asking = of_page(request, None, None)
    return await put(services_of(request), service, "operate", asking.request(name, data))


def of_page(request: Request, token: str | None, after: dict[str, int] | None) -> Asking:
    """What a page's request says beside its data. Problem 401 where nobody is signed in."""
    token = token or session_token(request)
    if not token:
        raise not_signed_in("sign in first")
    return Asking(token=token, correlation=request.state.correlation, after=after)


async def of_api(request: Request, *, waits: bool = True) -> Asking:
    """What an API request says beside its data. waits: whether `after` is a position to wait for.

    Problem 401 without a token, 422 for what is unreadable, 429 where one user asks too often.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise not_signed_in("a request needs a bearer token")
    if len(token) > LONGEST_TOKEN:
        raise not_signed_in("the token does not hold: sign in again")
    return Asking(
        token=await ours(request, token.strip()),
        correlation=request.state.correlation,
        purpose=word_in(request, "X-Purpose"),
        legal_basis=word_in(request, "X-Legal-Basis"),
        after=positions(request.query_params.getlist("after")) if waits else None,
    )


async def ours(request: Request, token: str) -> str:
    """Our token for the one that was given: the same, or in exchange for one of the sign-in service.

    Whether one of ours holds is the services' to say; until they do, its bearer is only an address.
    """
    way = sign_in_of(request)
    if way.exchange and issuer_of(token) == way.exchange.provider.issuer:
        token = await way.exchange.ours(token)
    try:
        bearer = way.verifier.asker(token).user
    except NotSignedIn:
        bearer = f"address {address_of(request)}"
    limits_of(request).requests.take(bearer)
    return token


def word_in(request: Request, header: str) -> str | None:
    """A header's words, at most 200 characters; None where it is not given."""
    given = request.headers.get(header, "").strip()
    try:
        words = given.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        words = given
    legible(words)
    if len(words) > LONGEST_WORDS:
        raise Problem(
            422,
            "the header {header} may have {most} characters at most",
            {"header": header, "most": LONGEST_WORDS},
        )
    return words or None


def positions(given: Iterable[str]) -> dict[str, int] | None:
    """`after=intake:17` → {"intake": 17}. Problem 422 where it is written otherwise or names no service."""
    found: dict[str, int] = {}
    for part in given:
        match = A_POSITION.fullmatch(part)
        if not match or match[1] not in BY_NAME:
            raise Problem(
                422,
                "a position to wait for is written service:number, for example intake:17",
                fields=[{"field": "after", "sentence": "this is no position"}],
            )
        found[match[1]] = max(int(match[2]), found.get(match[1], 0))
    return found or None


def services_of(request: Request) -> Services:
    """The port to the services, as the app was built with."""
    port: Services = request.app.state.services
    return port


async def put(
    services: Services, service: str, method: str, request: dict[str, Any], patience: float = PATIENCE
) -> Answer:
    """Send the request; the answer of a 200, a Problem for every other reply and for none at all."""
    try:
        with tracing.asking(service, method, request) as asked:
            reply = await services.ask(service, method, asked, timeout=patience)
    except ServiceAway:
        raise not_yet(
            "the service {service} is away just now: try again shortly", {"service": service}
        ) from None
    except AnswerLate:
        raise not_yet(
            "the service {service} did not answer in time: try again", {"service": service}
        ) from None
    except ServiceBroken as error:
        log.error(  # noqa: TRY400 - the service has logged it; the message may quote data
            "service_broken", service=service, method=method, error=error.exc_type
        )
        raise Problem(
            500,
            "something is broken here: tell your support this number: {correlation}",
            {"correlation": request["correlation"]},
        ) from None
    if reply["status"] == HTTPStatus.OK:
        return Answer(reply["result"], reply.get("position") or {})
    raise problem_in(reply)


def problem_in(reply: dict[str, Any]) -> Problem:
    """A service's refusal, as the edge says it."""
    said, status = reply["problem"], int(reply["status"])
    values, fields = said.get("values"), said.get("fields")
    if status == HTTPStatus.UNAUTHORIZED:
        return not_signed_in(said["sentence"])
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return not_yet(said["sentence"], values)
    return Problem(status, said["sentence"], values, fields=fields, policy=said.get("policy"))
