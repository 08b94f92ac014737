"""Other counts that would add up to everything that is told: moves, found by linear programming.

A move says by how much each count could differ from what it is. What takes part in a move has to be hidden;
whoever sees the rest can then not tell the counts from the moved ones. What the solver finds is reckoned anew
in whole numbers before anything rests on it.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Final

from services.reporting.domain.suppression.program import Program
from services.reporting.domain.suppression.tables import Cell, Linked

Move = Mapping[Cell, int]
"""By how much counts differ; those that are not in it do not."""

WHOLE: Final = 1e-6
"""How far from a whole number a solver's number may lie and still be meant to be one."""
SUM: Final = 8.0
"""How many times as much it costs to hide a sum as one of its parts of the same size."""
HAIR: Final = 1e-4
"""What hiding costs the more, the later a count comes in their order: it decides where all else is alike."""
STEPS: Final = (1, 2, 3)
"""Where corners of the program are halves or thirds, a move in steps of two or three is whole."""


class Mover:
    """Finds moves of some tables. The same tables, asked the same in the same order, give the same moves."""

    def __init__(self, linked: Linked) -> None:
        self._linked = linked
        most = max((len(cell[1]) for cell in linked.counts), default=0)
        hair = HAIR / (len(linked.counts) or 1)
        self._cost = {
            cell: (linked.counts[cell] + 1) ** 0.5 * SUM ** (most - len(cell[1])) * (1 + hair * place)
            for place, cell in enumerate(sorted(linked.counts))
        }

    def cheapest(self, cell: Cell, by: int, hidden: Collection[Cell]) -> Move | None:
        """A move by which a cell counts so many more, hiding the least that is told yet; None: there is none.

        Moved counts stay 1 at least: a nought would be told.
        """
        for step in STEPS:
            if move := self._cheapest(self._line, cell, by, hidden, step):
                return move
        # Only in three dimensions, or in a circle of tables, are there corners of no such kind.
        return self._cheapest(Program(self._linked, "SCIP"), cell, by, hidden, 1)

    def many(self, lacking: Mapping[Cell, int], hidden: Collection[Cell]) -> Iterator[Move]:
        """Moves of hidden counts alone that take many of those along that lack so much, up and down."""
        order = sorted(lacking)
        for bit in range(len(order).bit_length()):
            for turn in (0, 1):
                wanted = {cell: 1.0 if place >> bit & 1 == turn else -1.0 for place, cell in enumerate(order)}
                for step in STEPS[:2]:
                    if move := self._far(wanted, lacking, hidden, step):
                        yield move
                        break

    @cached_property
    def _line(self) -> Program:
        return Program(self._linked, "GLOP")

    def _cheapest(
        self, program: Program, cell: Cell, by: int, hidden: Collection[Cell], step: int
    ) -> Move | None:
        counts = self._linked.counts
        whole = -(-by // step) * step
        program.cost({each: (0, 0) if each in hidden else (cost, cost) for each, cost in self._cost.items()})
        program.bound({each: (_down(counts[each], step), None, 0) for each in self._cost if each != cell})
        program.bound({cell: (0, whole, whole)})
        return self._move(program)

    def _far(
        self, wanted: Mapping[Cell, float], lacking: Mapping[Cell, int], hidden: Collection[Cell], step: int
    ) -> Move | None:
        counts = self._linked.counts
        self._line.cost({cell: (wanted.get(cell, 0), -wanted.get(cell, 0)) for cell in self._cost})
        self._line.bound({cell: (0, 0, 0) for cell in self._cost if cell not in hidden})
        for cell in hidden:
            most = -(-lacking.get(cell, 0) // step) * step or None
            least = _down(counts[cell], step)
            self._line.bound({cell: (min(least, most or least), most, 0)})
        return self._move(self._line)

    def _move(self, program: Program) -> Move | None:
        moved = program.solved()
        if moved is None or any(abs(by - round(by)) > WHOLE for by in moved.values()):
            return None
        move = {cell: round(by) for cell, by in moved.items() if round(by)}
        return move if adds_up(move, self._linked) else None


def adds_up(move: Move, linked: Linked) -> bool:
    """Whether a move leaves every sum right and every moved count 1 at least."""
    stays = all(linked.counts[cell] + by >= 1 for cell, by in move.items())
    return stays and all(
        move.get(whole, 0) == sum(move.get(part, 0) for part in parts) for whole, parts in linked.sums
    )


def _down(count: int, step: int) -> int:
    return (count - 1) // step * step
