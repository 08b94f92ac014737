"""R-P2: a page about somebody who was erased is a page; where a day stood it says what became of it."""

import pytest

from services.gateway.pages.page import a_day


@pytest.mark.parametrize("gone", ["[erased]", "[key lost]"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_birth_date_that_is_gone_is_said_as_it_is(language: str, gone: str) -> None:
    assert a_day(language, gone) == gone


def test_a_birth_date_that_is_there_is_written_as_the_language_does() -> None:
    assert a_day("fi", "2010-05-06") == "6.5.2010"
