"""The way in by the sign-in service: authorization code with PKCE, state and nonce (RFC 6749, 7636, 9700).

What has to be remembered between leaving and coming back is sealed in a cookie of ten minutes: a way in that
was begun in one browser ends in no other.
"""

import hmac
import json
import secrets
import time
import warnings
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]

from services.gateway.languages import N_
from services.gateway.problems import Problem
from services.gateway.signing_in.claims import Person, Reading, person_in
from services.gateway.signing_in.provider import ForeignToken, Provider, ProviderAway
from services.gateway.signing_in.sealed import Sealed

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would rather have httpx's successor; httpx serves it as well
    from authlib.integrations.httpx_client import AsyncOAuth2Client  # type: ignore[import-untyped]

LASTING = 600
"""Seconds between leaving for the sign-in service and coming back."""
PATIENCE = 5.0
BY_HEADER = "client_secret_basic"
OUT_OF_DATE = N_("this way in has run out or was begun in another window: sign in again")
NOT_HOLDING = N_("the sign-in service's answer does not hold: sign in again")


@dataclass(frozen=True)
class WayIn:
    """A way in that has begun. verifier: PKCE's secret; onward: where to go afterwards; began: a moment."""

    state: str
    nonce: str
    verifier: str
    onward: str
    began: int


@dataclass(frozen=True)
class CameIn:
    """Who came in, and what is needed to sign them out at the sign-in service again."""

    person: Person
    subject: str
    sid: str
    id_token: str
    onward: str


@dataclass(frozen=True)
class CodeFlow:
    """The way in. secret: what the sign-in service gave us; None for a public client."""

    provider: Provider
    reading: Reading
    box: Sealed
    secret: str | None
    scopes: str

    async def begin(self, back: str, onward: str) -> tuple[str, str]:
        """The address to leave for, and what the browser keeps until it is back. ProviderAway."""
        way = WayIn(
            secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(64), onward,
            int(time.time()),
        )  # fmt: skip
        address = await self.provider.address("authorization_endpoint")
        if not address:
            raise ProviderAway("it has no authorization_endpoint")
        async with self._client(back, "none") as client:
            leave, _ = client.create_authorization_url(
                address,
                state=way.state,
                nonce=way.nonce,
                code_challenge=create_s256_code_challenge(way.verifier),
                code_challenge_method="S256",
            )
        return str(leave), self.box.close(json.dumps(asdict(way)).encode()).hex()

    async def end(self, back: str, kept: str, said: Mapping[str, str]) -> CameIn:
        """Who came back. Problem 403 where the answer does not hold or the account has no place here."""
        way = self._way(kept)
        if not hmac.compare_digest(said.get("state", "").encode(), way.state.encode()):
            raise Problem(403, OUT_OF_DATE)
        if said.get("iss", self.provider.issuer).rstrip("/") != self.provider.issuer:  # RFC 9207
            raise Problem(403, NOT_HOLDING)
        if "error" in said or not said.get("code"):
            raise Problem(403, "signing in was given up or refused: try again, or ask your administrator")
        token = await self._token(back, said["code"], way.verifier)
        try:
            claims = await self.provider.id_claims(str(token.get("id_token", "")))
        except ForeignToken:
            raise Problem(403, NOT_HOLDING) from None
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), way.nonce.encode()):
            raise Problem(403, NOT_HOLDING)
        whole = claims | await self._more(claims, token)
        subject, sid = str(claims.get("sub", "")), str(claims.get("sid", ""))
        return CameIn(person_in(whole, self.reading), subject, sid, token["id_token"], way.onward)

    def _way(self, kept: str) -> WayIn:
        try:
            opened = self.box.open(bytes.fromhex(kept))
        except ValueError:
            opened = None
        way = WayIn(**json.loads(opened)) if opened else None
        if way is None or not 0 <= time.time() - way.began <= LASTING:
            raise Problem(403, OUT_OF_DATE)
        return way

    async def _token(self, back: str, code: str, verifier: str) -> dict[str, Any]:
        address, way = await self.provider.address("token_endpoint"), await self._way_of_saying_who_we_are()
        try:
            async with self._client(back, way) as client:
                token = await client.fetch_token(
                    address, grant_type="authorization_code", code=code, code_verifier=verifier
                )
        except (AuthlibBaseError, KeyError, TypeError, ValueError):
            raise Problem(403, NOT_HOLDING) from None
        except httpx.HTTPError as error:
            raise ProviderAway(type(error).__name__) from None
        return dict(token)

    async def _more(self, claims: Mapping[str, Any], token: Mapping[str, Any]) -> dict[str, Any]:
        """What it tells of the person only when asked (userinfo); nothing where the ID token says enough."""
        said = all(self.reading.told(claims, word) for word in ("role", "region"))
        address = "" if said else await self.provider.address("userinfo_endpoint")
        if not address or not token.get("access_token"):
            return {}
        headers = {"Authorization": f"Bearer {token['access_token']}", "Accept": "application/json"}
        try:
            async with httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
                answer = await client.get(address, headers=headers)
            told = answer.json() if answer.is_success else {}
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderAway(type(error).__name__) from None
        # It must be about the same person (OpenID Connect Core 1.0, 5.3.2).
        return dict(told) if isinstance(told, dict) and told.get("sub") == claims.get("sub") else {}

    async def _way_of_saying_who_we_are(self) -> str:
        if not self.secret:
            return "none"
        known = (await self.provider.about()).get("token_endpoint_auth_methods_supported") or [BY_HEADER]
        return BY_HEADER if BY_HEADER in known else "client_secret_post"

    def _client(self, back: str, way: str) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            self.provider.client_id,
            self.secret,
            token_endpoint_auth_method=way,
            scope=self.scopes,
            redirect_uri=back,
            timeout=PATIENCE,
            trust_env=False,
        )
