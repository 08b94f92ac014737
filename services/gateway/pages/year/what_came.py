"""The first chapters of a year: what came, how long it waited, where it is stuck, what was asked for."""

from collections.abc import Iterator

from services.gateway.languages import N_
from services.gateway.pages.year import pictures
from services.gateway.pages.year.pictures import DEEP, Series
from services.gateway.pages.year.telling import (
    Chapter,
    Table,
    Telling,
    by_month,
    by_size,
    counts,
    in_days,
    said,
)


def came(t: Telling) -> Iterator[Chapter]:
    """How many contacts came, when and from whom."""
    months, sources = by_month(t.view.get("by_month")), by_size(t.view.get("by_source"))
    yield Chapter(
        "contacts",
        t.say(N_("Contacts")),
        t.say(
            N_("Everybody who turned to the centre in the year. A contact counts once, on the day it came.")
        ),
        ((t.cell(t.view["contacts"], "by_month"), t.say(N_("contacts received"))),),
        pictures.columns(
            "contacts",
            t.say(N_("Contacts by month")),
            [t.short(month) for month, _ in months],
            [Series(t.say(N_("Contacts")), DEEP)],
            [[number] for _, number in months],
        ),
        (
            counts(t, "by_month", (N_("By month"), N_("Month")), [(t.month(m), m, n) for m, n in months]),
            counts(
                t, "by_source", (N_("By who contacted"), N_("Who contacted")),
                [(t.word("contact_sources", code), code, n) for code, n in sources],
            ),
            counts(
                t, "by_tier", (N_("By tier"), N_("Tier")),
                [(t.word("tiers", code), code, n) for code, n in by_month(t.view.get("by_tier"))],
            ),
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
                "by_theme",
                (N_("Situations mentioned"), N_("Situation"), N_("Contacts that mention it")),
                rows,
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
        pictures.bars(
            "stuck", t.say(N_("Contacts that wait, by step")), [(word, e["contacts"]) for word, e in steps]
        ),
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
            counts(
                t, "by_competence", (N_("Requests by competence"), N_("Competence"), N_("Requests")), rows
            ),
            counts(
                t, "consultations", (N_("Consultations held"), N_("How one met"), N_("Consultations")), modes
            ),
            counts(
                t,
                "consulted_sectors",
                (N_("Sectors in consultations"), N_("Sector"), N_("Consultations")),
                sectors,
            ),
        ),
    )
