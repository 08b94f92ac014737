"""Every question says what its answer tells about people, and what it says is true of the answer's shape."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from services.billing import queries as billing_queries
from services.feedback import queries as feedback_queries
from services.intake import queries as intake_queries
from services.intake.queries.views import LinkedStepView
from services.matching import queries as matching_queries
from services.reporting import queries as reporting_queries
from shared.contracts.asking import NotPersonal, Personal, Query

ASKED = {
    **{
        f"intake.{name}": (query, intake_queries.VIEWS[name])
        for name, query in intake_queries.QUERIES.items()
    },
    **{
        f"billing.{name}": (query, billing_queries.VIEWS[name])
        for name, query in billing_queries.QUERIES.items()
    },
    **{
        f"matching.{name}": (query, matching_queries.VIEWS[name])
        for name, query in matching_queries.QUERIES.items()
    },
    **{
        f"feedback.{name}": (query, feedback_queries.VIEWS[name])
        for name, query in feedback_queries.QUERIES.items()
    },
    **{
        f"reporting.{name}": (query, reporting_queries.VIEWS[name])
        for name, query in reporting_queries.QUERIES.items()
    },
}
BESIDE = {"intake.referral": LinkedStepView}
"""Another shape of the same answer, for a link."""
CODES = frozenset(
    {
        "away", "case_number", "channel", "columns", "committed", "county", "for_sectors", "layout",
        "legal_basis", "month", "nature", "next", "next_step", "number", "own", "payer_id", "process_lead",
        "required_parties", "sector", "service_line", "state", "status", "title", "uncommitted",
        "waiting_for", "service", "subject", "command", "correlation_id", "causation_id", "figure", "key",
    }
)  # fmt: skip
"""Texts that tell nothing by themselves: codes (of payers, too), numbers of matters, places in a list."""
PERSONAL = [name for name, (query, _) in ASKED.items() if isinstance(query.personal, Personal)]


def paths(kind: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every field of a shape with its place, and of its parts; what lies in lists as the lists' own."""
    for inner in shapes(kind):
        for name, field in inner.model_fields.items():
            place = f"{before}{field.alias or name}"
            yield place, field.annotation
            yield from paths(field.annotation, f"{place}.")


def shapes(kind: Any) -> Iterator[type[BaseModel]]:
    """The models in an annotation: of an option, of a list's entries."""
    if isinstance(kind, type) and get_origin(kind) is None:
        if issubclass(kind, BaseModel):
            yield kind
        return
    for part in get_args(kind):
        yield from shapes(part)


def texts(kind: Any) -> bool:
    """Whether there may be a text in a field of this annotation, apart from its parts."""
    return kind is str or any(texts(part) for part in get_args(kind) if get_origin(kind) is not dict)


@pytest.mark.parametrize("name", ASKED)
def test_every_question_says_what_it_tells(name: str) -> None:
    """R-P4: a question that says nothing of it cannot be asked."""
    query, _ = ASKED[name]
    assert isinstance(query.personal, Personal | NotPersonal)
    if isinstance(query.personal, NotPersonal):
        assert query.personal.because


def test_there_is_no_way_around_saying_it() -> None:
    assert "personal" not in vars(Query)


@pytest.mark.parametrize("name", PERSONAL)
def test_what_it_says_is_in_the_answer_or_the_question(name: str) -> None:
    """R-P4: a field of that name is there; ids may stand in the question."""
    query, view = ASKED[name]
    assert isinstance(query.personal, Personal)
    told = {place for shape in (view, BESIDE.get(name, view)) for place, _ in paths(shape)}
    assert set(query.personal.fields) <= told
    ids = {*query.personal.persons, *query.personal.matters, *query.personal.mentioned}
    assert ids <= told | set(query.model_fields)


@pytest.mark.parametrize("name", PERSONAL)
def test_every_text_of_an_answer_is_told_of_or_is_a_code(name: str) -> None:
    """R-P4: a new text in an answer is found here, and is then declared, or added to the codes."""
    query, view = ASKED[name]
    assert isinstance(query.personal, Personal)
    declared = query.personal.fields
    undeclared = [
        place
        for place, kind in paths(view)
        if texts(kind)
        and place.rpartition(".")[2] not in CODES
        and not any(place == each or place.startswith(f"{each}.") for each in declared)
    ]
    assert undeclared == []
