"""What intake answers about a case: to those who take part, as it is and as it was known then."""

from collections.abc import Iterator
from typing import Any

import pytest

from shared.plumbing.embedded.postgres import Postgres
from tests.specs.intake.case_desk import BUYER, COORDINATOR, OTHER_WORKER, WORKER, done, member
from tests.specs.intake.case_in_time import (
    GIST,
    RISK,
    SCHOOL_BUYER,
    SUMMARY,
    TO_CHILD_WELFARE,
    TO_SCHOOL,
    VIEW,
    Autumn,
    ClockedStore,
)
from tests.support.servers import passing_database

MONTH: dict[str, Any] = {"month": "2025-09"}


@pytest.fixture(scope="module")
def autumn(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Autumn]:
    with passing_database(postgres) as url:
        told = Autumn(ClockedStore(tmp_path_factory.mktemp("data"), url))
        told.pass_by()
        told.at("2025-10-06", 20)
        yield told


def test_a_case_has_its_plan_meetings_network_flags_and_reports(autumn: Autumn) -> None:
    case = autumn.answer()
    assert case["number"].startswith("case/2025-")
    assert (case["state"], case["process_lead"], case["with_texts"]) == ("open", "child_welfare", True)
    assert [(each["kind"], each["state"], each["minutes"]) for each in case["meetings"]] == [
        ("start", "held", 90), ("regular", "held", 90),
    ]  # fmt: skip
    assert case["plan"]["revision"] == len(case["revisions"]) == 1
    assert case["plan"]["baseline"] == "Valvoo öisin."
    assert case["plan"]["goals"][0]["steps"][0]["outcome"] == "done"
    assert case["revisions"][0]["goals"][0]["steps"][0]["outcome"] == "open"
    assert [each["role"] for each in case["network"]] == ["worker", "client", "buyer", "buyer"]
    assert case["reports"] == {"2025-08": "overdue", "2025-09": "sent", "2025-10": "not_due"}
    assert case["positions"] == {"intake": autumn.store.head()}


def test_a_flag_says_since_when_and_can_be_said_in_other_languages(autumn: Autumn) -> None:
    """R-C5: the weeks after the regular meeting of 9 September had none."""
    flags = {flag["code"]: flag for flag in autumn.answer()["flags"]}
    assert flags["under_cadence"]["since"] == "2025-09-15"
    overdue = flags["report_overdue"]
    assert overdue["text"] == overdue["sentence"].format(months="2025-08")
    assert overdue["values"] == {"months": ["2025-08"]}


def test_a_case_is_told_as_it_was_known_then(autumn: Autumn) -> None:
    """R-T1: at the end of 9 September nobody had assessed a risk, and August's report was overdue."""
    then = autumn.answer(as_of="2025-09-09")
    assert (then["risks"], then["contacts"], len(then["meetings"])) == ([], [], 2)
    assert then["reports"] == {"2025-08": "overdue", "2025-09": "not_due"}
    assert "under_cadence" not in {flag["code"] for flag in then["flags"]}
    before = autumn.answer(as_of="2025-09-02")
    assert "plan" not in before
    assert before["meetings"] == []
    assert autumn.asks(as_of="2025-10-07")["status"] == 409


def test_the_answer_of_then_is_the_same_later(autumn: Autumn) -> None:
    """R-T1."""
    later = {**COORDINATOR, "clock": "2026-05-05T12:00:00+03:00"}
    assert autumn.answer(as_of="2025-10-05") == autumn.answer(who=later, as_of="2025-10-05")


def test_those_who_do_not_take_part_hear_that_there_is_no_such_case(autumn: Autumn) -> None:
    for name, told in (("case", {}), ("monthly_report", MONTH), ("copy_out", {})):
        assert autumn.asks(name, OTHER_WORKER, **told)["status"] == 404
        assert autumn.asks(name, WORKER, **told)["status"] == 200


def test_a_buyer_supervises_without_the_texts_of_others(autumn: Autumn) -> None:
    """R-C14: plan, meetings, contacts and reports, but no words that were meant for other sectors."""
    case = autumn.answer(who=BUYER)
    assert case["with_texts"] is False
    assert case["plan"]["goals"][0]["title"] == "Nukkuu yönsä"
    assert len(case["meetings"]) == 2
    assert len(case["contacts"]) == 1
    for text in (SUMMARY, GIST, RISK, VIEW, "Äiti", "Tuuli"):
        assert text not in str(case)
        assert text in str(autumn.answer(who=WORKER))


def test_a_sector_that_assessed_a_risk_reads_what_it_assessed(autumn: Autumn) -> None:
    """R-C14: only the texts of other sectors are kept from a buyer."""
    assert autumn.answer(who=SCHOOL_BUYER)["risks"][0]["text"] == RISK
    assert "text" not in autumn.answer(who=BUYER)["risks"][0]


@pytest.mark.parametrize(
    ("who", "own", "others"),
    [(BUYER, TO_CHILD_WELFARE, TO_SCHOOL), (SCHOOL_BUYER, TO_SCHOOL, TO_CHILD_WELFARE)],
)
def test_each_buyer_gets_its_own_version(autumn: Autumn, who: dict[str, Any], own: str, others: str) -> None:
    """R-C7: the sections meant for its sector."""
    report = autumn.answer("monthly_report", who, **MONTH)
    assert (report["status"], report["sector"]) == ("sent", who["sector"])
    assert report["for_sectors"] == [who["sector"]]
    assert own in str(report)
    assert others not in str(report)
    as_worker = autumn.answer("monthly_report", WORKER, **MONTH, sector=who["sector"])
    assert as_worker == report


def test_a_buyer_reads_no_other_version_and_no_draft(autumn: Autumn) -> None:
    """R-C7, R-C14."""
    assert autumn.asks("monthly_report", BUYER, **MONTH, sector="education")["status"] == 403
    assert autumn.asks("monthly_report", BUYER, month="2025-10")["status"] == 404


def test_the_whole_report_has_every_section_and_says_who_read_it(autumn: Autumn) -> None:
    report = autumn.answer("monthly_report", **MONTH)
    assert [each["text"] for each in report["sections"]] == [TO_CHILD_WELFARE, TO_SCHOOL]
    assert report["sections"][0]["progress"][0]["goal_title"] == "Nukkuu yönsä"
    assert report["for_sectors"] == ["child_welfare", "education"]
    assert (list(report["read"]), report["layout"]) == (["child_welfare"], "monthly-report-1")


def test_a_month_drafts_itself(autumn: Autumn) -> None:
    """R-C7: a month with no meetings has its draft, and it says so."""
    draft = autumn.answer("monthly_report", month="2025-10")
    assert (draft["status"], draft["state"], draft["sections"]) == ("draft", "not_due", [])
    assert draft["nothing_happened"] is True
    assert draft["goals"][0]["attainment"] == 1
    before = autumn.answer("monthly_report", month="2025-09", as_of="2025-10-02")
    assert (before["status"], before["totals"]["by_place"]) == ("draft", {"home": 2})
    assert before["goals"][0]["steps"][0]["what"] == "Kolme iltaa ajoissa"
    assert autumn.asks("monthly_report", month="2025-11")["status"] == 404


def test_the_copy_stands_under_the_record_s_headings(autumn: Autumn) -> None:
    """The county's own record gets it without its being typed again; in three languages."""
    text = autumn.answer("copy_out")["text"]
    headings = ["PERUSTIEDOT", "NÄKEMYS", "ASIAKASSUUNNITELMA", "ASIAKASKERTOMUS", "ARVIOT", "RAPORTIT"]
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)
    for said in (SUMMARY, GIST, RISK, VIEW, TO_SCHOOL, "9.9.2025 Tapaaminen, Koti, 90 min"):
        assert said in text
    assert "Client plan".upper() in autumn.answer("copy_out", language="en")["text"]
    assert "Klientplan".upper() in autumn.answer("copy_out", language="sv")["text"]


@pytest.mark.parametrize(
    ("who", "own", "others"),
    [
        (BUYER, [TO_CHILD_WELFARE], [TO_SCHOOL, RISK]),
        (SCHOOL_BUYER, [TO_SCHOOL, RISK], [TO_CHILD_WELFARE]),
    ],
)
def test_a_buyer_s_copy_has_no_words_of_other_sectors(
    autumn: Autumn, who: dict[str, Any], own: list[str], others: list[str]
) -> None:
    """R-C14: plan, days and its own sector's texts; the copy says that others were left out."""
    text = autumn.answer("copy_out", who)["text"]
    assert "muille tahoille tarkoitetut tekstit on jätetty pois" in text
    assert "Tavoite: Nukkuu yönsä" in text
    assert "9.9.2025 Tapaaminen, Koti, 90 min" in text
    for said in own:
        assert said in text
    for kept in (*others, SUMMARY, GIST, VIEW, "Äiti"):
        assert kept not in text
        assert kept in autumn.answer("copy_out", WORKER)["text"]
    assert "jätetty pois" not in autumn.answer("copy_out", WORKER)["text"]


def test_the_copy_comes_whole_and_part_by_part(autumn: Autumn) -> None:
    copy = autumn.answer("copy_out")
    assert copy["text"].startswith(copy["title"])
    for part in copy["parts"]:
        assert f"{part['heading'].upper()}\n{part['text']}\n" in copy["text"]


def test_the_copy_of_a_separation_goes_to_neither_guardian(autumn: Autumn) -> None:
    """R-C9: neither parent sees the other's entries."""
    situation = autumn.desk.refer(situations=["demanding_separation"])
    case_id = autumn.desk.open(**situation)
    text = done(autumn.store.ask("copy_out", {"case_id": case_id}))["text"]
    assert "ei anneta sellaisenaan kummallekaan huoltajalle" in text
    assert "huoltajalle" not in autumn.answer("copy_out")["text"]


def test_what_was_sent_stays_as_it_was_sent(autumn: Autumn) -> None:
    """R-C7: a correction after the sending changes the case, and not what the buyers got."""
    sent = autumn.answer("monthly_report", BUYER, **MONTH)
    autumn.at("2025-10-06", 21).does(
        "correct_meeting", meeting_id=autumn.regular, minutes=45, reason="Kirjattu väärin."
    )
    assert autumn.answer()["meetings"][1]["minutes"] == 45
    assert autumn.answer()["meetings"][1]["outside"] == "shorter_than_usual"
    again = autumn.answer("monthly_report", BUYER, **MONTH)
    assert again["totals"]["minutes"] == sent["totals"]["minutes"] == 180
    assert {**again, "positions": {}} == {**sent, "positions": {}}


def test_cases_are_listed_page_by_page_newest_first(autumn: Autumn) -> None:
    mine = {"sub": "tukihenkilo-77", "role": "worker"}
    opened = [autumn.desk.open(member("worker", mine)) for _ in range(5)]
    found, cursor = [], None
    while True:
        more: dict[str, Any] = {"cursor": cursor} if cursor else {}
        page = done(autumn.store.ask("cases", {"mine": True, "limit": 2, **more}, who=mine))
        found += [each["case_id"] for each in page["cases"]]
        cursor = page.get("next")
        if cursor is None:
            break
    assert found == sorted(opened, reverse=True)
    everybody = done(autumn.store.ask("cases", {"state": "open"}))["cases"]
    assert {autumn.case_id, *opened} <= {each["case_id"] for each in everybody}
    assert done(autumn.store.ask("cases", {"state": "closed"}))["cases"] == []
    assert done(autumn.store.ask("cases", {"mine": True}))["cases"] == []
    assert autumn.store.ask("cases", {"cursor": "arvaus"})["status"] == 422


def test_a_restricted_case_is_in_nobody_else_s_list(autumn: Autumn) -> None:
    """R-C10: invisible to everyone else."""
    only = {"sub": "koordinaattori-3"}
    case_id = autumn.desk.open(restricted_to=["koordinaattori-1"])

    def listed(who: dict[str, Any]) -> bool:
        page = done(autumn.store.ask("cases", {"limit": 200}, who=who))
        return case_id in {each["case_id"] for each in page["cases"]}

    assert (listed(COORDINATOR), listed(only)) == (True, False)
    assert autumn.store.ask("case", {"case_id": case_id}, who=only)["status"] == 404
