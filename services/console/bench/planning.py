"""One plan for many requests, made by the running service: how long it takes, in how much memory (R-M6).

Asked over RPC as the gateway asks. Beside it somebody asks matching for its requests again and again: what
the service itself does for a plan keeps nobody waiting.
"""

import random
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from services.console.bench.figures import Figure
from services.console.bench.log_of_contacts import COORDINATOR, a_contact
from services.console.bench.place import Place
from services.console.bench.processor import most_resident
from services.console.progress import say
from services.console.supervising import wait_until
from services.matching.commands import COMMANDS
from shared.kernel.reference import codes
from shared.plumbing.keys import signing_key
from shared.plumbing.rpc import RpcServices
from shared.plumbing.sealing.letters import letters_of
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

PEOPLE, REQUESTS = 2_000, 500
SHORT_LOG, IN_SHORT = 20_000, 10
"""Of both a tenth in a short run."""
SECONDS, MOST_MEMORY, PROMPT = 15.0, 1_000_000_000 / 2**20, 250.0
"""PROMPT: milliseconds within which an answer beside the plan is there."""
CLOCK, AUTUMN = "2025-09-02T09:00:00+03:00", date(2025, 9, 15)
LOOK, STANDS_STILL = 0.05, 120.0
OK = 200
ROLES = ("expert", "support_person", "coach")
Chance = random.Random


class Coordinator:
    """Asks matching and intake over RPC."""

    def __init__(self, settings: Settings) -> None:
        self._services = RpcServices(str(settings.amqp_url), asker="bench", letters=letters_of(settings))
        self._token = issue(signing_key(settings.keys), {**COORDINATOR, "clock": CLOCK})

    def close(self) -> None:
        self._services.close()

    def does(self, service: str, command: str, **data: Any) -> dict[str, Any]:
        """A command's result. RuntimeError where it is refused."""
        return self._ask(service, "carry_out", {"name": command, "data": data, "id": str(uuid4())})

    def asks(self, query: str, **data: Any) -> dict[str, Any]:
        """The answer of matching."""
        return self._ask("matching", "answer", {"name": query, "data": data})

    def _ask(self, service: str, method: str, request: dict[str, Any]) -> dict[str, Any]:
        reply = self._services.ask(service, method, {**request, "token": self._token})
        if reply["status"] != OK:
            raise RuntimeError(reply)
        return dict(reply["result"])


def planning(place: Place) -> list[Figure]:
    """Professionals and requests of all counties, each tenth request for a team.

    RuntimeError where a request is neither served nor named, or the bound is lower than the plan.
    """
    part = 1 if place.facts >= SHORT_LOG else IN_SHORT
    people, requests = PEOPLE // part, REQUESTS // part
    settings = place.fresh()
    with (
        place.serving(settings, "intake", "matching") as running,
        closing(Coordinator(settings)) as coordinator,
    ):
        wanted = _filled(coordinator, people, requests)
        seconds, memory, slowest = _planned(coordinator, wanted, running["matching"].pid)
    name = f"a plan for {requests:,} requests over {people:,} professionals"
    against = f"{SECONDS:g} s for {REQUESTS:,} over {PEOPLE:,}"
    return [
        Figure(name, seconds, SECONDS, "s", against, 1.0, at_most=True),
        Figure("memory of the process that plans", memory, MOST_MEMORY, "MiB", "1 GB", 1.0, at_most=True),
        Figure("the slowest answer beside it", slowest, PROMPT, "ms", f"{PROMPT:g} ms", 1.0, at_most=True),
    ]


def _filled(coordinator: Coordinator, people: int, requests: int) -> list[str]:
    """Everybody entered and every request opened: the requests' ids."""
    chance = Chance(1)
    for number in range(people):
        entry = _professional(chance, number)
        coordinator.does("matching", "register_professional", **entry)
        coordinator.does(
            "matching", "attest_vetting", professional_id=entry["professional_id"], by="Yksikkö",
            extract_issued_on="2025-08-04", checked_on="2025-08-20",
        )  # fmt: skip
    contact = coordinator.does("intake", "receive_referral", **{**a_contact(), "received_at": CLOCK})
    matter = {"referral_id": contact["referral_id"]}
    opened = [_request(chance, matter) for _ in range(requests)]
    wait_until("matching knows the contact", lambda: _is_opened(coordinator, opened[0]))
    for each in opened[1:]:
        coordinator.does("matching", "open_match_request", **each)
    return [each["match_request_id"] for each in opened]


def _is_opened(coordinator: Coordinator, request: dict[str, Any]) -> bool:
    """Whether the first of them could be opened: not before matching has heard of the contact."""
    with suppress(RuntimeError):
        coordinator.does("matching", "open_match_request", **request)
        return True
    return False


def _professional(chance: Chance, number: int) -> dict[str, Any]:
    county = chance.choice(codes("counties"))
    return {
        **COMMANDS["register_professional"].example,
        "professional_id": str(uuid4()), "name": f"Keksitty {number}", "roles": [chance.choice(ROLES)],
        "field": chance.choice(codes("fields_of_core_unit")), "county": county, "counties": [county],
        "competences": chance.sample(codes("competences"), chance.randint(1, 4)),
        "languages": chance.choice([["fi"], ["fi", "sv"], ["sv"]]),
        "hours_per_week": chance.choice([2, 4, 5, 10, 20]),
    }  # fmt: skip


def _request(chance: Chance, matter: dict[str, Any]) -> dict[str, Any]:
    team: dict[str, Any] = {"team": {}} if chance.random() < 0.1 else {}  # noqa: PLR2004 - each tenth
    competences = chance.sample(
        codes("competences"), chance.randint(2, 4) if team else chance.choice([1, 1, 2])
    )
    starts = AUTUMN + timedelta(days=chance.randint(0, 60))
    return {
        "match_request_id": str(uuid4()), "for": matter, "role": chance.choice(ROLES),
        "county": chance.choice(codes("counties")), "should": {},
        "must": {"competences": competences, "languages": [chance.choice(["fi", "fi", "sv"])]},
        "hours_per_week": chance.choice([2, 4, 5, 7.5, 10]), "starts_on": starts.isoformat(), **team,
    }  # fmt: skip


def _planned(coordinator: Coordinator, wanted: list[str], pid: int) -> tuple[float, float, float]:
    """Seconds until the plan is there, the most MiB that planning took, the slowest answer in ms."""
    begun, memory, slowest = time.monotonic(), 0.0, 0.0
    job = coordinator.does("matching", "plan_matches", match_request_ids=wanted)["job"]
    while (plan := coordinator.asks("job", job=job))["state"] != "done":
        asked = time.monotonic()
        coordinator.asks("match_requests", limit=20)
        slowest = max(slowest, time.monotonic() - asked)
        memory = max([memory, *_children(pid)])
        if asked > begun + STANDS_STILL:
            raise RuntimeError("the plan stands still", plan)
        time.sleep(LOOK)
    seconds = time.monotonic() - begun
    if len(plan["assigned"]) + len(plan["unserved"]) != len(wanted) or plan["worth"] > plan["bound"]:
        raise RuntimeError("the plan is none", plan)
    say(f"planned in {seconds:.1f} s; proved to be the best: {plan['proved']}")
    return seconds, memory, slowest * 1000


def _children(pid: int) -> Iterator[float]:
    """The most MiB of each process that this one has started, as far as they still run."""
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text(encoding="ascii").split():
            with suppress(OSError):  # it has ended meanwhile
                yield most_resident(int(child))
