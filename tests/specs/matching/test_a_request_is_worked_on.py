"""From a request to a confirmed match and its end: what it does to professionals is saved with it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.specs.matching.centre import Centre, done, refused

ASKED = {"sub": "asiantuntija-1", "role": "expert"}


@pytest.fixture
def own(centre: Centre) -> str:
    """A competence that only the professionals of this test have: proposals look at the whole bank."""
    for other in centre.asks("professionals", free=True)["professionals"]:
        centre.does("retire", professional_id=other["professional_id"], reason="Seuraava koe.")
    return "trauma"


def signed_in(centre: Centre, **told: Any) -> tuple[str, dict[str, Any]]:
    """Somebody in the directory, and the claims by which they sign in."""
    user = f"asiantuntija-{uuid4()}"
    return centre.professional(contact={"user": user}, **told), {"sub": user, "role": "expert"}


def test_the_best_is_proposed_with_reasons_and_who_is_not_with_reasons_too(centre: Centre, own: str) -> None:
    """R-M1, R-M2: the unvetted is ruled out; each is told why, in words."""
    near, unvetted = centre.professional(), centre.professional(vetted=False)
    request = centre.proposed()
    shown = centre.shown(request)
    assert shown["state"] == "proposed"
    assert [each["professional_id"] for each in shown["ranked"]] == [near]
    codes = [why["code"] for why in shown["ranked"][0]["because"]]
    assert codes == ["education", "background", "competence", "language", "distance", "load"]
    assert sum(why["points"] for why in shown["ranked"][0]["because"]) == shown["ranked"][0]["score"]
    assert centre.ruled_out(request)[unvetted] == ["unvetted"]
    assert all(why["text"] for each in shown["ruled_out"] for why in each["because"])
    distance = shown["ranked"][0]["because"][4]
    assert distance["sentence"].format(**distance["values"]) == distance["text"]


def test_an_empty_list_widens_by_itself(centre: Centre, own: str) -> None:
    """R-M4: county, region, nation, each step a fact; virtual offered, and the local county the owner."""
    far = centre.professional(county="01", counties=["01"])
    request = centre.request()
    facts = centre.does("propose_candidates", match_request_id=request)["facts"]
    assert facts == ["SearchWidened", "SearchWidened", "CandidatesProposed"]
    shown = centre.shown(request)
    assert (shown["scope"], shown["owner"], shown["virtual"]) == ("national", "08", True)
    assert centre.ranked(request) == [far]


def test_who_is_asked_says_yes_and_is_confirmed(centre: Centre, own: str) -> None:
    """R-M3: a person decides; the hours are taken in the same save."""
    who, claims = signed_in(centre)
    request = centre.proposed()
    about = {"match_request_id": request, "professional_id": who}
    centre.does("offer_match", **about)
    assert [each["match_request_id"] for each in centre.asks("offers", claims)["offers"]] == [request]
    assert done(centre.tries("accept_offer", claims, **about))["facts"] == ["OfferAccepted"]
    confirmed = centre.does("confirm_match", match_request_id=request, professional_ids=[who])
    assert confirmed["facts"] == ["MatchConfirmed", "HoursReserved"]
    assert confirmed["state"] == "confirmed"
    assert centre.asks("professional", professional_id=who)["free"] == 4.0


def test_only_who_was_asked_answers(centre: Centre, own: str) -> None:
    """A coordinator answers no offer, and nobody that of another."""
    who, _ = signed_in(centre)
    _, other = signed_in(centre)
    about = {"match_request_id": centre.proposed(), "professional_id": who}
    centre.does("offer_match", **about)
    assert centre.tries("accept_offer", **about)["status"] == 403
    assert centre.tries("accept_offer", other, **about)["status"] == 404


def test_another_rank_is_confirmed_with_a_reason(centre: Centre, own: str) -> None:
    """R-M3."""
    for _ in range(2):
        centre.professional()
    request = centre.proposed()
    second = {"match_request_id": request, "professional_ids": [centre.ranked(request)[1]]}
    assert "needs a reason" in refused(centre.tries("confirm_match", **second))
    centre.does("confirm_match", **second, reason="Perhe tuntee hänet.")


def test_declining_for_workload_parks_for_thirty_days(centre: Centre, own: str) -> None:
    """R-M7."""
    who, claims = signed_in(centre)
    about = {"match_request_id": centre.proposed(), "professional_id": who}
    centre.does("offer_match", **about)
    done(centre.tries("decline_offer", claims, **about, reason="workload"))
    elsewhere = centre.proposed()
    assert centre.ruled_out(elsewhere)[who] == ["parked"]
    later = {"clock": f"{date(2025, 9, 2) + timedelta(days=30)}T09:00:00+03:00"}
    done(centre.tries("propose_candidates", later, match_request_id=elsewhere))
    assert centre.ranked(elsewhere) == [who]


def test_a_conflict_of_interest_rules_out_for_that_person_in_every_matter(centre: Centre, own: str) -> None:
    """R-M7: the child of the request, also where the next one is for another contact about them."""
    who, claims = signed_in(centre)
    child = str(uuid4())
    request = centre.proposed(matter={"case_id": centre.case(child)})
    about = {"match_request_id": request, "professional_id": who}
    centre.does("offer_match", **about)
    done(centre.tries("decline_offer", claims, **about, reason="conflict_of_interest"))
    again = centre.proposed(matter={"referral_id": centre.referral(child)})
    assert centre.ruled_out(again)[who] == ["conflict"]
    assert centre.ranked(centre.proposed()) == [who]


def test_a_declared_conflict_with_a_person_rules_out(centre: Centre, own: str) -> None:
    """R-M1: declared by the person's id, which matching does not keep."""
    who, child = centre.professional(), str(uuid4())
    centre.does(
        "declare_conflict", professional_id=who, **{"with": {"person_id": child}}, reason="Sukulainen."
    )
    request = centre.proposed(matter={"case_id": centre.case(child)})
    assert centre.ruled_out(request)[who] == ["conflict"]


def test_client_refused_rules_out_for_that_request_alone(centre: Centre, own: str) -> None:
    """R-M7."""
    who, claims = signed_in(centre)
    request = centre.proposed()
    about = {"match_request_id": request, "professional_id": who}
    centre.does("offer_match", **about)
    done(centre.tries("decline_offer", claims, **about, reason="client_refused"))
    centre.does("propose_candidates", match_request_id=request)
    assert centre.ruled_out(request)[who] == ["declined"]
    assert centre.ranked(centre.proposed()) == [who]


def test_the_same_is_unassigned_and_assigned_again(centre: Centre, own: str) -> None:
    """R-M8: the hours come back with the end, and go again with the next confirmation."""
    who = centre.professional()
    request = centre.proposed()
    chosen = {"match_request_id": request, "professional_ids": [who]}
    centre.does("confirm_match", **chosen)
    ended = centre.does("end_match", match_request_id=request, reason="Tauko.", ended_on="2025-09-20")
    assert ended["facts"] == ["MatchEnded", "HoursReleased"]
    assert centre.does("confirm_match", **chosen)["facts"] == ["MatchConfirmed", "HoursReserved"]


def test_nobody_is_confirmed_over_their_hours(centre: Centre, own: str) -> None:
    """R-M1: looked at anew when it is confirmed, whatever was proposed."""
    who = centre.professional(hours_per_week=6)
    first, second = centre.proposed(), centre.proposed()
    centre.does("confirm_match", match_request_id=first, professional_ids=[who])
    reply = centre.tries("confirm_match", match_request_id=second, professional_ids=[who])
    assert reply["status"] == 409
    assert refused(reply) == "the professional has 2 free hours a week, and 4 are needed"


def test_a_team_covers_everything_with_as_few_as_can_be(centre: Centre, own: str) -> None:
    """R-M5."""
    one = centre.professional(competences=["custody", "violence"])
    two = centre.professional(competences=["trauma"], field="social")
    centre.professional(competences=["custody"])
    request = centre.proposed(
        must={"competences": ["custody", "violence", "trauma"], "languages": []}, team={}
    )
    team = centre.shown(request)["team"]
    assert set(team["professional_ids"]) == {one, two}
    assert set(team["covers"]) == {"custody", "violence", "trauma"}


def test_a_request_is_for_a_matter_that_exists(centre: Centre) -> None:
    reply = centre.tries(
        "open_match_request", match_request_id=str(uuid4()), **{"for": {"case_id": str(uuid4())}},
        role="expert", county="08", must={"competences": [], "languages": []}, should={}, hours_per_week=1,
        starts_on="2025-09-15",
    )  # fmt: skip
    assert reply["status"] == 404


def test_a_request_for_a_restricted_case_is_there_for_those_named_alone(centre: Centre) -> None:
    """R-C10: for other coordinators neither the request nor the case is there."""
    case = centre.case(restricted_to=["koordinaattori-1"])
    request = centre.request(matter={"case_id": case})
    other = {"sub": "koordinaattori-2"}
    assert centre.store.ask("match_request", {"match_request_id": request}, **other)["status"] == 404
    listed = centre.asks("match_requests", other, case_id=case)["match_requests"]
    assert listed == []
    assert centre.tries("propose_candidates", other, match_request_id=request)["status"] == 404


def test_many_requests_are_planned_together(centre: Centre, own: str) -> None:
    """R-M6: a job; who fits both is given where nobody else is, and the bound is proved."""
    both = centre.professional(competences=["trauma", "custody"], hours_per_week=4)
    only = centre.professional(competences=["trauma"], hours_per_week=4)
    trauma, custody = centre.request(), centre.request(must={"competences": ["custody"], "languages": []})
    job = centre.does("plan_matches", match_request_ids=[trauma, custody])["job"]
    assert centre.asks("job", job=job)["state"] == "waiting"
    centre.store.work_off()
    plan = centre.asks("job", job=job)
    assert plan["state"] == "done"
    assert plan["assigned"] == {trauma: [only], custody: [both]}
    assert plan["unserved"] == []
    assert plan["proved"] is True
    assert plan["worth"] == plan["bound"]
    assert [row["match_request_id"] for row in plan["match_requests"]] == [trauma, custody]
    assert plan["match_requests"][0]["number"].startswith("match/")


def test_a_plan_tells_nothing_of_a_matter_that_is_restricted_to_others(centre: Centre, own: str) -> None:
    """R-C10: its id stands in the plan; what is sought there is told to those whom the matter is open to."""
    closed = centre.request(matter={"case_id": centre.case(restricted_to=["koordinaattori-1"])})
    open_to_all = centre.request()
    job = centre.does("plan_matches", match_request_ids=[closed, open_to_all])["job"]
    for user, seen in {"koordinaattori-1": [closed, open_to_all], "koordinaattori-9": [open_to_all]}.items():
        plan = centre.asks("job", {"sub": user}, job=job)
        assert [row["match_request_id"] for row in plan["match_requests"]] == seen


def test_no_plan_for_a_request_that_has_somebody(centre: Centre, own: str) -> None:
    """R-M6: what is confirmed is not given to others."""
    who = centre.professional()
    request = centre.proposed()
    centre.does("confirm_match", match_request_id=request, professional_ids=[who])
    assert "somebody is confirmed" in refused(centre.tries("plan_matches", match_request_ids=[request]))


def test_no_plan_for_a_request_that_is_not_there(centre: Centre) -> None:
    """R-C10: nor for one that is closed off."""
    assert centre.tries("plan_matches", match_request_ids=[str(uuid4())])["status"] == 404
