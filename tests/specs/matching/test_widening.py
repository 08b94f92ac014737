"""R-M4: no dead end: county → region → nation by itself, each step told; virtually where nobody comes."""

from dataclasses import replace

from services.matching.domain.language import Must, Step
from tests.specs.matching.bank import NEED, proposal, somebody, taken, who, why_not

LAPLAND = replace(NEED, county="21", must=Must(("rare_disease",), ("fi",)))
KNOWS = ("rare_disease",)


def test_an_empty_county_widens_to_its_region() -> None:
    """R-M4: a step, told."""
    found = proposal(somebody(1, county="19", counties=("19",), competences=KNOWS), need=LAPLAND)
    assert (found.scope, found.widened, who(found)) == ("region", (Step("region", virtual=True),), [1])


def test_a_rare_disease_in_a_small_place() -> None:
    """R-M4: county → region → nation, a virtual consultation offered, never no match."""
    local = somebody(1, county="21", counties=("21",))
    expert = somebody(2, county="90", counties=("90",), competences=KNOWS)
    found = proposal(local, expert, need=LAPLAND)
    assert found.widened == (Step("region", virtual=True), Step("national", virtual=True))
    assert (found.scope, found.virtual, who(found)) == ("national", True, [2])
    assert why_not(found) == {1: ["competence_missing"]}


def test_who_is_there_but_not_free_widens_too() -> None:
    """R-M4: a list is empty when nobody on it may be asked."""
    full = somebody(1, reservations=(taken(10.0),))
    found = proposal(full, somebody(2, county="07", counties=("07",)))
    assert (found.scope, who(found)) == ("region", [2])


def test_a_search_begins_where_it_is_told_to() -> None:
    """R-M4: in the region, without a step."""
    found = proposal(somebody(1, county="07", counties=("07",)), somebody(2), scope="region")
    assert (found.scope, found.widened, sorted(who(found))) == ("region", (), [1, 2])


def test_who_cannot_come_consults_virtually() -> None:
    """R-M4: where nobody in the country can be on site, the last step offers a virtual consultation."""
    need = replace(LAPLAND, must=Must(KNOWS, ("fi",), "on_site"))
    expert = somebody(1, county="90", counties=("90",), competences=KNOWS, modes=("virtual",))
    found = proposal(expert, need=need)
    assert [(step.scope, step.virtual) for step in found.widened] == [
        ("region", False), ("national", False), ("national", True),
    ]  # fmt: skip
    assert (who(found), found.virtual) == ([1], True)


def test_nobody_alone_but_several_together() -> None:
    """R-M4: where no one person has it all, those are proposed who do together."""
    need = replace(NEED, must=Must(("trauma", "adhd"), ("fi",)))
    found = proposal(somebody(1), somebody(2, competences=("adhd",)), need=need)
    assert found.team is not None
    assert {each.int for each in found.team.professional_ids} == {1, 2}
    assert (found.scope, found.widened) == ("county", ())


def test_what_nobody_in_the_country_can_give_is_named() -> None:
    """R-M4: then at least it is known what is missing."""
    found = proposal(somebody(1), need=LAPLAND, scope="county")
    assert (found.scope, found.ranked, found.uncovered) == ("national", (), ("rare_disease",))
    assert why_not(found) == {1: ["competence_missing"]}


def test_one_who_works_in_several_counties_is_near_in_each() -> None:
    found = proposal(somebody(1, county="90", counties=("90", "08")))
    assert (found.scope, found.ranked[0].scope) == ("county", "county")
