"""A whole file checked before anything of it is carried out; every bad line with its reasons. Pure."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from services.console.importing.columns import Cells
from services.console.importing.contacts import CONTACTS
from services.console.importing.experts import EXPERTS
from services.console.importing.kinds import KEY, Kind, Named, Step, refusal_of_key
from services.console.importing.table import UTF_8, Row, Table, read_table

Tell = Callable[[int], None]
KINDS = {kind.name: kind for kind in (EXPERTS, CONTACTS)}


@dataclass(frozen=True)
class Fault:
    """A bad line of the file, by its number from 1, and what is wrong with it."""

    line: int
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"line {self.line}: {'; '.join(self.reasons)}"


@dataclass(frozen=True)
class Line:
    """A good line: where it begins, its key, the id that is made of it, and its commands in order."""

    number: int
    named: Named
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Checked:
    """A file: carried out only where nothing is wrong with any of it. rows: all that are not empty."""

    kind: Kind
    rows: int
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    encoding: str = UTF_8


def table_of(content: bytes, kind: Kind) -> Table:
    """The file as a table. NoTable where it cannot be read as one."""
    return read_table(content, {column.name for column in kind.columns})


def check(table: Table, kind: Kind, region: str, today: date, tell: Tell = lambda _done: None) -> Checked:
    """Checks all of a file. tell: is told how many rows are done."""
    if reasons := _faults_of_header(table, kind):
        fault = Fault(table.header.line, reasons)
        return Checked(kind, len(table.rows), (), (fault,), table.encoding)
    lines: list[Line] = []
    faults: list[Fault] = []
    first_with: dict[str, int] = {}
    for done, row in enumerate(table.rows, start=1):
        line = _line(row, table, kind, region, today)
        again = first_with.setdefault(line.named.key, row.line) if line.named.key else row.line
        reasons = _faults_of_cells(row, table) or line.reasons
        if again != row.line:
            reasons = (f"{KEY.name}: the same key stands in line {again}", *reasons)
        if reasons:
            faults.append(Fault(row.line, reasons))
        else:
            lines.append(Line(row.line, line.named, line.steps))
        tell(done)
    return Checked(kind, len(table.rows), tuple(lines), tuple(faults), table.encoding)


def _faults_of_header(table: Table, kind: Kind) -> tuple[str, ...]:
    """Columns without a name, unknown, doubled and missing ones, each by its name."""
    names = Counter(table.header.cells)
    known = [column.name for column in kind.columns]
    wide = len(table.header.cells)
    found = {
        "columns without a name: {}": [
            str(at) for at in range(1, wide + 1) if not table.header.cells[at - 1]
        ],
        "unknown columns: {}": [name for name in names if name and name not in known],
        "columns that are there twice: {}": [name for name, often in names.items() if name and often > 1],
        "missing columns: {}": [name for name in known if name in kind.needed and name not in names],
    }
    return tuple(sentence.format(", ".join(these)) for sentence, these in found.items() if these)


def _faults_of_cells(row: Row, table: Table) -> tuple[str, ...]:
    """A row that has not as many cells as the header: which cell is which, nobody knows."""
    wide = len(table.header.cells)
    cells = row.cells if len(row.cells) <= wide or any(row.cells[wide:]) else row.cells[:wide]
    return () if len(cells) == wide else (f"it has {len(row.cells)} cells, the header {wide} columns",)


@dataclass(frozen=True)
class _ReadLine:
    named: Named
    steps: tuple[Step, ...]
    reasons: tuple[str, ...]


def _line(row: Row, table: Table, kind: Kind, region: str, today: date) -> _ReadLine:
    pairs = zip(table.header.cells, row.cells, strict=False)  # how many cells there are is told apart
    cells: Cells = {name: cell.strip() for name, cell in pairs if cell.strip()}
    named = Named(kind.name, region, cells.get(KEY.name, ""))
    refused = refusal_of_key(KEY.name, named.key)
    read = kind.read(cells, named, today)
    return _ReadLine(named, read.steps, (*([refused] if refused else []), *read.reasons))
