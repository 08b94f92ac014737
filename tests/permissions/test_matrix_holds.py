"""A running system does what docs/permissions.md says, of every role and every matter; by RPC and HTTP."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shared.contracts.services import SERVICES
from shared.plumbing.bridge_client import BridgeServices
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings
from tests.permissions.asking import data_of, outcome_of
from tests.permissions.matrix import NOTHING, Cell, questions_of, read_page
from tests.permissions.people import COLUMNS, PEOPLE
from tests.permissions.ways import BESIDE, BETWEEN_SERVICES, ByHttp, ByRpc, Way
from tests.permissions.world import World
from tests.support.running import Running

pytestmark = [pytest.mark.timeout(300)]
AT_ONCE = 8
REFUSED = (Cell("refused", "nothing-permits-it"),) * len(COLUMNS)
Question = tuple[str, str, str, str]
"""service, role, as the table names it, column."""


@pytest.fixture(scope="module")
def world(running: Running) -> Iterator[World]:
    settings = Settings(data=running.data)
    services = BridgeServices(settings.bridge_socket)
    made = World(services.ask, signing_key(settings.keys))
    made.make()
    yield made
    services.close()


def questions() -> Iterator[tuple[Question, Cell]]:
    """Everything that the page says, and of what it has no row for: that it is refused."""
    page = read_page()
    for service in SERVICES:
        for shown, _, kind in questions_of(service):
            for role in PEOPLE if shown not in BETWEEN_SERVICES else ():
                row = page.get((service, role, shown), REFUSED)
                for column, cell in zip(COLUMNS if kind else COLUMNS[:1], row, strict=False):
                    if cell != NOTHING:
                        yield (service, role, shown, column), cell


@pytest.mark.parametrize("kind", [ByRpc, ByHttp])
def test_nothing_but_what_the_page_allows_is_allowed(kind: Any, running: Running, world: World) -> None:
    """Deny by default; a refusal names its policy, and what is unknown names none."""
    way: Way = ByHttp(running) if kind is ByHttp else ByRpc(Settings(data=running.data).bridge_socket)

    def met(question: Question) -> tuple[str, str]:
        service, role, shown, column = question
        matter = world.matters[column]
        name = shown.partition(" (")[0]
        told = way.ask(
            service,
            name,
            {} if name in BESIDE else data_of(service, shown, matter, column),
            world.token_of(role),
        )
        return outcome_of(shown, *told, matter), str(told[1].get("policy", ""))

    asked = [each for each in questions() if kind is ByRpc or each[0][2] not in BESIDE]
    with ThreadPoolExecutor(AT_ONCE) as askers:
        answers = askers.map(met, (question for question, _ in asked))
    wrong = {
        question: (str(cell), came)
        for (question, cell), came in zip(asked, answers, strict=True)
        if came != (cell.outcome, cell.policy if cell.outcome == "refused" else "")
    }
    assert wrong == {}
