"""Intake's store and desk in this process, without a broker: what the tests of the plumbing stand on."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from services.intake.commands import COMMANDS
from services.intake.service import IntakeDesk, open_intake
from shared.plumbing.ask import PATIENCE, ServiceAway
from shared.plumbing.desk import Desk
from shared.plumbing.keys import signing_key
from shared.plumbing.migrations import migrate
from shared.plumbing.sealing.key_store import make_key_store
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

EXAMPLE = dict(COMMANDS["receive_referral"].example)
ADVICE = {"advice": "Kysy koululta.", "minutes": 10, "support_kinds": ["coordination"]}
Reply = dict[str, Any]


class Beside:
    """The port to services whose desks are in this process; who is not among them is away."""

    def __init__(self, **desks: Desk) -> None:
        self.desks = desks

    def ask(self, service: str, method: str, request: Reply, timeout: float = PATIENCE) -> Reply:
        """What the desk replies, `timeout` or not."""
        del timeout
        if service not in self.desks:
            raise ServiceAway(service)
        return dict(getattr(self.desks[service], method)(request))


class IntakeStore:
    """Asks intake's desk as one of its users. amqp_url: only what its relay publishes to."""

    def __init__(self, home: Path, database_url: str, amqp_url: str | None = None) -> None:
        self.settings = Settings(
            data=home, database_url=database_url, keys_database_url=database_url, amqp_url=amqp_url
        )
        make_key_store(database_url)
        migrate(database_url, "intake", play=True)
        self.beside = Beside()
        self.desk: IntakeDesk = open_intake(self.settings, self.beside)
        self._key = signing_key(self.settings.keys)

    def send(self, name: str, data: dict[str, Any], command_id: str | None = None, **more: Any) -> Reply:
        """A command's reply. who: claims besides the coordinator's; more: other parts of the request."""
        token = more.pop("token", None) or self.token_of(more.pop("who", {}))
        given = str(uuid4()) if command_id is None else command_id
        return self.desk.carry_out({"name": name, "data": data, "id": given, "token": token, **more})

    def ask(self, name: str, data: dict[str, Any], **more: Any) -> Reply:
        """A query's reply; who and more as in `send`."""
        token = more.pop("token", None) or self.token_of(more.pop("who", {}))
        return self.desk.answer({"name": name, "data": data, "token": token, **more})

    def token_of(self, who: dict[str, Any]) -> str:
        """A token of the coordinator's, with other claims in place of theirs."""
        claims = {"sub": "koordinaattori-1", "role": "coordinator", "region": "sisa-suomi"}
        return issue(self._key, claims | who)

    def receive(
        self, command_id: str | None = None, who: dict[str, Any] | None = None, **changes: Any
    ) -> Reply:
        """A contact without a name."""
        data = EXAMPLE | {"referral_id": str(uuid4()), "subject": None} | changes
        return self.send("receive_referral", data, command_id, who=who or {})

    def head(self) -> int:
        return self.desk.positions()["intake"]

    def facts_after(self, position: int, limit: int = 500) -> Reply:
        """What a reader that asks is told."""
        return self.desk.facts_after({"position": position, "limit": limit})
