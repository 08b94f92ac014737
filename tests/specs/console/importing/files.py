"""Files of the specs: the made-up line of a template, with what a test says otherwise."""

import csv
import io
from datetime import date

from services.console.importing.checking import Checked, check, table_of
from services.console.importing.kinds import Kind

TODAY = date(2025, 9, 2)
REGION = "sisa-suomi"


def written(kind: Kind, *rows: dict[str, str], separator: str = ";") -> str:
    """A file with a line for each: the example with these cells; without any, the example alone."""
    text = io.StringIO(newline="")
    names = [column.name for column in kind.columns]
    writer = csv.DictWriter(text, names, restval="", delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**kind.example, **row} for row in rows or ({},))
    return text.getvalue()


def checked(content: str | bytes, kind: Kind) -> Checked:
    """What a check of it comes to, on the day of the specs."""
    table = table_of(content.encode() if isinstance(content, str) else content, kind)
    return check(table, kind, REGION, TODAY)


def faults(content: str | bytes, kind: Kind) -> list[str]:
    """Every bad line as it is told."""
    return [str(fault) for fault in checked(content, kind).faults]
