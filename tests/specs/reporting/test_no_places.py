"""R-C13: nothing here tells where a family is, of anybody: which family is protected, nobody knows here."""

import pytest
from pydantic import BaseModel

from services.reporting.projections.timeline import UNTOLD
from services.reporting.queries.views import VIEWS
from shared.contracts.envelope import PublicFact
from shared.contracts.intake import FACTS
from tests.specs.intake.test_masking import TELLS_A_PLACE, fields_of
from tests.specs.reporting.case_story import begins, case, met
from tests.specs.reporting.story import Story

DISTANCE = "travel_km"
"""How far somebody drove tells where from the office they went."""


def test_a_timeline_tells_no_place(story: Story) -> None:
    """R-C13: neither where one met nor how far it was."""
    met(begins(story), 1, "2025-09-03", travel_km=24)
    answer = story.ask("timeline", case_id=str(case()))
    held = [event["details"] for event in answer["events"] if event["what"] == "meeting-held"]
    assert [(told["minutes"], "place" in told, DISTANCE in told) for told in held] == [(90, False, False)]


def test_no_row_holds_a_place(story: Story) -> None:
    """R-C13: what is not kept cannot be told by mistake."""
    met(begins(story), 1, "2025-09-03")
    assert "'home'" not in repr(story.everything())


@pytest.mark.parametrize("kind", FACTS.values(), ids=lambda kind: kind.routing_key())
def test_whatever_tells_a_place_in_a_fact_stays_out(kind: type[PublicFact]) -> None:
    """R-C13: a new field, too, or this fails."""
    telling = (TELLS_A_PLACE | {DISTANCE}) & set(kind.model_fields)
    assert telling <= {name for name, whole in UNTOLD.items() if whole is True} | COUNTED_ONLY


COUNTED_ONLY = {"base_services"}
"""Of these the fact says how many there are, and no more."""


def test_no_answer_has_a_field_for_one() -> None:
    """R-C13."""
    seen: set[type[BaseModel]] = set()
    names = {name for view in VIEWS.values() for _, name, _ in fields_of(view, seen)}
    assert not names & TELLS_A_PLACE
