"""Whatever is asked of a case, in whatever order: it says yes or no, and its facts tell it all.

A walk is what is asked, and how many days after the one before: days only go forward, as a clock does.
"""

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given as whatever
from hypothesis import strategies as st

from services.intake.domain.case import Case
from services.intake.domain.case.goals import SmallerStep
from services.intake.domain.case.language import WORKERS, Member, Section
from shared.kernel.calendar import local_date
from tests.specs.intake import case_decisions as d
from tests.specs.intake.case_story import BUYER, CLIENT, WORKER, Decision, Story, does, given, moment

FIRST_DAY = date(2025, 9, 4)
EDGES = {("scheduled", ended) for ended in ("held", "not_attended", "cancelled")}
OTHER_WORKER = Member(UUID("aaaaaaaa-0000-4000-8000-000000000004"), "worker", user="tukihenkilo-2")
STRANGER = UUID("aaaaaaaa-0000-4000-8000-000000000009")
SMALLER = SmallerStep("Yksi ilta ajoissa", UUID("dddddddd-0000-4000-8000-000000000009"))
LESS_SLEEP = replace(d.SLEEPS, means=("päiväkirja",))

people = st.sampled_from([WORKER, OTHER_WORKER, CLIENT, BUYER])
some_members = st.sampled_from(
    [
        (WORKER.id, CLIENT.id), (WORKER.id, CLIENT.id, BUYER.id), (OTHER_WORKER.id, CLIENT.id),
        (WORKER.id, OTHER_WORKER.id), (CLIENT.id, BUYER.id), (), (WORKER.id, STRANGER),
    ]
)  # fmt: skip
THIRD = UUID("bbbbbbbb-0000-4000-8000-000000000003")
some_meeting = st.sampled_from([d.REGULAR, THIRD, d.START])
a_later_meeting = st.sampled_from([d.REGULAR, THIRD])
some_goals = st.sampled_from([(d.SLEEPS,), (d.STUDIES,), (d.SLEEPS, d.STUDIES), (LESS_SLEEP, d.STUDIES)])
some_step = st.sampled_from([d.EVENINGS.step_id, d.PHONE.step_id, d.ONE_LESSON.step_id, SMALLER.step_id])
days = st.integers(-3, 3)


class After:
    """A moment so many days from the day on which the command is given."""

    def __init__(self, days: int) -> None:
        self.days = days


meetings = st.one_of(
    st.builds(
        lambda meeting, kind, after, minutes, who: d.SCHEDULE.but(
            meeting_id=meeting, kind=kind, starts_at=After(after), minutes=minutes, participants=who
        ),
        some_meeting, st.sampled_from(["start", "regular", "joint"]), days,
        st.sampled_from([60, 150, 151]), some_members,
    ),
    st.builds(
        lambda meeting, after, who: d.RECORD.but(
            meeting_id=meeting, started_at=After(after), attended=who
        ),
        a_later_meeting, st.integers(-3, 0), some_members,
    ),
    st.builds(
        lambda meeting, after: d.MOVE.but(meeting_id=meeting, starts_at=After(after)), some_meeting, days
    ),
    st.builds(lambda meeting: d.CANCEL.but(meeting_id=meeting), a_later_meeting),
    st.builds(lambda meeting: d.NO_SHOW.but(meeting_id=meeting), some_meeting),
    st.builds(
        lambda meeting, after, who: d.CORRECT.but(meeting_id=meeting, started_at=After(after), attended=who),
        some_meeting, days, st.none() | some_members,
    ),
)  # fmt: skip
plans = st.one_of(
    st.builds(lambda meeting, goals: d.PLAN.but(agreed_in=meeting, goals=goals), some_meeting, some_goals),
    st.builds(
        lambda meeting, goals: d.REVISION.but(agreed_in=meeting, goals=goals), some_meeting, some_goals
    ),
    st.builds(
        lambda goal, step, outcome, into: d.STEP.but(goal_id=goal, step_id=step, outcome=outcome, into=into),
        st.sampled_from([d.SLEEP, d.SCHOOL]), some_step, st.sampled_from(["done", "too_hard", "split"]),
        st.sampled_from([(), (SMALLER,)]),
    ),
)  # fmt: skip
joins = st.builds(lambda member: does("add_network_member", member=member), people)
leaves = st.builds(lambda member: does("remove_network_member", member_id=member.id), people)
rest = st.sampled_from(
    [
        d.VIEW,
        does("suspend_case", reason="Matkalla."),
        does("resume_case", reason="Takaisin."),
        does("close_case", reason="Valmis.", outcome="resolved"),
        does("change_restriction", restricted_to=("tukihenkilo-1",), reason="Turvallisuus."),
        does("note_engagement", towards="worker", level=2),
        does("assess_risk", sectors=("child_welfare", "police"), conclusion="Matala.", text="Arvio."),
        does("link_cases", other_case_id=STRANGER, relation="sibling"),
        does("write_monthly_report", month="2025-09", sections=(Section(("child_welfare",), "Kuukausi."),)),
        does("send_monthly_report", month="2025-09"),
        does("acknowledge_report", month="2025-09", sector="child_welfare"),
    ]
)
asked = st.one_of(meetings, meetings, meetings, plans, joins, joins | leaves, rest)
walks = st.lists(st.tuples(st.sampled_from([0, 0, 1, 2, 9]), asked), min_size=5, max_size=30)
SCHEDULED = (*d.PLANNED, d.SCHEDULE, d.SCHEDULE.but(meeting_id=THIRD))
WITHOUT_WORKER = (*SCHEDULED, does("remove_network_member", member_id=WORKER.id, on=d.SEPTEMBER_3))
beginnings = st.sampled_from([d.MET, d.READY_TO_PLAN, d.PLANNED, SCHEDULED, WITHOUT_WORKER])


def asked_on(day: date, decision: Decision) -> Decision:
    """The decision with the day and the moment at which it is asked for."""
    told = {
        name: moment(day + timedelta(days=value.days)) if isinstance(value, After) else value
        for name, value in decision.told.items()
    }
    taken = inspect.signature(getattr(Case, decision.verb)).parameters
    clock = {"on": day, "at": moment(day, 18)}
    return Decision(decision.verb, told | {name: when for name, when in clock.items() if name in taken})


def walked(story: Story, walk: Sequence[tuple[int, Decision]]) -> Iterator[Story]:
    """The story after each step of a walk; each step also replays all facts and compares (case_story.py)."""
    day = FIRST_DAY
    for days_later, decision in walk:
        day += timedelta(days=days_later)
        yield story.when(asked_on(day, decision))


@whatever(beginnings, walks)
def test_every_walk_is_decided_and_replayed(
    beginning: tuple[Decision, ...], walk: Sequence[tuple[int, Decision]]
) -> None:
    """Nothing but Refused is raised, and replaying the facts gives an equal case."""
    story = given(*beginning)
    version = story.case.version
    for after in walked(story, walk):
        assert bool(after.refusal) != bool(after.facts)
        version += len(after.facts)
        assert after.case.version == version


@whatever(beginnings, walks)
def test_revisions_only_grow_and_none_changes(
    beginning: tuple[Decision, ...], walk: Sequence[tuple[int, Decision]]
) -> None:
    """R-C1, R-C3, R-C12: each is the next, agreed in a meeting that was held; the child was heard before."""
    story = given(*beginning)
    before = story.case.revisions
    for after in walked(story, walk):
        revisions = after.case.revisions
        assert revisions[: len(before)] == before
        assert [revision.revision for revision in revisions] == [*range(1, len(revisions) + 1)]
        for revision in revisions:
            assert after.case.child_views
            assert after.case.meetings[revision.agreed_in].state == "held"
        before = revisions


@whatever(beginnings, walks)
def test_meetings_only_go_forward(
    beginning: tuple[Decision, ...], walk: Sequence[tuple[int, Decision]]
) -> None:
    """From scheduled to held, not attended or cancelled; no meeting is ever gone."""
    story = given(*beginning)
    before = {meeting.meeting_id: meeting.state for meeting in story.case.meetings.values()}
    for after in walked(story, walk):
        now = {meeting.meeting_id: meeting.state for meeting in after.case.meetings.values()}
        assert before.keys() <= now.keys()
        assert all(
            state == now[meeting] or (state, now[meeting]) in EDGES for meeting, state in before.items()
        )
        assert all(now[meeting] == "scheduled" for meeting in now.keys() - before.keys())
        before = now


@whatever(beginnings, walks)
def test_nobody_attends_who_was_not_in_the_network(
    beginning: tuple[Decision, ...], walk: Sequence[tuple[int, Decision]]
) -> None:
    """R-C11: workers on the day; everybody at some time. And no meeting is held before or after the case."""
    story = given(*beginning)
    for after in walked(story, walk):
        case = after.case
        for meeting in case.meetings.values():
            if meeting.state != "held":
                continue
            day = local_date(meeting.starts_at)
            assert case.opened_on <= day <= (case.closed_on or day)
            for ship in map(case.network.__getitem__, meeting.attended):
                assert ship.member.role not in WORKERS or ship.on(day)


@whatever(beginnings, walks)
def test_a_closed_case_stays_closed_and_its_plan_as_it_was(
    beginning: tuple[Decision, ...], walk: Sequence[tuple[int, Decision]]
) -> None:
    story = given(*beginning, d.CLOSE.but(on=FIRST_DAY))
    plan, network = story.case.plan, dict(story.case.network)
    for after in walked(story, walk):
        assert after.case.state == "closed"
        assert (after.case.plan, after.case.network) == (plan, network)
        assert {type(fact).__name__ for fact in after.facts}.isdisjoint({"MeetingScheduled", "MeetingMoved"})
        held = [each for each in after.case.meetings.values() if each.state == "held"]
        assert all(local_date(each.starts_at) <= FIRST_DAY for each in held)
