"""The sign-in service (OpenID Connect): what it says of itself, its keys, and whether a token is its own.

Nothing is asked of it at the start: it may be away then. What it says is remembered for a while; a key that
is not known is asked after at once, for keys are changed (OpenID Connect Core 1.0, 10.1.1).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import extract_compact

from shared.plumbing.settings import over_tls

ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
    "EdDSA",
)
"""Signatures by a private key only: with `none` or a shared secret anybody could sign."""
REMEMBERED = 3600.0
"""Seconds that what it says of itself, and its keys, are believed without asking."""
ASKED_AGAIN = 5.0
"""Seconds between two questions after keys: an unknown one costs no more than that."""
PATIENCE = 5.0
LEEWAY = 30
LARGEST = 256 * 1024


class ProviderAway(Exception):
    """The sign-in service does not answer, or not as one."""


class ForeignToken(Exception):
    """The token is not the sign-in service's, not for us, or does not hold any more."""


@dataclass
class Provider:
    """The sign-in service. issuer: its address; client_id: what it calls us."""

    issuer: str
    client_id: str
    clock: Callable[[], float] = time.monotonic
    _about: dict[str, Any] = field(default_factory=dict)
    _about_at: float = float("-inf")
    _keys: KeySet = field(default_factory=lambda: KeySet([]))
    _keys_at: float = float("-inf")

    async def about(self) -> dict[str, Any]:
        """What it says of itself (OpenID Connect Discovery 1.0). ProviderAway where it is not usable."""
        if self.clock() - self._about_at > REMEMBERED:
            told = await self._got(f"{self.issuer}/.well-known/openid-configuration")
            if str(told.get("issuer", "")).rstrip("/") != self.issuer:
                raise ProviderAway("it calls itself by another name than the settings do")
            self._about, self._about_at = told, self.clock()
        return self._about

    async def address(self, name: str) -> str:
        """One of its addresses; empty where it has none. ProviderAway where that is not over TLS."""
        told = (await self.about()).get(name)
        if not isinstance(told, str) or not told:
            return ""
        try:
            over_tls(told)
        except ValueError:
            raise ProviderAway(f"its {name} is not over TLS") from None
        return told

    async def claims(self, token: str, audience: str) -> dict[str, Any]:
        """What a token of its own says. ForeignToken where signature, issuer, audience or time fail."""
        key_id = header_of(token).get("kid")
        keys = await self._keys_with(key_id if isinstance(key_id, str) else None)
        try:
            claims = dict(jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims)
            rules = jwt.JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "values": [self.issuer, f"{self.issuer}/"]},
                aud={"essential": True, "value": audience},
                exp={"essential": True},
                iat={"essential": True},
            )
            rules.validate(claims)
        except (JoseError, ValueError, TypeError) as error:
            raise ForeignToken(type(error).__name__) from None
        return claims

    async def id_claims(self, token: str) -> dict[str, Any]:
        """What an ID token for us says (OpenID Connect Core 1.0, 3.1.3.7)."""
        claims = await self.claims(token, self.client_id)
        audience, party = claims["aud"], claims.get("azp")
        if (isinstance(audience, list) and len(audience) > 1 and party is None) or (
            party is not None and party != self.client_id
        ):
            raise ForeignToken("it was made for another client")
        return claims

    async def _keys_with(self, key_id: str | None) -> KeySet:
        known = key_id is None or any(key.kid == key_id for key in self._keys.keys)
        age = self.clock() - self._keys_at
        if age > REMEMBERED or (not known and age > ASKED_AGAIN):
            address = await self.address("jwks_uri")
            told = (await self._got(address)).get("keys")
            self._keys = KeySet([key for one in told or [] for key in readable(one)])
            self._keys_at = self.clock()
        return self._keys

    async def _got(self, address: str) -> dict[str, Any]:
        try:
            async with httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
                answer = await client.get(address, headers={"Accept": "application/json"})
            if answer.status_code != httpx.codes.OK or len(answer.content) > LARGEST:
                raise ProviderAway(f"it answers {answer.status_code}")
            told = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise ProviderAway(type(error).__name__) from None
        if not isinstance(told, dict):
            raise ProviderAway("it answers with something else than an object")
        return told


def readable(told: Any) -> list[Any]:
    """The key, where it is one to check signatures with; unknown kinds are left out."""
    try:
        kept = [] if told.get("use", "sig") != "sig" else KeySet.import_key_set({"keys": [told]}).keys
    except (JoseError, ValueError, KeyError, TypeError, AttributeError):
        return []
    return [key for key in kept if key.key_type in {"RSA", "EC", "OKP"}]


def header_of(token: str) -> dict[str, Any]:
    """What a token says of itself, unchecked. ForeignToken where it is none."""
    try:
        return dict(extract_compact(token.encode("ascii")).protected)
    except (JoseError, ValueError, TypeError) as error:
        raise ForeignToken(type(error).__name__) from None
