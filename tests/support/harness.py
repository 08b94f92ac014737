"""An installation on servers of its own, harmed again and again while people work with it; and the account.

Acknowledged: the caller was answered 200. Lost: acknowledged and not in the log. Doubled: in the log more
often than acknowledged. Recovered: seconds from the harm until a command that was given just after it is
answered, and until reporting shows it.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from uuid import UUID, uuid4

import psycopg

from shared.plumbing.embedded.ports import LOOPBACK
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.embedded.rabbit import Rabbit
from tests.support.callers import Asking, Callers, Ledger
from tests.support.harms import Harm, Harms
from tests.support.installation import Installation, wait_for
from tests.support.intake_store import EXAMPLE
from tests.support.proxy import Proxy
from tests.support.reading import events_of, rows_as_they_should_be, rows_of
from tests.support.servers import create_database, private_postgres

VHOST = "harm"
OTHERS_AFTER = 2  # kills between two harms that kill nobody
SETTLED = 120.0
ASKED_AGAIN = 200


@dataclass
class Account:
    """What came of it all."""

    kills: int = 0
    attempted: int = 0
    acknowledged: int = 0
    repeated: int = 0
    facts: int = 0
    lost: int = 0
    doubled: int = 0
    other_answers: int = 0
    unexpected: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    rows: int = 0
    rows_that_differ: int = 0
    answered: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    shown: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def lines(self) -> list[str]:
        """For people."""
        counts = [
            f"kills {self.kills}, attempted {self.attempted}, acknowledged {self.acknowledged}",
            f"asked again {self.repeated}, facts {self.facts}, other answers {self.other_answers}",
            f"lost {self.lost}, doubled {self.doubled}, unexpected {len(self.unexpected)}",
            f"crashes {len(self.crashes)}, rows {self.rows}, not as a fold {self.rows_that_differ}",
            "| harm | times | answered again: min / median / max s | shown again: min / median / max s |",
            "|---|---|---|---|",
        ]
        each = [
            f"| {name} | {len(answered)} | {_three(answered)} | {_three(self.shown[name])} |"
            for name, answered in self.answered.items()
        ]
        return [*counts, *each, *self.unexpected[:5], *self.crashes]

    def good(self) -> bool:
        """Nothing lost, nothing doubled, nobody died by himself, and the rows are a fold of the log."""
        return not (
            self.lost or self.doubled or self.other_answers or self.unexpected or self.crashes
            or self.rows_that_differ
        )  # fmt: skip


def _three(seconds: list[float]) -> str:
    return f"{min(seconds):.1f} / {statistics.median(seconds):.1f} / {max(seconds):.1f}"


class Harness:
    """The installation under harm. say: told of each harm as it is over."""

    def __init__(
        self, installation: Installation, postgres: Postgres, harms: Harms, say: Callable[[str], object]
    ) -> None:
        self.installation = installation
        self._postgres = postgres
        self._harms = harms
        self._say = say
        self._ledger = Ledger()
        self.account = Account()

    def run(self, kills: int, minutes: float = 0, away: float = 0) -> Account:
        """So many kills at least and so many minutes at least, then the account.

        away: seconds without PostgreSQL, once at the end; 0: not at all, and nothing else that is rare.
        """

        def all_of_it() -> None:
            self._harm_again_and_again(kills, time.monotonic() + minutes * 60)
            for harm in self._harms.rare(away) if away else ():
                self._harm(harm)

        return self._while_people_work(all_of_it)

    def through(self, *harms: Harm) -> Account:
        """Each of these once, then the account."""

        def each() -> None:
            for harm in harms:
                self._harm(harm)

        return self._while_people_work(each)

    def _while_people_work(self, harm: Callable[[], None]) -> Account:
        self._harms.everybody_serves()
        callers = Callers(self.installation, self._ledger)
        callers.start()
        try:
            harm()
        finally:
            callers.stop()
        self._close_account()
        return self.account

    def _harm_again_and_again(self, kills: int, until: float) -> None:
        kinds, others = cycle(self._harms.kills()), cycle(self._harms.others())
        while self.account.kills < kills or time.monotonic() < until:
            self._harm(next(kinds))
            if self.account.kills % OTHERS_AFTER == 0:
                self._harm(next(others))

    def _harm(self, harm: Harm) -> None:
        with ThreadPoolExecutor(1) as pool:
            struck = time.monotonic()
            harm.strike()
            probe = pool.submit(self._recovered, struck)
            harm.mend()
            answered, shown = probe.result()
        self.account.kills += harm.kills
        self.account.answered[harm.name].append(answered)
        self.account.shown[harm.name].append(shown)
        self._say(f"{self.account.kills} {harm.name}: answered {answered:.1f} s, shown {shown:.1f} s")
        self._harms.everybody_serves()

    def _recovered(self, struck: float) -> tuple[float, float]:
        asking = Asking(self.installation, self._ledger, "kokeilija")
        given = asking.give("receive_referral", EXAMPLE | {"referral_id": str(uuid4()), "subject": None})
        answered = time.monotonic() - struck
        asking.close()
        position = int((given.reply or {}).get("position", {}).get("intake", 0))
        wait_for("reporting shows it", lambda: self._seen() >= position, SETTLED)
        return answered, time.monotonic() - struck

    def _seen(self) -> int:
        with suppress(psycopg.OperationalError):
            return self.installation.seen()
        return -1

    def _close_account(self) -> None:
        account, ledger = self.account, self._ledger
        wait_for("reporting has seen all", lambda: self._seen() == self.installation.head(), SETTLED)
        account.attempted, account.acknowledged = len(ledger.given), len(ledger.acknowledged())
        account.repeated = ledger.repeated()
        account.unexpected = [f"{one.name}: {one.reply}" for one in ledger.unexpected()]
        account.crashes = self._harms.crashes
        self._compare_with_log()
        self._ask_again()
        self._compare_rows()

    def _compare_with_log(self) -> None:
        rows = self.installation.rows
        stored = {str(row["id"]): row["n"] for row in rows(
            "SELECT originator_id AS id, count(*) AS n FROM stored_events GROUP BY 1", "intake"
        )}  # fmt: skip
        known = {row["command_id"] for row in rows("SELECT command_id FROM commands", "intake")}
        told = self._ledger.facts()
        without_a_trace = sum(UUID(one) not in known for one in self._ledger.acknowledged())
        missing = sum(max(0, number - stored.get(one, 0)) for one, number in told.items())
        self.account.facts = sum(stored.values())
        self.account.lost = max(without_a_trace, missing)
        self.account.doubled = sum(max(0, number - told[one]) for one, number in stored.items())
        advised = [
            (event["subject"], event["data"]["minutes"])
            for event in events_of(self.installation)
            if event["type"].endswith("advice-given.v1")
        ]
        self.account.doubled += len(advised) - len(set(advised))

    def _ask_again(self) -> None:
        """The same id gets the same answer, also long after everything broke."""
        for command_id, given in list(self._ledger.acknowledged().items())[-ASKED_AGAIN:]:
            again = self.installation.ask("intake", "carry_out", self._as_given(command_id))
            assert given.reply
            self.account.other_answers += again.get("result") != given.reply["result"]

    def _as_given(self, command_id: str) -> dict[str, object]:
        given = self._ledger.given[command_id]
        token = self.installation.token(sub=given.user)
        return {"name": given.name, "data": given.data, "id": command_id, "token": token}

    def _compare_rows(self) -> None:
        scratch = create_database(self._postgres, f"fold_{uuid4().hex}")
        now = rows_of(self.installation.settings.database_of("reporting"))
        for table, rows in rows_as_they_should_be(self.installation, scratch).items():
            are, should = (sorted(map(repr, each)) for each in (now[table], rows))
            self.account.rows += len(should)
            self.account.rows_that_differ += sum(a != b for a, b in zip(are, should, strict=False))
            self.account.rows_that_differ += abs(len(are) - len(should))


@contextmanager
def harness(folder: Path, say: Callable[[str], object] = print) -> Iterator[Harness]:
    """PostgreSQL, RabbitMQ, a line to each, and an installation on them: nobody else's."""
    with ExitStack() as stack:
        server = stack.enter_context(private_postgres(folder / "postgres"))
        node = Rabbit(folder / "rabbit").start()
        stack.callback(node.kill9)
        to_postgres = stack.enter_context(Proxy(int(server.port or 0)))
        to_rabbit = stack.enter_context(Proxy(node.amqp_port))
        installation = stack.enter_context(
            Installation(folder, create_database(server, VHOST), node.create_vhost(VHOST))
        )
        installation.given = installation.settings.model_copy(
            update={
                "database_url": f"postgresql://postgres@{LOOPBACK}:{to_postgres.port}/{VHOST}",
                "amqp_url": f"amqp://guest:guest@{LOOPBACK}:{to_rabbit.port}/{VHOST}",
            }
        )
        yield Harness(installation, server, Harms(installation, server, node, [to_postgres, to_rabbit]), say)
