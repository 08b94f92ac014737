"""Who keeps the directory: the centre, professionals themselves, providers; and what becomes of an entry."""

from typing import Any
from uuid import uuid4

import pytest

from tests.specs.matching.centre import Centre, done, refused

PROVIDER: dict[str, Any] = {"sub": "tuottaja-1", "role": "provider", "organisation": "Esimerkkilän yksikkö"}
ADMIN: dict[str, Any] = {"sub": "paakayttaja-1", "role": "admin"}


def themselves(**told: Any) -> dict[str, Any]:
    return {"sub": "asiantuntija-1", "role": "expert", **told}


def test_a_new_name_is_shown_from_then_on_and_the_old_one_then(centre: Centre) -> None:
    """R-T1: what was known then is told as it was."""
    who = centre.professional(name="Aiempi Nimi")
    later = {"clock": "2025-09-05T09:00:00+03:00"}
    done(centre.tries("update_profile", later, professional_id=who, name="Uusi Nimi"))
    assert centre.asks("professional", later, professional_id=who)["name"] == "Uusi Nimi"
    then = centre.asks("professional", later, professional_id=who, as_of="2025-09-03")
    assert then["name"] == "Aiempi Nimi"


def test_a_profile_not_confirmed_for_six_months_is_stale_until_it_is(centre: Centre) -> None:
    who = centre.professional()
    march = {"clock": "2026-03-03T09:00:00+02:00"}
    assert centre.asks("professional", march, professional_id=who)["stale"] is True
    done(centre.tries("confirm_profile", march, professional_id=who))
    assert centre.asks("professional", march, professional_id=who)["stale"] is False


def test_a_link_confirms_the_profile_that_it_was_made_for(centre: Centre) -> None:
    """By link every six months: without an account, and no other profile."""
    who, other = centre.professional(), centre.professional()
    told = done(centre.store.ask("profile_link", {"professional_id": who}))

    def confirm(professional_id: str) -> dict[str, Any]:
        request = {
            "name": "confirm_profile",
            "data": {"professional_id": professional_id},
            "id": str(uuid4()),
        }
        return centre.store.desk.carry_out(request | {"token": told["token"]})

    assert done(confirm(who))["facts"] == ["ProfileConfirmed"]
    assert confirm(other)["status"] == 404


def test_professionals_keep_their_own_profile_and_no_other(centre: Centre) -> None:
    """Who signs in as them is written in the entry; a colleague of the same organisation is somebody else."""
    who = centre.professional(contact={"user": "asiantuntija-1"})
    mine = done(centre.tries("update_profile", themselves(), professional_id=who, competences=["adhd"]))
    assert mine["facts"] == ["ProfileUpdated"]
    colleague = themselves(sub="asiantuntija-2", organisation="Esimerkkilän yksikkö")
    assert centre.tries("update_profile", colleague, professional_id=who, competences=[])["status"] == 404


def test_a_provider_sets_the_hours_of_its_own_workers_alone(centre: Centre) -> None:
    own, other = centre.professional(), centre.professional(organisation="Toinen yksikkö")
    set_to = {"hours_per_week": 3}
    assert done(centre.tries("set_capacity", PROVIDER, professional_id=own, **set_to))["facts"] == [
        "CapacitySet"
    ]
    assert centre.tries("set_capacity", PROVIDER, professional_id=other, **set_to)["status"] == 404


def test_an_admin_shares_and_registers_nobody(centre: Centre) -> None:
    """R-X2: an admin of the region says whom other regions may see."""
    who = centre.professional()
    done(centre.tries("share_nationally", ADMIN, professional_id=who))
    assert centre.asks("professional", ADMIN, professional_id=who)["shared"] is True
    assert centre.tries("retire", ADMIN, professional_id=who, reason="Ei.")["status"] == 403


def test_how_somebody_is_reached_is_for_the_centre_and_for_themselves(centre: Centre) -> None:
    who = centre.professional(contact={"phone": "+358 40 000 0000", "user": "asiantuntija-1"})
    assert "contact" in centre.asks("professional", professional_id=who)
    assert "contact" in centre.asks("professional", themselves(), professional_id=who)
    teacher = {"sub": "ammattilainen-1", "role": "professional"}
    assert "contact" not in centre.asks("professional", teacher, professional_id=who)


def test_whoever_takes_nothing_new_has_no_free_hours(centre: Centre) -> None:
    who = centre.professional(competences=["violence"])
    free = {"competence": "violence", "free": True}
    assert [each["free"] for each in centre.asks("professionals", **free)["professionals"]] == [8.0]
    assert centre.asks("professionals", competence="violence", free=9)["professionals"] == []
    centre.does("pause", professional_id=who, reason="Vapaalla.", until="2025-09-10")
    assert centre.asks("professionals", **free)["professionals"] == []
    after = {"clock": "2025-09-11T09:00:00+03:00"}
    assert len(centre.asks("professionals", after, **free)["professionals"]) == 1


def test_a_page_goes_on_where_the_one_before_ended(centre: Centre) -> None:
    own = [centre.professional(competences=["adhd"], county="16", counties=["16"]) for _ in range(3)]
    asked = {"competence": "adhd", "county": "16", "limit": 2}
    first = centre.asks("professionals", **asked)
    second = centre.asks("professionals", **asked, cursor=first["next"])
    assert [each["professional_id"] for each in first["professionals"] + second["professionals"]] == own
    assert "next" not in second
    assert first["found"] == second["found"] == len(own), "in all, whichever page it is"


def test_an_extract_older_than_six_months_is_refused(centre: Centre) -> None:
    """R-M1."""
    who = centre.professional(vetted=False)
    told = {"by": "Yksikkö", "extract_issued_on": "2025-01-01", "checked_on": "2025-08-20"}
    reply = centre.tries("attest_vetting", professional_id=who, **told)
    assert "older than 6 months" in refused(reply)


def test_a_team_is_formed_changed_and_dissolved(centre: Centre) -> None:
    one, two, team = centre.professional(), centre.professional(), {"team_id": str(uuid4())}
    situations = {"situations": ["demanding_separation"]}
    centre.does("form_team", **team, name="Erotyöryhmä", **situations, members=[one])
    centre.does("change_team", **team, members=[one, two])
    (shown,) = centre.asks("teams", situation="demanding_separation")["teams"]
    assert (shown["name"], shown["members"]) == ("Erotyöryhmä", [one, two])
    centre.does("dissolve_team", **team)
    assert centre.asks("teams")["teams"] == []


def test_a_team_of_another_region_is_not_there(centre: Centre) -> None:
    team = {"team_id": str(uuid4())}
    centre.does("form_team", **team, name="Ryhmä", situations=[], members=[centre.professional()])
    elsewhere = {"sub": "koordinaattori-9", "region": "ita-suomi"}
    assert centre.tries("dissolve_team", elsewhere, **team)["status"] == 404
    assert centre.asks("teams", elsewhere)["teams"] == []


def test_nobody_unknown_is_in_a_team(centre: Centre) -> None:
    reply = centre.tries(
        "form_team", team_id=str(uuid4()), name="Ryhmä", situations=[], members=[str(uuid4())]
    )
    assert reply["status"] == 404


def test_empty_fields_of_the_core_unit_and_one_over_half_are_flagged(centre: Centre) -> None:
    who = centre.professional()
    seat = {"field": "health", "professional_id": who, "share": "60"}
    answer = centre.does("seat_core_unit_member", **seat, **{"from": "2025-09-01"})
    assert {"code": "field_over_half", "field": "health"} in answer["flags"]
    shown = centre.asks("core_unit")
    assert [each["field"] for each in shown["flags"] if each["code"] == "empty_field"] == [
        "social", "education", "organisations",
    ]  # fmt: skip
    centre.does("unseat", field="health", professional_id=who, to="2025-09-01")
    assert centre.asks("core_unit")["seats"] == []


def test_a_county_has_a_contact_person_and_a_substitute_in_a_sector(centre: Centre) -> None:
    one, two = centre.professional(), centre.professional()
    post = {"county": "08", "sector": "education"}
    centre.does("appoint_contact_person", **post, professional_id=one, substitute=two)
    assert centre.asks("contact_persons", **post)["contact_persons"] == [
        {**post, "professional_id": one, "substitute": two}
    ]


def test_contact_persons_of_another_region_are_not_appointed_here(centre: Centre) -> None:
    who = centre.professional()
    reply = centre.tries("appoint_contact_person", county="01", sector="education", professional_id=who)
    assert reply["status"] == 404


@pytest.mark.parametrize("hours", [-1, 61, 1.005, "8", True])
def test_hours_a_week_are_a_number_with_two_decimals(centre: Centre, hours: Any) -> None:
    reply = centre.tries("set_capacity", professional_id=centre.professional(), hours_per_week=hours)
    assert reply["status"] == 422


def test_the_same_command_again_changes_nothing(centre: Centre) -> None:
    who, command_id = centre.professional(), str(uuid4())
    data = {"professional_id": who, "hours_per_week": 5}
    first = done(centre.store.send("set_capacity", data, command_id))
    assert done(centre.store.send("set_capacity", data, command_id)) == first
    other = centre.store.send("set_capacity", data | {"hours_per_week": 6}, command_id)
    assert other["status"] == 422


@pytest.mark.parametrize("share", ["1e400", 10**30, "-1e400", "NaN", "0.001"])
def test_a_share_that_is_no_percent_is_told_so(centre: Centre, share: Any) -> None:
    who = centre.professional()
    seat = {"field": "health", "professional_id": who, "share": share, "from": "2025-09-01"}
    assert centre.tries("seat_core_unit_member", **seat)["status"] == 422
