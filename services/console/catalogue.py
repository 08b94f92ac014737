"""Pages of the documentation that are made from the code: `python -m services.console.catalogue PAGE`.

events     docs/events.md: every public fact
import     docs/import.md: the columns of files that are brought in
metrics    docs/metrics.md: every figure that the processes tell
settings   docs/settings.md: every setting
"""

import sys
from collections.abc import Callable, Iterator

import typer
from prometheus_client.metrics import MetricWrapperBase

from services.console.importing.page import importing_page
from services.gateway import watch
from shared.contracts.catalogue import EVENTS as EVENTS_TOLD
from shared.contracts.envelope import PublicFact
from shared.plumbing import metrics

COUNTED_IN = (metrics, watch)
EVENTS = """# Public facts

What the services tell each other and integrators, on the topic exchange `case.events`, as CloudEvents 1.0
in structured JSON. The routing key is `<event>.<version>`, the type `fi.tukiverkko.<event>.<version>`. No
fact carries a name, a birth date, an address or a free text; a person is a pseudonym. Fields marked ? may be
missing. To integrators they go by the exchange `case.events.out`, in each version that is told. Each field's
meaning, what follows and an example stand on the gateway's page `/events`, JSON Schemas at
`/api/v1/schemas/<event>.<version>.json` (`envelope.json`: what is around each), and all of it in the AsyncAPI
document (`tukiverkko asyncapi`).

The seals of a log go to another exchange, `case.seals`: `shared/contracts/seals.py`, docs/runbooks/seals.md.

This page is made from the code: `python -m services.console.catalogue events > docs/events.md`.
"""
METRICS = """# Metrics

The gateway tells its own figures at `/metrics`. Those of the services are at its `/metrics/services` on the
embedded default, and on servers at `/metrics` of each process's `TUKIVERKKO_METRICS_PORT`. A label's value is
a name from a short list: never an id, nothing about people.

This page is made from the code: `python -m services.console.catalogue metrics > docs/metrics.md`.
"""


def table(*rows: tuple[str, ...]) -> Iterator[str]:
    """A Markdown table; its first row is its heading."""
    for number, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if number == 0:
            yield "|" + "---|" * len(row)


def events() -> Iterator[str]:
    """Every public fact: when it is told, what it says, since which release."""
    yield EVENTS
    rows = [
        (
            f"`{event.contract.FACT}`", f"v{event.contract.VERSION}", event.when, event.why,
            ", ".join(fields(event.contract)), event.since, event.standing,
        )
        for event in EVENTS_TOLD.values()
    ]  # fmt: skip
    yield from table(("event", "version", "when", "why", "fields", "since", "standing"), *rows)


def fields(kind: type[PublicFact]) -> Iterator[str]:
    """Its fields, with a question mark where they may be missing."""
    for name, field in kind.model_fields.items():
        yield f"`{name}`" if field.is_required() else f"`{name}`?"


def told() -> list[MetricWrapperBase]:
    """Every figure that our modules define, by name."""
    found = [
        one for module in COUNTED_IN for one in vars(module).values() if isinstance(one, MetricWrapperBase)
    ]
    return sorted(found, key=lambda one: str(one._name))  # noqa: SLF001 - the library offers no other way


def metrics_page() -> Iterator[str]:
    """Every figure: its name as Prometheus has it, its kind, its labels."""
    yield METRICS
    rows = []
    for one in told():
        (family,) = one.describe()
        name = f"{family.name}_total" if family.type == "counter" else family.name
        labels = ", ".join(f"`{label}`" for label in one._labelnames)  # noqa: SLF001
        rows.append((f"`{name}`", family.type, labels, family.documentation))
    yield from table(("metric", "kind", "labels", "what it says"), *rows)


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "events": events,
    "import": importing_page,
    "metrics": metrics_page,
}


def page(name: str) -> str:
    """A page as it lies in docs. KeyError for one that is not made here."""
    return "\n".join(PAGES[name]()) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in PAGES:  # noqa: PLR2004 - the program and its page
        typer.echo(f"which page? one of {', '.join(PAGES)}", err=True)
        raise SystemExit(2)
    typer.echo(page(sys.argv[1]), nl=False)
