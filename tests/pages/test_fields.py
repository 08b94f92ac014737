"""How a posted form becomes a command's data."""

from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from services.gateway.pages.fields import Field, names, nearest, read, rows_of
from services.gateway.pages.wrongs import wrongs
from services.gateway.problems import Problem

STEP = (Field("what", "What"), Field("responsible.sector", "Sector", "select", "sectors"))
FORM = (
    Field("minutes", "Minutes", "number"),
    Field("held_at", "Held", "moment"),
    Field("present", "Present", "yes"),
    Field("kinds", "Kinds", "boxes", "support_kinds"),
    Field("steps", "Steps", "rows", rows=4, fields=STEP),
)


def test_values_get_their_kinds() -> None:
    """Numbers are numbers, a Finnish time has its zone, a tick is true."""
    posted = FormData(
        [("minutes", "20"), ("held_at", "2023-03-07T09:20"), ("present", "yes"), ("kinds", "a")]
    )
    assert read(FORM, posted).data == {
        "minutes": 20,
        "held_at": "2023-03-07T09:20:00+02:00",
        "present": True,
        "kinds": ["a"],
        "steps": [],
    }


def test_what_is_no_number_is_left_for_the_service_to_refuse() -> None:
    """The page bends nothing."""
    assert read(FORM, FormData([("minutes", "a while")])).data["minutes"] == "a while"


def test_empty_rows_are_left_out_and_the_others_move_up() -> None:
    """So that a refusal of `steps.0` finds the row that is shown first again."""
    filled = read(FORM, FormData([("steps.2.what", "Call"), ("steps.2.responsible.sector", "police")]))
    assert filled.data["steps"] == [{"what": "Call", "responsible": {"sector": "police"}}]
    assert filled.values["steps.0.what"] == "Call"


def test_a_refusal_finds_its_field() -> None:
    """Itself, the nearest around it, or the first within it; what is nowhere is said above the form."""
    known = names(FORM)
    assert nearest("steps.0.what", known) == "steps.0.what"
    assert nearest("steps.100.what", known) == "steps"
    assert nearest("kinds.1", known) == "kinds"
    assert nearest("steps.1.responsible", known) == "steps.1.responsible.sector"
    assert nearest("referral_id", known) is None


def test_fields_that_are_not_in_the_form_are_told_above_it() -> None:
    """Nothing that a service says is lost."""
    said = [{"field": "minutes", "sentence": "this is needed"}, {"field": "x", "sentence": "this is needed"}]
    told = wrongs(Problem(422, "some fields do not fit: {names}", fields=said), FORM, "en")
    assert told.errors == {"minutes": "this is needed"}
    assert "x: this is needed" in told.problem


@given(st.dictionaries(st.sampled_from(names(FORM)), st.text(max_size=5)))
def test_any_form_can_be_read(posted: dict[str, str]) -> None:
    """Whatever a browser sends, reading it breaks nothing."""
    filled = read(FORM, FormData(posted))
    assert all(any(step.values()) for step in filled.data["steps"])


def test_a_long_list_is_shown_and_read_whole() -> None:
    """A plan agreed elsewhere may have more rows than a form offers: saving the form loses none of them."""
    posted = FormData([(f"steps.{row}.what", f"step {row}") for row in range(9)])
    assert rows_of(FORM[-1], posted) == 10
    assert [step["what"] for step in read(FORM, posted).data["steps"]] == [f"step {row}" for row in range(9)]
