"""A profile's link without an account: what it opens, what it confirms, and what is said where it is over."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from shared.plumbing.tokens import issue
from tests.specs.gateway.directory_answers import AN_ID, FORM_ID, PROFILE, Directory, words
from tests.specs.gateway.edge import an_edge, refusal, send_to

OVER = "This link does not hold any more"
CLAIMS: dict[str, Any] = {
    "sub": f"link:{AN_ID}", "role": "link", "region": "sisa-suomi", "may": {"professional_id": AN_ID},
}  # fmt: skip


def by_link(
    directory: Directory,
    claims: dict[str, Any] | None = None,
    path: str = "",
    lasting: timedelta = timedelta(days=30),
    **data: Any,
) -> httpx.Response:
    """The link's page; with data, its form sent. Nobody is signed in."""
    with an_edge(directory) as app:
        token = issue(app.state.sign_in.key, claims or CLAIMS, lasting=lasting)
        page = send_to(app, "GET", f"/p/{token}", {"lang": "en"})
        if not data:
            return page
        csrf = page.text.partition('name="csrf" value="')[2].partition('"')[0]
        told = {"csrf": csrf, "form_id": FORM_ID} | data
        return send_to(app, "POST", f"/p/{token}{path}", {"lang": "en"}, data=told)


def test_it_shows_the_profile_and_no_way_elsewhere() -> None:
    page = by_link(Directory(professional=PROFILE))
    assert page.status_code == 200
    text = words(page)
    assert "Keksitty Asiantuntija" in text
    assert "Trauma, Rare diseases" in text
    assert "Is this right?" in text
    assert "Tell the OT centre of your region if your name" in text
    assert "/experts" not in page.text


def test_as_it_stands_is_one_press() -> None:
    directory = Directory(professional=PROFILE)
    answer = by_link(directory, sent="yes")
    assert directory.done == [("confirm_profile", {"professional_id": AN_ID})]
    assert answer.headers["Location"].startswith("/p/")
    assert "done=confirm_profile" in answer.headers["Location"]


def test_with_what_has_changed() -> None:
    """Everything that the form has is said; name, contact and hours are for the centre to change."""
    directory = Directory(professional=PROFILE)
    by_link(
        directory, path="/changes", roles="expert", organisation="Uusi yksikkö", competences="adhd",
        languages="fi", modes=["virtual", "on_site"], education="psykologi", name="Toinen Nimi",
    )  # fmt: skip
    assert directory.done == [("confirm_profile", {
        "professional_id": AN_ID, "roles": ["expert"], "organisation": "Uusi yksikkö", "counties": [],
        "competences": ["adhd"], "languages": ["fi"], "modes": ["virtual", "on_site"],
        "education": ["psykologi"], "background": [],
    })]  # fmt: skip


def test_what_is_refused_comes_back_as_it_was() -> None:
    said = refusal(409, "say in what role the professional works")
    directory = Directory(professional=PROFILE, refuses=said)
    page = by_link(directory, path="/changes", organisation="Uusi yksikkö")
    assert page.status_code == 409
    assert "say in what role the professional works" in words(page)
    assert 'value="Uusi yksikkö"' in page.text
    assert '<details class="fold" id="changes" open>' in page.text


@pytest.mark.parametrize(
    ("claims", "lasting"),
    [
        (CLAIMS, timedelta(seconds=-1)),
        (CLAIMS | {"may": {"referral_id": AN_ID}}, timedelta(days=30)),
        (CLAIMS | {"may": None}, timedelta(days=30)),
    ],
)
def test_a_link_that_is_over_or_for_something_else_shows_nothing(
    claims: dict[str, Any], lasting: timedelta
) -> None:
    directory = Directory(professional=PROFILE)
    page = by_link(directory, claims, lasting=lasting)
    assert page.status_code == 404
    assert OVER in words(page)
    assert "Keksitty" not in words(page)
    assert directory.asked == []


def test_a_profile_that_matching_does_not_show_is_a_kind_page_too() -> None:
    """Of somebody who is not in the directory any more; nobody is sent to the sign-in."""
    page = by_link(Directory(professional=None))
    assert page.status_code == 404
    assert OVER in words(page)
    assert "30 days" in words(page)


def test_what_is_no_token_is_over_as_well() -> None:
    with an_edge(Directory()) as app:
        page = send_to(app, "GET", "/p/no-such-link", {"lang": "en"})
    assert page.status_code == 404
    assert OVER in words(page)
