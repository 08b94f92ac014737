"""How often one address or one user may ask: buckets that fill up again, one set a process.

What is above is refused with 429 and the seconds to wait; nothing is queued.
"""

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.problems import Problem
from services.gateway.showing import shown
from shared.plumbing.settings import Settings

MOST = 50_000
"""Buckets remembered; full ones are forgotten first, for a new one is full as well."""
A_MINUTE = 60.0
LINKS = ("/s/", "/p/", "/calendar/")
ANSWERS = "/f/"
MANY = 10
"""Requests for pages of answers by one address, for each use of another link: a school is one address."""
OVER_ALL = 20
"""Links that open nothing, by all addresses together, for each that one address may try."""
SIGN_IN = "/sign-in"


@dataclass
class Buckets:
    """A bucket a key, each for so many uses a minute. a_minute: 0 is no limit. clock: seconds."""

    a_minute: int
    clock: Callable[[], float] = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, key: str) -> None:
        """One use. Problem 429 where the bucket is empty."""
        if not self.a_minute:
            return
        now, pace = self.clock(), self.a_minute / A_MINUTE
        left, at = self._left.get(key, (float(self.a_minute), now))
        left = min(left + (now - at) * pace, float(self.a_minute))
        if left < 1:
            raise too_many(ceil((1 - left) / pace))
        if len(self._left) > MOST:
            self._forget(now, pace)
        self._left[key] = (left - 1, now)

    @property
    def remembered(self) -> int:
        """How many buckets are remembered."""
        return len(self._left)

    def _forget(self, now: float, pace: float) -> None:
        kept = {k: (n, at) for k, (n, at) in self._left.items() if n + (now - at) * pace < self.a_minute}
        self._left = kept if len(kept) < MOST else {}


@dataclass
class Guesses:
    """Links to answer by that opened nothing: counted by address, and over all addresses.

    Only these count: whoever has a link that opens is let in, however many behind the same address guess.
    A link is too long to be found (256 bits); what is held back is the trying.
    """

    by_address: Buckets
    over_all: Buckets

    def missed(self, address: str) -> None:
        """One more. Problem 429 where this address, or all together, tried too many."""
        self.by_address.take(address)
        self.over_all.take("")


@dataclass
class Limits:
    """The limits of an app: attempts to sign in, links without an account, requests of a user."""

    sign_ins: Buckets
    links: Buckets
    requests: Buckets
    answers: Buckets
    guesses: Guesses

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """As the settings say."""
        return cls(
            Buckets(settings.sign_ins_a_minute),
            Buckets(settings.links_a_minute),
            Buckets(settings.requests_a_minute),
            Buckets(MANY * settings.links_a_minute),
            Guesses(Buckets(settings.links_a_minute), Buckets(OVER_ALL * settings.links_a_minute)),
        )

    def at_the_door(self, request: HTTPConnection, method: str) -> None:
        """What is counted by address, before anybody is known. Problem 429."""
        path = request.url.path
        if path.startswith(LINKS):
            self.links.take(address_of(request))
        elif path.startswith(ANSWERS):
            self.answers.take(address_of(request))
        elif path.startswith(f"{SIGN_IN}/") or (path == SIGN_IN and method == "POST"):
            self.sign_ins.take(address_of(request))


class Doorkeeper:
    """Refuses whom the limits by address refuse; a part of the app's way in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = HTTPConnection(scope)
            try:
                limits_of(request).at_the_door(request, scope["method"])
            except Problem as problem:
                await shown(request, problem)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def limits_of(request: HTTPConnection) -> Limits:
    """The limits, as the app was built with."""
    found: Limits = request.app.state.limits
    return found


def address_of(request: HTTPConnection) -> str:
    """Whose requests are counted together: an address, of IPv6 the network of one customer (/64)."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def too_many(seconds: int) -> Problem:
    """A 429 that says when to come again."""
    return Problem(
        429,
        "too many requests at once: try again in {seconds} seconds",
        {"seconds": seconds},
        headers={"Retry-After": str(seconds)},
    )
