"""The tables of docs/privacy/records-of-processing.md, made from the code.

`python -m tests.support.records_page` writes them between their marks; tests/shape compares. The rest of the
page is written by hand.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from eventsourcing.utils import resolve_topic

from services.billing import queries as billing_queries
from services.billing.domain.agreement import Agreement
from services.billing.domain.invoice import Invoice
from services.billing.domain.order import Order
from services.feedback import queries as feedback_queries
from services.feedback.domain.follow_up import FollowUp
from services.intake import queries as intake_queries
from services.intake.domain.case import Case
from services.intake.domain.person import Person
from services.intake.domain.referral import Referral
from services.matching import queries as matching_queries
from services.matching.domain.match_request import MatchRequest
from services.matching.domain.professional import Professional
from services.reporting import queries as reporting_queries
from shared.contracts.asking import Personal
from shared.kernel.facts import Meta
from shared.kernel.reference import document
from shared.kernel.sealed import Seal
from tests.golden.stored import topics

PAGE = Path(__file__).parents[2] / "docs" / "privacy" / "records-of-processing.md"
NOT_SAID = frozenset(
    {"originator_id", "originator_version", "originator_topic", "timestamp", "originator_id_type", "TOPIC"}
)
"""What the store adds to every fact."""
Row = tuple[str, ...]


def keeping() -> Iterator[Row]:
    """Which register and service task a fact is kept for (R-T2), row by row as the table is read."""
    yield ("service line", "child welfare notification", "register", "service task", "from", "to")
    for row in document("registers")["keeping"]:
        notification = {None: "either", True: "yes", False: "no"}[row["child_welfare_notification"]]
        yield (
            row["service_line"] or "any", notification, f"`{row['register']}`", f"`{row['service_task']}`",
            row["valid_from"], row["valid_to"] or "until further notice",
        )  # fmt: skip


def retention() -> Iterator[Row]:
    """How long each service task's documents are kept (R-P3)."""
    yield ("service task", "kept", "from", "to")
    for row in document("retention")["periods"]:
        kept = f"{row['years']} years from {row['after']}"
        if other := row.get("unless_known"):
            kept += f"; while no {row['after']} is known, {other['years']} years from {other['after']}"
        yield (f"`{row['service_task']}`", kept, row["valid_from"], row["valid_to"] or "until further notice")


def stored() -> Iterator[Row]:
    """Every fact that is stored: under whose key its sealed fields are, and what stands beside them."""
    yield ("fact", "key", "sealed", "in clear")
    for topic in topics():
        kind = resolve_topic(topic)
        hints = get_type_hints(kind, include_extras=True)
        told = [each for name in hints.keys() - NOT_SAID for each in fields_of(hints[name], name)]
        sealed = [f"`{name}`" for name, is_sealed in sorted(told) if is_sealed]
        clear = [f"`{name}`" for name, is_sealed in sorted(told) if not is_sealed]
        key = key_of(kind) if sealed else "–"
        name = f"`{topic.removeprefix('intake.')}`"
        yield (name, key, ", ".join(sealed) or "–", ", ".join(clear) or "–")


def key_of(kind: type[Any]) -> str:
    """Whose key seals a fact: its stream's owner's."""
    if issubclass(kind, Person.Event | Professional.Event):
        return "the person's"
    of_matters = Case.Event | Referral.Event | MatchRequest.Event | FollowUp.Event
    if issubclass(kind, of_matters | Order.Event | Agreement.Event | Invoice.Event):
        return "the matter's"
    raise LookupError(f"{kind.__name__} has sealed fields, and its stream is nobody's")


def fields_of(hint: Any, name: str) -> Iterator[tuple[str, bool]]:
    """The fields below one field, each by its place, and whether it is sealed. A list has its entry's."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        if any(isinstance(mark, Seal) for mark in parts[1:]):
            yield name, True
        else:
            yield from fields_of(parts[0], name)
    elif isinstance(hint, type) and is_dataclass(hint):
        for inner, below in get_type_hints(hint, include_extras=True).items():
            yield from fields_of(below, f"{name}.{inner}")
    elif parts:
        yield from dict.fromkeys(
            each for part in parts if part is not type(None) for each in fields_of(part, name)
        )
    elif hint is not Ellipsis:
        yield name, False


def beside() -> Iterator[Row]:
    """What is stored with every fact, whatever it says."""
    yield ("with every fact",)
    yield (", ".join(f"`{each}`" for each in get_type_hints(Meta)),)


def told() -> Iterator[Row]:
    """Every question whose answer tells of people, with the fields that do, as the access log names them."""
    yield ("question", "what its answer tells of people")
    for service, asked in (
        ("intake", intake_queries.QUERIES),
        ("matching", matching_queries.QUERIES),
        ("feedback", feedback_queries.QUERIES),
        ("billing", billing_queries.QUERIES),
        ("reporting", reporting_queries.QUERIES),
    ):
        for name, query in asked.items():
            if isinstance(query.personal, Personal):
                yield (
                    f"`{service}.{name}`",
                    ", ".join(f"`{each}`" for each in sorted(query.personal.fields)),
                )


TABLES: dict[str, Callable[[], Iterator[Row]]] = {
    "keeping": keeping, "retention": retention, "stored": stored, "beside": beside, "told": told,
}  # fmt: skip


def with_tables(page: str) -> str:
    """The page with each table as the code has it now. KeyError for a table that nobody makes."""
    marked = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
    return marked.sub(lambda found: f"{found[1]}{_table(TABLES[found[2]])}{found[3]}", page)


def _table(rows: Callable[[], Iterator[Row]]) -> str:
    head, *others = rows()
    lines = [f"| {' | '.join(line)} |\n" for line in (head, *others)]
    return "".join([lines[0], "|" + "---|" * len(head) + "\n", *lines[1:]])


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
