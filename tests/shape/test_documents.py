"""What the documents point to is there: files, make targets, and the test command that CI runs."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "services/*/README.md", "tests/*.md")
    for page in ROOT.glob(pattern)
)
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_a_link_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text_of(page))
    folder = (ROOT / page).parent
    assert [link for link in links if "://" not in link and not (folder / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_make_target_that_is_named_exists(page: str) -> None:
    named = re.findall(r"(?:^|`)make ([a-z]+)(?:`|$| +#| [A-Z]+=)", text_of(page), re.MULTILINE)
    assert set(named) <= TARGETS


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "make test" in text_of("README.md")
    assert re.search(r"make (--no-print-directory )?test$", text_of(".ci/run"), re.MULTILINE)
