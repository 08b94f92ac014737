"""kill -9 of intake and of matching while contacts ask for expertise and cases for help: each once.

ExpertiseRequested → MatchRequested → MatchConfirmed → ExpertiseAssigned goes by facts from one to the other
and back, and so does MatchConfirmed → NetworkMemberAdded of a case; each kill hits it where it is just then.
"""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import Any
from uuid import uuid4

import pytest

from services.matching.commands import COMMANDS
from shared.plumbing.embedded.postgres import Postgres
from tests.support.installation import Installation, wait_for
from tests.support.intake_store import EXAMPLE
from tests.support.reading import events_of
from tests.support.servers import create_database, drop_database
from tests.support.world import World

CLOCK = "2025-09-02T09:00:00+03:00"
CONTACTS, AT_ONCE, KILLS = 15, 3, 8
LOOP = ("intake", "matching")
PATIENCE = 120.0
"""Seconds until a request is there: both may be killed on the way."""
KINDS = {
    "matching": ("match-requested", "match-confirmed"),
    "intake": ("expertise-requested", "expertise-assigned"),
}
"""Each is told once of a request."""
JOINED = "network-member-added"
"""And this of a case."""


@pytest.fixture
def installation(
    standing_world: World, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """Both, with a log of their own."""
    name = f"loop_{uuid4().hex}"
    bus, home = standing_world.node.create_vhost(name), tmp_path_factory.mktemp("loop")
    with Installation(home, create_database(postgres, name), bus) as made:
        both_serve(made)
        yield made
    drop_database(postgres, name)


def both_serve(installation: Installation) -> None:
    """Starts whichever was killed, both at once."""
    missing = [service for service in LOOP if not installation.running(service)]
    for started in [installation.launch(each, installation.serving(each)) for each in missing]:
        installation.serves(started)


def done(installation: Installation, command: str, **data: Any) -> None:
    """Given again with the same id, as people's programs do, while nobody answers."""
    reply = installation.command(command, data, clock=CLOCK)
    assert reply["status"] == 200, (command, reply)


def an_expert(installation: Installation) -> str:
    """Somebody with hours enough for all: their id."""
    who = str(uuid4())
    entry = COMMANDS["register_professional"].example | {"professional_id": who, "hours_per_week": 40}
    done(installation, "matching.register_professional", **entry)
    done(
        installation, "matching.attest_vetting", professional_id=who, by="Esimerkkilän yksikkö",
        extract_issued_on="2025-08-04", checked_on="2025-08-20",
    )  # fmt: skip
    return who


def is_open(installation: Installation, request: str) -> bool:
    """Whether matching has opened what intake asked for."""
    asked = {"name": "match_request", "data": {"match_request_id": request}}
    reply = installation.ask("matching", "answer", asked | {"token": installation.token(CLOCK)})
    return bool(reply["status"] == 200)


@dataclass(frozen=True)
class Sought:
    """A contact with what it asked for, and its case with a search by hand."""

    contact: str = field(default_factory=lambda: str(uuid4()))
    request: str = field(default_factory=lambda: str(uuid4()))
    case: str = field(default_factory=lambda: str(uuid4()))
    by_hand: str = field(default_factory=lambda: str(uuid4()))


def the_loop(installation: Installation, expert: str) -> Sought:
    """A contact asks for expertise, its case for somebody beside; the expert is confirmed for both."""
    sought, child = Sought(), str(uuid4())
    of_contact = {"referral_id": sought.contact}
    about = of_contact | {"received_at": CLOCK, "subject": {**EXAMPLE["subject"], "person_id": child}}
    done(installation, "intake.receive_referral", **EXAMPLE | about)
    asked_for(installation, sought, expert)
    done(installation, "intake.open_case", **of_contact, case_id=sought.case, person_id=child,
         service_line="support_person", process_lead="child_welfare")  # fmt: skip
    opened = partial(is_opened_by_hand, installation, sought)
    wait_for("matching has heard of the case", opened, PATIENCE)
    confirmed(installation, sought.by_hand, expert)
    return sought


def asked_for(installation: Installation, sought: Sought, expert: str) -> None:
    """What the contact asks for is opened by itself; the expert is confirmed."""
    wanted = {"competences": ["rare_disease"], "mode": "either", "match_request_id": sought.request}
    done(installation, "intake.request_expertise", referral_id=sought.contact, **wanted)
    wait_for("matching has opened it", partial(is_open, installation, sought.request), PATIENCE)
    confirmed(installation, sought.request, expert)


def is_opened_by_hand(installation: Installation, sought: Sought) -> bool:
    """Opens the case's search; not yet, where matching has not heard of the case."""
    need = COMMANDS["open_match_request"].example | {"hours_per_week": 1}
    about = {"match_request_id": sought.by_hand, "for": {"case_id": sought.case}}
    reply = installation.command("matching.open_match_request", need | about, clock=CLOCK)
    assert reply["status"] in {200, 404}, reply
    return bool(reply["status"] == 200)


def confirmed(installation: Installation, request: str, expert: str) -> None:
    """Proposed and confirmed."""
    done(installation, "matching.propose_candidates", match_request_id=request)
    told = {"professional_ids": [expert], "reason": "Hän tuntee asian."}
    done(installation, "matching.confirm_match", match_request_id=request, **told)


def kill_one_after_the_other(installation: Installation, working: list[Future[Sought]]) -> int:
    """Either of the two at a moment that chance chooses, until all is done; how often."""
    chance, kills = random.Random(11), 0  # noqa: S311 - moments, no secrets
    while kills < KILLS or not all(each.done() for each in working):
        Event().wait(chance.random())  # the moment of the harm
        for service in chance.sample(LOOP, chance.choice((1, 1, 2))):
            for instance in installation.running(service):
                instance.kill9()
                kills += 1
        both_serve(installation)
    return kills


def told(installation: Installation) -> Counter[tuple[str, str]]:
    """How often each of the loop's facts was told of each request, and who joined of each case."""
    joined = Counter(
        (JOINED, each["data"]["case_id"])
        for each in events_of(installation, "intake")
        if JOINED in each["type"]
    )
    return joined + Counter(
        (kind, each["data"]["match_request_id"])
        for service, kinds in KINDS.items()
        for each in events_of(installation, service)
        for kind in kinds
        if kind in each["type"]
    )


@pytest.mark.timeout(400)
def test_one_request_and_one_assignment_each(installation: Installation) -> None:
    """R-I2, R-M3: exactly once, wherever the loop was cut."""
    expert = an_expert(installation)
    with ThreadPoolExecutor(AT_ONCE) as people:
        working = [people.submit(the_loop, installation, expert) for _ in range(CONTACTS)]
        kills = kill_one_after_the_other(installation, working)
    all_sought = [each.result() for each in working]
    assert kills >= KILLS
    wait_for("all have what they asked for", partial(are_served, installation, all_sought), PATIENCE)
    by_itself, by_hand = [each.request for each in all_sought], [each.by_hand for each in all_sought]
    of_matching = {(kind, each): 1 for kind in KINDS["matching"] for each in (*by_itself, *by_hand)}
    of_intake = {(kind, each): 1 for kind in KINDS["intake"] for each in by_itself}
    joined = {(JOINED, each.case): 1 for each in all_sought}
    assert told(installation) == Counter(of_matching | of_intake | joined)
    own = {"professional_id": expert}
    taken = installation.query("matching.professional", own, clock=CLOCK)["reservations"]
    assert sorted(each["match_request_id"] for each in taken) == sorted([*by_itself, *by_hand])


def are_served(installation: Installation, all_sought: list[Sought]) -> bool:
    """Whether the step of expertise is done in each contact, and each case has its member."""
    steps = [
        installation.query("intake.referral", {"referral_id": each.contact}, clock=CLOCK)["steps"]
        for each in all_sought
    ]
    networks = [
        installation.query("intake.case", {"case_id": each.case}, clock=CLOCK)["network"]
        for each in all_sought
    ]
    return all(each["expertise"] == "done" for each in steps) and all(networks)
