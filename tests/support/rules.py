"""The shipped rules of Prometheus as tests read them: each alert, each expression, the metrics they name."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import promql_parser
import yaml

from services.console.catalogue import told

SHIPPED = Path(__file__).parents[2] / "deploy" / "prometheus"
ENDINGS = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_count", "_sum")}


def read(name: str) -> Any:
    """A YAML file of the folder."""
    return yaml.safe_load((SHIPPED / name).read_text(encoding="utf-8"))


def rules() -> list[dict[str, Any]]:
    """Every rule, as it stands."""
    groups = [group for name in ("recording.yml", "alerts.yml") for group in read(name)["groups"]]
    return [rule for group in groups for rule in group["rules"]]


def alerts() -> dict[str, dict[str, Any]]:
    """The alerts by name."""
    return {rule["alert"]: rule for rule in rules() if "alert" in rule}


def metrics_in(expression: str) -> set[str]:
    """The names of the series that an expression reads. ValueError where it is no PromQL."""
    return set(_names(promql_parser.parse(expression)))


def _names(part: Any) -> Iterator[str]:
    if isinstance(part, promql_parser.VectorSelector):
        yield str(part.name)
    for name in ("lhs", "rhs", "expr", "args", "vector_selector", "param"):
        inner = getattr(part, name, None)
        for each in inner if isinstance(inner, list) else [inner]:
            if each is not None:
                yield from _names(each)


@cache
def our_series() -> frozenset[str]:
    """The names of all series that our processes tell."""
    families = (family for one in told() for family in one.describe())
    return frozenset(family.name + ending for family in families for ending in ENDINGS[family.type])


def series_of_others() -> set[str]:
    """Those of other programs, as exporters.yml names them."""
    return {name for names in read("exporters.yml").values() for name in names}


def recorded() -> set[str]:
    """The names that recording rules make."""
    return {rule["record"] for rule in rules() if "record" in rule}


def unknown_in(expression: str) -> set[str]:
    """What an expression reads and nobody tells."""
    return metrics_in(expression) - our_series() - series_of_others() - recorded()
