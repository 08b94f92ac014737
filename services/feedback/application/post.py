"""How a message leaves the house: into a folder of the installation, or by apprise to a mail or text service.

A message says that feedback is wished for, the link and until when: nobody's name, nothing of what it is
about, and the sender is as neutral (R-F7).
"""

import contextvars
import json
import os
from dataclasses import asdict, dataclass
from datetime import date
from email.utils import make_msgid
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlsplit
from uuid import UUID

import apprise
from apprise.logger import logger as apprise_log
from apprise.plugins.email import base as of_email

from shared.plumbing.settings import Settings

apprise_log.disabled = True
"""It writes addresses into its log (R-P1)."""
_going: contextvars.ContextVar[str] = contextvars.ContextVar("message_id")
vars(of_email)["make_msgid"] = lambda **host: _going.get("") or make_msgid(**host)
"""apprise gives each try an id of its own; ours is the same each time, so that who gets it twice sees it."""


class NotDelivered(Exception):
    """The message did not go. because: a name from a short list, without an address."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


@dataclass(frozen=True)
class Message:
    """What goes out. channel: email or sms; to: the address."""

    to: str
    channel: str
    subject: str
    body: str
    link: str
    message_id: str


class Post(Protocol):
    """The way out."""

    def send(self, message: Message) -> None:
        """Sends it. NotDelivered where it did not go."""


class Folder:
    """Each message is a file, named by its id: sent again it is the same file. For nobody but the owner."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = message.message_id.strip("<>").partition("@")[0]
        aside = self._folder / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(message), file, ensure_ascii=False, indent=1)
        aside.rename(self._folder / f"{name}.json")


class ByApprise:
    """By a service's address for each channel, with `{to}` where the recipient stands."""

    def __init__(self, ways: dict[str, str]) -> None:
        self._ways = ways
        self._asset = apprise.AppriseAsset(app_id="-", app_desc="", app_url="")

    def send(self, message: Message) -> None:
        way = self._ways.get(message.channel)
        if way is None:
            raise NotDelivered(f"no_way_for_{message.channel}")
        post = apprise.Apprise(asset=self._asset)
        if not post.add(way.replace("{to}", quote(message.to, safe=""))):
            raise NotDelivered("address_does_not_fit")
        _going.set(message.message_id)
        title = message.subject if message.channel == "email" else ""
        if not post.notify(title=title, body=message.body, body_format=apprise.NotifyFormat.TEXT):
            raise NotDelivered("not_taken")


def post_of(settings: Settings, *, plays: bool) -> Post:
    """As the settings say; the folder where they say nothing, and for a played file: it reaches nobody."""
    ways = settings.ways_of_messages
    return Folder(settings.messages) if plays or not ways else ByApprise(ways)


def message_to(reached: Any, token: str, until: date, base: str, message_id: UUID) -> Message:
    """A message in the three languages: whoever gets it need not be known."""
    link = f"{base}/f/{token}"
    day = f"{until.day}.{until.month}.{until.year}"
    host = urlsplit(base).hostname
    return Message(
        to=reached.address,
        channel=reached.channel,
        subject=SUBJECT,
        body=(BODY if reached.channel == "email" else SHORT).format(link=link, until=day),
        link=link,
        message_id=f"<{message_id}@{host}>",
    )


SUBJECT = "Kysely · Enkät · Survey"
BODY = """Hei, toivomme sinulta palautetta. Vastaaminen on vapaaehtoista ja vie muutaman minuutin.
Vastaa viimeistään {until}:
{link}

Hej, vi hoppas på din respons. Det är frivilligt att svara och tar några minuter.
Svara senast den {until} via länken ovan.

Hello, we would like to hear from you. Answering is voluntary and takes a few minutes.
Please answer by {until}, by the link above.
"""
SHORT = "Kysely / Enkät / Survey (- {until}): {link}"
"""In letters of which a text message holds 160: another letter, and it holds 70."""
