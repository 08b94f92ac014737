"""Sessions: who is signed in on which browser, since when, and when that ends.

The browser holds a random id and nothing else. What is kept is found by the id's hash and is sealed; a
session that is not there holds no more, so signing out is at once and everywhere.
"""

import hashlib
import json
import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta

from services.gateway.signing_in.sealed import Sealed

SEEN_EVERY = timedelta(minutes=1)
"""So often at most it is written down that a session is in use."""
LONGEST_ID = 100


class SessionsAway(Exception):
    """Where sessions are kept does not answer just now."""


@dataclass(frozen=True)
class Session:
    """A sign-in. claims: what our tokens say of the person (sub, role, region, …); name: to be shown.

    subject, sid, id_token: of the sign-in service, to sign out there and from there.
    """

    claims: dict[str, str]
    name: str
    subject: str = ""
    sid: str = ""
    id_token: str = ""


@dataclass(frozen=True)
class Lasting:
    """How long a sign-in holds: idle without use, and whole in any case."""

    idle: timedelta = timedelta(minutes=30)
    whole: timedelta = timedelta(hours=10)

    def holds(self, began: datetime, seen: datetime, now: datetime) -> bool:
        """Whether it holds at `now`."""
        return now - seen < self.idle and now - began < self.whole


@dataclass
class Kept:
    """A session as it is kept: by whom it can be found, its sealed content, and its times."""

    of_user: bytes
    of_sid: bytes | None
    content: bytes
    began: datetime
    seen: datetime


def now_in_utc() -> datetime:
    """The moment."""
    return datetime.now(UTC)


@dataclass
class Sessions(ABC):
    """All sessions. Every method raises SessionsAway where they cannot be reached."""

    box: Sealed
    lasting: Lasting
    clock: Callable[[], datetime] = now_in_utc

    async def begin(self, session: Session) -> str:
        """A new session; its id, for the browser alone."""
        secret = secrets.token_urlsafe(32)
        place, now = hashed(secret), self.clock()
        content = self.box.close(json.dumps(asdict(session)).encode(), place)
        sid = self.box.name(f"sid {session.sid}") if session.sid else None
        await self.put(place, Kept(self.of(session.subject or session.claims["sub"]), sid, content, now, now))
        return secret

    async def find(self, secret: str) -> Session | None:
        """The session of this id; None where there is none, or where it holds no more."""
        if len(secret) > LONGEST_ID:
            return None
        place, now = hashed(secret), self.clock()
        kept = await self.get(place)
        if kept is None:
            return None
        if not self.lasting.holds(kept.began, kept.seen, now):
            await self.remove(place)
            return None
        if now - kept.seen >= SEEN_EVERY:
            await self.touch(place, now)
        opened = self.box.open(kept.content, place)
        return Session(**json.loads(opened)) if opened else None

    async def end(self, secret: str) -> None:
        """The session of this id holds no more."""
        await self.remove(hashed(secret))

    async def end_of(self, *, user: str = "", sid: str = "") -> None:
        """No session of this user (subject), or of this session at the sign-in service, holds any more."""
        if user:
            await self.remove_of(self.of(user), None)
        if sid:
            await self.remove_of(None, self.box.name(f"sid {sid}"))

    def of(self, user: str) -> bytes:
        """What a user's sessions are found by."""
        return self.box.name(f"user {user}")

    @abstractmethod
    async def put(self, place: bytes, kept: Kept) -> None:
        """Keep a new one; those that have run out go away."""

    @abstractmethod
    async def get(self, place: bytes) -> Kept | None:
        """The one kept there."""

    @abstractmethod
    async def touch(self, place: bytes, seen: datetime) -> None:
        """It was used."""

    @abstractmethod
    async def remove(self, place: bytes) -> None:
        """It is gone."""

    @abstractmethod
    async def remove_of(self, of_user: bytes | None, of_sid: bytes | None) -> None:
        """Those of a user, or of a session elsewhere, are gone."""

    @abstractmethod
    async def check(self) -> None:
        """SessionsAway where they cannot be reached."""

    @abstractmethod
    async def close(self) -> None:
        """Let go of what it holds."""


@dataclass
class SessionsInProcess(Sessions):
    """Of a gateway on its own, without a database: they end with its process."""

    kept: dict[bytes, Kept] = field(default_factory=dict)

    async def put(self, place: bytes, kept: Kept) -> None:
        now = self.clock()
        self.kept = {p: k for p, k in self.kept.items() if self.lasting.holds(k.began, k.seen, now)}
        self.kept[place] = kept

    async def get(self, place: bytes) -> Kept | None:
        return self.kept.get(place)

    async def touch(self, place: bytes, seen: datetime) -> None:
        if place in self.kept:
            self.kept[place].seen = seen

    async def remove(self, place: bytes) -> None:
        self.kept.pop(place, None)

    async def check(self) -> None:
        """They are here."""

    async def close(self) -> None:
        self.kept.clear()

    async def remove_of(self, of_user: bytes | None, of_sid: bytes | None) -> None:
        self.kept = {
            place: kept
            for place, kept in self.kept.items()
            if not (kept.of_user == of_user or (of_sid is not None and kept.of_sid == of_sid))
        }


def hashed(secret: str) -> bytes:
    """What is kept of an id: a copy of the table signs nobody in."""
    return hashlib.sha256(secret.encode()).digest()
