"""A professional's page: what each role reads and is offered, what its forms say, how one is reached."""

from typing import Any

import pytest

from tests.specs.gateway.directory_answers import (
    AN_ID,
    COORDINATOR,
    PRIVATE,
    PROFILE,
    Directory,
    forms,
    post,
    visit,
    words,
)
from tests.specs.gateway.edge import refusal

PATH = f"/experts/{AN_ID}"
A_CASE = "ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7"
A_PERSON = "7d0c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a10"
BY_CENTRE = [
    "confirm_profile", "update_profile", "set_capacity", "pause", "attest_vetting", "declare_conflict",
    "share_nationally", "retire",
]  # fmt: skip
SENT: dict[str, Any] = {
    "name": "Keksitty Asiantuntija", "roles": ["expert"], "organisation": "Esimerkkilän yksikkö",
    "field": "health", "county": "08", "competences": ["trauma"], "languages": ["fi"], "modes": ["virtual"],
    "education": "psykologi\nterapeutti", "contact.email": "keksitty@esimerkki.example",
}  # fmt: skip


def offered(directory: Directory, **who: Any) -> list[str]:
    """The forms on the professional's page."""
    return forms(visit(PATH, directory, **who))


def test_each_role_is_offered_what_is_theirs_to_do() -> None:
    """The centre all of it, admins the sharing, providers hours and vetting of their own, others nothing."""
    public, own = Directory(professional=PROFILE), Directory()
    assert offered(own, **COORDINATOR) == BY_CENTRE
    assert offered(own, role="admin") == ["share_nationally"]
    assert offered(public, role="provider", organisation="esimerkkilän yksikkö ") == [
        "set_capacity", "attest_vetting",
    ]  # fmt: skip
    assert offered(public, role="provider", organisation="Toinen Oy") == []
    assert offered(own, role="expert") == ["confirm_profile", "update_profile"]
    for role in ("expert", "worker", "contact_person", "professional", "buyer"):
        assert offered(public, role=role) == []


def test_a_form_is_offered_where_it_makes_sense() -> None:
    paused = PROFILE | PRIVATE | {"state": "paused", "shared": True}
    assert offered(Directory(professional=paused), **COORDINATOR) == [
        "confirm_profile", "update_profile", "set_capacity", "resume", "attest_vetting", "declare_conflict",
        "stop_sharing", "retire",
    ]  # fmt: skip
    gone = PROFILE | PRIVATE | {"state": "retired"}
    assert offered(Directory(professional=gone), **COORDINATOR) == ["resume"]


def test_how_they_are_reached_is_told_where_it_may_be_seen() -> None:
    """A phone number and an email that a program opens; for others the way through the centre."""
    page = visit(PATH, **COORDINATOR)
    assert '<a href="tel:+358400000000">+358 40 000 0000</a>' in page.text
    assert '<a href="mailto:keksitty@esimerkki.example">' in page.text
    page = visit(PATH, Directory(professional=PROFILE), role="professional")
    assert "Through the OT centre" in words(page)
    assert '<a href="/calls/new">' in page.text
    assert "tel:" not in page.text


def test_only_the_centre_makes_links() -> None:
    assert f'href="{PATH}/link"' in visit(PATH, **COORDINATOR).text
    assert f'href="{PATH}/link"' not in visit(PATH, role="expert").text


def test_hours_taken_are_a_table_for_who_may_see_them() -> None:
    reserved = {"match_request_id": A_CASE, "hours_per_week": 3.5, "starts_on": "2026-11-01"}
    taken = Directory(professional=PROFILE | PRIVATE | {"reservations": [reserved]})
    assert "1 Nov 2026 No end agreed 3.5" in words(visit(PATH, taken, **COORDINATOR))


def test_a_changed_profile_says_all_of_its_lists() -> None:
    """What is not ticked any more is none any more; a language that the form does not offer stays."""
    known = Directory(professional=PROFILE | PRIVATE | {"languages": ["fi", "sv", "hu"]})
    assert post(f"{PATH}/do/update_profile", known, SENT, **COORDINATOR).is_redirect
    ((command, data),) = known.done
    assert command == "update_profile"
    assert data["languages"] == ["fi", "hu"]
    assert data["competences"] == ["trauma"]
    assert data["counties"] == data["background"] == []
    assert data["education"] == ["psykologi", "terapeutti"]
    assert data["contact"] == {"email": "keksitty@esimerkki.example"}


def test_a_name_that_was_taken_out_is_not_left_out() -> None:
    """It would stay as it was, and its writer would think that it was changed."""
    known = Directory()
    post(f"{PATH}/do/update_profile", known, SENT | {"name": ""}, **COORDINATOR)
    assert known.done[0][1]["name"] == ""


@pytest.mark.parametrize(
    ("with_whom", "told"), [("person", {"person_id": A_PERSON}), ("case", {"case_id": A_CASE})]
)
def test_a_conflict_is_declared_by_the_number_of_a_case(with_whom: str, told: dict[str, str]) -> None:
    """R-M1: people know a case's number; matching is told the case, or whom it is about."""
    known = Directory(cases={"cases": [{"case_id": A_CASE}]}, case={"case_id": A_CASE, "person_id": A_PERSON})
    sent = {"case_number": "2026-00004", "with_whom": with_whom, "reason": "Sukulainen."}
    assert post(f"{PATH}/do/declare_conflict", known, sent, **COORDINATOR).is_redirect
    conflict = {"professional_id": AN_ID, "with": told, "reason": "Sukulainen."}
    assert known.done == [("declare_conflict", conflict)]


def test_a_conflict_in_a_case_that_there_is_not_is_said_at_its_field() -> None:
    known = Directory(cases={"cases": []})
    sent = {"case_number": "1999-1", "with_whom": "case", "reason": "Sukulainen."}
    page = post(f"{PATH}/do/declare_conflict", known, sent, **COORDINATOR)
    assert page.status_code == 422
    assert known.done == []
    assert "Number of the case: there is no such case here" in words(page)
    assert 'value="1999-1"' in page.text
    assert ">Sukulainen.</textarea>" in page.text


def test_a_refusal_brings_the_form_back_as_it_was() -> None:
    known = Directory(refuses=refusal(409, "the pause ends before it begins"))
    sent = {"reason": "Vapaalla.", "until": "2020-01-01"}
    page = post(f"{PATH}/do/pause", known, sent, **COORDINATOR)
    assert page.status_code == 409
    assert "the pause ends before it begins" in words(page)
    assert '<details class="fold" id="pause" open>' in page.text
    assert 'value="2020-01-01"' in page.text


def test_somebody_is_added_with_an_id_of_the_form() -> None:
    """Sent twice, it is the same command, and the page of who was added comes next."""
    known = Directory()
    sent = SENT | {"hours_per_week": "4,5"}
    first = post("/experts/new", known, sent, **COORDINATOR)
    post("/experts/new", known, sent, **COORDINATOR)
    one, other = (data for _, data in known.done)
    assert one == other
    assert (one["hours_per_week"], one["counties"]) == (4.5, [])
    assert "contact" in one
    assert first.headers["Location"].startswith(
        f"/experts/{one['professional_id']}?done=register_professional"
    )


@pytest.mark.parametrize("role", ["expert", "buyer", "admin"])
def test_others_are_told_who_adds_people(role: str) -> None:
    page = visit("/experts/new", role=role)
    assert page.status_code == 403
    assert "added by the OT centre's coordinators" in words(page)
