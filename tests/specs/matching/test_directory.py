"""Teams, a region's core unit and the counties' contact persons."""

from datetime import date
from decimal import Decimal

import pytest

from services.matching.domain.directory import ContactPerson, CoreUnit, Team
from services.matching.domain.directory.core_unit import Flag
from shared.kernel.refused import Refused
from tests.specs.matching.bank import TODAY, id_of
from tests.specs.matching.scenario import Decision, Scenario, does, given


def team() -> Team:
    return Team.form_team(
        id=id_of(50),
        region="sisa-suomi",
        name="Erotiimi",
        situations=("demanding_separation",),
        members=(id_of(1), id_of(2)),
    )


def seat(number: int, field: str, share: str = "50", **told: object) -> Decision:
    told = {"since": TODAY, **told}
    return does(
        "seat_core_unit_member", field=field, professional_id=id_of(number), share=Decimal(share), **told
    )


FIELDS = [seat(1, "health"), seat(2, "social"), seat(3, "education"), seat(4, "organisations")]


def core_unit(*decisions: Decision) -> Scenario[CoreUnit]:
    return given(CoreUnit.form(region="sisa-suomi"), *decisions)


def test_a_team_is_changed_and_dissolved() -> None:
    change = does("change_team", members=(id_of(1), id_of(3)))
    formed = given(team()).when(change).then("TeamChanged")
    formed.then_it_is(members=(id_of(1), id_of(3)), name="Erotiimi")
    formed.when(change).then_refused("nothing of this differs")
    formed.when(does("change_team", members=())).then_refused("at least one member")
    formed.when(does("dissolve_team")).then_it_is(state="dissolved")
    formed.when(change).then_refused("was dissolved")


def test_no_team_of_nobody() -> None:
    with pytest.raises(Refused, match="at least one member"):
        Team.form_team(id=id_of(50), region="sisa-suomi", name="Tiimi", situations=(), members=())


def test_four_fields_in_balance_have_no_flag() -> None:
    assert core_unit(*FIELDS).stream.flags_on(TODAY) == ()


def test_an_empty_field_and_one_over_half_are_flagged() -> None:
    """Flagged, never refused; half exactly is no flag."""
    unit = core_unit(FIELDS[0], FIELDS[1], seat(5, "social", "10")).stream
    assert unit.flags_on(TODAY) == (
        Flag("empty_field", "education"),
        Flag("empty_field", "organisations"),
        Flag("field_over_half", "social"),
    )
    assert {flag.code for flag in core_unit(FIELDS[0], FIELDS[1]).stream.flags_on(TODAY)} == {"empty_field"}


def test_who_leaves_sits_to_their_last_day() -> None:
    leave = does("unseat", field="health", professional_id=id_of(1), until=date(2025, 9, 30))
    unit = core_unit(*FIELDS, leave)
    assert len(unit.stream.on(date(2025, 9, 30))) == 4
    assert unit.stream.flags_on(date(2025, 10, 1)) == (Flag("empty_field", "health"),)
    unit.when(leave).then_refused("does not sit in this field after that day")


def test_a_seat_is_taken_once_at_a_time() -> None:
    later = seat(1, "health", since=date(2026, 1, 1))
    unit = core_unit(seat(1, "health", until=date(2025, 12, 31)))
    unit.when(seat(1, "health")).then_refused("sits in this field already")
    unit.when(later).then("CoreUnitMemberSeated")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (seat(1, "health", "0"), "more than 0"),
        (seat(1, "health", "100.5"), "at most 100"),
        (seat(1, "health", until=date(2025, 9, 1)), "ends before it begins"),
    ],
)
def test_a_seat_that_cannot_be(wrong: Decision, sentence: str) -> None:
    given(CoreUnit.form(region="sisa-suomi")).when(wrong).then_refused(sentence)


def test_a_contact_person_with_a_substitute() -> None:
    appoint = does("appoint_contact_person", professional_id=id_of(1), substitute=id_of(2), on=TODAY)
    post = given(ContactPerson.open(county="08", sector="education")).when(appoint)
    post.then("ContactPersonAppointed").then_it_is(professional_id=id_of(1), substitute=id_of(2))
    post.when(appoint).then_refused("already")
    post.when(appoint.but(substitute=id_of(1))).then_refused("stands in for themselves")
    post.when(appoint.but(professional_id=id_of(3))).then_it_is(professional_id=id_of(3))
    assert post.stream.subject == "contact-person/08/education"
