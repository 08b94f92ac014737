"""The linear program behind moves: each count goes down or up within bounds, and every sum stays right."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from services.reporting.domain.suppression.tables import Cell, Linked

NODES: Final = "limits/nodes = 500\nlimits/gap = 0.2"
"""A search in whole numbers ends with what it has: not by the clock, so that it is the same each time."""


class Program:
    """One program for a set of tables, solved again and again with other bounds and costs.

    by: GLOP finds any numbers and goes on from its last solution; SCIP finds whole ones, slowly.
    """

    def __init__(self, linked: Linked, by: Literal["GLOP", "SCIP"]) -> None:
        # Loaded with the first table that hides something: most of reporting never asks for it.
        from ortools.linear_solver import pywraplp  # noqa: PLC0415

        self._solver: Any = pywraplp.Solver.CreateSolver(by)
        self._found = (self._solver.OPTIMAL, self._solver.FEASIBLE)
        if by == "SCIP":
            self._solver.SetSolverSpecificParametersAsString(NODES)
        number = self._solver.NumVar if by == "GLOP" else self._solver.IntVar
        self._up = {cell: number(0, 0, "") for cell in sorted(linked.counts)}
        self._down = {cell: number(0, 0, "") for cell in self._up}
        for whole, parts in linked.sums:
            row = self._solver.Constraint(0, 0)
            for cell, sign in ((whole, -1), *((part, 1) for part in parts)):
                row.SetCoefficient(self._up[cell], sign)
                row.SetCoefficient(self._down[cell], -sign)
        self._objective = self._solver.Objective()
        self._objective.SetMinimization()
        self._bounds: dict[Cell, tuple[int, int | None, int]] = {}
        self._costs: dict[Cell, tuple[float, float]] = {}

    def bound(self, bounds: Mapping[Cell, tuple[int, int | None, int]]) -> None:
        """How much less a count may be at most, how much more at most (None: no limit), and at least."""
        for cell, (down, up, least) in bounds.items():
            if self._bounds.get(cell) != (down, up, least):
                self._bounds[cell] = (down, up, least)
                self._down[cell].SetBounds(0, down)
                self._up[cell].SetBounds(least, self._solver.infinity() if up is None else up)

    def cost(self, costs: Mapping[Cell, tuple[float, float]]) -> None:
        """What one less and one more of a count cost."""
        for cell, (down, up) in costs.items():
            if self._costs.get(cell) != (down, up):
                self._costs[cell] = (down, up)
                self._objective.SetCoefficient(self._down[cell], down)
                self._objective.SetCoefficient(self._up[cell], up)

    def solved(self) -> dict[Cell, float] | None:
        """By how much each count differs in the cheapest solution; None: there is none, or none was found."""
        if self._solver.Solve() not in self._found:
            return None
        return {
            cell: up.solution_value() - self._down[cell].solution_value() for cell, up in self._up.items()
        }
