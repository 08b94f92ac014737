"""A region's year is what one counts by hand, whatever was told, and the same later as then."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from shared.contracts.envelope import Message, PublicFact
from shared.contracts.feedback import (
    FeedbackGiven,
    FeedbackMissed,
    FeedbackRequested,
    GoalRated,
    GoalScaleSet,
)
from shared.contracts.intake import (
    AssessmentRecorded,
    ConsultationHeld,
    ConsultationPlanAgreed,
    DuplicateResolved,
    ExpertiseRequested,
    MeetingHeld,
    ReferralClosed,
    ReferralFact,
    ReferralReopened,
    StepReported,
    TierDecided,
)
from shared.kernel.calendar import local_date
from shared.kernel.t_scores import t_score
from tests.specs.reporting.case_story import begins, case, goal, held, plan, scheduled
from tests.specs.reporting.feedback_story import goal_id
from tests.specs.reporting.match_story import request, sees_all
from tests.specs.reporting.story import REGION, Story, helsinki, received, referral
from tests.support.feedback_log import FollowedUp

CONTACTS, STEPS = (1, 2, 3), (901, 902)
START = helsinki("2025-01-29")
KINDS: tuple[type[PublicFact], ...] = (
    AssessmentRecorded, ConsultationHeld, ConsultationPlanAgreed, DuplicateResolved, ExpertiseRequested,
    ReferralClosed, ReferralReopened, StepReported, TierDecided,
)  # fmt: skip
Told = list[Message[Any]]


@st.composite
def happened(draw: st.DrawFn) -> tuple[PublicFact, timedelta]:
    """Something that happens to a contact, and how long after what happened before."""
    kind = draw(st.sampled_from(KINDS))
    due = date(2025, 2, 1) + timedelta(days=draw(st.integers(0, 60)))
    state, step = draw(st.sampled_from((("received", "buffer"), ("assessed", "plan"), ("evaluated", None))))
    steps = draw(st.lists(st.sampled_from(STEPS), max_size=2, unique=True))
    said: dict[str, Any] = {
        "referral_id": referral(draw(st.sampled_from(CONTACTS))), "tier": draw(st.integers(1, 4)),
        "state": "closed" if kind is ReferralClosed else state, "same": draw(st.booleans()),
        "next_step": None if kind is ReferralClosed else step, "meeting_id": referral(950), "minutes": 60,
        "with_hypothesis": True, "with_overall_assessment": True, "evaluate_on": due, "mode": "virtual",
        "held_at": helsinki(draw(st.sampled_from(("2025-01-15", "2025-02-15")))), "client_present": True,
        "steps": [{"step_id": referral(n), "sector": "education", "due": due} for n in steps],
        "step_id": referral(draw(st.sampled_from(STEPS))), "due": due, "county": "08",
        "outcome": draw(st.sampled_from(("done", "moved"))), "match_request_id": request(1),
        "competences": draw(st.lists(st.sampled_from(("trauma", "adhd")), min_size=1, unique=True)),
    }  # fmt: skip
    if kind is ConsultationHeld:
        said["mode"] = draw(st.sampled_from(("virtual", "on_site")))
    return kind.model_validate(said), timedelta(hours=draw(st.integers(0, 400)))


@settings(max_examples=15, phases=[Phase.generate])
@given(
    facts=st.lists(happened(), max_size=14),
    seeds=st.lists(st.integers(0, 10**6), max_size=3, unique=True),
    meetings=st.lists(st.integers(0, 60), max_size=3),
)
def test_it_comes_out_as_counted_by_hand(
    empty_story: Story, facts: list[Any], seeds: list[int], meetings: list[int]
) -> None:
    """R-R1, R-R3, R-T1: follow-ups are told before what plans say of their goals, or after it."""
    with empty_story.rows.transaction(force_rollback=True):
        story, moment = Story(empty_story.rows), START
        for n in CONTACTS:
            story.tell(
                received(n, "2025-01-20", situations=("immigration", "rare_disease")), recorded_at=moment
            )
        begins(story, 1, "2025-01-20", referral_id=referral(1))
        answers = {}
        for fact, later in facts:
            moment += later
            story.tell(fact, at=moment, recorded_at=moment)
            answers[moment] = asked(story, moment)
        for seed in seeds:
            followed = FollowedUp(seed, 6, [goal_id("a"), goal_id("b")], case_id=case(1))
            for fact in followed.facts:
                moment += timedelta(minutes=1)
                story.tell(fact, at=moment, recorded_at=moment, region=REGION)
            answers[moment] = asked(story, moment)
        for number, day in enumerate(meetings):
            on = (date(2025, 2, 1) + timedelta(days=day)).isoformat()
            for fact in (scheduled(number, on), held(number, on), plan(goal("a"), goal("b", "school"))):
                moment += timedelta(minutes=1)
                story.tell(fact, at=moment, recorded_at=moment)
        as_counted(story, story.told, asked(story, moment + timedelta(days=1)), moment + timedelta(days=1))
        for then, answer in answers.items():
            assert asked(story, helsinki("2026-06-01"), as_of=then.isoformat()) == answer
        before = story.everything()
        assert story.again().everything() == before
        assert story.all_at_once().everything() == before


def asked(story: Story, now: datetime, **data: Any) -> dict[str, Any]:
    """The year as a coordinator is told it, without how far it was read."""
    told = story.ask("region_year", sees_all(now=now), year=2025, **data)
    return {name: value for name, value in told.items() if name != "positions"}


def of_contact(told: Told, n: int) -> Told:
    about = (m for m in told if isinstance(m.body, ReferralFact) and m.body.referral_id == referral(n))
    return [m for m in about if n == 1 or not isinstance(m.body, MeetingHeld)]


def newest(told: Told, kind: Any, name: str) -> Any:
    """What was said last of something."""
    return next((getattr(m.body, name) for m in reversed(told) if isinstance(m.body, kind)), None)


def as_counted(story: Story, told: Told, answer: dict[str, Any], now: datetime) -> None:
    """Each figure against a plain reading of all that was told."""
    contacts = [each for n in CONTACTS if not newest(each := of_contact(told, n), DuplicateResolved, "same")]
    assert answer["contacts"] == len(contacts)
    assert answer["by_theme"] == (
        dict.fromkeys(("immigration", "rare_disease"), len(contacts)) if contacts else {}
    )
    tiers = Counter(str(tier) for each in contacts if (tier := newest(each, TierDecided, "tier")))
    assert answer["by_tier"] == tiers
    waits = {each["what"]: each["contacts"] for each in answer["waits"]}
    for what, kind in (("assessment", AssessmentRecorded), ("plan", ConsultationPlanAgreed)):
        assert waits[what] == sum(any(isinstance(m.body, kind) for m in each) for each in contacts)
    _meetings_are_counted(told, contacts, answer)
    _waiting_is_counted(contacts, answer, local_date(now))
    asked_for = [newest(each, ExpertiseRequested, "competences") or () for each in contacts]
    assert answer["expertise"]["asked"] == sum(map(bool, asked_for))
    assert answer["expertise"]["by_competence"] == Counter(one for each in asked_for for one in each)
    _follow_ups_are_counted([m.body for m in told if m.service == "feedback"], answer)


def _meetings_are_counted(told: Told, contacts: list[Told], answer: dict[str, Any]) -> None:
    days = [local_date(m.body.started_at) for m in told if isinstance(m.body, MeetingHeld)]
    by_month = Counter(f"{day:%Y-%m}" for day in days)
    assert {each["key"]: each["held"] for each in answer["meetings_by_month"]} == by_month
    first = []
    for each in contacts:
        met = [local_date(m.body.held_at) for m in each if isinstance(m.body, ConsultationHeld)]
        if of_first := [*met, *(days if each[0].body.referral_id == referral(1) else ())]:
            first.append(max((min(of_first) - date(2025, 1, 20)).days, 0))
    waited = next(each for each in answer["waits"] if each["what"] == "meeting")
    assert waited["contacts"] == len(first)
    assert waited["median_days"] == (sorted(first)[(len(first) - 1) // 2] if first else None)


def _waiting_is_counted(contacts: list[Told], answer: dict[str, Any], today: date) -> None:
    steps, due = Counter[str](), []
    for each in contacts:
        state, step = each[-1].body.state, each[-1].body.next_step
        if state != "closed" and (step or state == "evaluated"):
            steps[step or "close"] += 1
        due += _due(each)
    assert {each["step"]: each["contacts"] for each in answer["waits_at"]} == steps
    overdue = sum(day < today for day in due)
    assert [(each["steps"], each["overdue"]) for each in answer["promised"]] == (
        [(len(due), overdue)] if due else []
    )


def _due(contact: Told) -> list[date]:
    """The days of the steps that are still to be reported."""
    days: dict[Any, date] = {}
    reported = set()
    for fact in (m.body for m in contact):
        if isinstance(fact, ConsultationPlanAgreed):
            days = {step.step_id: step.due for step in fact.steps}
        elif isinstance(fact, StepReported) and fact.step_id in days:
            if fact.outcome == "moved":
                days[fact.step_id] = fact.due or days[fact.step_id]
            else:
                reported.add(fact.step_id)
    return [day for step, day in days.items() if step not in reported]


def _follow_ups_are_counted(facts: list[Any], answer: dict[str, Any]) -> None:
    ends: dict[Any, str] = {}
    for fact in facts:
        part = (fact.follow_up_id, getattr(fact, "wave", None), getattr(fact, "recipient", None))
        match fact:
            case FeedbackRequested():
                ends[part] = "open"
            case FeedbackMissed():
                ends[part] = "missed"
            case FeedbackGiven():
                ends[part] = "answered"
            case _ if fact.FACT == "feedback.recipient-unreachable":
                ends.pop(part, None)
    told = answer["feedback"]
    assert told["requested"] == len(_of_the_year(facts, ends))
    scores, attained = _scores(facts)
    assert answer["rated"] == len(scores)
    assert sum(each["goals"] for each in answer["goals"]) == attained


def _of_the_year(facts: list[Any], ends: dict[Any, str]) -> list[Any]:
    """Who was asked in 2025: by the day of the newest asking."""
    on = {(f.follow_up_id, f.wave, f.recipient): f.on.year for f in facts if isinstance(f, FeedbackRequested)}
    return [part for part in ends if on.get(part, 2025) == 2025]


def _scores(facts: list[Any]) -> tuple[list[str], int]:
    """The T-score of each follow-up that was rated in the year, and how many goals were."""
    rated: dict[Any, dict[Any, Any]] = defaultdict(dict)
    weights: dict[Any, int] = {}
    for fact in facts:
        if isinstance(fact, GoalScaleSet):
            weights[fact.follow_up_id, fact.goal_id] = fact.weight
        elif isinstance(fact, GoalRated) and fact.rated_on.year == 2025:
            before = rated[fact.follow_up_id].get(fact.goal_id)
            if before is None or fact.rated_on >= before.rated_on:
                rated[fact.follow_up_id][fact.goal_id] = fact
    scores = [
        t_score((weights.get((each, goal), 1), fact.attainment) for goal, fact in goals.items())
        for each, goals in rated.items()
    ]
    return [score for score in scores if score], sum(map(len, rated.values()))
