"""A young person who does not go to school: a pair works with them at school and in leisure, for months."""

from datetime import date, timedelta

from tests.support.client_cases.telling import CaseTelling, buyer, coordinator, worker

NAMED, WORKER, PAIR, NEXT_PAIR = coordinator(1), worker(1), worker(2), worker(3)
SCHOOL = buyer("a", "education")
LINE = {"service_line": "school_support"}
OPENED, CLOSED = date(2023, 8, 14), date(2025, 3, 28)
PAIR_JOINS, PAIR_LEAVES, NEXT_JOINS = date(2023, 9, 4), date(2024, 1, 31), date(2024, 2, 12)
PAST_THE_USUAL = date(2025, 2, 15)
"""The day after 18 months."""
ASKED_ON = (
    OPENED + timedelta(days=1), PAIR_JOINS - timedelta(days=1), PAIR_JOINS, PAIR_LEAVES,
    PAIR_LEAVES + timedelta(days=1), NEXT_JOINS, OPENED.replace(year=2024, month=6),
    PAST_THE_USUAL - timedelta(days=1), PAST_THE_USUAL, CLOSED - timedelta(days=1),
)  # fmt: skip
"""Days as of which the flags are asked for at the end."""


def the_young_person_comes_back_to_school() -> CaseTelling:
    """From the contact through nineteen months to the close."""
    story = CaseTelling("school-absence", NAMED)
    _contact(story)
    _starts(story)
    _months(story)
    _ends(story)
    return _asked(story)


def _contact(story: CaseTelling) -> None:
    subject = {
        "person_id": story.person_id, "given_name": "Nuori", "family_name": "Esimerkkilä",
        "birth_date": "2010-02-03", "languages": ["fi"],
    }  # fmt: skip
    referrer = {"name": "Kaisa Kuraattori", "organisation": "Esimerkkilän yläkoulu", "sector": "education"}
    story.on(OPENED).refers(
        source="school", situations=["school_absence", "demanding_neuropsychiatric"], **LINE,
        trigger="Ei ole käynyt koulua kevään jälkeen.", referrer=referrer, subject=subject,
    )  # fmt: skip


def _starts(story: CaseTelling) -> None:
    story.opens(process_lead="education", nature="corrective", required_parties=["education"],
                base_services=["Oppilashuolto"], usual_end="2025-02-14", **LINE)  # fmt: skip
    story.joins("worker", "worker", user=WORKER["user"]).joins("young", "client")
    story.joins("mother", "guardian").joins("school", "buyer", user=SCHOOL["user"], sector="education")
    story.settles().asks_of_case(WORKER, "at the start")
    story.on("2023-08-21", "15:00").meets(
        WORKER, "start meeting", "start", "worker", "young", "mother", "school", place="school", **LINE
    )
    story.of_case(WORKER, "record_child_view", view="Tulen, jos saan mennä takaovesta.", by="worker")
    plan = story.plan("Ei yhtään koulupäivää kevään jälkeen.", "Kaksi tuntia koulussa", "basic_education",
                      "työpari koulun ovella", "harrastus viikoittain")  # fmt: skip
    story.of_case(WORKER, "agree_plan", **plan)


def _months(story: CaseTelling) -> None:
    """A meeting every second week, by turns at school and in leisure; every fifth together with the buyer."""
    for number, day in enumerate(_days(date(2023, 8, 30), PAST_THE_USUAL, 14)):
        _until(story, day)
        kind, people = ("joint", ["school"]) if number % 5 == 4 else ("regular", [])
        there = ["worker", *_pair_on(day), "young", *people]
        place = ("school", "leisure")[number % 2]
        story.on(day, "13:00").meets(
            WORKER, f"meeting {number}", kind, *there, place=place, minutes=120, **LINE
        )


def _days(first: date, end: date, apart: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(0, (end - first).days, apart)]


def _pair_on(day: date) -> list[str]:
    if day < PAIR_JOINS or PAIR_LEAVES < day < NEXT_JOINS:
        return []
    return ["pair"] if day <= PAIR_LEAVES else ["next pair"]


def _until(story: CaseTelling, day: date) -> None:
    """What happens between two meetings: the pair changes; on the 2nd the last month's report goes out."""
    while (between := story.now.date() + timedelta(days=1)) <= day:
        story.on(between, "08:00")
        if between == PAIR_JOINS:
            story.joins("pair", "work_pair", user=PAIR["user"], pair_of=story.id("worker"))
        if between == PAIR_LEAVES:
            story.of_case(NAMED, "remove_network_member", member_id=story.id("pair"))
        if between == NEXT_JOINS:
            story.joins("next pair", "work_pair", user=NEXT_PAIR["user"], pair_of=story.id("worker"))
        if between.day == 2:
            month = (between - timedelta(days=2)).isoformat()[:7]
            story.reports(WORKER, month, ("education", f"Kuukausi {month}: tavattiin ja edettiin."))


def _ends(story: CaseTelling) -> None:
    """Past the usual length everything still goes on: it is shown, never blocked (R-C8)."""
    _until(story, date(2025, 3, 5))
    story.on("2025-03-05", "13:00").meets(
        WORKER,
        "after eighteen months",
        "joint",
        "worker",
        "next pair",
        "young",
        "school",
        place="school",
        **LINE,
    )
    plan = story.plan(
        "Neljä koulupäivää viikossa.", "Kaikki koulupäivät", "basic_education", "koulun oma tuki"
    )
    story.of_case(WORKER, "revise_plan", **plan, reason="Vaihe jää koulun omaksi.")
    _until(story, CLOSED)
    story.of_case(NAMED, "close_case", reason="Käy koulua.", outcome="resolved")
    _until(story, date(2025, 4, 2))


def _asked(story: CaseTelling) -> CaseTelling:
    story.on("2025-04-03").settles().asks_of_case(NAMED, "now")
    for day in ASKED_ON:
        story.asks_of_case(NAMED, f"on {day}", as_of=day.isoformat())
    story.asks_of_case(SCHOOL, "buyer's")
    story.asks_of_case(SCHOOL, "supervised", query="reporting.buyer_supervision")
    return story.asks_of_case(SCHOOL, "a month", query="intake.monthly_report", month="2024-03")
