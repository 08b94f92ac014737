"""Figures of expertise on their page: three questions, pictures and tables, and what is hidden."""

from typing import Any

import pytest

from tests.specs.gateway.directory_answers import COORDINATOR, Directory, visit, words
from tests.specs.gateway.edge import refusal

LOAD = {
    "professionals": 12,
    "paused": 1,
    "engaged": 5,
    "hours": 80.5,
    "reserved": 20.0,
    "free": 58.0,
    "load": 25,
}
HIDDEN = dict.fromkeys(LOAD)
SOUGHT = {"requests": 9, "waiting": 3, "not_found": 2, "farther": 4, "median_days": 6}
DAYS = {"matches": 7, "median": 6, "p90": 15}
EMPTY: dict[str, Any] = {
    "expert_load": {
        "whole": LOAD | {"professionals": 0},
        "by_competence": [],
        "by_county": [],
        "by_mode": [],
    },
    "bottlenecks": {"whole": dict.fromkeys(SOUGHT, 0), "by_competence": [], "by_county": [], "by_mode": []},
    "days_to_match": {
        "whole": {"matches": 0, "median": None, "p90": None},
        "by_county": [],
        "by_service_line": [],
    },
}
FULL: dict[str, Any] = {
    "expert_load": {
        "whole": LOAD, "by_competence": [LOAD | {"key": "trauma"}, HIDDEN | {"key": "adhd"}],
        "by_county": [LOAD | {"key": "08"}], "by_mode": [], "hidden_under": 5,
    },
    "bottlenecks": {
        "whole": SOUGHT, "by_competence": [SOUGHT | {"key": "rare_disease"}],
        "by_county": [SOUGHT | {"key": "08"}], "by_mode": [],
    },
    "days_to_match": {
        "whole": DAYS, "by_county": [DAYS | {"key": "08"}],
        "by_service_line": [DAYS | {"key": "support_person"}],
    },
}  # fmt: skip


@pytest.mark.parametrize("role", ["coordinator", "contact_person", "researcher"])
def test_whoever_may_ask_for_figures_has_them_in_the_menu(role: str) -> None:
    page = visit("/expertise", Directory(**FULL), role=role)
    assert page.status_code == 200
    assert '<a href="/expertise" aria-current="page">' in page.text


def test_each_figure_is_a_table() -> None:
    text = words(visit("/expertise", Directory(**FULL), **COORDINATOR))
    assert "12 professionals 58 free hours a week 20 hours taken a week 25 % of the hours are taken" in text
    assert "Trauma 12 1 80.5 20 58" in text
    assert "Rare diseases 9 3 2 4" in text
    assert "Professional support person 7 6 15" in text


def test_what_is_hidden_says_so_and_comes_last() -> None:
    """R-R2: as the queries hide it."""
    text = words(visit("/expertise", Directory(**FULL), role="researcher"))
    assert "Some counts are hidden: those under 5" in text
    assert text.index("Trauma 12") < text.index("ADHD hidden hidden hidden hidden hidden")


def test_only_a_coordinator_is_offered_parts() -> None:
    """Others are told figures undivided."""
    assert 'name="county"' in visit("/expertise", Directory(**FULL), **COORDINATOR).text
    assert 'name="county"' not in visit("/expertise", Directory(**FULL), role="contact_person").text


def test_use_and_load_have_no_period() -> None:
    directory = Directory(**FULL)
    visit("/expertise?from=2026-01-01&to=2026-03-31&role=expert", directory, **COORDINATOR)
    period = {"from": "2026-01-01", "to": "2026-03-31", "role": "expert"}
    assert directory.asked == [
        ("expert_load", {"role": "expert"}), ("bottlenecks", period), ("days_to_match", period),
    ]  # fmt: skip


def test_nothing_to_count_is_said() -> None:
    text = words(visit("/expertise", Directory(**EMPTY), **COORDINATOR))
    for said in (
        "There is nobody to count yet.", "Nothing was sought in this period.",
        "Nobody was confirmed in this period.",
    ):  # fmt: skip
        assert said in text


@pytest.mark.parametrize(
    ("name", "told"),
    [("load", "Hours: Trauma 58; ADHD hidden"), ("sought", "Searches: Rare diseases 3"),
     ("days", "Days: Professional support person 6")],
)  # fmt: skip
def test_each_picture_tells_the_same_in_words(name: str, told: str) -> None:
    picture = visit(f"/expertise/{name}.svg", Directory(**FULL), **COORDINATOR)
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert told in picture.text


def test_a_refused_period_is_said_and_stays_in_the_form() -> None:
    no = Directory(**FULL | {"bottlenecks": refusal(409, "figures are told of whole months")})
    page = visit("/expertise?from=2026-01-05&to=2026-03-31", no, role="researcher")
    assert page.status_code == 409
    assert "figures are told of whole months" in words(page)
    assert 'value="2026-01-05"' in page.text
