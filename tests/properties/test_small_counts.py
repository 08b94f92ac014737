"""R-R2: from all that is told, no hidden count can be worked out, however one adds up and takes off."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.queries.statistics import OF_EACH, OF_SOME, TABLES, without_small_counts

Figures = dict[str, Any]
KEYS = "abcdefgh"
UNDER = st.sampled_from((5, 2, 3, 10))
ENOUGH = settings(max_examples=400)


@st.composite
def parts_of(draw: st.DrawFn, whole: int, *, some: bool = False) -> dict[str, int]:
    """A whole in parts, small ones or large ones or both; with `some` a rest of any size is in none."""
    parts: dict[str, int] = {}
    left = whole
    smallest, largest = draw(st.sampled_from(((0, 4), (0, 12), (10, 20))))
    for key in KEYS[: draw(st.integers(0, 4))]:
        parts[key] = min(left, draw(st.integers(smallest, largest)))
        left -= parts[key]
    parts["z"] = left - (draw(st.sampled_from((0, min(left, 2), left))) if some else 0)
    return {key: count for key, count in parts.items() if count}


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    """Contact statistics of some contacts, as the rows have them."""
    contacts = draw(st.integers(0, 60))
    some = draw(st.sampled_from(((1, 60), (1, 6), (contacts - 3, contacts))))
    several = st.integers(*some).map(lambda n: max(1, min(n, contacts)))
    of_several = st.dictionaries(st.sampled_from(KEYS), several, max_size=4)
    mentioned = draw(of_several) if contacts else {}
    return {
        "contacts": contacts,
        "duplicates": draw(st.integers(0, 8)),
        "identified_otherwise": draw(st.integers(0, contacts)),
        **{name: draw(parts_of(contacts)) for name in OF_EACH},
        **{name: draw(parts_of(contacts, some=True)) for name in OF_SOME},
        "mentions_by_situation": mentioned,
        "mentions": sum(mentioned.values()),
        "by_support_kind": draw(of_several) if contacts else {},
    }


def solved(parts: dict[str, int | None], whole: int, most: int, *, rest: bool) -> Iterator[tuple[int, int]]:
    """The least and the most that each hidden part can be, all others being what they may; the rest is last.

    parts add up to whole, with a rest from 0 on where there may be one; each is from 1 to `most`.
    """
    unknown = whole - sum(count for count in parts.values() if count is not None)
    ranges = [(1, most) for count in parts.values() if count is None] + [(0, most)] * rest
    for place, (least, largest) in enumerate(ranges):
        others = ranges[:place] + ranges[place + 1 :]
        yield (
            max(least, unknown - sum(high for _, high in others)),
            min(largest, unknown - sum(low for low, _ in others)),
        )


def ranges_of_the_hidden(told: Figures) -> Iterator[tuple[str, int, int]]:
    """Everything that one can find out about what an answer does not tell: figure, least and most.

    Of tables that some are not in, these some as well: they are the whole less all that is told.
    """
    contacts = told["contacts"]
    sums = [(name, contacts, False) for name in OF_EACH] + [(name, contacts, True) for name in OF_SOME]
    for name, whole, rest in [*sums, ("mentions_by_situation", told["mentions"], False)]:
        if told[name] is not None and whole is not None:
            for least, most in solved(told[name], whole, contacts, rest=rest):
                yield name, least, most
    for name, count in (told["by_support_kind"] or {}).items():
        if count is None:
            yield f"by_support_kind {name}", 1, contacts


def counts_of(shown: Figures) -> Iterator[tuple[str, str, int | None]]:
    """Every count of an answer: figure, key and number."""
    for name, value in shown.items():
        if not isinstance(value, dict):
            yield name, "", value
        else:
            yield from ((name, key, count) for key, count in value.items())


@ENOUGH
@given(counted=figures(), under=UNDER)
def test_no_hidden_count_can_be_worked_out(counted: Figures, under: int) -> None:
    """R-R2: each may be as many numbers as there are small ones, two at least.

    These begin with 1: a nought would be told. Who is in no tier is told nowhere, and may be worked out where
    it is nobody, or many.
    """
    told = without_small_counts(counted, under)
    for name, least, most in ranges_of_the_hidden(told):
        whole = name in OF_SOME and None not in told[name].values()
        if whole:
            assert least == most, "the test looks at the right thing"
            assert least == 0 or least >= under, name
        else:
            assert most - least >= max(under - 2, 1), (name, least, most)


@given(counted=figures(), under=UNDER)
def test_no_small_count_is_told_and_what_is_told_is_so(counted: Figures, under: int) -> None:
    """R-R2: neither as a count nor as how many do not mention something."""
    told = without_small_counts(counted, under)
    true = {(name, key): count for name, key, count in counts_of(counted)}
    for name, key, count in counts_of(told):
        if count is not None:
            assert count == true[name, key]
            assert not 1 <= count < under
            if name in {"mentions_by_situation", "by_support_kind", "identified_otherwise"}:
                assert not 1 <= counted["contacts"] - count < under


@given(counted=figures(), under=UNDER)
def test_where_nothing_is_small_everything_is_told(counted: Figures, under: int) -> None:
    """R-R2 takes no more than it must, table by table."""
    told = without_small_counts(counted, under)
    for name in TABLES:
        counts = list(counted[name].values())
        others = [counted["contacts"] - sum(counts) if name in OF_SOME else 0]
        if name not in {*OF_EACH, *OF_SOME}:
            others = [counted["contacts"] - count for count in counts]
        if not any(1 <= count < under for count in [*counts, *others, counted["contacts"]]):
            assert told[name] == counted[name], name


@given(counted=figures(), under=UNDER)
def test_the_same_figures_are_told_the_same_way(counted: Figures, under: int) -> None:
    """R-R2: asking again, or after the rows came in another order, tells nothing more."""
    turned = {
        name: dict(reversed(value.items())) if isinstance(value, dict) else value
        for name, value in counted.items()
    }
    assert without_small_counts(turned, under) == without_small_counts(counted, under)
