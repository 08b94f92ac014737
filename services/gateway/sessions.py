"""Being signed in on the pages: a cookie that holds the signed token, and forms that only our pages can send.

The cookie cannot be read by scripts and does not come along from other sites' forms. Each form carries a
second token made from the first (or from the secret in a link): who cannot read the cookie cannot make it.
"""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from joserfc.jwk import OKPKey
from starlette.datastructures import FormData
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from services.gateway.body import bytes_of, legible
from services.gateway.problems import Problem
from shared.kernel.refused import NotSignedIn
from shared.plumbing.tokens import Verifier, issue

COOKIE = "tukiverkko_session"
FIELD = "csrf"
LASTING = 10 * 3600
MOST_FIELDS = 2000
PEOPLE = Path(__file__).parent / "demo_people.json"


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


@dataclass(frozen=True)
class DemoPerson:
    """A made-up person that one may sign in as on the embedded default. `about`: by language."""

    id: str
    name: str
    about: dict[str, str]
    role: str
    region: str
    organisation: str | None = None
    sector: str | None = None
    county: str | None = None

    def claims(self) -> dict[str, str]:
        """What the person's token says of them."""
        told = {k: v for k, v in asdict(self).items() if k not in {"id", "name", "about"} and v}
        return told | {"sub": self.id}


@dataclass(frozen=True)
class SignIn:
    """How one signs in here: the installation's key, and whether the demo's people are at hand."""

    key: OKPKey
    demo: bool
    verifier: Verifier


@cache
def everybody() -> dict[str, DemoPerson]:
    """The demo's people by id, as shipped."""
    people = [DemoPerson(**person) for person in json.loads(PEOPLE.read_text(encoding="utf-8"))]
    return {person.id: person for person in people}


def demo_people(request: HTTPConnection) -> list[DemoPerson]:
    """Whom one may sign in as; nobody where the demo is off."""
    return list(everybody().values()) if sign_in_of(request).demo else []


def sign_in_as(request: Request, response: Response, person_id: str) -> DemoPerson:
    """Sign this browser in as one of the demo's people. Problem 404 for anybody else."""
    person = everybody().get(person_id) if sign_in_of(request).demo else None
    if person is None:
        raise Problem(404, "nobody of that name can sign in here")
    response.set_cookie(
        COOKIE,
        issue(sign_in_of(request).key, person.claims()),
        max_age=LASTING,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return person


def sign_out(response: Response) -> None:
    """Forget who was signed in on this browser."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")


def session_token(request: HTTPConnection) -> str | None:
    """The token that this browser holds, checked or not: the services check it."""
    return request.cookies.get(COOKIE)


def current_asker(request: HTTPConnection) -> Asker | None:
    """Who is signed in; None where nobody is, or the sign-in does not hold any more."""
    token = session_token(request)
    try:
        asker = sign_in_of(request).verifier.asker(token)
    except NotSignedIn:
        return None
    known = everybody().get(asker.user)
    return Asker(
        user=asker.user,
        name=known.name if known else asker.user,
        role=asker.role,
        region=asker.region,
        token=token or "",
        organisation=asker.organisation,
        sector=asker.sector,
        county=asker.county,
    )


def csrf_token(request: HTTPConnection, secret: str | None = None) -> str:
    """What a form of ours carries in its field `csrf`.

    secret: for a page without a sign-in, what only its reader has (the token in the link).
    """
    known = secret or session_token(request) or ""
    return hmac.new(known.encode(), b"form", hashlib.sha256).hexdigest()


async def checked_form(request: Request, secret: str | None = None) -> FormData:
    """The form that was sent. Problem 403 where no page of ours sent it, 413 where it is too large.

    Without a sign-in and without a secret (the sign-in form) only where it came from is checked.
    """
    came_from_here(request)
    form = FormData([*fields_in(await bytes_of(request))])
    if (secret or session_token(request)) and not hmac.compare_digest(
        str(form.get(FIELD, "")).encode(), csrf_token(request, secret).encode()
    ):
        raise Problem(403, "the form is out of date: open the page again and send it once more")
    return form


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


def came_from_here(request: Request) -> None:
    """Problem 403 where a browser says that another site sent this form."""
    origin = request.headers.get("origin")
    elsewhere = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if elsewhere or request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        raise Problem(403, "this form was sent from another site")


def sign_in_of(request: HTTPConnection) -> SignIn:
    """How one signs in here, as the app was built with."""
    found: SignIn = request.app.state.sign_in
    return found
