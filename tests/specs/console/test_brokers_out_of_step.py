"""A node that others took for dead and that came back is named by what RabbitMQ remembers of it."""

from typing import Any

from services.console.doctoring.broker import out_of_step


def nodes(**parted: list[str]) -> list[dict[str, Any]]:
    return [{"name": name, "running": True, "partitions": others} for name, others in parted.items()]


def test_nobody_is_named_where_all_agree() -> None:
    assert out_of_step(nodes(first=[], second=[], third=[])) == []


def test_who_stood_still_is_named_by_the_others() -> None:
    assert out_of_step(nodes(first=["second"], second=[], third=["second"])) == ["second"]


def test_who_missed_the_others_is_named_and_not_they() -> None:
    assert out_of_step(nodes(first=["second"], second=["first", "third"], third=["second"])) == ["second"]


def test_of_a_node_that_is_away_nothing_is_known() -> None:
    assert out_of_step([{"name": "first", "running": False}, *nodes(second=[])]) == []
