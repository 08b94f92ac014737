"""Whatever happens between a fact and its rows, they are those of a plain reading of the log.

Contacts are received and worked on, cases opened, met in and reported on, orders placed and billed, experts
found, follow-ups answered; the bus brings facts of all logs late, twice, out of order or not at all; the
reader is cut off in the middle of a fact, starts again, is overtaken by another, or cannot apply a fact for
a time.
"""

from collections.abc import Iterator
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from shared.plumbing.embedded.postgres import Postgres
from tests.support.billing_log import Paid
from tests.support.casework import Work
from tests.support.contacts import File
from tests.support.feedback_log import FollowedUp
from tests.support.matching_log import Sought
from tests.support.reader_in_steps import Event, PowerCut, ReaderInSteps
from tests.support.servers import passing_database

MOST_LINES = 6
some_places = st.lists(st.integers(0, 9), min_size=1, max_size=6)
a_little = st.integers(0, 5)
files = st.integers(0, 30)
sources = st.sampled_from(["intake", "billing", "matching", "feedback"])


class Histories(RuleBasedStateMachine):
    """Any history of four logs and their reader."""

    reader: ClassVar[ReaderInSteps]

    def __init__(self) -> None:
        super().__init__()
        self.reader.begin()
        self.lines: list[dict[str, Any]] = []
        self.billed: set[int] = set()
        self.sought: set[int] = set()
        self.followed: set[int] = set()
        self.behind = self._as_it_stands()
        self.known = self.reader.at

    @initialize(seed=files)
    def a_day_begins(self, seed: int) -> None:
        self.contacts_come(seed)
        self.a_case_is_worked_on(seed, 1)
        self.work_is_done(2)
        self.an_order_is_billed(seed, 1)
        self.somebody_is_sought(seed, 1)
        self.it_is_followed_up(seed, 2)
        self.it_pulls()

    @rule(seed=files)
    def contacts_come(self, seed: int) -> None:
        """A file's commands are there to be carried out; the same file again is the same commands again."""
        self.lines += File(seed, 2).lines[: 3 * MOST_LINES]

    @rule(seed=files, months=st.integers(0, 3))
    def a_case_is_worked_on(self, seed: int, months: int) -> None:
        """A case's commands come between the others; those of the same seed are the same commands again."""
        work = Work(seed, months).lines
        before, self.lines = self.lines, []
        while before or work:
            self.lines += [*before[:1], *work[:2]]
            before, work = before[1:], work[2:]

    @rule(number=st.integers(1, MOST_LINES))
    def work_is_done(self, number: int) -> None:
        """The next commands, each at its clock; some are refused."""
        for line in self.lines[:number]:
            who = {"sub": line["by"]["user"], **line["by"], "clock": line["at"]}
            self.reader.store.send(line["command"].partition(".")[2], line["data"], line["id"], who=who)
        del self.lines[:number]

    @rule(seed=files, steps=st.integers(0, 3))
    def an_order_is_billed(self, seed: int, steps: int) -> None:
        """Each seed is an order of its own, told once."""
        if seed not in self.billed:
            self.billed.add(seed)
            order = Paid(seed, steps)
            self.reader.bills.tell(order.facts, order.region)

    @rule(seed=files, steps=st.integers(0, 3))
    def somebody_is_sought(self, seed: int, steps: int) -> None:
        """Each seed is a request and a professional of its own, told once."""
        if seed not in self.sought:
            self.sought.add(seed)
            sought = Sought(seed, steps)
            self.reader.matches.tell(sought.facts, sought.region)

    @rule(seed=files, steps=st.integers(0, 3))
    def it_is_followed_up(self, seed: int, steps: int) -> None:
        """Each seed is a follow-up of its own, told once; it rates goals that are in plans by then."""
        if seed not in self.followed:
            self.followed.add(seed)
            plans = [
                e["data"] for e in self.reader.log() if e["type"].startswith("fi.tukiverkko.intake.plan-")
            ]
            goals = [UUID(goal["goal_id"]) for plan in plans for goal in plan["goals"]]
            matter = {"case_id": UUID(plans[-1]["case_id"])} if plans else {}
            followed = FollowedUp(seed, steps, goals, **matter)
            self.reader.follow_ups.tell(followed.facts, followed.region)

    @rule()
    def a_save_is_given_up(self) -> None:
        """It leaves a number that no fact ever has, in each log."""
        self.reader.bills.skip()
        self.reader.matches.skip()
        self.reader.follow_ups.skip()
        with self.reader.store.desk._intake.database.rows() as rows:  # noqa: SLF001 - below the desk
            rows.execute("SELECT nextval('stored_events_notification_id_seq')")

    @rule(places=some_places, source=sources)
    def the_bus_brings(self, places: list[int], source: str) -> None:
        """Some facts of a log, in any order, some of them again."""
        self.reader.bring(self._facts(places, source), source)

    @rule(number=st.integers(1, 10), source=sources)
    def the_bus_brings_what_continues(self, number: int, source: str) -> None:
        at = self.reader.at[source]
        more = [event for event in self.reader.log(source) if event["position"] > at]
        self.reader.bring(more[:number], source)

    @rule(fact=a_little, fault=st.sampled_from([PowerCut, ValueError]))
    def a_fact_will_break_it(self, fact: int, fault: type[Exception]) -> None:
        """The power fails in the middle of it; or it meets a bug and is parked, with what comes after it."""
        self.reader.break_at(fact, fault("once"))

    @rule()
    def it_pulls(self) -> None:
        self.reader.pull()

    @rule()
    def it_starts_again(self) -> None:
        self.behind = self._as_it_stands()
        self.reader.start_again()

    @rule(places=some_places, source=sources)
    def one_that_was_thought_dead_goes_on(self, places: list[int], source: str) -> None:
        """It has its old place in its memory, and is overtaken."""
        now = self._as_it_stands()
        self.reader.readers, self.reader.places = self.behind
        self.reader.bring(self._facts(places, source), source)
        self.behind = self._as_it_stands()
        self.reader.readers, self.reader.places = now

    @rule()
    def what_is_parked_is_tried_again(self) -> None:
        assert self.reader.bring_in_what_is_parked() == 0

    @invariant()
    def the_cursors_never_go_back(self) -> None:
        at = self.reader.at
        assert all(at[source] >= known for source, known in self.known.items())
        self.known = at

    def teardown(self) -> None:
        """R-R3: at the place of the cursors, and at the ends of the logs, rows are the fold of the facts."""
        assert self.reader.bring_in_what_is_parked() == 0
        self._rows_are_the_fold()
        self.reader.start_again()
        self.reader.pull()
        assert self.reader.at == self.reader.heads()
        self._rows_are_the_fold()

    def _rows_are_the_fold(self) -> None:
        at = self.reader.at
        assert self.reader.rows() == self.reader.fold(at)
        for source, position in at.items():
            behind = sum(1 for event in self.reader.log(source) if event["position"] <= position)
            assert self.reader.counted(source) == behind

    def _as_it_stands(self) -> Any:
        return dict(self.reader.readers), dict(self.reader.places)

    def _facts(self, places: list[int], source: str) -> list[Event]:
        """Facts around the cursor: some that it knows, and some that it does not."""
        at, log = self.reader.at[source], self.reader.log(source)
        around = [event for event in log if event["position"] <= at][-3:]
        around += [event for event in log if event["position"] > at][:7]
        return [around[place % len(around)] for place in places] if around else []


@pytest.fixture(scope="module")
def reader(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReaderInSteps]:
    with passing_database(postgres) as url:
        reader = ReaderInSteps(tmp_path_factory.mktemp("histories"), url)
        yield reader
        reader.close()


@pytest.mark.timeout(300)
def test_rows_are_the_fold_of_the_log_whatever_happens(reader: ReaderInSteps) -> None:
    """R-R3: redelivery, another order, a crash and a hole change no figure."""
    Histories.reader = reader
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            phases=[Phase.generate],  # each history takes a second: the first that fails is told as it is
            suppress_health_check=list(HealthCheck),
        ),
    )
