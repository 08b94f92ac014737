"""Every service has the same rooms; one may be absent, none is renamed or added in passing."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EDGES = {"gateway", "console"}
ROOMS = {
    "README.md",
    "__init__.py",
    "application",
    "commands",
    "domain",
    "instruments",
    "migrations",
    "policies",
    "projections",
    "publication",
    "queries",
    "reactions",
    "service",
}


def services() -> list[Path]:
    folders = (each for each in (ROOT / "services").iterdir() if (each / "__init__.py").is_file())
    return sorted(each for each in folders if each.name not in EDGES)


def unknown_rooms(service: Path) -> set[str]:
    """What lies in a service's folder and is no room: `domain/` and `domain.py` are the same room."""
    names = {
        each.name.removesuffix(".py") if each.name != "__init__.py" else each.name
        for each in service.iterdir()
    }
    return names - ROOMS - {"__pycache__"}


@pytest.mark.parametrize("service", services(), ids=lambda each: each.name)
def test_a_service_has_no_unknown_room(service: Path) -> None:
    assert unknown_rooms(service) == set()


@pytest.mark.parametrize("service", services(), ids=lambda each: each.name)
def test_a_service_says_on_one_page_what_it_is(service: Path) -> None:
    assert (service / "README.md").is_file()


def test_an_unknown_room_is_seen(tmp_path: Path) -> None:
    (tmp_path / "domain").mkdir()
    (tmp_path / "commands.py").touch()
    (tmp_path / "helpers.py").touch()
    assert unknown_rooms(tmp_path) == {"helpers"}
