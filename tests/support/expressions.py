"""A dashboard's expressions as Grafana would ask them: with a time for its variables, for all services."""

from collections.abc import Iterator

from tests.support.boards import Board

VARIABLES = {"$__rate_interval": "1m", "$__range": "1h", "$service": ".*"}


def asked_by(board: Board) -> Iterator[tuple[str, bool]]:
    """Each expression, and whether it needs RabbitMQ's or an exporter's figures."""
    for shown in board.panels:
        for expression, _ in shown.lines:
            for variable, value in VARIABLES.items():
                expression = expression.replace(variable, value)  # noqa: PLW2901
            yield expression, shown.others
