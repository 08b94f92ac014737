"""Being signed in on the pages: a cookie with a random id, and forms that only our pages can send.

The cookie cannot be read by scripts and does not come along from other sites' forms; what it stands for is
kept by us (signing_in/sessions_kept.py). Each form carries a second token made from the id (or from the
secret in a link): who cannot read the cookie cannot make it. Services are asked with a token of ours that
lasts some minutes and never leaves for the browser.
"""

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import structlog
from starlette.datastructures import FormData
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from services.gateway.body import bytes_of, legible
from services.gateway.cookies import SESSION, forget, keep
from services.gateway.file_form import file_form, has_files
from services.gateway.limits import limits_of
from services.gateway.problems import Problem, not_signed_in
from services.gateway.sign_in import DemoPerson, Signed, everybody, sign_in_of, site
from services.gateway.signing_in.sessions_kept import Session

FIELD = "csrf"
MOST_FIELDS = 2000
log = structlog.get_logger("gateway")


@dataclass(frozen=True)
class Asker:
    """Who is signed in, as the pages need to know it; what they may do, the services say."""

    user: str
    name: str
    role: str
    region: str
    token: str
    organisation: str | None = None
    sector: str | None = None
    county: str | None = None
    payer_id: str | None = None


def demo_people(request: HTTPConnection) -> list[DemoPerson]:
    """Whom one may sign in as; nobody where the demo is off."""
    return list(everybody().values()) if sign_in_of(request).demo else []


async def sign_in_as(request: Request, response: Response, person_id: str) -> DemoPerson:
    """Sign this browser in as one of the demo's people.

    Problem 404 for anybody else, 403 where nobody signs in that way.
    """
    if not sign_in_of(request).demo:
        raise Problem(403, "nobody signs in as a made-up person here")
    person = everybody().get(person_id)
    if person is None:
        raise Problem(404, "nobody of that name can sign in here")
    await begin(request, response, Session(person.claims(), person.name))
    return person


async def begin(request: HTTPConnection, response: Response, session: Session) -> None:
    """Sign this browser in: always under a new id; what was signed in before is so no more."""
    way = sign_in_of(request)
    if earlier := signed_in(request):
        await way.sessions.end(earlier.secret)
    secret = await way.sessions.begin(session)
    log.info("signed_in", role=session.claims["role"], by_service=bool(session.id_token))
    keep(request, response, SESSION, secret, int(way.sessions.lasting.whole.total_seconds()))


async def sign_out(request: HTTPConnection, response: Response) -> Session | None:
    """Nobody is signed in on this browser any more, here and on every other gateway; who was."""
    signed = signed_in(request)
    if signed:
        await sign_in_of(request).sessions.end(signed.secret)
        log.info("signed_out", role=signed.session.claims["role"])
    forget(request, response, SESSION)
    return signed.session if signed else None


def signed_in(request: HTTPConnection) -> Signed | None:
    """Who is signed in, as was found out when the request came in; None where nobody is."""
    found: Signed | None = request.scope.get("state", {}).get("signed")
    return found


def session_token(request: HTTPConnection) -> str | None:
    """A token of who is signed in, to ask services with."""
    signed = signed_in(request)
    return sign_in_of(request).token_of(signed) if signed else None


def current_asker(request: HTTPConnection) -> Asker | None:
    """Who is signed in; None where nobody is, or the sign-in does not hold any more."""
    signed = signed_in(request)
    if signed is None:
        return None
    claims = signed.session.claims
    return Asker(
        user=claims["sub"],
        name=signed.session.name,
        role=claims["role"],
        region=claims["region"],
        token=sign_in_of(request).token_of(signed),
        organisation=claims.get("organisation"),
        sector=claims.get("sector"),
        county=claims.get("county"),
        payer_id=claims.get("payer_id"),
    )


def csrf_token(request: HTTPConnection, secret: str | None = None) -> str:
    """What a form of ours carries in its field `csrf`.

    secret: for a page without a sign-in, what only its reader has (the token in the link).
    """
    signed = signed_in(request)
    known = secret or (signed.secret if signed else "")
    return hmac.new(known.encode(), b"form", hashlib.sha256).hexdigest()


async def checked_form(request: Request, secret: str | None = None) -> FormData:
    """The form that was sent. Problem 403 where no page of ours sent it, 413 where it is too large,
    429 where one user sends too many.

    Without a sign-in and without a secret (the sign-in form) only where it came from is checked.
    """
    _from_here(request, vouched=secret is not None)
    form = FormData([*fields_in(await bytes_of(request))])
    _ours(request, form, secret)
    return form


async def checked_file_form(request: Request, most: int, patience: float) -> FormData:
    """The same for a form with a file, of at most so many bytes: of nobody who is not signed in.

    patience: seconds it may take to arrive. What was sent as a form without a file is read as one.
    """
    if not has_files(request):
        return await checked_form(request)
    if _from_here(request) is None:
        raise not_signed_in("sign in first")
    form = await file_form(request, most, patience)
    _ours(request, form)
    return form


def _from_here(request: Request, *, vouched: bool = False) -> Signed | None:
    """Who sends the form."""
    came_from_here(request, vouched=vouched)
    signed = signed_in(request)
    if signed:
        limits_of(request).requests.take(signed.session.claims["sub"])
    return signed


def _ours(request: Request, form: FormData, secret: str | None = None) -> None:
    """Problem 403 where it is no form that a page of ours showed to this reader."""
    if (secret or signed_in(request)) and not hmac.compare_digest(
        str(form.get(FIELD, "")).encode(), csrf_token(request, secret).encode()
    ):
        raise Problem(403, "the form is out of date: open the page again and send it once more")


def fields_in(body: bytes) -> list[tuple[str, str]]:
    """The fields of a sent form (application/x-www-form-urlencoded). Problem 422 where it cannot be read."""
    try:
        fields = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise Problem(422, "the form cannot be read: open the page again") from None
    for field, value in fields:
        legible(field)
        legible(value)
    return fields


def came_from_here(request: Request, *, vouched: bool = False) -> None:
    """Problem 403 where a browser says that another site sent this form.

    vouched: a page of ours may have told the browser not to say where it is from ("null"): what only that
    page can have written into the form is looked at besides.
    """
    origin = request.headers.get("origin")
    told = origin is not None and not (vouched and origin == "null")
    elsewhere = told and host_in(str(origin)) != host_in(site(request))
    if elsewhere or request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        raise Problem(403, "this form was sent from another site")


def host_in(address: str) -> str | None:
    """The host and port of an address; None where it is none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return None
