"""Takes the README's pictures of the pages, from a system of its own with made-up contacts.

python -m tests.pages.screenshots
"""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from tests.pages.billing_way import START, Ordered, billed
from tests.pages.casework import PHONE, SUMMARY, Made, a_browser_of, a_case
from tests.pages.conftest import CHROMIUM, COORDINATOR, FLAGS
from tests.pages.feedback_way import an_outsider, half_a_year, linked, reachable
from tests.pages.hands import OnTheMouse
from tests.pages.matching_way import a_bank, a_search
from tests.pages.test_a_call import written_down
from tests.pages.test_every_page import as_far_as_a_plan
from tests.support.running import Running, a_running_system, carry_out

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
WIDTH, HEIGHT = 1200, 860
CONTACTS = 44
SOURCES = ("family_social_work", "child_welfare", "school", "family_counselling", "child_welfare", "police")
SITUATIONS = (
    ("school_absence",),
    ("demanding_separation", "violence_against_children"),
    ("demanding_neuropsychiatric", "school_absence"),
    ("substitute_care",),
    ("rare_disease",),
)


def contacts() -> Iterator[dict[str, Any]]:
    """Contacts of the last half year, every one made up."""
    sources, situations, counties = cycle(SOURCES), cycle(SITUATIONS), cycle(("08", "07", "08", "16"))
    now = datetime.now(UTC).replace(microsecond=0)
    for n in range(CONTACTS):
        contact = dict(as_far_as_a_plan({"step": str(uuid4())})[0][1])
        contact |= {
            "referral_id": str(uuid4()),
            "received_at": (now - timedelta(days=3 + 4 * n)).isoformat(),
            "source": next(sources),
            "situations": list(next(situations)),
            "county": next(counties),
            "child_welfare_notification": n == 1,
            "occurred_at": (now - timedelta(days=3 + 4 * n)).isoformat(),
        }
        del contact["subject"], contact["referrer"]["phone"]
        contact["referrer"] = contact["referrer"] | {"name": f"Keksitty Tekijä {n}"}
        yield contact


def fill(client: httpx.Client) -> str:
    """Makes the contacts; most of them end with advice. Returns the id of the one that has a plan."""
    for n, contact in enumerate(contacts()):
        done(carry_out(client, "intake.receive_referral", contact))
        matter = {"referral_id": contact["referral_id"]}
        if n % 4 != 1:
            kinds = ["coordination"] if n % 3 else ["competence", "reflection"]
            advice = matter | {"advice": "Yhteinen palaveri.", "minutes": 20, "support_kinds": kinds}
            done(carry_out(client, "intake.give_advice", advice))
            done(carry_out(client, "intake.close_referral", matter | {"reason": "Neuvonta riitti."}))
    ids = {"referral": str(uuid4()), "step": str(uuid4())}
    for command, data in as_far_as_a_plan(ids)[:-1]:
        done(carry_out(client, f"intake.{command}", {"referral_id": ids["referral"]} | data))
    return ids["referral"]


def done(answer: httpx.Response) -> None:
    """Stops with what was said where something was refused."""
    if not answer.is_success:
        raise RuntimeError(answer.text)


def take(page: Page, name: str) -> None:
    """One picture, as the reader sees it."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")


def take_all(running: Running, referral_id: str) -> None:
    """The call, the contact, the queue, the statistics, a case and a meeting, in Finnish."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(base_url=running.base_url, locale="fi-FI")
        page = context.new_page()
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        page.goto("/sign-in?lang=fi")
        page.click(f"button[value='{COORDINATOR}']")
        take(page, "queue")
        page.goto("/calls/new")
        written_down(OnTheMouse(page))
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        take(page, "call")
        page.goto(f"/referrals/{referral_id}")
        take(page, "referral")
        start = (datetime.now(UTC) - timedelta(days=180)).date()
        page.goto(f"/statistics?from={start}")
        take(page, "statistics")
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT + 520})
        page.goto(f"/year/{start.year}")
        take(page, "year")
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        take_casework(browser, running, a_case(running))
        take_search(page, running)
        take_feedback(browser, running, a_case(running))
        take_shares(page, billed(running))
        browser.close()


def take_casework(browser: Browser, running: Running, case: Made) -> None:
    """A case as its coordinator sees it, and a meeting that its worker writes up on a phone."""
    for _ in range(2):
        case.held()
    meeting = case.a_meeting()
    with a_browser_of(browser, running, "coordinator") as context:
        page = context.new_page()
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        page.goto(case.path)
        take(page, "case")
    with a_browser_of(browser, running, "worker", "fi", **PHONE) as context:
        page = context.new_page()
        page.goto(f"{case.path}/meetings/{meeting}")
        replace(OnTheMouse(page), within="#record_meeting").write("summary", SUMMARY)
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        take(page, "meeting")


def take_feedback(browser: Browser, running: Running, case: Made) -> None:
    """A small child's questions on a phone, and a follow-up of half a year with its goals."""
    reachable(running, case)
    child = linked(running, case, "client", age_group="child")
    with an_outsider(browser, running, child.link, "fi", **PHONE) as page:
        page.locator("[name='answers.wellbeing.mood'][value='4']").check()
        page.locator("[name='answers.wellbeing.sleep'][value='2']").check()
        page.evaluate("document.activeElement.blur(); scrollTo(0, 360)")
        take(page, "answering")
    told = half_a_year(running, case)
    with a_browser_of(browser, running, "coordinator") as context:
        page = context.new_page()
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT + 900})
        page.goto(told.path)
        take(page, "follow-up")


def take_search(page: Page, running: Running) -> None:
    """A search whose second-ranked was asked, as its coordinator sees it."""
    bank = a_bank(running)
    search = a_search(running)
    search.say("offer_match", professional_id=bank.second)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT + 520})
    page.goto(search.path)
    take(page, "search")


def take_shares(page: Page, order: Ordered) -> None:
    """What each payer would be credited and charged, as finance types other shares."""
    page.context.clear_cookies()
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT + 160})
    page.goto("/sign-in?lang=fi")
    page.click("button[value='talous-1']")
    page.goto(f"{order.path}/shares")
    page.fill("[name=effective_from]", START)
    page.fill("[name='shares.ls-08']", "50")
    page.fill("[name='shares.si-08']", "50")
    page.locator("#effect tbody tr").first.wait_for()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    take(page, "shares")


def main() -> None:
    """From nothing to the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        a_running_system(Path(folder) / "data") as running,
        running.client() as client,
    ):
        take_all(running, fill(client))


if __name__ == "__main__":
    main()
