"""Signing out at the sign-in service as well, and being signed out from there.

OpenID Connect RP-Initiated Logout 1.0 and Back-Channel Logout 1.0.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from services.gateway.signing_in.provider import ForeignToken, Provider, ProviderAway, header_of

SIGNED_OUT = "http://schemas.openid.net/event/backchannel-logout"
A_LOGOUT = frozenset({"logout+jwt", "jwt"})


@dataclass(frozen=True)
class SignedOut:
    """Whose sign-ins end: one of a session there, or all of a user. One of the two may be empty."""

    user: str
    sid: str


async def way_out(provider: Provider, id_token: str, onward: str) -> str:
    """Where one signs out at the sign-in service; empty where it offers that not, or is away."""
    try:
        address = await provider.address("end_session_endpoint")
    except ProviderAway:
        return ""
    told = {
        "id_token_hint": id_token,
        "client_id": provider.client_id,
        "post_logout_redirect_uri": onward,
    }
    return f"{address}{'&' if '?' in address else '?'}{urlencode(told)}" if address and id_token else ""


async def signed_out(provider: Provider, token: str) -> SignedOut:
    """What a logout token asks for. ForeignToken where it is none (Back-Channel Logout 1.0, 2.6)."""
    if str(header_of(token).get("typ", "JWT")).lower() not in A_LOGOUT:
        raise ForeignToken("it is another kind of token")
    claims: dict[str, Any] = await provider.claims(token, provider.client_id)
    events = claims.get("events")
    told = SignedOut(str(claims.get("sub") or ""), str(claims.get("sid") or ""))
    is_one = isinstance(events, dict) and SIGNED_OUT in events and "nonce" not in claims
    if not is_one or not (told.user or told.sid):
        raise ForeignToken("it is no logout token")
    return told
