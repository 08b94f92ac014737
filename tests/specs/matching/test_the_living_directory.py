"""The directory as it is asked: who knows, who can, who is free; names only where they are asked for."""

from typing import Any

import pytest

from tests.specs.matching.centre import Centre

TEACHER: dict[str, Any] = {"sub": "ammattilainen-1", "role": "professional", "organisation": "Koulu"}


def test_somebody_registered_is_found_by_competence_place_and_language(centre: Centre) -> None:
    who = centre.professional(
        name="Harva Osaaja",
        competences=["religious_ideology"],
        counties=["16"],
        county="16",
        languages=["se"],
    )
    (found,) = centre.asks("professionals", competence="religious_ideology", county="16", language="se")[
        "professionals"
    ]
    assert (found["professional_id"], found["name"]) == (who, "Harva Osaaja")
    assert centre.asks("professionals", competence="religious_ideology", county="01")["professionals"] == []


def test_any_signed_in_professional_searches_without_a_referral(centre: Centre) -> None:
    """R-M9: what is asked says nothing about whom it is for, and the answer nothing but who can."""
    who = centre.professional(competences=["custody"])
    found = centre.asks("professionals", TEACHER, competence="custody")
    assert [each["professional_id"] for each in found["professionals"]] == [who]
    assert "contact" not in found["professionals"][0]


def test_who_signs_in_as_a_professional_finds_themselves(centre: Centre) -> None:
    """By the user that is written down; where none is, by the organisation."""
    own = centre.professional(organisation="Oma yksikkö", contact={"user": "asiantuntija-77"})
    other = centre.professional(organisation="Oma yksikkö", contact={"user": "asiantuntija-78"})
    open_to_all = centre.professional(organisation="Oma yksikkö", contact=None)
    asker = {"sub": "asiantuntija-77", "role": "expert", "organisation": "Oma yksikkö"}
    found = [
        each["professional_id"] for each in centre.asks("professionals", asker, mine=True)["professionals"]
    ]
    assert found == [own, open_to_all]
    assert other in {
        each["professional_id"] for each in centre.asks("professionals", asker, limit=1000)["professionals"]
    }


@pytest.mark.parametrize("role", ["finance", "researcher", "operator", "integrator"])
def test_who_does_not_work_with_children_has_no_directory(centre: Centre, role: str) -> None:
    reply = centre.store.ask("professionals", {}, sub="joku", role=role)
    assert reply["status"] == 403


@pytest.mark.parametrize(
    ("free", "status"), [("true", 200), ("false", 200), ("4", 200), ([], 422), ("joo", 422)]
)
def test_free_is_yes_or_a_number_of_hours(centre: Centre, free: Any, status: int) -> None:
    """As an address says it, too."""
    assert centre.store.ask("professionals", {"free": free})["status"] == status
