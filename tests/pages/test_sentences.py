"""Every sentence that a reader may meet is there in Finnish and in Swedish."""

import ast
from string import Formatter

import pytest

from services.gateway.pages.words import WORDS
from tests.pages.sentences import LANGUAGES, catalogue, expected, said_in


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing_or_fuzzy(language: str) -> None:
    """`python -m tests.pages.sentences` puts new ones into the catalogues, empty."""
    there = {message.id: message for message in catalogue(language) if message.id}
    wanted = {message.id for message in expected(language) if message.id}
    assert wanted - set(there) == set(), "not in the catalogue"
    assert set(there) - wanted == set(), "said nowhere any more"
    assert [id_ for id_, message in there.items() if not message.string] == [], "without words"
    assert [id_ for id_, message in there.items() if message.fuzzy] == [], "fuzzy"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_same_places(language: str) -> None:
    """A sentence with `{due}` says the due day in every language."""
    for message in catalogue(language):
        assert places(str(message.string)) == places(str(message.id)), message.id


def places(sentence: str) -> set[str]:
    """The names in curly brackets."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_word_of_the_pages_is_translated() -> None:
    """The lists of codes too, not only what templates say."""
    words = {word for entries in WORDS.values() for word in entries.values()}
    for language in LANGUAGES:
        there = {message.id for message in catalogue(language) if message.string}
        assert words <= there


def test_refusals_are_found_in_the_code() -> None:
    """A sentence of a rule, of a refusal and of a field: each way of saying one is seen."""
    code = """
def refusal_to_plan(steps):
    return "a plan needs the background first"
raise Refused("two" if one else "three", x=1)
found = {"field": "due", "sentence": "this is no day"}
SENTENCES = {"missing": "this is needed"}
raise Problem(422, "not whole")
"""
    found = {text for node in ast.walk(ast.parse(code)) for text in said_in(node)}
    assert found == {
        "a plan needs the background first", "two", "three", "this is no day", "this is needed", "not whole",
    }  # fmt: skip
