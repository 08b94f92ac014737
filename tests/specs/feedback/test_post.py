"""How messages leave the house: by a mail server as apprise talks to it, or into files. One id."""

import email
import email.policy
import json
import stat
import string
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from pydantic import ValidationError

from services.feedback.application.post import ByApprise, Folder, NotDelivered, message_to, post_of
from services.feedback.application.reaching import Reached
from shared.plumbing.embedded.ports import LOOPBACK, free_ports
from shared.plumbing.settings import Settings

ID = UUID("0b8a3c6e-8f0e-4a57-9d0c-5a7f7d1b2c33")
BASE = "https://seuranta.esimerkki.example"
TO = "keksitty+tuki@esimerkki.example"


class Office:
    """A mail server of the tests': it takes what comes, or says no."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], EmailMessage]] = []
        self.answer, self.way = "250 OK", ""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        if self.answer.startswith("250"):
            mail: Any = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.taken.append((envelope.rcpt_tos, mail))
        return self.answer


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    controller = Controller(made, hostname=LOOPBACK, port=free_ports(1)[0])
    controller.start()
    made.way = f"mailto://{LOOPBACK}:{controller.port}?from=kysely@esimerkki.example&to={{to}}"
    yield made
    controller.stop()


def a_message(channel: str = "email", to: str = TO) -> Any:
    return message_to(Reached(channel, to), "q3Zl7mY0bKx1", date(2025, 9, 15), BASE, ID)


def test_a_mail_server_receives_it(office: Office) -> None:
    """R-F7: a neutral sender and subject; the link and until when."""
    ByApprise({"email": office.way}).send(a_message())
    ((recipients, mail),) = office.taken
    assert recipients == [TO]
    assert mail["Subject"] == "Kysely · Enkät · Survey"
    assert "kysely@esimerkki.example" in mail["From"]
    part: Any = mail.get_body(("plain",))
    body = part.get_content()
    assert f"{BASE}/f/q3Zl7mY0bKx1" in body
    assert "15.9.2025" in body
    assert "pprise" not in mail.as_string()


def test_at_each_try_it_is_the_same_message(office: Office) -> None:
    """Who gets it twice, after a crash between sending and writing down that it went, sees that it is one."""
    post = ByApprise({"email": office.way})
    post.send(a_message())
    post.send(a_message())
    assert [mail.get_all("Message-ID") for _, mail in office.taken] == [
        [f"<{ID}@seuranta.esimerkki.example>"]
    ] * 2


def test_what_the_server_does_not_take_is_told(office: Office) -> None:
    office.answer = "451 later"
    with pytest.raises(NotDelivered) as hindered:
        ByApprise({"email": office.way}).send(a_message())
    assert hindered.value.because == "not_taken"


def test_no_address_is_logged(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """R-P1: apprise writes down to whom; here it does not."""
    with caplog.at_level(0):
        ByApprise({"email": office.way}).send(a_message())
    ours = [each for each in caplog.records if not each.name.startswith("mail.")]  # the server's own
    assert TO not in "".join(each.getMessage() for each in ours)


def test_a_channel_without_a_way_is_told() -> None:
    with pytest.raises(NotDelivered) as hindered:
        ByApprise({}).send(a_message("sms", "+358 40 000 0001"))
    assert hindered.value.because == "no_way_for_sms"


def test_a_message_in_a_file_is_the_owners_and_one(tmp_path: Path) -> None:
    folder = tmp_path / "messages"
    for _ in range(2):
        Folder(folder).send(a_message())
    (file,) = folder.iterdir()
    assert file.name == f"{ID}.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    told = json.loads(file.read_text(encoding="utf-8"))
    assert set(told) == {"to", "channel", "subject", "body", "link", "message_id"}


def test_a_text_message_is_short() -> None:
    """It is one, in the letters that all phones count by sevens of bits."""
    body = message_to(Reached("sms", "+358"), "x" * 43, date(2025, 12, 31), BASE, ID).body
    assert len(body) <= 160
    assert set(body) - set(string.ascii_letters + string.digits + " äöåÄÖÅ.,:;/()-_") == set()


def test_a_played_file_reaches_nobody(tmp_path: Path) -> None:
    """Whatever the settings say."""
    settings = Settings(data=tmp_path, messages_by="email=mailto://localhost?to={to}")
    assert isinstance(post_of(settings, plays=True), Folder)
    assert isinstance(post_of(settings, plays=False), ByApprise)
    assert isinstance(post_of(Settings(data=tmp_path), plays=False), Folder)


@pytest.mark.parametrize("wrong", ["mailto://x?to={to}", "email=mailto://x", "fax=mailto://x?to={to}"])
def test_settings_that_would_send_nothing_stop_the_start(wrong: str) -> None:
    with pytest.raises(ValidationError, match="write email="):
        Settings(messages_by=wrong)
