"""Every form of the edge, filled in by somebody who means harm, as each role that sees it and as none.

Nothing breaks, nothing that was typed or stored is at work on a page, and one is sent on to this site only.
What is on offer comes from the app's own addresses: a form that no page shows, or that nobody tries, fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from services.gateway.pages import case_forms, contact_forms, person_forms
from services.gateway.pages.billing import order_forms
from services.gateway.pages.billing.agreements import EVERY as OF_AN_AGREEMENT
from services.gateway.pages.billing.invoices import EVERY as OF_AN_INVOICE
from services.gateway.pages.billing.payments import EVERY as OF_A_PAYMENT
from services.gateway.pages.directory import profile_forms
from services.gateway.pages.directory.contact_persons import EVERY as OF_A_POST
from services.gateway.pages.directory.core_unit import EVERY as OF_THE_CORE_UNIT
from services.gateway.pages.directory.teams import EVERY as OF_A_TEAM
from services.gateway.pages.feedback import forms as feedback_forms
from services.gateway.pages.matching import search_forms
from services.gateway.pages.matching.offers import EVERY as OF_AN_OFFER
from services.gateway.pages.meetings import DONE as OF_A_MEETING
from services.gateway.pages.reports import DONE as OF_A_REPORT
from tests.specs.gateway.edge import an_edge, paths
from tests.specs.gateway.trying import (
    NOBODY,
    ROLES,
    Edge,
    Found,
    an_edge_that_tells,
    as_a_pattern,
    forms_on,
    opened,
)
from tests.support.hostile import HOSTILE, MARKUP, PLANTED, a_share, assert_calm, bodies_of, encoded

BY_MACHINES = {"/sign-in/ended"}
"""What the sign-in service sends; no page has a form for it."""
VALUES = list(HOSTILE.values())
EVERY_FORM = {
    "/cases/{case_id}/do/{name}": case_forms.EVERY,
    "/referrals/{referral_id}/{name}": contact_forms.EVERY,
    "/orders/{order_id}/do/{name}": order_forms.EVERY,
    "/agreements/{agreement_id}/do/{name}": OF_AN_AGREEMENT,
    "/invoices/{number}/do/{name}": OF_AN_INVOICE,
    "/payments/{entry_id}/do/{name}": OF_A_PAYMENT,
    "/experts/{professional_id}/do/{name}": profile_forms.EVERY,
    "/experts/teams/{team_id}/do/{name}": OF_A_TEAM,
    "/experts/core-unit/do/{name}": OF_THE_CORE_UNIT,
    "/experts/contact-persons/do/{name}": OF_A_POST,
    "/searches/{match_request_id}/do/{name}": search_forms.EVERY,
    "/follow-ups/{follow_up_id}/do/{name}": feedback_forms.EVERY,
    "/offers/{match_request_id}/{professional_id}/do/{name}": OF_AN_OFFER,
    "/people/{person_id}/do/{name}": {*person_forms.EVERY, "search"},
    "/cases/{case_id}/meetings/{meeting_id}/{command}": set(OF_A_MEETING) - {"schedule_meeting"},
    "/cases/{case_id}/reports/{month}/{command}": set(OF_A_REPORT),
    "/operations/parked/{service}/{source}/{position}/{verb}": {"retry", "discard"},
}
"""Addresses with several forms, and which."""
with an_edge() as built:
    TAKING = [p for method, p in paths(built.router) if method == "POST" and not p.startswith("/api/")]
BY_PEOPLE = [path for path in TAKING if path not in BY_MACHINES]


@dataclass
class Pages:
    """Every page as everybody sees it, and the forms that stand on them, each once."""

    edge: Edge
    forms: dict[str, Found] = field(default_factory=dict)
    shown: int = 0

    def of(self, path: str) -> list[Found]:
        """The forms that are sent to an address."""
        pattern = as_a_pattern(path)
        return [found for action, found in self.forms.items() if pattern.fullmatch(action)]


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    with an_edge_that_tells() as edge:
        made = Pages(edge)
        for role, state, here, answer in opened(edge):
            assert_calm(answer, (role, state, here))
            made.shown += answer.is_success and f"&lt;{PLANTED}" in answer.text
            for found in forms_on(edge, role, state, here, answer.text):
                if found.form.method == "post":
                    made.forms.setdefault(found.form.action, found)
        yield made


def test_every_page_shows_what_was_stored_as_text(pages: Pages) -> None:
    """Each was drawn with markup in every text there is a place for, and none of it was at work."""
    assert pages.shown > 100


@pytest.mark.parametrize("path", BY_PEOPLE)
def test_an_address_that_takes_forms_has_them_on_pages(path: str, pages: Pages) -> None:
    found = pages.of(path)
    assert found, "no page shows a form that is sent here"
    told = {one.form.action.rpartition("/")[2] for one in found}
    assert set(EVERY_FORM.get(path, ())) <= told


@pytest.mark.parametrize("path", BY_PEOPLE)
def test_one_field_at_a_time(path: str, pages: Pages) -> None:
    for turn, found in enumerate(pages.of(path)):
        for at, name in enumerate((*found.form.typed, "form_id")):
            odd = VALUES[(turn * 7 + at) % len(VALUES)]
            body = encoded(list(found.form.filled(**{name: odd}).items()))
            assert_calm(pages.edge.post(found, body), (found.form.action, name, odd[:40]))


@pytest.mark.parametrize("path", BY_PEOPLE)
def test_all_fields_at_once(path: str, pages: Pages) -> None:
    """Refused with all of it said back, and taken."""
    for turn, found in enumerate(pages.of(path)):
        for at, odd in enumerate(a_share(VALUES, turn, of=12)):
            body = encoded(list(found.form.filled(**dict.fromkeys(found.form.typed, odd)).items()))
            pages.edge.services.takes = bool(at % 2)
            try:
                assert_calm(pages.edge.post(found, body), (found.form.action, odd[:40]))
            finally:
                pages.edge.services.takes = False


@pytest.mark.parametrize("what", HOSTILE)
def test_each_of_them_in_the_form_with_every_kind_of_field(what: str, pages: Pages) -> None:
    """Into a contact that is written down, a plan with goals in rows, and a correction with what it was."""
    for path in ("/calls/{form_id}", "/cases/{case_id}/plan"):
        found = pages.of(path)[0]
        body = encoded(list(found.form.filled(**dict.fromkeys(found.form.typed, HOSTILE[what])).items()))
        assert_calm(pages.edge.post(found, body), (path, what))
    correction = next(one for one in pages.forms.values() if one.form.action.endswith("/correct_meeting"))
    body = encoded(list(correction.form.filled(was=HOSTILE[what]).items()))
    assert_calm(pages.edge.post(correction, body), what)


@pytest.mark.parametrize("path", TAKING)
def test_what_is_no_form_is_refused(path: str, pages: Pages) -> None:
    """With a token that holds; whatever the body is said to be."""
    address = next(address for one, address in pages.edge.addresses("POST") if one == path)
    found = next(iter(pages.of(path)), None)
    fields = found.form.fields if found else [("logout_token", "x")]
    role, state = (found.role, found.state) if found else (NOBODY, 0)
    for what, (body, kind) in a_share(bodies_of(fields).items(), TAKING.index(path), of=7):
        headers = {"Content-Type": kind} if kind else {}
        answer = pages.edge.send(role, state, "POST", address, content=body, headers=headers)
        assert_calm(answer, (path, what))


@pytest.mark.parametrize("path", BY_PEOPLE)
def test_without_its_token_it_is_refused(path: str, pages: Pages) -> None:
    """With none, a made-up one and somebody else's, whatever else is wrong."""
    found = pages.of(path)[0]
    whose = "coordinator" if found.role != "coordinator" else "admin"
    known = dict(found.form.fields)["csrf"]
    for token in ("", MARKUP, pages.edge.token(whose), known[:-1]):
        for fields in (found.form.fields, [(name, MARKUP) for name, _ in found.form.fields]):
            sent = encoded([(name, token if name == "csrf" else value) for name, value in fields])
            answer = pages.edge.post(found, sent)
            assert_calm(answer, (path, token[:20]))
            assert answer.status_code == (403 if found.role else answer.status_code), path


@pytest.mark.parametrize("path", BY_PEOPLE)
def test_whoever_sends_it(path: str, pages: Pages) -> None:
    """As every role, with a token of its own, and as nobody."""
    found = pages.of(path)[0]
    for role in (*ROLES, NOBODY):
        fields = list(found.form.filled(csrf=pages.edge.token(role)).items())
        answer = pages.edge.send(role, found.state, "POST", found.form.action, content=encoded(fields))
        assert_calm(answer, (path, role))
