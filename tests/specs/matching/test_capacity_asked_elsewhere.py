"""Who is free elsewhere is asked without a word of whom it is for; who is shared is seen at once."""

import json
from typing import Any
from uuid import uuid4

import pytest

from services.matching.commands import COMMANDS
from services.matching.queries import asked
from tests.specs.matching.centre import Centre, done

ELSEWHERE: dict[str, Any] = {"sub": "koordinaattori-2", "role": "coordinator", "region": "lansi-suomi"}
TEACHER: dict[str, Any] = {"sub": "ammattilainen-2", "role": "professional", "region": "lansi-suomi"}
EXPERT: dict[str, Any] = {"sub": "asiantuntija-77", "role": "expert", "region": "lansi-suomi"}


@pytest.mark.parametrize(
    "about",
    ["referral_id", "case_id", "person_id", "match_request_id", "subject", "trigger", "situations", "name"],
)
def test_a_question_about_capacity_takes_nothing_about_a_client(centre: Centre, about: str) -> None:
    """R-M9: such a word is refused, not passed over."""
    wanted = {"competence": "trauma", "county": "08", "free": 2}
    assert centre.store.ask("professionals", wanted | {about: str(uuid4())})["status"] == 422


def test_it_asks_for_these_alone() -> None:
    """R-M9: a word that is added one day has to be looked at here first."""
    words = {"competence", "county", "role", "language", "free", "mine", "limit", "cursor", "as_of"}
    assert set(asked.Professionals.model_fields) == words


@pytest.mark.parametrize("who", [ELSEWHERE, TEACHER], ids=["coordinator", "professional"])
def test_the_answer_to_another_region_says_nothing_of_whom_somebody_helps(
    centre: Centre, who: dict[str, Any]
) -> None:
    """R-M9: hours that are taken are fewer free ones; the request, the matter and the child are nowhere."""
    child, competence = str(uuid4()), "substance_use"
    for before in centre.asks("professionals", competence=competence, free=True)["professionals"]:
        centre.does("retire", professional_id=before["professional_id"], reason="Muutti.")
    expert = centre.professional(competences=[competence])
    case = centre.case(child)
    must = {"competences": [competence], "languages": ["fi"]}
    request = centre.proposed(matter={"case_id": case}, must=must)
    centre.does("confirm_match", match_request_id=request, professional_ids=[expert])
    other = str(uuid4())
    centre.does(
        "declare_conflict", professional_id=expert, reason="Naapuri.", **{"with": {"person_id": other}}
    )
    seen = centre.asks("professionals", who, competence=competence)["professionals"]
    found = next(each for each in seen if each["professional_id"] == expert)
    assert found["free"] == 4.0
    profile = centre.asks("professional", who, professional_id=expert)
    said = json.dumps([found, profile])
    assert [each for each in (child, case, request, other, "Naapuri") if each in said] == []
    ours = centre.asks("professional", professional_id=expert)["reservations"]
    assert [each["match_request_id"] for each in ours] == [request]


def test_an_offer_to_another_region_says_what_is_sought_and_nothing_of_whom(centre: Centre) -> None:
    """R-M9: until they say yes, and after it."""
    child, competence = str(uuid4()), "violence"
    told: dict[str, Any] = {"contact": {"user": EXPERT["sub"]}, "county": "17", "counties": ["17"]}
    expert = centre.professional(competences=[competence], **told)
    case = centre.case(child)
    must = {"competences": [competence], "languages": ["fi"]}
    request = centre.proposed(matter={"case_id": case}, must=must)
    about = {"match_request_id": request, "professional_id": expert}
    centre.does("offer_match", **about)
    for state in ("offered", "accepted"):
        (offer,) = centre.asks("offers", EXPERT)["offers"]
        assert offer["state"] == state
        assert [each for each in (child, case, "Esimerkki") if each in json.dumps(offer)] == []
        if state == "offered":
            done(centre.tries("accept_offer", EXPERT, **about))


def test_who_is_shared_is_seen_as_that_in_every_region_at_once_and_no_more_as_fast(centre: Centre) -> None:
    """R-X2: the directory says it after the command; the fact for other regions is in the log."""
    who = centre.professional(competences=["adhd"])
    steps = (("share_nationally", True, "shared-nationally"), ("stop_sharing", False, "sharing-stopped"))
    for command, shared, fact in steps:
        assert command in COMMANDS
        centre.does(command, professional_id=who)
        (found,) = centre.asks("professionals", ELSEWHERE, competence="adhd")["professionals"]
        assert found["shared"] is shared
        last = centre.store.desk.facts_after({"position": 0})["facts"][-1]
        assert (last["data"]["professional_id"], fact in last["type"]) == (who, True)
