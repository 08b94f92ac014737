"""The rare disease in a small place, as its facts tell it: how far was searched, and whose it stays."""

import pytest

from tests.specs.matching.centre import Centre

LAPLAND = "21"
RARE = {"county": LAPLAND, "must": {"competences": ["rare_disease"], "languages": ["fi"]}}
Told = list[tuple[str, str | None, bool | None, str | None]]


def told_of(centre: Centre, request: str) -> Told:
    """What matching told in public of how far was searched: the fact, scope, virtual, owner."""
    facts = centre.store.desk.facts_after({"position": 0})["facts"]
    of_request = [each for each in facts if each["data"].get("match_request_id") == request]
    seen = {"search-widened", "candidates-proposed"}
    named = [(each["type"].split(".")[-2], each["data"]) for each in of_request]
    return [
        (name, data["scope"], data["virtual"], data.get("owner")) for name, data in named if name in seen
    ]  # fmt: skip


@pytest.fixture(scope="module")
def empty(centre: Centre) -> str:
    """Sought while nobody at all is in the directory: the request's id."""
    return centre.proposed(**RARE)


def test_each_step_is_a_fact_and_the_small_place_stays_the_owner(centre: Centre, empty: str) -> None:
    """R-M4: county → region → nation, a virtual consultation offered from the first step on."""
    local = centre.professional(county=LAPLAND, counties=[LAPLAND], competences=["custody"])
    expert = centre.professional(county="90", counties=["90"], competences=["rare_disease"])
    request = centre.proposed(**RARE)
    assert told_of(centre, request) == [
        ("search-widened", "region", True, LAPLAND),
        ("search-widened", "national", True, LAPLAND),
        ("candidates-proposed", "national", True, None),
    ]
    assert centre.ranked(request) == [expert]
    assert centre.ruled_out(request)[local] == ["competence_missing"]
    centre.does("confirm_match", match_request_id=request, professional_ids=[expert])
    assert centre.shown(request)["owner"] == LAPLAND


def test_with_nobody_in_the_directory_it_is_said_what_is_missing(centre: Centre, empty: str) -> None:
    """R-M4: never "no match": all was searched, virtual offered, what nobody can give is named."""
    shown = centre.shown(empty)
    assert (shown["state"], shown["scope"], shown["virtual"]) == ("proposed", "national", True)
    assert (shown["ranked"], shown["uncovered"], shown["owner"]) == ([], ["rare_disease"], LAPLAND)


def test_who_comes_into_the_directory_later_is_found_by_the_same_request(centre: Centre, empty: str) -> None:
    """R-M4: no dead end: proposed again, it goes on from where it was."""
    late = centre.professional(county="06", counties=["06"], competences=["rare_disease"])
    centre.does("propose_candidates", match_request_id=empty)
    assert late in centre.ranked(empty)
