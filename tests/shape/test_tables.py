"""The tables in the documentation hold what the code has, and nothing else."""

import re
from pathlib import Path

import pytest

from services.billing import commands as billing_commands
from services.billing import queries as billing_queries
from services.feedback import commands as feedback_commands
from services.feedback import queries as feedback_queries
from services.intake import queries as intake_queries
from services.intake.commands import COMMANDS
from services.matching import commands as matching_commands
from services.matching import queries as matching_queries
from services.reporting import queries as reporting_queries
from shared.contracts import billing as billing_contracts
from shared.contracts import feedback as feedback_contracts
from shared.contracts import matching as matching_contracts
from shared.contracts.intake import FACTS
from shared.contracts.services import WITH_A_LOG
from shared.kernel.reference import codes, vocabulary
from tests.support.settings_page import PAGE, settings_page

DOCS = Path(__file__).parents[2] / "docs"
LISTS = [
    "contact_sources",
    "situations",
    "sectors",
    "fields_of_core_unit",
    "service_lines",
    "referral_steps",
    "cynefin_domains",
    "tiers",
    "meeting_kinds",
    "places",
    "competences",
    "goal_areas",
    "support_kinds",
    "regions",
    "counties",
]


def rows(page: str) -> list[list[str]]:
    """The cells of every table row of a page, without their back quotes."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in re.findall(r"^\|.*\|$", text, re.MULTILINE)
    ]


@pytest.mark.parametrize("name", LISTS)
def test_the_glossary_has_every_code_with_its_words(name: str) -> None:
    told = rows("glossary.md")
    for code, entry in zip(codes(name), vocabulary(name), strict=True):
        assert [code, *(entry.get(language) or "–" for language in ("en", "fi", "sv"))] in told


def test_the_settings_page_has_every_setting() -> None:
    """`make tables` writes it anew."""
    assert PAGE.read_text(encoding="utf-8") == settings_page()


def test_intakes_page_has_every_command_with_its_fact_and_every_query() -> None:
    told = rows("../services/intake/README.md")
    pairs = [row[:2] for row in told if len(row) == 3 and row[0] not in {"command", "---"}]
    assert {command for command, _ in pairs} - {"–"} == set(COMMANDS)
    assert {fact for _, fact in pairs} == {kind.FACT.removeprefix("intake.") for kind in FACTS.values()}
    assert set(intake_queries.QUERIES) <= {row[0] for row in told if len(row) == 2}


def test_reportings_page_has_every_query_and_every_source() -> None:
    told = (DOCS / "../services/reporting/README.md").read_text(encoding="utf-8")
    assert set(reporting_queries.QUERIES) <= {row[0] for row in rows("../services/reporting/README.md")}
    messages = told.partition("\n## Messages in\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"shared/contracts/(\w+)", messages)) == set(WITH_A_LOG)


def test_billings_page_has_every_command_with_its_fact_and_every_query() -> None:
    told = rows("../services/billing/README.md")
    pairs = [row[:2] for row in told if len(row) == 3 and row[0] not in {"command", "---"}]
    assert {command for command, _ in pairs} - {"–"} == set(billing_commands.COMMANDS)
    facts = {kind.FACT.removeprefix("billing.") for kind in billing_contracts.FACTS.values()}
    assert {fact for _, fact in pairs} - {"–"} == facts
    assert set(billing_queries.QUERIES) <= {row[0] for row in told if len(row) == 2}


def test_matchings_page_has_every_command_with_its_fact_and_every_query() -> None:
    told = rows("../services/matching/README.md")
    pairs = [row[:2] for row in told if len(row) == 3 and row[0] not in {"command", "---"}]
    assert {command for command, _ in pairs} - {"–"} == set(matching_commands.COMMANDS)
    facts = {kind.FACT.removeprefix("matching.") for kind in matching_contracts.FACTS.values()}
    assert {fact for _, fact in pairs} - {"–"} == facts
    assert set(matching_queries.QUERIES) <= {row[0] for row in told if len(row) == 2}


def test_feedbacks_page_has_every_command_with_its_fact_and_every_query() -> None:
    told = rows("../services/feedback/README.md")
    pairs = [row[:2] for row in told if len(row) == 3 and row[0] not in {"command", "---"}]
    assert {command for command, _ in pairs} - {"–"} == set(feedback_commands.COMMANDS)
    facts = {kind.FACT.removeprefix("feedback.") for kind in feedback_contracts.FACTS.values()}
    assert {fact for _, fact in pairs} - {"–"} == facts
    assert set(feedback_queries.QUERIES) <= {row[0] for row in told if len(row) == 2}
