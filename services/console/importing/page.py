"""docs/import.md and the templates, made from the columns."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from services.console.importing.cells import BETWEEN
from services.console.importing.checking import KINDS
from services.console.importing.columns import LISTS, Column
from services.console.importing.contact_columns import ENDING, ENDINGS, FURTHER, RECEIVED
from services.console.importing.experts import FORM
from services.console.importing.kinds import Kind

FORMS = (FORM, RECEIVED, *FURTHER)
INTRODUCTION = f"""# Import from CSV

Experts and old contacts come in from a file: `tukiverkko import experts FILE`, `tukiverkko import
contacts FILE`. `tukiverkko import template experts` (or `contacts`) prints a file to begin with: the
names of the columns and one made-up line, which you take out.

1. `--dry-run` first: it checks every line, says how many are new and how many are known, and adds
nothing.
2. Every bad line is told with its number and all that is wrong with it. A file with a bad line is not
carried out at all.
3. Then the lines are sent one by one. Where that stops (the network, Ctrl-C), give the same file again:
it goes on.

The same file twice adds nothing: what a line becomes has an id made of its `key` and the region. A key
never means anybody else later. A line that is known with other data is told as a bad line; what is known
is changed in the system, never by a file. Give the file as the same `--user` each time: a command
belongs to who gave it.

**The file.** UTF-8, with or without a byte order mark; Windows-1252 is read too, and said. Commas,
semicolons or tabs between the cells; a cell with a line break or a quote stands in quotes, a quote in it
is doubled. The first line names the columns, in any order; a column that may be missing may be left out.
Entries of a list stand between `{BETWEEN}`: `fi {BETWEEN} sv`. Days are written `2021-03-04` or
`4.3.2021`, numbers `7.5` or `7,5`. A line number is that of the file where the line begins; empty lines
are passed over. At most 20 MB a file.

What the codes mean: [glossary](glossary.md). Exit codes: 0 done;
1 a bad line, or refused; 2 wrong use.

This page is made from the code: `python -m services.console.catalogue import > docs/import.md`.
"""
OF_KINDS = {
    "experts": """## Experts

A line is an expert, support person, coach or school support worker; it becomes
`matching.register_professional`. Vetting is no column: the employer attests it of each
(`attest_vetting`), and before that nobody is proposed for long work (R-M1). Who is imported is fresh
from that day, and is asked to confirm their profile like everybody else.
""",
    "contacts": """## Old contacts

A line is a contact that was received and has ended; what is still open is recorded by hand. It becomes
`intake.receive_referral`, `give_advice` where there was advice, and the end: `close_referral`,
`decline_referral`, `redirect_referral` or `withdraw_referral`. They happened at noon of `received_on`
and at the end of `ended_on`, and were recorded when the file was read: figures of those days have them,
and an `as_of` before the import has not (R-T1). The number is of the year in which it came in. A lookup
of a known contact stands in the access log (R-P4). Guardians and screenings are no columns.

What the law asks for waits in the queue also after an end: of a child welfare notification the first
decision and who was told (R-I6), of violence against a child the report or why there was none (R-I10).
Where the file tells it, nothing waits. Two contacts of one person about one child within 30 days wait as
possible duplicates (R-I7). A contact that was reopened meanwhile goes on in the system: leave its line as
it was.
""",
}


def importing_page() -> Iterator[str]:
    """The page as it lies in docs."""
    yield INTRODUCTION
    for kind in KINDS.values():
        yield OF_KINDS[kind.name]
        yield "| column | needed | what it is | written |"
        yield "|---|---|---|---|"
        for column in kind.columns:
            needed = "yes" if column.name in kind.needed else ""
            yield f"| `{column.name}` | {needed} | {column.about} | {_written(column)} |"
        yield ""
        yield f"The template:\n\n```csv\n{_template(kind).replace(chr(13), '').strip()}\n```\n"


def template(kind: Kind) -> bytes:
    """A file to begin with: with a byte order mark and semicolons, as spreadsheets here read it."""
    return _template(kind).encode("utf-8-sig")


def _template(kind: Kind) -> str:
    text = io.StringIO(newline="")
    names = [column.name for column in kind.columns]
    writer = csv.DictWriter(text, names, restval="", delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerow(dict(kind.example))
    return text.getvalue()


def allowed(column: Column) -> tuple[str, ...]:
    """The codes that a column may hold, by its command; none where it holds something else."""
    if column == ENDING:
        return tuple(ENDINGS)
    for form in FORMS:
        if column in form.columns:
            return tuple(_enum(form.command.model_json_schema(), column.place))
    return ()


def _enum(schema: dict[str, Any], place: tuple[str, ...]) -> list[str]:
    found: Any = schema
    for name in place:
        found = _resolved(schema, found)["properties"][name]
    while "enum" not in found and (inner := _within(found)) is not None:
        found = inner
    return [str(code) for code in found.get("enum", ())]


def _resolved(schema: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """The object that is meant: itself, a reference, or one of those that may be missing."""
    for each in (found, *found.get("anyOf", ())):
        if reference := each.get("$ref"):
            return dict(schema["$defs"][reference.rpartition("/")[2]])
    return found


def _within(found: dict[str, Any]) -> dict[str, Any] | None:
    """What a list has, or what something is where it is not missing."""
    for each in (found.get("items"), *found.get("anyOf", ())):
        if isinstance(each, dict) and each.get("type") != "null":
            return each
    return None


def _written(column: Column) -> str:
    codes, many = ", ".join(allowed(column)), column.reads in LISTS
    if not codes:
        return "a list" if many else ""
    return f"a list; some of {codes}" if many else f"one of {codes}"
