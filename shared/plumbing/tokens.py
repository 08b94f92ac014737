"""Who asks: signed tokens (JWT, Ed25519 by RFC 9864), issued at the edge, verified by every service itself.

Claims: sub, role, region, organisation?, sector?, county?, payer_id?, may? (of a link), iat, exp, and
clock? (ISO moment), which is believed only where the database was made for playing files.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from shared.kernel.asker import Asker
from shared.kernel.refused import NotSignedIn

ALGORITHM = "Ed25519"
ROLES = (
    "coordinator", "contact_person", "professional", "expert", "worker", "provider", "buyer", "finance",
    "researcher", "operator", "admin", "integrator", "link",
)  # fmt: skip
MOST_REMEMBERED = 10_000
PERSONAL_CLAIMS = ("organisation", "sector", "county", "payer_id")


def issue(key: OKPKey, claims: dict[str, Any], lasting: timedelta = timedelta(hours=10)) -> str:
    """A token for these claims. ValueError for a role that does not exist.

    claims: sub, role and region at least.
    """
    if claims.get("role") not in ROLES:
        msg = f"there is no role {claims.get('role')!r}: use one of {', '.join(ROLES)}"
        raise ValueError(msg)
    now = int(time.time())
    whole = {**claims, "iat": now, "exp": now + int(lasting.total_seconds())}
    return jwt.encode({"alg": ALGORITHM}, whole, key, algorithms=[ALGORITHM])


@dataclass
class Verifier:
    """Turns a token into an Asker, or refuses.

    play: whether the `clock` claim is believed.
    """

    key: OKPKey
    play: bool
    _seen: dict[str, dict[str, Any]] = field(default_factory=dict)

    def asker(self, token: str | None) -> Asker:
        """Who holds this token. NotSignedIn where it is missing, forged, stale or out of shape."""
        claims = self._claims(token)
        if claims["exp"] <= time.time():
            raise NotSignedIn("the sign-in has run out: sign in again")
        personal: dict[str, Any] = {name: claims.get(name) for name in PERSONAL_CLAIMS}
        return Asker(
            user=str(claims["sub"]),
            role=str(claims["role"]),
            region=str(claims.get("region") or ""),
            now=self._clock(claims),
            may=claims.get("may"),
            **personal,
        )

    def _claims(self, token: str | None) -> dict[str, Any]:
        if not token or not isinstance(token, str):
            raise NotSignedIn("sign in first: there is no token")
        if (known := self._seen.get(token)) is not None:
            return known
        try:
            claims = dict(jwt.decode(token, self.key, algorithms=[ALGORITHM]).claims)
        except (JoseError, ValueError) as error:
            raise NotSignedIn("the token does not hold: sign in again") from error
        if claims.get("role") not in ROLES or "sub" not in claims or "exp" not in claims:
            raise NotSignedIn("the token does not hold: sign in again")
        if len(self._seen) > MOST_REMEMBERED:
            self._seen.clear()
        self._seen[token] = claims
        return claims

    def _clock(self, claims: dict[str, Any]) -> datetime:
        if self.play and (clock := claims.get("clock")):
            return datetime.fromisoformat(clock).astimezone(UTC)
        return datetime.now(UTC)
