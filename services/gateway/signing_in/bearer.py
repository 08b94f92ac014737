"""API requests with an access token of the sign-in service: it is checked here and exchanged for our own.

Services know one kind of token only (shared/plumbing/tokens.py): ours, of some minutes.
"""

import base64
import json
import time
from dataclasses import dataclass, field
from datetime import timedelta

from joserfc.jwk import OKPKey

from services.gateway.languages import N_
from services.gateway.problems import not_signed_in, not_yet
from services.gateway.signing_in.claims import Reading, person_in
from services.gateway.signing_in.provider import ForeignToken, Provider, ProviderAway
from shared.plumbing.tokens import issue

OURS_LASTS = timedelta(minutes=5)
REMEMBERED = 60.0
"""Seconds after which a token is looked at anew: an account that lost its role keeps it no longer."""
MOST = 10_000
AWAY = N_("the sign-in service does not answer just now: try again shortly")


@dataclass
class Exchange:
    """Foreign tokens for our own. audience: whom their tokens for the API must be made for."""

    provider: Provider
    reading: Reading
    audience: str
    key: OKPKey
    _known: dict[str, tuple[str, float]] = field(default_factory=dict)

    async def ours(self, token: str) -> str:
        """Our token for theirs. Problem 401 where theirs does not hold, 403 without a place here, 503."""
        own, until = self._known.get(token, ("", 0.0))
        if time.time() < until:
            return own
        try:
            claims = await self.provider.claims(token, self.audience)
        except ForeignToken:
            raise not_signed_in("the token does not hold: sign in again") from None
        except ProviderAway:
            raise not_yet(AWAY) from None
        if "nonce" in claims:  # an ID token says who somebody is to a client; it gives no access
            raise not_signed_in("the token does not hold: sign in again")
        own = issue(self.key, dict(person_in(claims, self.reading).claims), OURS_LASTS)
        if len(self._known) > MOST:
            self._known.clear()
        self._known[token] = (own, min(time.time() + REMEMBERED, float(claims["exp"])))
        return own


def issuer_of(token: str) -> str:
    """Who a token says has made it, unchecked: only to know whose keys check it. Ours say nobody."""
    try:
        part = token.split(".")[1]
        told = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        return str(told.get("iss", "")).rstrip("/")
    except (IndexError, ValueError, AttributeError, RecursionError):
        return ""
