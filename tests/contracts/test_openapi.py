"""The OpenAPI document is whole, and its examples fit what it describes."""

import pytest

from services.gateway.offers import OFFERS, Offer
from services.gateway.openapi import openapi_document
from shared.contracts.asking import Asked, Command

DOCUMENT = openapi_document()
ASKED = {
    f"{offer.service}.{name}": model
    for offer in OFFERS
    for name, model in (*offer.commands.items(), *offer.queries.items())
}
OPERATIONS = {o["operationId"]: o for item in DOCUMENT["paths"].values() for o in item.values()}


def test_every_command_and_query_is_in_it() -> None:
    """And the events for subscribers, which are neither."""
    assert OPERATIONS.keys() == ASKED.keys() | {"events"}


@pytest.mark.parametrize("name", ASKED)
def test_each_has_an_example_that_fits(name: str) -> None:
    model: type[Asked] = ASKED[name]
    model.model_validate(model.example)


@pytest.mark.parametrize("name", [name for name in ASKED if OPERATIONS[name].get("requestBody")])
def test_each_command_shows_its_example(name: str) -> None:
    content = OPERATIONS[name]["requestBody"]["content"]["application/json"]
    assert content["example"] == ASKED[name].example


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.service)
def test_each_query_has_a_view(offer: Offer) -> None:
    assert offer.views.keys() == offer.queries.keys()


@pytest.mark.parametrize("name", OPERATIONS)
def test_each_says_in_words_what_it_is_and_how_it_refuses(name: str) -> None:
    operation = OPERATIONS[name]
    assert len(operation["summary"]) > 10
    assert {"200", "401", "403", "404", "409", "413", "415", "422", "503"} <= operation["responses"].keys()


@pytest.mark.parametrize("name", ASKED)
def test_each_takes_the_headers_that_all_take(name: str) -> None:
    references = {p.get("$ref", "").rpartition("/")[2] for p in OPERATIONS[name]["parameters"]}
    assert {"Purpose", "LegalBasis", "Correlation", "Language", "After"} <= references
    assert ("IdempotencyKey" in references) == issubclass(ASKED[name], Command)


def test_a_query_s_fields_are_its_parameters() -> None:
    named = {p["name"] for p in OPERATIONS["reporting.contact_statistics"]["parameters"] if "name" in p}
    assert {"from", "to", "region", "county", "as_of"} <= named
