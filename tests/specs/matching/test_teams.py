"""R-M5: a team covers every competence with as few people as can be, then balanced, then least loaded."""

from dataclasses import replace

from services.matching.domain.language import Must, TeamWish
from tests.specs.matching.bank import NEED, id_of, proposal, somebody, taken, who, why_not

BOTH = replace(NEED, must=Must(("trauma", "adhd"), ("fi",)), team=TeamWish())
TRAUMA, ADHD = somebody(1), somebody(2, competences=("adhd",), field="health")


def test_every_competence_is_covered_and_it_is_said_by_whom() -> None:
    """R-M5: covers and fields name the members."""
    team = proposal(TRAUMA, ADHD, need=BOTH).team
    assert team
    assert team.covers == {"trauma": id_of(1), "adhd": id_of(2)}
    assert team.fields == {"health": (id_of(2),), "social": (id_of(1),)}


def test_one_who_knows_both_is_team_enough() -> None:
    """R-M5: as few people as can be, however loaded."""
    both = somebody(3, competences=("adhd", "trauma"), reservations=(taken(8.0),))
    team = proposal(TRAUMA, ADHD, both, need=BOTH).team
    assert team
    assert team.professional_ids == (id_of(3),)


def test_then_the_fields_are_balanced_and_then_the_load() -> None:
    """R-M5: another field rather than less load; among the same fields the less loaded."""
    same_field = somebody(4, competences=("adhd",))
    busy = replace(ADHD, professional_id=id_of(0), reservations=(taken(1.0),))
    team = proposal(TRAUMA, same_field, busy, ADHD, need=BOTH).team
    assert team
    assert set(team.professional_ids) == {id_of(1), id_of(2)}


def test_each_of_the_wished_fields_is_present() -> None:
    """R-M5: even where somebody of that field covers no competence."""
    police = somebody(7, competences=("custody",), field="organisations")
    need = replace(BOTH, team=TeamWish(fields=("organisations",)))
    found = proposal(TRAUMA, ADHD, police, need=need)
    assert found.team
    assert set(found.team.professional_ids) == {id_of(1), id_of(2), id_of(7)}
    assert 7 in who(found)


def test_ranked_is_whoever_covers_one_competence() -> None:
    """R-M5: the others with the role are ruled out, with the reason."""
    found = proposal(TRAUMA, ADHD, somebody(3, competences=("custody",)), need=BOTH)
    assert sorted(who(found)) == [1, 2]
    assert why_not(found) == {3: ["competence_missing"]}


def test_no_covering_team_widens() -> None:
    """R-M5, R-M4: with people of the county who cover a part of it."""
    far = replace(ADHD, county="07", counties=("07",))
    found = proposal(TRAUMA, far, need=BOTH)
    assert found.scope == "region"
    assert found.team


def test_size_is_a_maximum() -> None:
    """R-M5: a larger team is none; how many it would take is told."""
    found = proposal(TRAUMA, ADHD, need=replace(BOTH, team=TeamWish(size=1)))
    assert (found.scope, found.team, found.team_needs) == ("national", None, 2)
    assert sorted(who(found)) == [1, 2]


def test_a_team_of_which_nothing_is_asked_is_one_person() -> None:
    """R-M5: the least loaded."""
    need = replace(NEED, must=Must(), team=TeamWish())
    found = proposal(replace(TRAUMA, reservations=(taken(1.0),)), ADHD, need=need)
    assert found.team
    assert found.team.professional_ids == (id_of(2),)


def test_what_nobody_covers_is_named() -> None:
    """R-M5, R-M4: a competence and a field."""
    need = replace(BOTH, team=TeamWish(fields=("education",)))
    found = proposal(TRAUMA, need=need)
    assert (found.team, found.uncovered) == (None, ("adhd", "field:education"))
