"""Every question may be asked in an address with any of its fields, however the field is described."""

import pytest
from starlette.datastructures import QueryParams

from services.billing.queries import QUERIES as BILLING
from services.gateway.api import data_in, lists_in
from services.intake.queries import QUERIES as INTAKE
from services.matching.queries import QUERIES as MATCHING
from services.reporting.queries import QUERIES as REPORTING
from shared.contracts.asking import Query

QUESTIONS = [*INTAKE.values(), *MATCHING.values(), *BILLING.values(), *REPORTING.values()]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__qualname__)
def test_each_field_of_a_question_may_stand_in_an_address(question: type[Query]) -> None:
    names = list(question.model_json_schema(by_alias=True)["properties"])
    data = data_in(QueryParams([(name, "1") for name in names]), question)
    lists = lists_in(question)
    assert all(data[name] == (["1"] if name in lists else "1") for name in names if name in data)
