"""R-M6: one plan for many requests, from needs and a bank to who is given to whom."""

import json
import sys
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.matching.application.rows import CANDIDATE
from services.matching.application.rows import NEED as NEED_AS_ROW
from services.matching.application.solving import solve_apart
from services.matching.domain.language import Candidate, Must, Need, Should, TeamWish
from services.matching.domain.planning.greedy import greedy_solution
from services.matching.domain.planning.handed_over import candidate_of, need_of, problem_handed_over
from services.matching.domain.planning.plan import MatchPlan
from services.matching.domain.planning.preparing import Asked, problem_of
from services.matching.domain.planning.problem import Solution
from services.matching.domain.planning.solver import solve
from services.matching.domain.proposing.circumstances import Circumstances
from shared.kernel.refused import Refused
from tests.specs.matching.bank import CASE, CHILD, NEED, RULES, TODAY, id_of, somebody, taken
from tests.specs.matching.handed_over import handed_over
from tests.specs.matching.scenario import does, given

SECONDS = 30.0
NO_SOLVER = (sys.executable, "-c", "raise SystemExit(3)")
NONSENSE = (sys.executable, "-c", "print('no plan')")


def request_id(number: int) -> UUID:
    return UUID(int=1000 + number)


def asked(*needs: Need) -> list[Asked]:
    now = Circumstances(TODAY, RULES)
    return [Asked(request_id(number), need, "county", now) for number, need in enumerate(needs)]


def planned(needs: list[Need], bank: list[Candidate]) -> dict[int, set[int]]:
    """Who is given to which request, by their numbers."""
    found = solve(problem_of(asked(*needs), bank), SECONDS)
    assert found.proved
    assert found.bound == found.worth
    return {
        UUID(request).int - 1000: {UUID(each).int for each in ids} for request, ids in found.assigned.items()
    }


def test_as_many_as_can_be_are_served() -> None:
    """R-M6: the one who alone knows both is kept for who needs both."""
    both, one = somebody(1, competences=("trauma", "adhd"), hours_per_week=2.0), somebody(2, county="07")
    one = replace(one, counties=("07",), hours_per_week=2.0)
    needs = [NEED, replace(NEED, must=Must(("trauma", "adhd"), ("fi",)))]
    assert planned(needs, [both, one]) == {0: {2}, 1: {1}}


def test_nobody_gives_more_hours_than_they_have() -> None:
    """R-M6, R-M1: the hours of other matches count, and who is left goes without."""
    bank = [somebody(1, hours_per_week=5.0, reservations=(taken(1.0),))]
    assert len(planned([NEED, NEED, NEED], bank)) == 2


def test_hours_are_shared_only_by_work_at_the_same_time() -> None:
    """R-M6: one after the other both are served."""
    first = replace(NEED, ends_on=date(2025, 10, 31))
    second = replace(NEED, starts_on=date(2025, 11, 1))
    assert planned([first, second], [somebody(1, hours_per_week=2.0)]) == {0: {1}, 1: {1}}


def test_a_team_is_given_whole_or_not_at_all() -> None:
    """R-M6, R-M5: the fewest who cover it; half a team is none."""
    team = replace(NEED, must=Must(("trauma", "adhd"), ("fi",)), team=TeamWish())
    bank = [somebody(1), somebody(2, competences=("adhd",)), somebody(3, competences=("adhd", "trauma"))]
    assert planned([team], bank) == {0: {3}}
    assert planned([team], bank[:2]) == {0: {1, 2}}
    assert planned([team], bank[:1]) == {}


def test_whoever_is_ruled_out_is_in_no_plan() -> None:
    """R-M1, R-M6: paused, unvetted, retired."""
    bank = [somebody(1, paused=True), somebody(2, vetted_on=None), somebody(3, retired=True)]
    assert planned([NEED], bank) == {}


def test_at_most_a_hundred_candidates_the_nearest_first() -> None:
    """R-M6: over at most 100 candidates a request; of a team's needs the rare one stays."""
    bank = [somebody(number, county="90", counties=("90",)) for number in range(150)]
    bank += [somebody(number) for number in range(150, 200)]
    rare = somebody(500, competences=("rare_disease",), county="90", counties=("90",))
    team = replace(NEED, must=Must(("trauma", "rare_disease"), ("fi",)), team=TeamWish())
    one, several = problem_of(asked(NEED, team), [*bank, rare]).wanted
    assert len(one.choices) == len(several.choices) == RULES.candidates_a_request
    near = {str(id_of(number)) for number in range(150, 200)}
    assert {each.professional_id for each in one.choices[:50]} == near
    assert str(id_of(500)) in {each.professional_id for each in several.choices}


def test_a_solution_travels_as_json() -> None:
    """R-M6: the process of its own makes the same of what it is handed, and gives the same solution."""
    needs, bank = asked(NEED, NEED), [somebody(1, hours_per_week=3.0), somebody(2)]
    apart, here = solve_apart(handed_over(needs, bank), SECONDS), solve(problem_of(needs, bank), SECONDS)
    assert replace(apart, seconds=0.0) == replace(here, seconds=0.0)
    assert Solution.of(here.plain()) == here
    assert "CP-SAT" in apart.solver


def test_nothing_of_a_need_or_of_a_professional_is_lost_on_the_way() -> None:
    """R-M6, R-M1: as rows keep them they are read again, each field of its kind, told or not."""
    everything = replace(
        somebody(1, reservations=(taken(1.5, ends="2025-12-31"),), paused=True, paused_until=TODAY),
        parked_until=TODAY,
        conflicts=frozenset({CHILD, CASE}),
    )
    for each in (everything, somebody(2, vetted_on=None, hours_per_week=7.5)):
        assert candidate_of(CANDIDATE.dump_python(each, mode="json")) == each
    should = Should(("lastensuojelu",), ("socionomi",), same_county=True)
    team = replace(NEED, should=should, ends_on=TODAY, team=TeamWish(2, ("health",)))
    for need in (NEED, team, replace(NEED, must=Must(("trauma",), ("fi", "sv"), "virtual"))):
        assert need_of(NEED_AS_ROW.dump_python(need, mode="json")) == need


def test_who_said_no_and_who_is_in_conflict_is_left_out_on_the_other_side_as_well() -> None:
    """R-M7, R-M1: both are handed over with the request."""
    now = Circumstances(TODAY, RULES, about=frozenset({CHILD}), said_no={id_of(1): "client_refused"})
    wanted = [Asked(request_id(0), NEED, "county", now)]
    bank = [somebody(1), somebody(2, conflicts=frozenset({CHILD})), somebody(3)]
    problem = problem_handed_over(json.loads(handed_over(wanted, bank)))
    assert problem == problem_of(wanted, bank)
    assert [each.professional_id for each in problem.wanted[0].choices] == [str(id_of(3))]


@pytest.mark.parametrize("process", [NO_SOLVER, NONSENSE, ("no-such-program",)])
def test_a_solution_always(process: tuple[str, ...]) -> None:
    """R-M6: where the solver gives none the greedy plan stands, with a bound."""
    told = handed_over(asked(NEED, NEED), [somebody(1, hours_per_week=3.0)])
    found = solve_apart(told, 1.0, process=process)
    assert found.solver == "greedy"
    assert len(found.assigned) == 1
    assert found.bound >= found.worth > 0


def test_a_solver_that_does_not_end_is_given_up() -> None:
    """R-M6: within its time and the grace that it has."""
    waiting = (sys.executable, "-c", "import threading; threading.Event().wait()")
    needs, bank = asked(NEED), [somebody(1)]
    found = solve_apart(handed_over(needs, bank), 0.1, process=waiting, grace=0.4)
    assert found.assigned == greedy_solution(problem_of(needs, bank)).assigned
    assert found.solver == "greedy"


def test_a_plan_without_requests_is_none_and_an_empty_bank_serves_nobody() -> None:
    """R-M6: no dead end for the solver."""
    assert planned([], [somebody(1)]) == {}
    assert planned([NEED], []) == {}


def test_a_plan_is_asked_for_and_made_once() -> None:
    """R-M6: the fact tells the bound, the solver and the version of the rules."""
    plan = MatchPlan.plan_matches(
        id=UUID(int=1), region="sisa-suomi", match_request_ids=(request_id(0), request_id(0)), on=TODAY
    )
    solution = solve(problem_of(asked(NEED), [somebody(1)]), SECONDS)
    finish = does("finish", solution=solution, rules_version=RULES.version, on=TODAY)
    made = given(plan).when(finish).then("MatchesPlanned")
    made.then_it_is(state="done", assigned={str(request_id(0)): (id_of(1),)}, unserved=(), proved=True)
    assert (made.facts[0].rules_version, made.facts[0].bound) == ("2025-1", solution.worth)
    with pytest.raises(RuntimeError, match="made already"):
        plan.finish(solution, rules_version="2025-1", on=TODAY)


def test_no_plan_for_nothing() -> None:
    with pytest.raises(Refused, match="for which requests"):
        MatchPlan.plan_matches(id=UUID(int=1), region="sisa-suomi", match_request_ids=(), on=TODAY)
