"""What matching really tells becomes figures: two services' desks, reporting reading the facts of both."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from services.reporting.service import SOURCES, ReportingDesk, open_reporting
from shared.plumbing.applying import Place
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.facts_read import read_fact
from shared.plumbing.migrations import migrate
from tests.specs.matching.centre import Centre, done
from tests.specs.reporting.match_story import SEPTEMBER, by_key
from tests.support.matching_store import MatchingStore
from tests.support.servers import passing_database

NOW = {"clock": "2025-09-30T15:00:00+03:00"}


class Counted:
    """A centre whose facts reporting reads."""

    def __init__(self, centre: Centre, reporting: ReportingDesk) -> None:
        self.centre, self._reporting = centre, reporting

    def ask(self, name: str, **data: Any) -> dict[str, Any]:
        """Reporting's answer to a coordinator, after it read all that was told."""
        store = self.centre.store
        logs = {"intake": store.intake.desk, "matching": store.desk}
        for source, applier in zip(SOURCES, self._reporting.appliers, strict=True):
            while log := logs.get(source):
                place = applier.place()
                told = log.facts_after({"position": place.position, "limit": 500})
                if not told["facts"]:
                    break
                facts = [read_fact(event) for event in told["facts"]]
                applier.apply(Place(UUID(told["log_id"]), place.position, None), facts)
        request = {"name": name, "data": data, "token": store.token_of(NOW)}
        return done(self._reporting.answer(request))


@pytest.fixture(scope="module")
def counted(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counted]:
    """Two who know trauma; one is confirmed for a case, and somebody else is sought in vain."""
    with passing_database(postgres) as url:
        store = MatchingStore(tmp_path_factory.mktemp("data"), url)
        migrate(url, "reporting", play=True)
        centre = Centre(store)
        who = [centre.professional(competences=["trauma"], hours_per_week=10) for _ in range(2)]
        found = centre.proposed()
        centre.does("confirm_match", match_request_id=found, professional_ids=[centre.ranked(found)[0]])
        assert centre.shown(found)["confirmed"][0] in who
        nobody = {"competences": ["rare_disease"], "languages": ["fi"]}
        centre.proposed(must=nobody, matter={"referral_id": centre.referral()})
        yield Counted(centre, open_reporting(store.intake.settings))


def test_the_hours_of_a_confirmed_match_are_load(counted: Counted) -> None:
    whole = counted.ask("expert_load", as_of="2025-09-30")["whole"]
    told = {name: whole[name] for name in ("professionals", "engaged", "hours", "reserved", "load")}
    assert told == {"professionals": 2, "engaged": 1, "hours": 20.0, "reserved": 4.0, "load": 20}


def test_what_nobody_can_give_is_the_bottleneck(counted: Counted) -> None:
    """R-M4: one looked as far as the nation."""
    answer = counted.ask("bottlenecks", **SEPTEMBER)
    assert answer["whole"]["requests"] == 2
    for number in ("waiting", "not_found", "farther"):
        assert by_key(answer["by_competence"], number) == {"rare_disease": 1, "trauma": 0}


def test_days_go_by_until_somebody_is_confirmed(counted: Counted) -> None:
    """Here none: the contact came on the day of the confirmation."""
    answer = counted.ask("days_to_match", **SEPTEMBER)
    assert answer["whole"] == {"matches": 1, "median": 0, "p90": 0}
    assert by_key(answer["by_service_line"], "matches") == {"support_person": 1}
    assert set(answer["positions"]) == {"intake", "matching"}
