"""Bad input by the pages, against all of it running: every form and every address of a page.

Whatever is sent: no 5xx, no trace of the code, nothing of it comes back as part of the page.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from services.gateway.pages.fields import MOST_ROWS
from tests.pages.casework import a_case, this_month
from tests.pages.test_every_page import as_far_as_a_plan
from tests.specs.gateway.edge import addresses, an_edge
from tests.support.forms import ELSEWHERE, INLINE, Form, forms_of
from tests.support.running import Running, carry_out

MARK = '<script>marked(1)</script>" onfocus="marked(2)" \''
ODD = (
    MARK,
    "//elsewhere.example",
    "/\\elsewhere.example",
    "/\t/elsewhere.example",
    "https://elsewhere.example",
    MARK * 200,
    "",
    "-1",
    "9" * 40,
    "9999-99-99",
    "2026-02-30T25:61",
    str(uuid4()),
    "../../etc/passwd",
    "' OR 1=1; --",
    "{{ 7 * 7 }} {reason} %s",
    "\r\nSet-Cookie: odd=1\r\n\r\n",
    "\u202e\u0000\ufeff\U0001f4a5",
)
LONGEST_TYPED = 500
"""Of a value in an address: a client refuses to send longer addresses by itself."""
IN_A_PATH = ("x", MARK, "..", "%", str(uuid4()), "y" * 3000, "\u0000", "9999-13", "-1")
QUERY = (
    "after", "first", "second", "from", "to", "month", "page", "state", "county", "number", "service_line",
    "sector", "mine", "lang", "done", "next", "cursor", "limit",
)  # fmt: skip
ENDING = re.compile(r"close|withdraw|decline|redirect|restrict|reopen|transfer")
"""Forms after which the others have nothing left to be tried on."""
OURS_ALONE = re.compile(r"Traceback|\.py\b|psycopg|pydantic|jinja|werkzeug|SELECT |uvicorn")


@pytest.fixture(scope="module")
def browser(running: Running) -> Iterator[httpx.Client]:
    """A browser on which a coordinator is signed in."""
    cookies = running.cookies(sub="koordinaattori-1") | {"lang": "en"}
    with httpx.Client(base_url=running.base_url, cookies=cookies, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def pages(running: Running) -> list[str]:
    """The pages of a contact and of a case that both have come some way."""
    ids = {"referral": str(uuid4()), "step": str(uuid4())}
    with running.client() as client:
        for command, data in as_far_as_a_plan(ids):
            assert carry_out(client, f"intake.{command}", {"referral_id": ids["referral"]} | data).is_success
    case = a_case(running)
    meeting, contact = case.a_meeting(), f"/referrals/{ids['referral']}"
    month = this_month()
    return [
        "/queue", f"/calls/{uuid4()}", "/referrals", contact, f"{contact}/case", "/statistics",
        f"{contact}/steps/{ids['step']}/link", "/cases", case.path, f"{case.path}/plan",
        f"{case.path}/revisions", f"{case.path}/meetings", f"{case.path}/meetings/{meeting}",
        f"{case.path}/reports", f"{case.path}/reports/{month}", "/meetings", "/casework-figures", "/network",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def forms(browser: httpx.Client, pages: list[str]) -> list[Form]:
    """Every form of these pages, those that end something last."""
    found: list[Form] = []
    for path in pages:
        answer = browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        found += (form for form in forms_of(path, answer.text) if form.action != "/sign-out")
    return sorted(found, key=lambda form: bool(ENDING.search(form.action)))


def assert_calm(answer: httpx.Response, what: object) -> None:
    """Answered, with nothing of what was sent at work in it and nothing of how we are made."""
    assert answer.status_code < 500, (what, answer.status_code, answer.text[:2000])
    assert "<script>marked" not in answer.text, what
    assert '" onfocus="marked' not in answer.text, what
    assert "odd" not in answer.cookies, what
    if answer.status_code >= 400:
        assert not OURS_ALONE.search(answer.text), what


def sent(browser: httpx.Client, form: Form, values: dict[str, str]) -> httpx.Response:
    """The form, as the browser sends it."""
    if form.method == "post":
        answer = browser.post(form.action, data=values)
        assert "the form is out of date" not in answer.text, "it came no further than the door"
        return answer
    return browser.get(form.action, params={name: value[:LONGEST_TYPED] for name, value in values.items()})


def test_no_page_as_it_is_drawn_has_anything_inside_that_runs_or_from_elsewhere(
    browser: httpx.Client, pages: list[str]
) -> None:
    """What the templates do not show by themselves: every page of a contact and a case, with all in it."""
    for path in pages:
        answer = browser.get(path)
        assert INLINE.findall(answer.text) == [], path
        assert ELSEWHERE.findall(answer.text) == [], path
        assert answer.headers["Cache-Control"] == "no-store", path


def test_there_are_forms_to_be_tried(forms: list[Form]) -> None:
    posted = {re.sub(r"[0-9a-f-]{36}", "", form.action) for form in forms if form.method == "post"}
    assert len(posted) > 20, sorted(posted)


def test_whatever_is_written_into_forms_breaks_nothing_and_is_shown_as_text(
    browser: httpx.Client, forms: list[Form]
) -> None:
    """One odd field at a time, among those that stand as they were."""
    for form in forms:
        for at, name in enumerate(form.typed):
            odd = ODD[at % len(ODD)]
            assert_calm(sent(browser, form, form.filled(**{name: odd})), (form.action, name, odd[:30]))


def test_all_fields_odd_at_once_break_nothing_either(browser: httpx.Client, forms: list[Form]) -> None:
    for form in forms:
        for odd in (MARK, MARK * 200, "", "-1"):
            values = form.filled(**dict.fromkeys(form.typed, odd))
            assert_calm(sent(browser, form, values), (form.action, "all", odd[:30]))


def test_whatever_is_written_into_the_way_in_and_out_breaks_nothing(running: Running) -> None:
    for odd in ODD:
        sent_in = {"person": odd, "next": odd, "csrf": odd}
        assert_calm(httpx.post(f"{running.base_url}/sign-in", data=sent_in), odd[:30])
        onward = {"person": "koordinaattori-1", "next": odd}
        answer = httpx.post(f"{running.base_url}/sign-in", data=onward)
        assert_calm(answer, odd[:30])
        if "\0" not in odd:  # which no text may have
            assert re.match(r"/(?![/\\])", answer.headers["Location"]), "to this site only"
        assert_calm(httpx.get(f"{running.base_url}/sign-in", params=onward), odd[:30])
        cookies = running.cookies() if odd == MARK else {"tukiverkko_session": quote(odd)[:500]}
        assert_calm(httpx.post(f"{running.base_url}/sign-out", cookies=cookies, data=sent_in), odd[:30])


def test_rows_without_end_are_not_drawn(browser: httpx.Client, forms: list[Form]) -> None:
    counted = [(form, name) for form in forms for name in form.typed if name.endswith(".rows")]
    assert counted
    for form, name in counted[:5]:
        answer = sent(browser, form, form.filled(**{name: "999"}))
        assert_calm(answer, (form.action, name))
        shown = re.findall(rf'name="{re.escape(name.removesuffix(".rows"))}\.(\d+)\.', answer.text)
        assert len(set(shown)) <= MOST_ROWS


with an_edge() as edge:
    POSTED = [path for method, path in addresses(edge.router) if method == "POST"]
PAGES = [path for path in POSTED if not path.startswith("/api/")]


@pytest.mark.parametrize("path", PAGES)
def test_a_form_that_is_not_one_is_refused(path: str, browser: httpx.Client) -> None:
    for body, kind in (
        (b"", "application/x-www-form-urlencoded"),
        (b"csrf=guess&a=1", "application/x-www-form-urlencoded"),
        (b"\xff\xfe%zz=%", "application/x-www-form-urlencoded"),
        (b'{"csrf": 1}', "application/json"),
        (b"--x\r\nodd", "multipart/form-data; boundary=x"),
        (b"&".join([b"a=1"] * 5000), "application/x-www-form-urlencoded"),
    ):
        answer = browser.post(path, content=body, headers={"Content-Type": kind})
        assert_calm(answer, (path, body[:20]))
        assert 400 <= answer.status_code < 500, (path, body[:20])


def test_whatever_stands_in_an_address_breaks_no_page(browser: httpx.Client) -> None:
    with an_edge() as edge:
        read = [path for method, path in addresses(edge.router) if method == "GET"]
    read = [path for path in read if not path.startswith(("/api/", "/metrics", "/livez", "/readyz"))]
    assert len(read) > 30
    for path in read:
        for odd in IN_A_PATH if "/x" in path else ():
            assert_calm(browser.get(path.replace("/x", f"/{quote(odd, safe='')}")), (path, odd[:30]))
        for odd in (MARK, "9" * 40, "2026-99-99"):
            assert_calm(browser.get(path, params=dict.fromkeys(QUERY, odd)), (path, odd[:30]))


def test_after_all_that_everything_still_works(running: Running) -> None:
    assert httpx.get(f"{running.base_url}/readyz").status_code == 200
