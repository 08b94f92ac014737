"""The later chapters of a year: how often one met, whether it helped, what it cost."""

from collections.abc import Iterator

from services.gateway.languages import N_
from services.gateway.pages.page import a_sum, as_number
from services.gateway.pages.year import pictures
from services.gateway.pages.year.pictures import DEEP, DOTS, MIDDLE, PALE, PLAIN, STRIPES, WARM, Series
from services.gateway.pages.year.telling import Cell, Chapter, Table, Telling, View, money, rest, said

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
            (t.or_dash(told), t.say(N_("mean T-score (50 is as hoped)"))),
        ),
        pictures.sides(
            "goals",
            t.say(N_("Goals by area and how far they came")),
            [(word, [each["by_attainment"].get(level, 0) for level in LEVELS]) for word, each in levels],
            parts,
            list(LEVELS).index("0"),
        )
        if levels
        else "",
        (Table(t.say(N_("Goals by area")), said(t, (N_("Area"), N_("Goals"), N_("Mean, -2 to 2"))), tuple(
            (word, (
                t.cell(each["goals"], "attained", each["area"]),
                t.or_dash(each["mean_attainment"]),
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
        t.say(
            N_("Families and professionals who were asked how it is. Who does not answer is counted as well.")
        ),
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
            Table(
                t.say(title),
                said(t, (first, *head)),
                tuple((word, cells(each, figure)) for word, each in rows),
            )
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
    sectors = sorted(found["by_sector"].items(), key=lambda row: (-(as_number(row[1]) or 0), row[0]))
    rows = [(t.word("sectors", code), code, amount) for code, amount in sectors]
    euros = [a_sum(t.language, amount) for *_, amount in rows]
    by_sector = [(word, (money(t, amount, "costs_by_sector", code),)) for word, code, amount in rows]
    months = [(t.month(m), (money(t, a, "costs_by_month", m),)) for m, a in sorted(found["by_month"].items())]
    yield Chapter(
        "costs",
        t.say(N_("What it cost")),
        t.say(N_("What was invoiced for work of the year, without tax, credit notes taken off.")),
        ((Cell(a_sum(t.language, found["net"])), t.say(N_("in all, without tax"))),),
        pictures.bars(
            "costs",
            t.say(N_("Costs by sector")),
            [(word, round(as_number(amount) or 0)) for word, _, amount in rows],
            euros,
        ),
        tuple(
            Table(t.say(title), said(t, (first, N_("Without tax"))), tuple(told))
            for title, first, told in (
                (N_("By sector"), N_("Sector"), by_sector), (N_("By month"), N_("Month"), months)
            )
        ),
    )  # fmt: skip
