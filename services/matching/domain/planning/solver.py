"""The best joint plan that is found in a time, and the bound that is proved (R-M6): OR-tools' CP-SAT.

One worker and a fixed seed: the same problem gives the same plan where it is solved to the end. The greedy
plan is its hint; where CP-SAT finds nothing better in the time, that plan stands.
"""

import time
from importlib.metadata import version

from ortools.sat.python import cp_model

from services.matching.domain.planning.greedy import best_greedy
from services.matching.domain.planning.problem import (
    PERSON,
    Given,
    Problem,
    Solution,
    Wanted,
    faults_of,
    most_possible,
    solution_of,
    worth_of,
)

SEED = 7
NAME = f"OR-tools CP-SAT {version('ortools')}"
Chosen = list[list[cp_model.IntVar]]


def solve(problem: Problem, seconds: float) -> Solution:
    """A valid plan in about so many seconds. RuntimeError where CP-SAT gives one that is not: a bug."""
    began = time.monotonic()
    hint = best_greedy(problem)
    model, chosen = _model(problem, hint)
    solver = _solver(max(seconds - (time.monotonic() - began), 0.1))
    status = solver.solve(model)
    found, bound = hint, most_possible(problem)
    # Where it has found nothing, what it says of a bound is not to be relied on.
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        found = tuple(_places(solver, places) for places in chosen)
        bound = min(bound, round(solver.best_objective_bound))
        if faults := faults_of(problem, found):
            msg = f"the plan is none: {', '.join(faults)}"
            raise RuntimeError(msg)
    best = max((found, hint), key=lambda given: worth_of(problem, given))
    proved, took = status == cp_model.OPTIMAL, time.monotonic() - began
    return solution_of(problem, best, bound=bound, proved=proved, solver=NAME, seconds=took)


def _model(problem: Problem, hint: Given) -> tuple[cp_model.CpModel, Chosen]:
    model = cp_model.CpModel()
    chosen: Chosen = []
    worth: list[cp_model.LinearExprT] = []
    for request, wanted in enumerate(problem.wanted):
        places = [model.new_bool_var("") for _ in wanted.choices]
        chosen.append(places)
        worth.append(_asked(model, wanted, places, problem.served, hint=bool(hint[request])))
        for place, var in enumerate(places):
            model.add_hint(var, place in hint[request])
    by_id = [
        {each.professional_id: var for each, var in zip(wanted.choices, places, strict=True)}
        for wanted, places in zip(problem.wanted, chosen, strict=True)
    ]
    for room in problem.rooms:
        sharing = [request for request in room.requests if room.professional_id in by_id[request]]
        theirs = [by_id[request][room.professional_id] for request in sharing]
        hours = [problem.wanted[request].hours for request in sharing]
        model.add(cp_model.LinearExpr.weighted_sum(theirs, hours) <= room.hours)
    model.maximize(cp_model.LinearExpr.sum(worth))
    return model, chosen


def _asked(
    model: cp_model.CpModel, wanted: Wanted, places: list[cp_model.IntVar], served: int, *, hint: bool
) -> cp_model.LinearExprT:
    """What a request asks of who is chosen; its worth."""
    scores = [each.score for each in wanted.choices]
    if wanted.most == 1:
        fits = [place for place in range(len(places)) if all(place in need for need in wanted.needs)]
        for place in set(range(len(places))) - set(fits):
            model.add(places[place] == 0)
        model.add_at_most_one(places)
        return cp_model.LinearExpr.weighted_sum(places, [served + score for score in scores])
    whole = model.new_bool_var("")
    model.add_hint(whole, hint)
    for need in wanted.needs:
        model.add_bool_or([*(places[place] for place in need), ~whole])
    for var in places:
        model.add_implication(var, whole)
    model.add(cp_model.LinearExpr.sum(places) <= wanted.most)
    team = cp_model.LinearExpr.weighted_sum(places, [score - PERSON for score in scores])
    return (served + PERSON) * whole + team


def _solver(seconds: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    # The whole relaxation: assignments are nearly whole in it, and its bound is close.
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    return solver


def _places(solver: cp_model.CpSolver, places: list[cp_model.IntVar]) -> tuple[int, ...]:
    return tuple(place for place, var in enumerate(places) if solver.boolean_value(var))
