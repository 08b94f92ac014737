"""R-R2 on the pages of figures: a hidden count is a word, and the page says that some are hidden."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from tests.specs.gateway.edge import Echo, Reply, an_edge, send_to, signed_in

NOTE = {
    "fi": "alle 5 olevat luvut",
    "sv": "tal under 5",
    "en": "those under 5, and those by which one of these could be worked out",
}
HIDDEN = {"hidden_under": 5, "positions": {"intake": 17}}
NOBODY: dict[str, Any] = {"by_county": {}, "by_channel": {}, "by_month": {}, "by_tier": {}, "by_level": {}}
STATISTICS: dict[str, Any] = NOBODY | HIDDEN | {
    "contacts": 12, "duplicates": None, "identified_otherwise": 0, "mentions": 14,
    "by_source": {"police": None, "school": None, "shelter": 7}, "by_state": {"received": 12},
    "mentions_by_situation": None, "by_support_kind": {"reflection": None},
}  # fmt: skip
FEW = STATISTICS | {name: None for name in STATISTICS if name not in HIDDEN}
ROW = {"service_line": "school_support", "month": "2025-09"}
CADENCE = HIDDEN | {"rows": [ROW | dict.fromkeys(("cases", "held", "minutes", "not_attended", "cancelled"))]}
AREAS = HIDDEN | {
    "areas": [
        {"area": "life_skills", "cases": None, "goals": None, "steps": None, "steps_done": None,
         "steps_too_hard": None},
        {"area": "everyday_life", "cases": 6, "goals": 9, "steps": 12, "steps_done": None,
         "steps_too_hard": 0},
    ]
}  # fmt: skip
NETWORK = HIDDEN | {
    "nodes": [{"party": "police", "kind": "sector", "cases": None},
              {"party": "education", "kind": "sector", "cases": 6},
              {"party": "worker", "kind": "role", "cases": 6}],
    "edges": [{"between": ["education", "police"], "cases": None},
              {"between": ["education", "worker"], "cases": 6}],
}  # fmt: skip
TOLD = {"contact_statistics": STATISTICS, "cadence": CADENCE, "goal_areas": AREAS, "network_map": NETWORK}
PAGES = ("/statistics", "/casework-figures", "/network")


class Reporting(Echo):
    """Answers with figures, and keeps what it was asked."""

    def __init__(self, **told: Reply) -> None:
        super().__init__()
        self.told = TOLD | told
        self.asked: list[Reply] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        if method != "answer":
            return await super().ask(service, method, request, timeout)
        self.asked.append(request["data"])
        return {"status": 200, "result": self.told[request["name"]], "position": {"intake": 17}}


def page(path: str, echo: Reporting | None = None, lang: str = "en", role: str = "researcher") -> str:
    """The page, for somebody of a role."""
    with an_edge(echo or Reporting()) as app:
        cookies = signed_in(app, {"sub": "somebody", "role": role}) | {"lang": lang}
        answer = send_to(app, "GET", path, cookies)
    assert answer.status_code == 200, answer.text
    return answer.text


def rows(text: str) -> list[str]:
    """The words of each row of the page's tables, their heads left out."""
    found = [row for row in re.findall(r"<tr.*?</tr>", text, re.DOTALL) if "<td" in row]
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in found]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", NOTE)
def test_a_page_says_that_some_counts_are_hidden(path: str, lang: str) -> None:
    """R-R2: and under which number, in each language."""
    assert NOTE[lang] in page(path, lang=lang)


@pytest.mark.parametrize("path", PAGES)
def test_where_none_is_hidden_nothing_is_said(path: str) -> None:
    """R-R2."""
    whole = {name: {k: v for k, v in answer.items() if k != "hidden_under"} for name, answer in TOLD.items()}
    assert NOTE["en"] not in page(path, Reporting(**whole))


def test_hidden_counts_stand_last_as_a_word() -> None:
    """R-R2: in tables and totals; a table of which nothing is told is left out."""
    text = page("/statistics")
    assert rows(text)[:3] == ["Mother-and-child home and shelter 7", "Police hidden", "School hidden"]
    assert "<strong>hidden</strong>" in text
    assert "h-mentions_by_situation" not in text
    cadence, *areas = rows(page("/casework-figures"))
    assert cadence.endswith("hidden hidden hidden hidden hidden")
    assert areas == ["Everyday life 9 6 12 hidden 0", "Life skills hidden hidden hidden hidden hidden"]
    assert rows(page("/network"))[:2] == ["Education services Worker 6", "Education services Police hidden"]


def test_of_few_contacts_a_page_does_not_say_that_there_are_none() -> None:
    """R-R2: few are not none."""
    assert "No contacts in this period" not in page("/statistics", Reporting(contact_statistics=FEW))
    nobody = HIDDEN | {"nodes": [], "edges": [], "areas": []}
    told = Reporting(network_map=nobody, goal_areas=nobody)
    assert "No cases with a network" not in page("/network", told)
    assert "No goals in the plans yet" not in page("/casework-figures", told)


@pytest.mark.parametrize(
    "picture", ["/statistics/by_source.svg", "/casework-figures/goals.svg", "/network.svg"]
)
def test_pictures_say_it_too(picture: str) -> None:
    """R-R2."""
    assert " hidden" in page(picture)


@pytest.mark.parametrize("path", PAGES[:2])
def test_a_page_asks_for_whole_months(path: str) -> None:
    """R-R2: of parts of months not everybody is told figures."""
    asking = Reporting()
    page(path, asking)
    first, last = asking.asked[0]["from"], asking.asked[0]["to"]
    assert first.endswith("-01-01")
    assert (date.fromisoformat(last) + timedelta(days=1)).day == 1


@pytest.mark.parametrize(("role", "offered"), [("coordinator", True), ("researcher", False)])
def test_parts_are_offered_to_whom_they_are_told(role: str, offered: bool) -> None:  # noqa: FBT001
    """R-R2: figures without small counts are told undivided."""
    for path, field in (
        ("/statistics", "county"),
        ("/casework-figures", "service_line"),
        ("/network", "county"),
    ):
        assert (f'name="{field}"' in page(path, role=role)) == offered


def test_a_researchers_pages_are_the_figures() -> None:
    """A researcher begins with the statistics."""
    with an_edge(Reporting()) as app:
        cookies = signed_in(app, {"sub": "tutkija-1", "role": "researcher"})
        assert send_to(app, "GET", "/", cookies).headers["location"] == "/statistics"
