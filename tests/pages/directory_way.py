"""Professionals, teams and posts made over the API for the directory: everybody in them is made up."""

from typing import Any
from uuid import uuid4

from playwright.sync_api import expect

from tests.pages.hands import OnTheKeyboard, OnTheMouse
from tests.support.running import Running, carry_out

LAPLAND = "19"
"""A county whose professionals no other test makes."""
PROFILE: dict[str, Any] = {
    "name": "Kaisa Keksitty", "roles": ["expert"], "organisation": "Esimerkkilän yksikkö", "field": "health",
    "counties": ["08"], "county": "08", "competences": ["trauma"], "languages": ["fi", "sv"],
    "education": ["psykologi"], "background": ["lastenpsykiatria"], "modes": ["virtual"],
    "hours_per_week": 8, "contact": {"phone": "+358 40 000 0000", "email": "kaisa@esimerkki.example"},
}  # fmt: skip


def told(running: Running, command: str, data: dict[str, Any], **who: Any) -> None:
    """A command of matching, by a coordinator where nobody else is said."""
    with running.client(**who) as client:
        answer = carry_out(client, f"matching.{command}", data)
    assert answer.is_success, answer.text


def a_professional(running: Running, **more: Any) -> str:
    """Somebody in the directory; their id. more: what differs in the profile."""
    who = str(uuid4())
    told(running, "register_professional", {"professional_id": who} | PROFILE | more)
    return who


def a_team(running: Running, members: list[str], name: str = "Erotyöryhmä") -> str:
    """A standing team of these; its id."""
    team = str(uuid4())
    situations = ["demanding_separation"]
    told(running, "form_team", {"team_id": team, "name": name, "situations": situations, "members": members})
    return team


def added(hands: OnTheMouse | OnTheKeyboard, name: str) -> str:
    """Fills in the form for somebody new; the address of the page that comes then."""
    hands.within = "form.sheet"
    hands.write("name", name)
    hands.tick("roles", "expert")
    hands.write("organisation", "Esimerkkilän yksikkö")
    hands.tick("field", "health")
    hands.choose("county", LAPLAND)
    hands.tick("competences", "religious_ideology")
    hands.tick("languages", "fi")
    hands.tick("modes", "virtual")
    hands.write("hours_per_week", "4,5")
    hands.write("contact.phone", "040 000 0000")
    hands.save()
    hands.within = "main"
    expect(hands.page.locator("h1")).to_have_text(name)
    return hands.page.url.partition("?")[0]
