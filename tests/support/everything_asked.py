"""Whatever is asked of a whole system by people and programs, and whatever they get wrong."""

import socket
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx

from services.intake.commands import COMMANDS
from services.intake.queries import QUERIES
from shared.contracts.services import SERVICES
from shared.plumbing.parked import TRIES
from tests.support.everything_followed import FOLLOW_UP
from tests.support.everything_matched import PROFESSIONAL, SEARCH
from tests.support.everything_said import (
    ADMINS,
    AGREEMENT,
    CASE,
    CASES,
    CHILD,
    FINANCE,
    FIRST,
    MEETING,
    MONTH,
    ORDER,
    PERSONS,
    REFERRALS,
    SIBLINGS,
    UNNAMED,
    WORKERS,
    everything,
    example,
)
from tests.support.forms import forms_of
from tests.support.installation import Installation, wait_for
from tests.support.planting import MARK, planted
from tests.support.whole_system import TODAY, WholeSystem

Q = "/api/v1"
SIGN_INS = {"restricted_to", "member.user"}
"""By what people sign in: in clear, as tests/support/planting.py says."""
OPERATOR = {"sub": "yllapitaja-1", "role": "operator"}
HTML = (
    "/", "/queue", "/referrals", "/cases", "/meetings", "/statistics", "/casework-figures", "/network",
    "/calls/new", "/costs",
)  # fmt: skip
OF_CASE = (
    "", "/plan", "/revisions", "/goals", "/goals.svg", "/supervision", "/meetings", f"/meetings/{MEETING}",
    "/reports", f"/reports/{MONTH}/preview", "/copy-out", "/do/log_contact",
    f"/meetings/{MEETING}/correct_meeting",
)  # fmt: skip
OF_PERSON = ("", "/do/correct_person")
LOGS = ("/access-log", "/access-log/copy.csv", "/access-log/copy.html")


def answers(system: WholeSystem) -> Iterator[tuple[str, httpx.Response]]:
    """What people and programs are answered about everybody: pages, API, documents, copies, feeds."""
    yield from _programs(system)
    with system.browser(f"Koordinaattori {MARK}") as person:
        for path in (*HTML, *_addresses()):
            yield path, person.get(path, params={"lang": "fi"})
    with system.browser(f"Ylläpitäjä {MARK}", **ADMINS[0]) as admin:
        for path in (f"/people/{person}{each}" for person in PERSONS for each in LOGS):
            yield path, admin.get(path, params={"lang": "en"})
    with system.client(**WORKERS) as worker:
        token = worker.get("/api/v1/intake/calendar_link").json()["result"]["token"]
        yield "calendar", worker.get(f"/calendar/{token}.ics", headers={"Authorization": ""})


def _addresses() -> Iterator[str]:
    yield from (f"/cases/{CASE}{each}" for each in OF_CASE)
    yield from (f"/referrals/{each}" for each in REFERRALS)
    yield from (f"/people/{person}{each}" for person in PERSONS for each in OF_PERSON)
    yield f"/referrals/{FIRST}/case"
    yield from (f"/documents/monthly-report/{CASE}/{MONTH}.{kind}" for kind in ("html", "pdf"))


def _programs(system: WholeSystem) -> Iterator[tuple[str, httpx.Response]]:
    """Every question about people, as a program asks it."""
    child = next(said.data["subject"] for said in everything() if said.data.get("subject"))
    known = {name: child[name] for name in ("given_name", "family_name", "birth_date")}
    referrer = next(said.data["referrer"] for said in everything() if "referrer" in said.data)
    sought = {name: referrer[name] for name in ("name", "organisation", "phone", "email")}
    matter, log = {"case_id": CASE}, {"person_id": CHILD}
    with system.client() as asking, system.client(**ADMINS[0]) as admin:
        post, get = f"{Q}/intake/", asking.get
        yield "people", asking.post(f"{post}people", json=known)
        yield "similar", asking.post(f"{post}similar_contacts", json={"referrer": sought, "subject": known})
        for name in ("referrals", "cases", "my_meetings", "screen"):
            yield name, get(f"{post}{name}")
        for person in PERSONS:
            yield "person", get(f"{post}person", params={"person_id": person})
        for referral in REFERRALS:
            yield "referral", get(f"{post}referral", params={"referral_id": referral})
        for case in CASES:
            yield "case", get(f"{post}case", params={"case_id": case})
            yield "copy_out", get(f"{post}copy_out", params={"case_id": case})
        yield "monthly_report", get(f"{post}monthly_report", params=matter | {"month": MONTH})
        for name in ("access_log", "access_log_copy"):
            yield name, admin.get(f"{post}{name}", params=log)
        yield "retention_due", admin.get(f"{post}retention_due")
        for name in ("timeline", "cadence", "buyer_supervision"):
            yield name, get(f"{Q}/reporting/{name}", params=matter)
        yield "queue", get(f"{Q}/reporting/queue")
        yield from _of_matching(asking)
        yield from _of_feedback(asking)
    with system.client(**FINANCE) as finance:
        for name, data in {"order": {"order_id": ORDER}, "agreement": {"agreement_id": AGREEMENT}}.items():
            yield name, finance.get(f"{Q}/billing/{name}", params=data)
        for name in ("orders", "invoices", "payments"):
            yield name, finance.get(f"{Q}/billing/{name}")


def _of_matching(asking: httpx.Client) -> Iterator[tuple[str, httpx.Response]]:
    """The directory, and the search that was made."""
    for name in ("professionals", "teams", "core_unit", "contact_persons", "match_requests"):
        yield name, asking.get(f"{Q}/matching/{name}")
    yield "professional", asking.get(f"{Q}/matching/professional", params={"professional_id": PROFESSIONAL})
    yield "match_request", asking.get(f"{Q}/matching/match_request", params={"match_request_id": SEARCH})


def _of_feedback(asking: httpx.Client) -> Iterator[tuple[str, httpx.Response]]:
    """The follow-up that was made, and the instruments."""
    yield "follow_up", asking.get(f"{Q}/feedback/follow_up", params={"follow_up_id": FOLLOW_UP})
    yield "follow_ups", asking.get(f"{Q}/feedback/follow_ups", params={"case_id": SIBLINGS})
    yield "instruments", asking.get(f"{Q}/feedback/instruments")


def get_it_wrong(system: WholeSystem) -> list[int]:
    """Marks where they do not belong, in every part of a request, by every way in; the statuses."""
    with system.client() as asking:
        statuses = [answer.status_code for answer in _wrong(asking)]
    with system.browser("Koordinaattori") as person:
        statuses += [answer.status_code for answer in _wrong_forms(person)]
    _no_http_at_all(system)
    for service in SERVICES:
        for method in ("carry_out", "answer", "operate"):
            for request in _wrong_requests(system.token(TODAY)):
                statuses.append(int(system.ask(service, method, request)["status"]))
    return statuses


def _wrong(asking: httpx.Client) -> Iterator[httpx.Response]:
    for name, command in COMMANDS.items():
        data, own = planted(command, command.example), {"Idempotency-Key": str(uuid4())}
        path, nested = f"{Q}/intake/{name}", [{MARK: MARK}]
        yield asking.post(path, json={**data, MARK: MARK}, headers=own)
        yield asking.post(path, json=dict.fromkeys(data, f"{MARK} väärin"), headers=own)
        yield asking.post(path, json=dict.fromkeys(data, nested), headers=own)
    for name in QUERIES:
        for params in ({MARK: MARK}, {"case_id": MARK, "person_id": MARK, "as_of": MARK, "cursor": MARK}):
            yield asking.get(f"{Q}/intake/{name}", params=params)
    path, key = f"{Q}/intake/give_advice", "Idempotency-Key"
    for body in (f'{{"{MARK}": ', f'"{MARK}"', f'{{"{MARK}": 1, "{MARK}": 2}}', f'{{"x": {MARK}}}'):
        yield asking.post(path, content=body, headers={"Content-Type": "application/json", key: str(uuid4())})
    yield asking.post(path, json={}, headers={key: MARK})
    yield asking.get(f"/{MARK}/{MARK}?{MARK}={MARK}")
    yield asking.get("/referrals/" + MARK, headers={"Referer": f"http://x/{MARK}", "User-Agent": MARK})
    for header in (
        "Authorization",
        "Cookie",
        "Accept-Language",
        "X-Purpose",
        "X-Legal-Basis",
        "Content-Type",
    ):
        yield asking.post(f"{Q}/intake/similar_contacts", headers={header: MARK}, content=MARK)
        yield asking.get(f"{Q}/intake/cases", headers={header: f"Bearer {MARK}"}, params={"after": MARK})
    yield asking.get(f"/calendar/{MARK}.ics")
    yield asking.get(f"/s/{MARK}")


def _wrong_forms(person: httpx.Client) -> Iterator[httpx.Response]:
    """Forms as people send them, with marks in every field: most do not fit."""
    for here in ("/calls/new", f"/referrals/{FIRST}", f"/cases/{CASE}/do/log_contact", f"/cases/{CASE}/plan"):
        for form in forms_of(here, person.get(here).text):
            if form.method == "post" and "sign-out" not in form.action:
                typed = {name: f"{MARK} <b>ä</b>" for name in form.typed if name not in SIGN_INS}
                yield person.post(form.action or here, data=form.filled(**typed))
                yield person.post(form.action or here, data=form.filled(**typed, csrf=MARK))


def _no_http_at_all(system: WholeSystem) -> None:
    """A line that no web server understands."""
    for said in (
        f"{MARK} {MARK} {MARK}\r\n\r\n",
        f"GET /{MARK} HTTP/1.1\r\n{MARK}\r\nContent-Length: x\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", system.settings.http_port), timeout=10) as line:
            line.sendall(said.encode())
            line.recv(1000)


def _wrong_requests(token: str) -> Iterator[dict[str, Any]]:
    """What the gateway would never pass on."""
    yield {"name": MARK, "data": {MARK: MARK}, "token": MARK}
    yield {"name": MARK, "data": MARK, "token": token, "correlation": f"{MARK} ä"}
    yield {"name": "give_advice", "data": {"advice": MARK}, "token": token, "id": MARK, "after": {MARK: MARK}}
    yield {
        "name": "person",
        "data": {"person_id": MARK},
        "token": token,
        "purpose": MARK,
        "legal_basis": MARK,
    }
    yield {"name": "show_parked", "data": {"source": MARK, "position": MARK}, "token": token}


def break_and_park(system: Installation) -> None:
    """The database refuses a command's rows; a reader's rows break, and its facts are parked, one given up.

    Both are mended in the end. The words of a discarded fact's reason are planted too.
    """
    system.change("ALTER TABLE numbers ADD CONSTRAINT broken CHECK (kind = 'none') NOT VALID", "intake")
    name, data = "receive_referral", dict(COMMANDS["receive_referral"].example)
    data = planted(COMMANDS[name], data | {"referral_id": str(uuid4()), "subject": None})
    assert system.command(f"intake.{name}", data, clock=TODAY)["status"] == 500
    system.change("ALTER TABLE numbers DROP CONSTRAINT broken", "intake")
    system.change("ALTER TABLE timeline ADD CONSTRAINT broken CHECK (service = 'x') NOT VALID", "reporting")
    name, data = example("give_advice", referral_id=UNNAMED)
    reply = system.command(f"intake.{name}", planted(COMMANDS[name], data), clock=TODAY)
    assert reply["status"] == 200, reply
    parked = f"SELECT * FROM parked WHERE tries = {TRIES}"  # noqa: S608 - a number of ours
    wait_for("the fact is parked", lambda: len(system.rows(parked)) == 1)
    (fact,) = system.rows(parked)
    wish = {"source": "intake", "position": fact["position"]}
    _operate(system, "show_parked", wish)
    _operate(system, "retry_parked", wish)
    _operate(system, "discard_parked", wish | {"reason": f"Ei kuulu tänne {MARK}"})
    system.change("ALTER TABLE timeline DROP CONSTRAINT broken", "reporting")


def _operate(system: Installation, name: str, data: dict[str, Any]) -> None:
    request = {"name": name, "data": data, "token": system.token(TODAY, **OPERATOR)}
    reply = system.ask("reporting", "operate", request)
    assert reply["status"] == 200, reply
