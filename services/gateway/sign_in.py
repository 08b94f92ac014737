"""How one signs in here, as the app was built: by the sign-in service, or as one of the demo's people."""

import json
import time
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path

from joserfc.jwk import OKPKey
from starlette.requests import HTTPConnection

from services.gateway.signing_in.bearer import OURS_LASTS, Exchange
from services.gateway.signing_in.claims import Reading
from services.gateway.signing_in.code_flow import CodeFlow
from services.gateway.signing_in.provider import Provider
from services.gateway.signing_in.sealed import Sealed
from services.gateway.signing_in.sessions_in_database import SessionsInDatabase
from services.gateway.signing_in.sessions_kept import (
    Lasting,
    Session,
    Sessions,
    SessionsInProcess,
)
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import Verifier, issue

PEOPLE = Path(__file__).parent / "demo_people.json"
TOKEN_REMEMBERED = 60.0
MOST_REMEMBERED = 10_000


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
    payer_id: str | None = None

    def claims(self) -> dict[str, str]:
        """What the person's token says of them."""
        told = {k: v for k, v in asdict(self).items() if k not in {"id", "name", "about"} and v}
        return told | {"sub": self.id}


@dataclass(frozen=True)
class Signed:
    """A sign-in and the id that the browser holds for it."""

    secret: str
    session: Session


@dataclass
class SignIn:
    """How one signs in here.

    key, verifier: of our own tokens. demo: whether the demo's people are at hand. flow, exchange: by the
    sign-in service, on pages and at the API; None where there is none.
    """

    key: OKPKey
    demo: bool
    verifier: Verifier
    sessions: Sessions
    flow: CodeFlow | None = None
    exchange: Exchange | None = None
    public_url: str | None = None
    _tokens: dict[str, tuple[str, float]] = field(default_factory=dict)

    def token_of(self, signed: Signed) -> str:
        """A token of ours for this sign-in, of some minutes; the same one for a minute."""
        token, until = self._tokens.get(signed.secret, ("", 0.0))
        if time.monotonic() < until:
            return token
        token = issue(self.key, dict(signed.session.claims), OURS_LASTS)
        if len(self._tokens) > MOST_REMEMBERED:
            self._tokens.clear()
        self._tokens[signed.secret] = (token, time.monotonic() + TOKEN_REMEMBERED)
        return token


def build_sign_in(settings: Settings, key: OKPKey) -> SignIn:
    """How one signs in by these settings. ValueError where the mapping of sign-ins cannot be read."""
    flow, exchange = None, None
    if settings.oidc_issuer:
        reading = Reading.of(settings.oidc_claims, settings.oidc_mapping)
        provider = Provider(settings.oidc_issuer, settings.oidc_client_id)
        box = Sealed(key, "way in")
        flow = CodeFlow(provider, reading, box, settings.oidc_client_secret, settings.oidc_scopes)
        if settings.oidc_audience:
            exchange = Exchange(provider, reading, settings.oidc_audience, key)
    return SignIn(
        key,
        # Elsewhere whoever reaches the pages would be whomever they like.
        demo=settings.demo_sign_in,
        verifier=Verifier(key, play=False),
        sessions=sessions_of(settings, key),
        flow=flow,
        exchange=exchange,
        public_url=settings.public_url,
    )


def sessions_of(settings: Settings, key: OKPKey) -> Sessions:
    """Where sessions are kept: in the gateway's own schema, and without a database in this process."""
    lasting = Lasting(
        timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours)
    )
    box = Sealed(key, "sessions")
    url = settings.gateway_database_url or settings.database_url
    return SessionsInDatabase(url, box, lasting) if url else SessionsInProcess(box, lasting)


@cache
def everybody() -> dict[str, DemoPerson]:
    """The demo's people by id, as shipped."""
    people = [DemoPerson(**person) for person in json.loads(PEOPLE.read_text(encoding="utf-8"))]
    return {person.id: person for person in people}


def sign_in_of(request: HTTPConnection) -> SignIn:
    """How one signs in here, as the app was built with."""
    found: SignIn = request.app.state.sign_in
    return found


def is_https(request: HTTPConnection) -> bool:
    """Whether people reach us over TLS: by the settings, or by what the request came over."""
    public = sign_in_of(request).public_url
    return public.startswith("https://") if public else request.url.scheme == "https"


def site(request: HTTPConnection) -> str:
    """The address of the pages, without a slash at its end."""
    return sign_in_of(request).public_url or str(request.base_url).rstrip("/")
