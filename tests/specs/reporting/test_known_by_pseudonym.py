"""Who asks is known to reporting by the pseudonym that the facts have for them (R-P1)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from psycopg import Connection

from services.reporting.queries import Queue
from services.reporting.service import ReportingDesk
from shared.plumbing.keys import RegionKey
from shared.plumbing.store.database import ServiceDatabase
from tests.specs.reporting.case_story import begins, here, joins
from tests.specs.reporting.story import Story, coordinator

KEY = RegionKey(b"k" * 32)


@dataclass
class OfTheStory:
    """The rows of a story that is not committed, where the desk looks for its database."""

    story: Story

    @contextmanager
    def rows(self) -> Iterator[Connection[Any]]:
        yield self.story.rows


def test_a_worker_finds_their_cases_by_the_name_they_sign_in_with(story: Story) -> None:
    begins(story, on="2025-09-01")
    story.tell(joins("pair", "work_pair", user=KEY.user_pseudonym("tukihenkilo-2")))
    desk = ReportingDesk(cast("ServiceDatabase", OfTheStory(story)), cast("Any", None), KEY, [])
    asker = coordinator("2025-10-01", role="worker", user="tukihenkilo-2")
    items = desk.give_answer(Queue(), asker)["items"]
    assert {item["case_id"] for item in items} == {str(here()["case_id"])}
    stranger = coordinator("2025-10-01", role="worker", user="tukihenkilo-3")
    assert desk.give_answer(Queue(), stranger)["items"] == []


def test_two_regions_call_the_same_user_differently() -> None:
    name = "tukihenkilo-2"
    assert KEY.user_pseudonym(name) == RegionKey(b"k" * 32).user_pseudonym(name)
    assert KEY.user_pseudonym(name) != RegionKey(b"l" * 32).user_pseudonym(name)
    assert name not in KEY.user_pseudonym(name)
