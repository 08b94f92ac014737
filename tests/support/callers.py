"""People who keep giving commands while everything breaks, and a ledger of what they were told."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from shared.plumbing.ask import NoAnswer
from shared.plumbing.rpc import RpcServices
from shared.plumbing.sealing.letters import letters_of
from tests.support.installation import BUSY, Installation
from tests.support.intake_store import ADVICE, EXAMPLE

PACE = 0.08  # seconds between one person's commands
ADVICES = 5  # to each contact
PATIENCE = 180.0  # seconds in which a person asks the same again until there is an answer
Reply = dict[str, Any]


@dataclass
class Given:
    """A command as somebody gave it, and the answer that came at last."""

    user: str
    name: str
    data: dict[str, Any]
    tries: int = 0
    reply: Reply | None = None

    @property
    def acknowledged(self) -> bool:
        return self.reply is not None and self.reply["status"] == 200


@dataclass
class Ledger:
    """Every command that was given, by its id."""

    given: dict[str, Given] = field(default_factory=dict)

    def acknowledged(self) -> dict[str, Given]:
        return {one: given for one, given in list(self.given.items()) if given.acknowledged}

    def unexpected(self) -> list[Given]:
        """Those that were refused, or never answered: none of them is wrong in itself."""
        return [given for given in self.given.values() if not given.acknowledged]

    def repeated(self) -> int:
        """How often something was asked once more for want of an answer."""
        return sum(max(0, given.tries - 1) for given in self.given.values())

    def facts(self) -> Counter[str]:
        """How many facts each contact must have by what was acknowledged."""
        told: Counter[str] = Counter()
        for given in self.acknowledged().values():
            assert given.reply
            told[given.data["referral_id"]] += len(given.reply["result"]["facts"])
        return told


class Asking:
    """Gives commands over the broker with an id of their own, the same again until there is an answer."""

    def __init__(self, installation: Installation, ledger: Ledger, user: str) -> None:
        self._installation = installation
        self._services = RpcServices(
            str(installation.settings.amqp_url), asker="caller", letters=letters_of(installation.settings)
        )
        self._ledger = ledger
        self._user = user

    def give(self, name: str, data: dict[str, Any]) -> Given:
        """The command with its answer, at the latest after `PATIENCE` seconds without one."""
        command_id = str(uuid4())
        given = self._ledger.given[command_id] = Given(self._user, name, data)
        until = time.monotonic() + PATIENCE
        while given.reply is None and time.monotonic() < until:
            given.tries += 1
            reply = self.ask_once(command_id, given)
            if reply["status"] != BUSY:
                given.reply = reply
            else:
                time.sleep(random.uniform(0.02, 0.2))  # noqa: S311 - people do not ask in step
        return given

    def ask_once(self, command_id: str, given: Given) -> Reply:
        token = self._installation.token(sub=self._user)
        request = {"name": given.name, "data": given.data, "id": command_id, "token": token}
        try:
            return self._services.ask("intake", "carry_out", request)
        except NoAnswer:
            return {"status": BUSY}

    def close(self) -> None:
        self._services.close()


class Callers:
    """So many people at once, until `stop`: each receives contacts and advises on them."""

    def __init__(self, installation: Installation, ledger: Ledger, number: int = 4) -> None:
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, args=(Asking(installation, ledger, f"soittaja-{n}"),))
            for n in range(number)
        ]

    def start(self) -> None:
        for each in self._threads:
            each.start()

    def stop(self) -> None:
        """Lets everybody finish what they are at: what was given gets its answer."""
        self._stopping.set()
        for each in self._threads:
            each.join()

    def _work(self, asking: Asking) -> None:
        while not self._stopping.is_set():
            referral_id = str(uuid4())
            asking.give("receive_referral", EXAMPLE | {"referral_id": referral_id, "subject": None})
            for minutes in range(1, ADVICES + 1):
                if self._stopping.wait(PACE):
                    break
                asking.give("give_advice", ADVICE | {"referral_id": referral_id, "minutes": minutes})
        asking.close()
