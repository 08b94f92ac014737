"""The directory's search: what is asked of matching, and what one reads of who was found (R-M9)."""

import pytest

from tests.specs.gateway.directory_answers import COORDINATOR, ROW, Directory, visit, words
from tests.specs.gateway.edge import Reply

ROLES = ("coordinator", "contact_person", "professional", "expert", "worker", "buyer", "provider", "admin")
MISFIT: Reply = {
    "status": 422,
    "problem": {"sentence": "some fields do not fit: {fields}", "values": {"fields": "free"},
                "fields": [{"field": "free", "sentence": "this is no number", "values": {}}]},
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_it_is_open_to_whoever_works_with_children(role: str) -> None:
    """R-M9: without a referral, from the menu."""
    page = visit("/experts", role=role)
    assert page.status_code == 200
    assert '<a href="/experts" aria-current="page">' in page.text


def test_all_that_is_wished_for_is_asked_at_once() -> None:
    directory = Directory()
    visit("/experts?competence=trauma&county=08&role=expert&language=sv&free=2,5", directory, **COORDINATOR)
    wished = {"competence": "trauma", "county": "08", "role": "expert", "language": "sv"}
    assert directory.asked == [("professionals", wished | {"free": 2.5, "limit": 20})]


def test_how_many_were_found_is_said_and_the_next_page_keeps_the_wishes() -> None:
    found = {"professionals": [ROW], "found": 46, "next": ROW["professional_id"]}
    page = visit("/experts?county=08", Directory(professionals=found), **COORDINATOR)
    assert "46 people found" in words(page)
    assert f'href="?county=08&amp;cursor={ROW["professional_id"]}"' in page.text


def test_who_is_found_is_told_with_what_matters() -> None:
    """Where they work, what they know, how many hours are free, who has not confirmed, who is shared."""
    stale = ROW | {"stale": True, "shared": True, "confirmed_on": "2026-01-15"}
    text = words(
        visit("/experts", Directory(professionals={"professionals": [stale], "found": 1}), **COORDINATOR)
    )
    assert "Keksitty Asiantuntija Expert Esimerkkilän yksikkö" in text
    assert "Not confirmed since 15 Jan 2026 Shared nationally" in text
    assert "Trauma, Rare diseases" in text
    assert "Pirkanmaa, Kanta-Häme (remotely)" in text
    assert "4.5 h free a week of 8 h" in text


def test_who_takes_nothing_new_says_so() -> None:
    paused = ROW | {"state": "paused", "paused_until": "2027-01-31", "free": 0.0}
    text = words(
        visit("/experts", Directory(professionals={"professionals": [paused], "found": 1}), **COORDINATOR)
    )
    assert "Paused until 31 Jan 2027" in text
    assert "0 h takes nothing new now" in text


def test_an_empty_search_says_what_else_to_ask_for() -> None:
    """The county goes first, then the hours, and what one knows last; each link drops one wish."""
    nobody = Directory(professionals={"professionals": [], "found": 0})
    page = visit("/experts?competence=trauma&county=01&free=5", nobody, **COORDINATOR)
    assert "Nobody found" in words(page)
    dropped = ["competence=trauma&amp;free=5", "competence=trauma&amp;county=01", "county=01&amp;free=5"]
    places = [page.text.find(f'href="/experts?{each}"') for each in dropped]
    assert -1 not in places
    assert places == sorted(places)


def test_a_directory_without_anybody_says_so() -> None:
    nobody = Directory(professionals={"professionals": [], "found": 0})
    assert "There is nobody in the directory yet." in words(visit("/experts", nobody, **COORDINATOR))


def test_what_does_not_fit_stands_at_its_field_and_nothing_is_lost() -> None:
    page = visit("/experts?county=08&free=many", Directory(professionals=MISFIT), **COORDINATOR)
    assert page.status_code == 422
    assert 'value="many"' in page.text
    assert '<option value="08" selected>' in page.text
    assert 'id="f-free-wrong">this is no number' in page.text


def test_who_keeps_a_profile_finds_it() -> None:
    """Experts and workers; where they keep none, they are led to all."""
    directory = Directory(professionals={"professionals": [], "found": 0})
    page = visit("/experts?mine=yes", directory, role="worker")
    assert directory.asked == [("professionals", {"mine": True, "limit": 20})]
    assert 'name="mine" value="yes" checked' in page.text
    assert '<a href="/experts">All profiles</a>' in page.text
    assert 'name="mine"' not in visit("/experts", role="buyer").text


def test_only_coordinators_are_offered_to_add_somebody() -> None:
    offered = {role: "/experts/new" in visit("/experts", role=role).text for role in ROLES}
    assert [role for role, there in offered.items() if there] == ["coordinator"]
