"""A region's year in chapters: what a figure means in plain words, its picture, and its tables.

The page and the paper are made of the same chapters, said in the reader's language.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel.dates import format_date

from services.gateway.languages import N_
from services.gateway.pages.page import LOCALES, a_month, a_number, a_sum, as_date, labelled, say
from services.gateway.pages.year import pictures
from services.gateway.pages.year.pictures import DEEP, DOTS, MIDDLE, PALE, PLAIN, STRIPES, WARM, Series

View = Mapping[str, Any]
"""reporting's answer `region_year`."""


@dataclass(frozen=True)
class Cell:
    """A number as it is said. behind: figure and key of what it was made of; none where nobody is shown."""

    text: str
    behind: tuple[str, str] | None = None


@dataclass(frozen=True)
class Table:
    """A table: head's words, rows of a word and cells."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class Chapter:
    """A part of the year. name: of its place in the page; picture: SVG, or nothing where there is none."""

    name: str
    title: str
    lead: str
    totals: tuple[tuple[Cell, str], ...] = ()
    picture: str = ""
    tables: tuple[Table, ...] = field(default=())


class Telling:
    """The year said in a language. opens: whether figures lead to what is behind them."""

    def __init__(self, view: View, language: str, *, opens: bool) -> None:
        self.view = view
        self.language = language
        self._opens = opens

    def say(self, sentence: str, **values: Any) -> str:
        return say(self.language, sentence, **values)

    def word(self, words: str, code: str) -> str:
        return labelled(self.language, words, code) if code else self.say(N_("Without an area"))

    def month(self, month: str) -> str:
        """The month's name in short: the year is the page's."""
        return a_month(self.language, month).split(" ")[0]

    def short(self, month: str) -> str:
        """The same as it fits under a column."""
        return format_date(as_date(f"{month}-01"), "LLL", LOCALES[self.language]).rstrip(".")

    def cell(self, number: Any, figure: str = "", key: str = "") -> Cell:
        """A number, or the word for a hidden one; a link where there is anything behind it."""
        if number is None:
            return Cell(self.say(N_("hidden")))
        text = a_number(self.language, number)
        return Cell(text, (figure, key) if figure and self._opens and number else None)

    def percent(self, rate: float | None) -> Cell:
        """A rate of 0 to 1 in percent."""
        return Cell("–" if rate is None else f"{a_number(self.language, round(100 * rate))} %")


def chapters(view: View, language: str, *, opens: bool) -> list[Chapter]:
    """All that there is to tell of the year, in order."""
    t = Telling(view, language, opens=opens)
    told = (came, themes, waits, stuck, expertise, meetings, goals, feedback, costs)
    return [chapter for tell in told for chapter in tell(t)]


def came(t: Telling) -> Iterator[Chapter]:
    """How many contacts came, when and from whom."""
    months, sources = by_month(t.view.get("by_month")), by_size(t.view.get("by_source"))
    yield Chapter(
        "contacts",
        t.say(N_("Contacts")),
        t.say(N_("Everybody who turned to the centre in the year. A contact counts once, on the day it came.")),
        ((t.cell(t.view["contacts"], "by_month"), t.say(N_("contacts received"))),),
        pictures.columns(
            "contacts",
            t.say(N_("Contacts by month")),
            [t.short(month) for month, _ in months],
            [Series(t.say(N_("Contacts")), DEEP)],
            [[number] for _, number in months],
        ),
        tuple(
            [
                counts(t, N_("By month"), N_("Month"), "by_month", [(t.month(m), m, n) for m, n in months]),
                counts(
                    t, N_("By who contacted"), N_("Who contacted"), "by_source",
                    [(t.word("contact_sources", code), code, n) for code, n in sources],
                ),
                counts(
                    t, N_("By tier"), N_("Tier"), "by_tier",
                    [(t.word("tiers", code), code, n) for code, n in sorted((t.view.get("by_tier") or {}).items())],
                ),
            ]
        ),
    )  # fmt: skip


def themes(t: Telling) -> Iterator[Chapter]:
    """What contacts were about."""
    rows = [(t.word("situations", code), code, n) for code, n in by_size(t.view.get("by_theme"))]
    yield Chapter(
        "themes",
        t.say(N_("What they were about")),
        t.say(
            N_("A contact may mention several situations, so the mentions add up to more than the contacts.")
        ),
        ((t.cell(t.view["mentions"], "by_theme"), t.say(N_("situations mentioned in them"))),),
        pictures.bars("themes", t.say(N_("Situations mentioned")), [(word, n) for word, _, n in rows]),
        (
            counts(
                t,
                N_("Situations mentioned"),
                N_("Situation"),
                "by_theme",
                rows,
                N_("Contacts that mention it"),
            ),
        ),
    )


AWAITED = {
    "assessment": N_("Assessment"),
    "plan": N_("Plan"),
    "meeting": N_("First meeting"),
    "expertise": N_("Special expertise"),
}


def waits(t: Telling) -> Iterator[Chapter]:
    """How long one waited."""
    rows = [(t.say(AWAITED[each["what"]]), each) for each in t.view["waits"]]
    head = (N_("From the contact to"), N_("Contacts"), N_("Median, days"), N_("9 of 10, days"))
    table = Table(t.say(N_("Waiting times")), said(t, head), tuple(
        (word, (
            t.cell(each["contacts"], f"wait_{each['what']}"), in_days(t, each["median_days"]),
            in_days(t, each["p90_days"]),
        )) for word, each in rows
    ))  # fmt: skip
    yield Chapter(
        "waits",
        t.say(N_("How long it took")),
        t.say(
            N_(
                "Days from the contact to the first of each. Half of the families had it by the end of the"
                " dark bar, nine of ten by the end of the pale one."
            )
        ),
        (),
        pictures.spans(
            "waits",
            t.say(N_("Waiting times")),
            [(word, each["median_days"], each["p90_days"]) for word, each in rows],
            t.say(N_("{median} / {p90} days"), median="{median}", p90="{p90}"),
        ),
        (table,),
    )


def stuck(t: Telling) -> Iterator[Chapter]:
    """Where contacts wait now, and which sectors promised what."""
    steps = [(step(t, each["step"]), each) for each in t.view["waits_at"]]
    sectors = [(t.word("sectors", each["sector"]), each) for each in t.view["promised"]]
    heads = (N_("Step"), N_("Contacts"), N_("Median, days"), N_("Longest, days"))
    promised = (N_("Sector"), N_("Not reported yet"), N_("Overdue"), N_("Longest overdue, days"))
    yield Chapter(
        "stuck",
        t.say(N_("Where it is stuck")),
        t.say(
            N_(
                "Contacts of the year that still wait, by the step they wait for, and the steps that sectors"
                " took on in plans. Where the bar is long, help stands still."
            )
        ),
        (),
        pictures.bars("stuck", t.say(N_("Contacts that wait, by step")), [(w, e["contacts"]) for w, e in steps]),
        (
            Table(t.say(N_("Contacts that wait, by step")), said(t, heads), tuple(
                (word, (
                    t.cell(each["contacts"], "waits_at", each["step"]), in_days(t, each["median_days"]),
                    in_days(t, each["longest_days"]),
                )) for word, each in steps
            )),
            Table(t.say(N_("Steps of plans, by sector")), said(t, promised), tuple(
                (word, (
                    t.cell(each["steps"], "step_due", each["sector"]), t.cell(each["overdue"]),
                    in_days(t, each["longest_overdue_days"]),
                )) for word, each in sectors
            )),
        ),
    )  # fmt: skip


def step(t: Telling, code: str) -> str:
    """The step that contacts wait for; one that is evaluated waits to be closed."""
    return t.word("waiting", code) if code == "close" else t.word("referral_steps", code)


def expertise(t: Telling) -> Iterator[Chapter]:
    """How special expertise was used."""
    found = t.view["expertise"]
    rows = [(t.word("competences", code), code, n) for code, n in by_size(found.get("by_competence"))]
    modes = [(t.word("modes", code), code, n) for code, n in by_size(found.get("by_mode"))]
    sectors = [(t.word("sectors", code), code, n) for code, n in by_size(found.get("by_sector"))]
    yield Chapter(
        "expertise",
        t.say(N_("Special expertise")),
        t.say(N_("What was asked for beside what the sectors know themselves, and who met to consult.")),
        (
            (t.cell(found["asked"], "expertise", "asked"), t.say(N_("requests for expertise"))),
            (t.cell(found["assigned"], "expertise", "assigned"), t.say(N_("of these had somebody found"))),
        ),
        pictures.bars("expertise", t.say(N_("Requests by competence")), [(w, n) for w, _, n in rows])
        if rows
        else "",
        (
            counts(t, N_("Requests by competence"), N_("Competence"), "by_competence", rows, N_("Requests")),
            counts(
                t, N_("Consultations held"), N_("How one met"), "consultations", modes, N_("Consultations")
            ),
            counts(
                t,
                N_("Sectors in consultations"),
                N_("Sector"),
                "consulted_sectors",
                sectors,
                N_("Consultations"),
            ),
        ),
    )


MET = {"held": N_("Held"), "not_attended": N_("Nobody came"), "cancelled": N_("Called off")}


def meetings(t: Telling) -> Iterator[Chapter]:
    """How often one met."""
    months, lines = t.view["meetings_by_month"], t.view["meetings_by_line"]
    looks = dict(zip(MET, ((DEEP, PLAIN), (WARM, STRIPES), (MIDDLE, DOTS)), strict=True))
    if not (months or lines):
        return
    yield Chapter(
        "meetings",
        t.say(N_("Meetings")),
        t.say(N_("Regular meetings of casework in the year: those that were held, and those that were not.")),
        (),
        pictures.columns(
            "meetings",
            t.say(N_("Meetings by month")),
            [t.short(each["key"]) for each in months],
            [Series(t.say(word), *looks[state]) for state, word in MET.items()],
            [[each[state] for state in MET] for each in months],
        ),
        tuple(
            Table(t.say(title), said(t, (first, *MET.values())), tuple(
                (word, tuple(t.cell(each[state], figure, f"{each['key']} {state}") for state in MET))
                for word, each in rows
            ))
            for title, first, figure, rows in (
                (N_("By month"), N_("Month"), "meetings_by_month", [(t.month(e["key"]), e) for e in months]),
                (N_("By service"), N_("Service"), "meetings_by_line",
                 [(t.word("service_lines", e["key"]), e) for e in lines]),
            )
        ),
    )  # fmt: skip


LEVELS = {
    "-2": (N_("Much less than hoped"), WARM, PLAIN),
    "-1": (N_("Less than hoped"), WARM, STRIPES),
    "0": (N_("As hoped"), PALE, PLAIN),
    "1": (N_("More than hoped"), MIDDLE, STRIPES),
    "2": (N_("Much more than hoped"), DEEP, PLAIN),
}


def goals(t: Telling) -> Iterator[Chapter]:
    """How far goals were reached."""
    rows = [(t.word("goal_areas", each["area"]), each) for each in t.view["goals"]]
    levels = [(word, each) for word, each in rows if each.get("by_attainment")]
    parts = [Series(t.say(word), colour, pattern) for word, colour, pattern in LEVELS.values()]
    told = t.view.get("mean_t_score")
    if not rows:
        return
    yield Chapter(
        "goals",
        t.say(N_("Does it help: goals")),
        t.say(
            N_(
                "Goals that families and workers set together, by their newest rating in the year. 0 is as"
                " hoped; what lies to the right of the middle line went better."
            )
        ),
        (
            (t.cell(t.view["rated"], "t_score"), t.say(N_("follow-ups with rated goals"))),
            (Cell("–" if told is None else a_number(t.language, told)), t.say(N_("mean T-score (50 is as hoped)"))),
        ),
        pictures.sides(
            "goals",
            t.say(N_("Goals by area and how far they came")),
            [(word, [each["by_attainment"][level] for level in LEVELS]) for word, each in levels],
            parts,
            list(LEVELS).index("0"),
        )
        if levels
        else "",
        (Table(t.say(N_("Goals by area")), said(t, (N_("Area"), N_("Goals"), N_("Mean, -2 to 2"))), tuple(
            (word, (
                t.cell(each["goals"], "attained", each["area"]),
                Cell("–" if each["mean_attainment"] is None else a_number(t.language, each["mean_attainment"])),
            )) for word, each in rows
        )),),
    )  # fmt: skip


def feedback(t: Telling) -> Iterator[Chapter]:
    """Who was asked, and who answered."""
    months, roles, whole = t.view["feedback_by_month"], t.view["feedback_by_role"], t.view["feedback"]
    if not months:
        return
    head = (N_("Requested"), N_("Answered"), N_("Missed"), N_("Answered, %"))

    def cells(each: View, figure: str) -> tuple[Cell, ...]:
        states = ("requested", "answered", "missed")
        told = (t.cell(each[state], figure, f"{each['key']} {state}") for state in states)
        return *told, t.percent(each["response_rate"])

    yield Chapter(
        "feedback",
        t.say(N_("Does it help: who answered")),
        t.say(N_("Families and professionals who were asked how it is. Who does not answer is counted as well.")),
        (
            (t.cell(whole["requested"], "feedback_by_month"), t.say(N_("were asked"))),
            (t.percent(whole["response_rate"]), t.say(N_("of them answered"))),
        ),
        pictures.columns(
            "feedback",
            t.say(N_("Who was asked, by month")),
            [t.short(each["key"]) for each in months],
            [Series(t.say(N_("Answered")), DEEP), Series(t.say(N_("Did not answer")), WARM, STRIPES)],
            [[each["answered"], rest(each)] for each in months],
        ),
        tuple(
            Table(t.say(title), said(t, (first, *head)), tuple((word, cells(each, figure)) for word, each in rows))
            for title, first, figure, rows in (
                (N_("By month"), N_("Month"), "feedback_by_month", [(t.month(e["key"]), e) for e in months]),
                (N_("By role"), N_("Role"), "feedback_by_role",
                 [(role(t, e["key"]), e) for e in roles]),
            )
        ),
    )  # fmt: skip


def role(t: Telling, code: str) -> str:
    """Who was asked: somebody of the family or of the network, or who made contact."""
    return t.word("roles" if code == "professional" else "network_roles", code)


def costs(t: Telling) -> Iterator[Chapter]:
    """What it cost, for who is told."""
    found = t.view.get("costs")
    if not found:
        return
    sectors = sorted(found["by_sector"].items(), key=lambda row: (-float(row[1]), row[0]))
    rows = [(t.word("sectors", code), code, amount) for code, amount in sectors]
    euros = [a_sum(t.language, amount) for *_, amount in rows]
    by_sector = [(word, (money(t, amount, "costs_by_sector", code),)) for word, code, amount in rows]
    months = [(t.month(m), (money(t, a, "costs_by_month", m),)) for m, a in sorted(found["by_month"].items())]
    yield Chapter(
        "costs",
        t.say(N_("What it cost")),
        t.say(N_("What was invoiced for work of the year, without tax, credit notes taken off.")),
        ((Cell(a_sum(t.language, found["net"])), t.say(N_("in all, without tax"))),),
        pictures.bars("costs", t.say(N_("Costs by sector")), [(w, round(float(a))) for w, _, a in rows], euros),
        tuple(
            Table(t.say(title), said(t, (first, N_("Without tax"))), tuple(told))
            for title, first, told in (
                (N_("By sector"), N_("Sector"), by_sector), (N_("By month"), N_("Month"), months)
            )
        ),
    )  # fmt: skip


def money(t: Telling, amount: str, figure: str, key: str) -> Cell:
    """Euros, with what is behind them."""
    return Cell(a_sum(t.language, amount), t.cell(1, figure, key).behind)


def rest(each: View) -> int | None:
    """Who was asked and did not answer (yet)."""
    requested, answered = each["requested"], each["answered"]
    return None if requested is None or answered is None else requested - answered


def counts(
    t: Telling,
    title: str,
    first: str,
    figure: str,
    rows: Iterable[tuple[str, str, int | None]],
    counted: str = N_("Contacts"),
) -> Table:
    """A table of counts. rows: word, key and number."""
    told = tuple((word, (t.cell(number, figure, key),)) for word, key, number in rows)
    return Table(t.say(title), said(t, (first, counted)), told)


def said(t: Telling, words: Sequence[str]) -> tuple[str, ...]:
    """Words in the reader's language."""
    return tuple(t.say(word) for word in words)


def in_days(t: Telling, days: int | None) -> Cell:
    """Days, or a dash where nobody waited or it is not told."""
    return Cell("–" if days is None else a_number(t.language, days))


def by_month(found: Mapping[str, int | None] | None) -> list[tuple[str, int | None]]:
    """In order."""
    return sorted((found or {}).items())


def by_size(found: Mapping[str, int | None] | None) -> list[tuple[str, int | None]]:
    """From the most to the fewest, what is hidden last."""
    return sorted((found or {}).items(), key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))
