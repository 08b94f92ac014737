"""The paper from intake's own answer, on PostgreSQL: each buyer's version, and the same again later."""

import asyncio
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from services.gateway.documents.monthly_report import render_html, render_pdf
from shared.plumbing.embedded.postgres import Postgres
from tests.specs.intake.case_desk import BUYER
from tests.specs.intake.case_in_time import (
    SCHOOL_BUYER,
    TO_CHILD_WELFARE,
    TO_SCHOOL,
    Autumn,
    ClockedStore,
)
from tests.support.pdf_reading import text_of
from tests.support.servers import passing_database


@pytest.fixture(scope="module")
def autumn(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Autumn]:
    with passing_database(postgres) as url:
        told = Autumn(ClockedStore(tmp_path_factory.mktemp("data"), url))
        told.pass_by()
        told.at("2025-10-06", 20)
        yield told


def september(autumn: Autumn, who: dict[str, Any]) -> dict[str, Any]:
    return autumn.answer("monthly_report", who, month="2025-09")


def paper(view: dict[str, Any]) -> bytes:
    return asyncio.run(render_pdf(view, "fi"))


def test_each_buyers_paper_has_what_was_written_for_it_only(autumn: Autumn) -> None:
    """R-C7, R-C14: one version a buyer; another sector's words are not in it."""
    to_child_welfare = text_of(paper(september(autumn, BUYER)))
    to_school = text_of(paper(september(autumn, SCHOOL_BUYER)))
    assert (TO_CHILD_WELFARE in to_child_welfare, TO_SCHOOL in to_child_welfare) == (True, False)
    assert (TO_CHILD_WELFARE in to_school, TO_SCHOOL in to_school) == (False, True)


def test_the_paper_has_the_months_figures_and_steps(autumn: Autumn) -> None:
    said = text_of(paper(september(autumn, BUYER)))
    for words in ("Toteutuneet tapaamiset\n2\n", "3 h 0 min", "Koti: 2", "Kolme iltaa ajoissa – tehty"):
        assert words in said


def test_what_was_sent_is_produced_again_exactly(autumn: Autumn) -> None:
    """R-C7: after a correction and another meeting the paper is byte for byte what it was."""
    sent, shown = paper(september(autumn, BUYER)), render_html(september(autumn, BUYER), "fi")
    autumn.at("2025-10-06", 21).does(
        "correct_meeting", meeting_id=autumn.regular, minutes=45, reason="Kirjattu väärin."
    )
    autumn.at("2025-10-07").meets(str(uuid4()), "regular", "2025-10-07", [autumn.worker, autumn.client])
    assert autumn.answer()["meetings"][1]["minutes"] == 45
    assert paper(september(autumn, BUYER)) == sent
    assert render_html(september(autumn, BUYER), "fi") == shown


def test_the_next_months_draft_says_that_it_is_one(autumn: Autumn) -> None:
    draft = text_of(paper(autumn.answer("monthly_report", month="2025-10")))
    assert "Luonnos: raporttia ei ole lähetetty." in draft
    assert "Kuukausiraportti lokakuu 2025" in draft
