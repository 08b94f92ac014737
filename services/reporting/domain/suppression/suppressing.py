"""Which counts are hidden: the small ones, and as many beside them as it takes (R-R2).

For each hidden count it is shown, by other counts that add up to all that is told (moves), that its least and
its most possible number lie `under` apart at least. So nobody who solves the sums, in whole numbers or not,
comes closer. Moves stay possible when more is hidden: what was shown once holds to the end.

That a hidden count is 1 at least is reckoned with: noughts are told. What is not: how the hidden ones are
chosen (who knows that may think a smaller number likelier than a larger one), what else is published of the
same people in tables that were not given along, and what somebody knows from elsewhere.
"""

from collections.abc import Iterable, Sequence

from services.reporting.domain.suppression.account import Hidden, Suppression, Told
from services.reporting.domain.suppression.moving import Move, Mover
from services.reporting.domain.suppression.tables import Cell, Linked, Table


def suppressed(tables: Iterable[Table], under: int = 5, *, also: Iterable[Cell] = ()) -> Suppression:
    """The tables as they may be told, all that is published of the same people together.

    under: counts from 1 to below it are hidden. also: counts to hide though they are not small
    (`Table.cell`). Tables that nothing protects are not told at all, with those of the same people.
    ValueError where two tables count the same otherwise, for a name that comes twice, and for an `under`
    below 1.

    30 × 20 takes about a second of one processor, 60 × 40 about seven; in three dimensions 500 cells take
    four, and 2,000 take minutes: what is as large belongs in a process of its own, as research files do.
    """
    given = tuple(tables)
    if under < 1 or len({table.name for table in given}) < len(given):
        msg = f"tables need names of their own, and {under} has to be 1 at least"
        raise ValueError(msg)
    told: dict[str, Told | None] = {}
    account: list[Hidden] = []
    for whom in dict.fromkeys(table.of for table in given):
        linked = [table for table in given if table.of == whom]
        hiding = _Hiding(Linked.of(linked), under)
        kept = hiding.hide([cell for cell in also if cell[0] == whom])
        account += hiding.account()
        told |= {table.name: hiding.told(table) if kept else None for table in linked}
    return Suppression({table.name: told[table.name] for table in given}, tuple(account))


class _Hiding:
    """What is hidden so far, and between which numbers each hidden count was shown to be possible."""

    def __init__(self, linked: Linked, under: int) -> None:
        self._linked, self._under = linked, under
        self._hidden: dict[Cell, Hidden] = {}
        self._least: dict[Cell, int] = {}
        self._most: dict[Cell, int] = {}

    def hide(self, also: Sequence[Cell]) -> bool:
        """Hides what is needed; False where something cannot be protected."""
        counts, mover = self._linked.counts, Mover(self._linked)
        small = [cell for cell, count in counts.items() if 1 <= count < self._under]
        waiting = sorted(
            {*small, *(cell for cell in also if counts.get(cell))}, key=lambda it: (counts[it], it)
        )
        for cell in waiting:
            self._add(cell, cell)
        if waiting:
            self._together(mover)
        for cell in waiting:
            if lacks := self._lacks(cell):
                move = mover.cheapest(cell, self._most[cell] - counts[cell] + lacks, self._hidden)
                if move is None:
                    return False
                waiting += self._seen(move, cell)
        return True

    def _together(self, mover: Mover) -> None:
        """What the small ones do for one another, many at once: few programs instead of one for each."""
        for move in mover.many(
            {cell: lacks for cell in self._hidden if (lacks := self._lacks(cell))}, self._hidden
        ):
            self._seen(move, next(iter(move)))

    def _lacks(self, cell: Cell) -> int:
        return max(0, self._under - (self._most[cell] - self._least[cell]))

    def account(self) -> Iterable[Hidden]:
        return self._hidden.values()

    def told(self, table: Table) -> Told:
        return {
            key: None if table.cell(key) in self._hidden else count for key, count in table.whole().items()
        }

    def _seen(self, move: Move, because: Cell) -> list[Cell]:
        """A move that is possible from now on; which counts were hidden for it."""
        new = [cell for cell in sorted(move) if cell not in self._hidden]
        for cell in new:
            self._add(cell, because)
        for cell, step in move.items():
            count = self._linked.counts[cell] + step
            self._least[cell] = min(self._least[cell], count)
            self._most[cell] = max(self._most[cell], count)
        return new

    def _add(self, cell: Cell, because: Cell) -> None:
        count = self._linked.counts[cell]
        self._hidden[cell] = Hidden(cell, "small" if 1 <= count < self._under else "beside", because, count)
        self._least[cell] = self._most[cell] = count
