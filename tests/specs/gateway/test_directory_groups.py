"""Teams, the core unit and contact persons on their pages: who they are by name, and what their forms say."""

from typing import Any

from tests.specs.gateway.directory_answers import (
    AN_ID,
    COORDINATOR,
    OTHER_ID,
    ROW,
    Directory,
    forms,
    post,
    visit,
    words,
)
from tests.specs.gateway.edge import refusal

TEAM_ID = "0d8f3f52-5a53-4f0f-8a3c-6c5b1c1f7d10"
TEAM: dict[str, Any] = {
    "team_id": TEAM_ID, "region": "sisa-suomi", "name": "Erotyöryhmä",
    "situations": ["demanding_separation"], "members": [AN_ID, OTHER_ID], "state": "formed",
}  # fmt: skip
TWO = {
    "professionals": [ROW, ROW | {"professional_id": OTHER_ID, "name": "Kuviteltu Valmentaja"}], "found": 2,
}  # fmt: skip
GONE = {"professionals": [ROW, ROW | {"professional_id": OTHER_ID, "state": "retired"}], "found": 2}
SEATS = [
    {"field": field, "professional_id": who, "share": share, "since": "2026-01-01"}
    for field, who, share in (("health", AN_ID, "60"), ("health", OTHER_ID, "50"), ("social", AN_ID, "33.5"))
]
FLAGS = [
    {"code": "field_over_half", "text": "", "field": "health"},
    {"code": "empty_field", "text": "", "field": "organisations"},
]
POST = {"county": "08", "sector": "education", "professional_id": AN_ID, "substitute": OTHER_ID}


def with_teams(**more: Any) -> Directory:
    """A directory of two, who are a team."""
    return Directory(**{"teams": {"teams": [TEAM]}, "professionals": TWO, **more})


def test_a_teams_members_are_named_from_one_question() -> None:
    """However many they are, nobody is asked about one by one."""
    directory = with_teams()
    page = visit("/experts/teams", directory, role="professional")
    assert [name for name, _ in directory.asked] == ["teams", "professionals"]
    assert "1 team found" in words(page)
    assert "Erotyöryhmä" in words(page)
    assert f'<a href="/experts/{OTHER_ID}">Kuviteltu Valmentaja</a>' in page.text
    assert "Form a team" not in words(page)


def test_teams_come_a_page_at_a_time() -> None:
    many = with_teams(teams={"teams": [TEAM | {"name": f"Tiimi {n}"} for n in range(45)]})
    first, last = (
        visit(path, many, **COORDINATOR) for path in ("/experts/teams", "/experts/teams?cursor=40")
    )
    assert "45 teams found" in words(first)
    assert 'href="?cursor=20"' in first.text
    assert "Tiimi 44" in words(last)
    assert "Tiimi 39" not in words(last)
    assert 'rel="next"' not in last.text


def test_a_situation_without_a_team_leads_back_to_all() -> None:
    page = visit("/experts/teams?situation=rare_disease", Directory(), **COORDINATOR)
    assert "No team in the region takes on this situation yet. Show all teams" in words(page)


def test_a_team_is_formed_of_whom_one_chose() -> None:
    """Rows that were left empty, and one that names somebody twice, do no harm."""
    directory = with_teams()
    sent = {
        "name": "Uusi tiimi", "situations": ["rare_disease"], "members.rows": "4",
        "members.0.professional_id": OTHER_ID, "members.2.professional_id": AN_ID,
        "members.3.professional_id": OTHER_ID,
    }  # fmt: skip
    answer = post("/experts/teams/new", directory, sent, **COORDINATOR)
    ((command, data),) = directory.done
    assert command == "form_team"
    assert data["members"] == [OTHER_ID, AN_ID]
    assert answer.headers["Location"].startswith(f"/experts/teams/{data['team_id']}?done=form_team")


def test_a_refused_team_comes_back_with_its_rows() -> None:
    directory = with_teams(refuses=refusal(409, "a team has at least one member"))
    page = post("/experts/teams/new", directory, {"name": "Uusi tiimi"}, **COORDINATOR)
    assert page.status_code == 409
    assert 'value="Uusi tiimi"' in page.text
    assert "a team has at least one member" in words(page)


def test_a_team_is_changed_and_dissolved_by_the_centre_alone() -> None:
    path = f"/experts/teams/{TEAM_ID}"
    assert forms(visit(path, with_teams(), role="expert")) == []
    page = visit(path, with_teams(), **COORDINATOR)
    assert forms(page) == ["change_team", "dissolve_team"]
    assert f'<option value="{OTHER_ID}" selected>' in page.text
    directory = with_teams()
    post(f"{path}/do/dissolve_team", directory, {}, **COORDINATOR)
    assert directory.done == [("dissolve_team", {"team_id": TEAM_ID})]


def test_who_has_left_stays_chosen_in_their_team_and_is_offered_nowhere_else() -> None:
    page = visit(f"/experts/teams/{TEAM_ID}", with_teams(professionals=GONE), **COORDINATOR)
    assert f'<option value="{OTHER_ID}" selected>' in page.text
    assert OTHER_ID not in visit("/experts/teams/new", with_teams(professionals=GONE), **COORDINATOR).text


def test_a_team_that_there_is_not_is_not_found() -> None:
    page = visit(f"/experts/teams/{TEAM_ID}", Directory(), **COORDINATOR)
    assert page.status_code == 404
    assert "there is no such team in your region" in words(page)


def test_the_four_fields_tell_their_shares_and_what_is_out_of_balance() -> None:
    unit = {"region": "sisa-suomi", "seats": SEATS, "flags": FLAGS}
    text = words(visit("/experts/core-unit", with_teams(core_unit=unit), role="buyer"))
    assert "Core unit of Inner Finland" in text
    assert "Health care This field has more than half of all shares 2 110 % 77 %" in text
    assert "Social welfare 1 33.5 % 23 %" in text
    assert "Organisations Nobody sits in this field 0 0 % 0 %" in text
    assert "Kuviteltu Valmentaja Health care Esimerkkilän yksikkö 50 % 1 Jan 2026 No end agreed" in text


def test_a_seat_is_ended_by_choosing_it() -> None:
    """Somebody may sit in two fields: each seat is one choice."""
    directory = with_teams(core_unit={"region": "sisa-suomi", "seats": SEATS, "flags": []})
    page = visit("/experts/core-unit", directory, **COORDINATOR)
    assert f'<option value="social {AN_ID}">Keksitty Asiantuntija, Social welfare</option>' in page.text
    post(
        "/experts/core-unit/do/unseat",
        directory,
        {"seat": f"social {AN_ID}", "to": "2026-12-31"},
        **COORDINATOR,
    )
    assert directory.done == [("unseat", {"field": "social", "professional_id": AN_ID, "to": "2026-12-31"})]


def test_a_unit_without_seats_offers_to_seat_somebody_only() -> None:
    page = visit("/experts/core-unit", with_teams(), **COORDINATOR)
    assert forms(page) == ["seat_core_unit_member"]
    assert "Nobody sits in the core unit yet." in words(page)


def test_every_sector_of_the_regions_counties_has_its_row() -> None:
    """Where nobody is appointed, so it says."""
    directory = with_teams(contact_persons={"contact_persons": [POST]})
    page = visit("/experts/contact-persons", directory, role="professional")
    text = words(page)
    assert "Education services Keksitty Asiantuntija Kuviteltu Valmentaja" in text
    assert "Police None yet" in text
    assert text.index("Kanta-Häme Sector") < text.index("Pirkanmaa Sector")
    assert forms(page) == []


def test_one_county_and_sector_may_be_asked_for() -> None:
    directory = with_teams(contact_persons={"contact_persons": [POST]})
    text = words(visit("/experts/contact-persons?county=08&sector=education", directory, **COORDINATOR))
    assert ("contact_persons", {"county": "08", "sector": "education"}) in directory.asked
    assert "Pirkanmaa Sector Contact person Substitute Education services Keksitty Asiantuntija" in text
    assert "Kanta-Häme Sector" not in text


def test_a_contact_person_is_appointed_with_a_substitute() -> None:
    directory = with_teams()
    answer = post("/experts/contact-persons/do/appoint_contact_person", directory, POST, **COORDINATOR)
    assert directory.done == [("appoint_contact_person", POST)]
    assert answer.headers["Location"].startswith("/experts/contact-persons?county=08&done=")
