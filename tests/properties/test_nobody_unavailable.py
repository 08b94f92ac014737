"""Whatever has happened before: nobody is proposed who may not be asked (R-M1, R-M7).

What holds of each professional is kept here in a ledger of its own, by what went through.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given as whatever
from hypothesis import strategies as st

from services.matching.domain.language import ConflictWith, TeamWish
from services.matching.domain.match_request import MatchRequest
from services.matching.domain.planning.preparing import Asked, problem_of
from services.matching.domain.professional import Professional
from shared.kernel.refused import Refused
from tests.specs.matching.bank import CHILD, NEED, REFERRAL, RULES, TODAY, id_of
from tests.specs.matching.stories import REGISTERED, request

PEOPLE = 3
ABOUT = frozenset({CHILD})


@dataclass
class Known:
    """What holds of one professional, as people would note it down."""

    retired: bool = False
    paused: bool = False
    paused_to: date | None = None
    parked: date = date.min
    vetted: bool = False
    conflict: bool = False
    hours: float = 10.0
    taken: dict[UUID, tuple[float, date, date]] = field(default_factory=dict)

    def may_be_asked(self, on: date) -> bool:
        resting = self.paused and (self.paused_to is None or on <= self.paused_to)
        return not (self.retired or resting or on < self.parked or self.conflict) and self.vetted

    def has_room(self, hours: float, starts: date) -> bool:
        """In no week from the start on too many hours: looked at day by day for two years."""
        days = (starts + timedelta(days=n) for n in range(0, 730, 5))
        return all(
            sum(h for h, first, last in self.taken.values() if first <= day <= last) + hours <= self.hours
            for day in days
        )


class Walk:
    """A bank of three, one request, the day; and the ledger."""

    def __init__(self) -> None:
        self.on = TODAY
        self.bank = [
            Professional.register_professional(**{**REGISTERED, "id": id_of(n)}) for n in range(PEOPLE)
        ]
        self.known = [Known() for _ in range(PEOPLE)]
        self.request: MatchRequest = request()
        self.declined: set[UUID] = set()

    def step(self, number: int, what: str, amount: int) -> None:
        """What is refused did not happen."""
        try:
            getattr(self, what)(self.bank[number], self.known[number], amount)
        except Refused:
            return

    def days_pass(self, _who: Professional, _known: Known, amount: int) -> None:
        self.on += timedelta(days=amount * 5)

    def attest(self, who: Professional, known: Known, amount: int) -> None:
        issued = self.on - timedelta(days=amount * 20)
        who.attest_vetting(by="Yksikkö", extract_issued_on=issued, checked_on=self.on, on=self.on)
        known.vetted = True

    def pause(self, who: Professional, known: Known, amount: int) -> None:
        until = None if amount < 3 else self.on + timedelta(days=amount)
        who.pause(reason="Tauko.", on=self.on, until=until)
        known.paused, known.paused_to = True, until

    def resume(self, who: Professional, known: Known, _amount: int) -> None:
        who.resume()
        known.paused = known.retired = False

    def retire(self, who: Professional, known: Known, _amount: int) -> None:
        who.retire(reason="Eläke.")
        known.retired = True

    def conflict(self, who: Professional, known: Known, amount: int) -> None:
        with_ = CHILD if amount == 0 else REFERRAL
        who.declare_conflict(conflict=ConflictWith(person_id=with_), reason="Tuttu.")
        known.conflict = known.conflict or with_ == CHILD

    def set_capacity(self, who: Professional, known: Known, amount: int) -> None:
        who.set_capacity(hours_per_week=float(amount))
        known.hours = float(amount)

    def reserve(self, who: Professional, known: Known, amount: int) -> None:
        other, starts = UUID(int=7000 + amount % 4), self.on + timedelta(days=amount * 10)
        ends = starts + timedelta(days=amount * 15)
        who.reserve_hours(match_request_id=other, hours_per_week=amount / 2, starts_on=starts, ends_on=ends)
        known.taken[other] = (amount / 2, starts, ends)

    def release(self, who: Professional, known: Known, amount: int) -> None:
        other = UUID(int=7000 + amount % 4)
        who.release_hours(match_request_id=other, ended_on=self.on)
        if other in known.taken:
            hours, first, last = known.taken[other]
            known.taken[other] = (hours, first, min(last, self.on))

    def decline(self, who: Professional, known: Known, amount: int) -> None:
        reason = ("workload", "conflict_of_interest", "client_refused", "other")[amount % 4]
        self.propose()
        self.request.offer_match(professional_id=who.id, on=self.on)
        self.request.decline_offer(professional_id=who.id, reason=reason, on=self.on)
        if reason == "workload":
            who.park(match_request_id=self.request.id, on=self.on)
            known.parked = max(known.parked, self.on + timedelta(days=30))
        else:
            self.declined.add(who.id)
        if reason == "conflict_of_interest":
            who.rule_out_for(CHILD, reason=reason)
            known.conflict = True

    def propose(self) -> None:
        entries = [each.candidate for each in self.bank]
        self.request.propose_candidates(bank=entries, rules=RULES, on=self.on, about=ABOUT)

    def proposed(self) -> Iterator[UUID]:
        """Everybody whom a proposal names, and who may come into a joint plan."""
        self.propose()
        entries = [each.candidate for each in self.bank]
        yield from (each.professional_id for each in self.request.ranked)
        now = self.request.circumstances(about=ABOUT, rules=RULES, on=self.on)
        asked = Asked(self.request.id, self.request.need, "county", now)
        yield from (UUID(each.professional_id) for each in problem_of([asked], entries).wanted[0].choices)

    def ruled_out(self) -> set[UUID]:
        return {each.professional_id for each in self.request.ruled_out}


STEPS = (
    "days_pass", "attest", "attest", "pause", "resume", "retire", "conflict", "set_capacity", "reserve",
    "release", "decline",
)  # fmt: skip
walks = st.lists(
    st.tuples(st.integers(0, PEOPLE - 1), st.sampled_from(STEPS), st.integers(0, 12)), max_size=40
)


@whatever(walks, st.booleans())
def test_nobody_is_proposed_who_may_not_be_asked(walk: list[tuple[int, str, int]], team: bool) -> None:  # noqa: FBT001
    """R-M1, R-M7: proposed is exactly who may be asked, has the hours and has not said no."""
    of = Walk()
    if team:
        of.request = request(need=_team_need())
    for number, what, amount in walk:
        of.step(number, what, amount)
    proposed = set(of.proposed())
    for each, known in zip(of.bank, of.known, strict=True):
        free = known.may_be_asked(of.on) and known.has_room(NEED.hours_per_week, NEED.starts_on)
        assert (each.id in proposed) == (free and each.id not in of.declined)
        assert (each.id in proposed) != (each.id in of.ruled_out())


def _team_need() -> object:
    return type(NEED)(**{**vars(NEED), "team": TeamWish(size=2)})
