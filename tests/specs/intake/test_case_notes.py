"""Between meetings: the child's view, contacts, willingness, risk. Whoever works on the case notes them."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.intake.commands import COMMANDS
from services.intake.domain.case.language import Absent, ChildView, Engagement
from tests.specs.intake.case_desk import BUYER, COORDINATOR, WORKER, CaseDesk, done, member
from tests.specs.intake.case_story import AUGUST_25, Decision, does, given, moment

SEPTEMBER = date(2025, 9, 3)
VIEW = does("record_child_view", view="Haluan nukkua paremmin.", by="worker", on=SEPTEMBER)
CONTACT = does(
    "log_contact",
    with_whom="Huoltaja",
    direction="incoming",
    channel="phone",
    contacted_at=moment(SEPTEMBER),
    gist="Viikko sujui.",
    at=moment(SEPTEMBER, 13),
)
WILLING = does("note_engagement", towards="worker", level=3, on=SEPTEMBER)
RISK = does(
    "assess_risk",
    sectors=("family_law", "child_welfare"),
    absent=(Absent("police", "Ei vireillä olevaa asiaa."),),
    conclusion="Ei välitöntä vaaraa.",
    text="Arvioitiin yhdessä.",
    on=SEPTEMBER,
)
NOTES = {decision.verb: decision for decision in (VIEW, CONTACT, WILLING, RISK)}


def test_the_child_s_view_is_recorded() -> None:
    """R-C12: before a plan the child's view is recorded, or why not."""
    given().when(VIEW).then("ChildViewRecorded").then_it_is(
        child_views=(ChildView("Haluan nukkua paremmin.", None, "worker", SEPTEMBER),)
    )


def test_why_the_child_was_not_asked_is_recorded() -> None:
    """R-C12: before a plan the child's view is recorded, or why not."""
    unasked = does("record_child_view", why_not="Lapsi on kaksivuotias.", by="worker", on=SEPTEMBER)
    given().when(unasked).then("ChildViewRecorded", view=None, why_not="Lapsi on kaksivuotias.")


def test_a_contact_is_logged_with_when_it_was() -> None:
    given().when(CONTACT).then("ContactLogged", at=moment(SEPTEMBER), channel="phone")


def test_no_contact_is_logged_ahead() -> None:
    ahead = CONTACT.but(contacted_at=moment(SEPTEMBER + timedelta(days=1)))
    given().when(ahead).then_refused("the time given is in the future")


def test_willingness_is_noted_towards_somebody() -> None:
    given(WILLING).when(WILLING.but(towards="education", level=0)).then("EngagementNoted").then_it_is(
        engagements=(Engagement("worker", 3, SEPTEMBER), Engagement("education", 0, SEPTEMBER))
    )


def test_a_risk_is_assessed_by_sectors_and_who_was_away_is_named() -> None:
    """R-C6: a sector that did not take part is named with a reason."""
    given().when(RISK).then("RiskAssessed", absent=(Absent("police", "Ei vireillä olevaa asiaa."),))


def test_nobody_took_part_and_was_away() -> None:
    """R-C6: one or the other."""
    both = RISK.but(absent=(Absent("family_law", "Loma."),))
    given().when(both).then_refused("either took part or was absent: family_law")


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_nothing_is_noted_on_a_closed_case(note: Decision) -> None:
    given(does("close_case", reason="Valmis.", on=AUGUST_25)).when(note).then_refused("the case is closed")


@pytest.mark.parametrize("note", [VIEW, WILLING, RISK], ids=lambda note: note.verb)
def test_nothing_is_noted_for_a_day_before_the_opening(note: Decision) -> None:
    given().when(note.but(on=AUGUST_25 - timedelta(days=1))).then_refused("opened only on")


@pytest.mark.parametrize("name", NOTES)
def test_who_works_on_a_case_notes(desk: CaseDesk, name: str) -> None:
    case_id = desk.open(member("worker", WORKER), member("buyer", BUYER))
    told: dict[str, Any] = {**COMMANDS[name].example, "case_id": case_id}
    for who in (WORKER, COORDINATOR):
        assert len(done(desk.store.send(name, told, who=who))["facts"]) == 1
    assert desk.store.send(name, told, who=BUYER)["status"] == 403
    assert desk.store.send(name, told, who={**WORKER, "sub": "tukihenkilo-9"})["status"] == 404


def test_a_direction_is_written_out() -> None:
    """`in` and `out` are understood."""
    log = COMMANDS["log_contact"]
    spoken = log.model_validate({**log.example, "direction": "out"})
    assert spoken == log.model_validate({**log.example, "direction": "outgoing"})
