"""Grafana's dashboards: `python -m tests.support.dashboards` writes them into deploy/grafana/dashboards."""

import json
from pathlib import Path
from typing import Any

from grafana_foundation_sdk.builders import dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import DataSourceRef

from tests.support.boards import BOARDS, Board, Shown

FOLDER = Path(__file__).parents[2] / "deploy" / "grafana" / "dashboards"
WIDE = 24
HIGH = 7


def made(board: Board) -> str:
    """The dashboard as Grafana reads it."""
    said = dashboard.Dashboard(board.title).uid(f"tukiverkko-{board.name}").tags(["tukiverkko"])
    said = said.refresh("30s").time("now-6h", "now").timezone("browser").readonly()
    said = said.with_variable(
        dashboard.DatasourceVariable("datasource").label("Prometheus").type("prometheus")
    )
    if board.by:
        label, metric = board.by
        chosen = (
            dashboard.QueryVariable(label).label("Service").datasource(source()).include_all(include_all=True)
        )
        said = said.with_variable(chosen.query(f"label_values({metric}, {label})"))
    for number, shown in enumerate(board.panels, start=1):
        said = said.with_panel(panel(number, shown))
    return JSONEncoder(sort_keys=True, indent=1).encode(said.build()) + "\n"


def panel(number: int, shown: Shown) -> Any:
    """One panel, half as wide as the page, or a quarter where it is one number."""
    kind = stat.Panel() if shown.number else timeseries.Panel()
    kind = kind.id(number).title(shown.title).description(shown.says).unit(shown.unit).datasource(source())
    kind = kind.height(HIGH).span(WIDE // 4 if shown.number else WIDE // 2)
    for letter, (expression, legend) in zip("ABCDEF", shown.lines, strict=False):
        target = prometheus.Dataquery().expr(expression).ref_id(letter).datasource(source())
        kind = kind.with_target(target.legend_format(legend) if legend else target)
    return kind


def source() -> DataSourceRef:
    """Prometheus, as it is chosen on the dashboard."""
    return DataSourceRef("prometheus", "${datasource}")


def written(name: str) -> dict[str, Any]:
    """A dashboard's file."""
    return dict(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for each in BOARDS:
        (FOLDER / f"{each.name}.json").write_text(made(each), encoding="utf-8")
