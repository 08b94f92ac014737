"""People read sentences in their language; a missing translation is said in English, never as an error."""

import pytest

from services.gateway.languages import accepted, translate
from tests.specs.gateway.edge import send

ASKED = [
    ("sv", {}, "sv"),
    ("sv-FI,fi;q=0.5", {}, "sv"),
    ("fi;q=0.2, en-GB", {}, "en"),
    ("de, fr;q=0.9", {}, "fi"),
    ("*", {}, "fi"),
    ("", {}, "fi"),
    (";;;q=,,", {}, "fi"),
    ("en;q=0", {}, "fi"),
    ("en", {"lang": "sv"}, "sv"),
    ("en", {"lang": "xx"}, "en"),
]


@pytest.mark.parametrize(("header", "cookies", "language"), ASKED)
def test_the_language_that_is_wanted_most_is_used(
    header: str, cookies: dict[str, str], language: str
) -> None:
    answer = send("GET", "/api/nothing", headers={"Accept-Language": header}, cookies=cookies)
    assert answer.headers["Content-Language"] == language


def test_the_address_says_more_than_the_cookie() -> None:
    answer = send("GET", "/api/nothing?lang=en", cookies={"lang": "sv"})
    assert answer.headers["Content-Language"] == "en"


def test_the_heaviest_wish_comes_first() -> None:
    assert accepted("fi;q=0.1, sv;q=0.8, en") == ["en", "sv", "fi"]


def test_values_stand_in_their_places() -> None:
    assert translate("en", "use one of: {allowed}", {"allowed": ["a", "b"]}) == "use one of: a, b"


def test_a_date_is_written_as_the_language_writes_it() -> None:
    assert translate("fi", "due {day}", {"day": "2023-03-16"}).endswith("16.3.2023")
    assert translate("en", "due {day}", {"day": "2023-03-16"}).endswith("Mar 16, 2023")


def test_a_sentence_nobody_translated_is_said_in_english() -> None:
    assert (
        translate("fi", "nobody ever wrote {this} sentence", {"this": "odd"})
        == "nobody ever wrote odd sentence"
    )


def test_a_sentence_with_a_place_left_empty_is_still_said() -> None:
    assert translate("sv", "at least {min_length} needed here", {}) == "at least {min_length} needed here"
    assert translate("en", "{", {}) == "{"
    assert translate("en", "", {}) == ""
