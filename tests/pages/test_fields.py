"""How a posted form becomes a command's data."""

from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from services.gateway.pages.fields import Field, names, nearest, read, rows_of
from services.gateway.pages.rows import Changed, changed
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


def test_what_is_wrong_is_told_with_the_field_s_name_and_row() -> None:
    """A list of five times "this is needed" would lead nobody anywhere."""
    said = [{"field": name, "sentence": "this is needed"} for name in ("minutes", "steps.1.what")]
    told = wrongs(Problem(422, "some fields do not fit: {names}", fields=said), FORM, "en")
    assert told.labels == {"minutes": ("", "Minutes"), "steps.1.what": ("2. ", "What")}


@given(st.dictionaries(st.sampled_from(names(FORM)), st.text(max_size=5)))
def test_any_form_can_be_read(posted: dict[str, str]) -> None:
    """Whatever a browser sends, reading it breaks nothing."""
    filled = read(FORM, FormData(posted))
    assert all(any(step.values()) for step in filled.data["steps"])


def test_a_long_list_is_shown_and_read_whole() -> None:
    """A plan agreed elsewhere may have more rows than a form offers: saving the form loses none of them."""
    posted = FormData([(f"steps.{row}.what", f"step {row}") for row in range(9)])
    assert rows_of(FORM[-1], posted) == 10
    assert rows_of(FORM[-1], FormData([("steps.rows", "0")])) == 1
    assert rows_of(FORM[-1], FormData([("steps.rows", "²")])) == 4
    assert [step["what"] for step in read(FORM, posted).data["steps"]] == [f"step {row}" for row in range(9)]


def posted_steps(*steps: str, change: str, rows: int = 4) -> FormData:
    """A form with these steps, an empty text for an empty row, sent by the button of a list."""
    named = [(f"steps.{row}.what", what) for row, what in enumerate(steps)]
    return FormData([*named, ("steps.rows", str(rows)), ("change", change), ("minutes", "20")])


def whats(change: Changed) -> list[str]:
    """The steps that the changed form shows."""
    return [change.filled.values[f"steps.{row}.what"] for row in range(len(change.filled.data["steps"]))]


def test_a_row_is_added_and_is_where_one_goes_on() -> None:
    added = changed(FORM, posted_steps("a", "b", "c", "d", change="add steps"))
    assert added is not None
    assert (whats(added), rows_of(FORM[-1], added.filled.values)) == (["a", "b", "c", "d"], 5)
    assert added.at == "steps.4.what"
    assert added.filled.values["minutes"] == "20"


def test_a_row_is_removed_and_the_others_stay() -> None:
    removed = changed(FORM, posted_steps("a", "", "c", "d", change="remove steps 2"))
    assert removed is not None
    assert (whats(removed), rows_of(FORM[-1], removed.filled.values)) == (["a", "d"], 3)


def test_the_last_row_stays_and_empty() -> None:
    removed = changed(FORM, posted_steps("a", change="remove steps 0", rows=1))
    assert removed is not None
    assert (whats(removed), rows_of(FORM[-1], removed.filled.values), removed.at) == ([], 1, "steps.0.what")


@given(st.text(max_size=20))
def test_a_button_that_is_none_of_ours_changes_nothing(wish: str) -> None:
    """Then the form is to be saved."""
    if wish != "add steps" and not wish.startswith("remove steps "):
        assert changed(FORM, posted_steps("a", change=wish)) is None


@given(
    st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=8),
    st.integers(0, 9),
    st.sampled_from(["add", "remove"]),
)
def test_only_the_removed_row_is_ever_lost(steps: list[str], row: int, what: str) -> None:
    """Whatever is filled in: the others are all there, in their order, and there is room for each."""
    wish = "add steps" if what == "add" else f"remove steps {row}"
    change = changed(FORM, posted_steps(*steps, change=wish))
    assert change is not None
    kept = [step for n, step in enumerate(steps) if step and not (what == "remove" and n == row)]
    assert whats(change) == kept
    assert rows_of(FORM[-1], change.filled.values) >= len(kept)


def test_lines_and_decimals_get_their_kinds() -> None:
    """A list written one a line; a number with a comma as one writes it here."""
    fields = (Field("services", "Services", "lines"), Field("hours", "Hours", "decimal"))
    filled = read(fields, FormData([("services", "a\r\n\r\n b "), ("hours", "1,5")]))
    assert filled.data == {"services": ["a", "b"], "hours": 1.5}
    assert read(fields, FormData([("hours", "a lot")])).data == {"hours": "a lot"}


GOALS = (
    Field(
        "goals",
        "Goals",
        "rows",
        rows=2,
        fields=(
            Field("goal_id", "", "hidden", required=False),
            Field("title", "Title"),
            Field("steps", "Steps", "rows", rows=1, required=False, fields=(Field("what", "What"),)),
        ),
    ),
)


def test_a_row_may_hold_a_list() -> None:
    """Goals with their steps: empty ones of both are left out, and the others move up."""
    posted = FormData([("goals.1.title", "Sleep"), ("goals.1.steps.2.what", "Lamp"), ("goals.0.title", "")])
    filled = read(GOALS, posted)
    assert filled.data["goals"] == [{"title": "Sleep", "steps": [{"what": "Lamp"}]}]
    assert filled.values["goals.0.steps.0.what"] == "Lamp"


def test_a_list_in_a_row_grows_where_it_is() -> None:
    """The rows around it stay, filled in or not."""
    row = [("goals.1.title", ""), ("goals.1.steps.0.what", ""), ("goals.1.steps.rows", "1")]
    posted = FormData([*row, ("change", "add goals.1.steps")])
    added = changed(GOALS, posted)
    assert added is not None
    steps = GOALS[0].fields[2].at("goals.1")
    assert (added.at, rows_of(steps, added.filled.values)) == ("goals.1.steps.1.what", 2)


def test_a_row_goes_with_the_list_inside_it() -> None:
    """The one after it moves up with its own."""
    posted = FormData(
        [
            ("goals.0.title", "Sleep"), ("goals.0.steps.0.what", "Lamp"),
            ("goals.1.title", "School"), ("goals.1.steps.0.what", "Bus"), ("goals.1.steps.1.what", "Walk"),
            ("change", "remove goals 0"),
        ]
    )  # fmt: skip
    removed = changed(GOALS, posted)
    assert removed is not None
    assert removed.filled.data["goals"] == [{"title": "School", "steps": [{"what": "Bus"}, {"what": "Walk"}]}]


def test_what_is_wrong_in_a_list_of_a_row_is_found_and_told() -> None:
    """With the numbers of both rows."""
    said = [{"field": "goals.1.steps.0.what", "sentence": "this is needed"}]
    told = wrongs(Problem(422, "some fields do not fit: {names}", fields=said), GOALS, "en")
    assert told.errors == {"goals.1.steps.0.what": "this is needed"}
    assert told.labels == {"goals.1.steps.0.what": ("2. 1. ", "What")}
