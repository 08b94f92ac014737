"""Matching's answers as the directory's pages are drawn over them, and visits to these pages."""

import re
from html import unescape
from typing import Any

import httpx

from tests.specs.gateway.edge import Echo, Reply, an_edge, refusal, send_to, signed_in

AN_ID = "4f1b8f0a-6c1e-4a2e-9f0b-7d5f3a1c2b90"
OTHER_ID = "8d0f4d0e-9b6a-4c56-9c31-2a7c0e5b1f44"
FORM_ID = "6d0c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a10"
ROW: dict[str, Any] = {
    "professional_id": AN_ID, "name": "Keksitty Asiantuntija", "state": "active", "roles": ["expert"],
    "organisation": "Esimerkkilän yksikkö", "field": "health", "county": "08", "counties": ["08", "07"],
    "competences": ["trauma", "rare_disease"], "languages": ["fi", "sv"], "education": ["psykologi"],
    "background": ["lastenpsykiatria"], "modes": ["virtual"], "hours_per_week": 8.0, "free": 4.5,
    "confirmed_on": "2026-10-01", "stale": False, "vetted_on": "2026-08-20", "shared": False,
}  # fmt: skip
PRIVATE: dict[str, Any] = {
    "contact": {"phone": "+358 40 000 0000", "email": "keksitty@esimerkki.example", "user": "keksitty-1"},
    "reservations": [], "conflicts": 0,
}  # fmt: skip
PROFILE = ROW | {"target_ages": "7–12", "qualification": "professional", "positions": {}}
COORDINATOR: dict[str, Any] = {"role": "coordinator"}


class Directory(Echo):
    """Answers with a professional or another answer, and remembers what it was asked and told to do.

    refuses: what each command is refused with.
    """

    def __init__(self, *, refuses: Reply | None = None, **answers: Any) -> None:
        super().__init__()
        self.answers: dict[str, Any] = {
            "professionals": {"professionals": [ROW], "found": 1},
            "professional": PROFILE | PRIVATE,
            "teams": {"teams": []},
            "core_unit": {"region": "sisa-suomi", "seats": [], "flags": []},
            "contact_persons": {"contact_persons": []},
        } | answers
        self.refuses = refuses
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.done: list[tuple[str, dict[str, Any]]] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        if method == "answer":
            self.asked.append((request["name"], request["data"]))
            answer = self.answers[request["name"]]
            if answer is None:
                return refusal(404, "there is no {kind} with the id {id}", kind="professional", id=AN_ID)
            return answer if "problem" in answer else {"status": 200, "result": answer, "position": {}}
        self.done.append((request["name"], request["data"]))
        given = request["data"].get("professional_id") or request["data"].get("team_id")
        told = {"professional_id": given, "team_id": given}
        return self.refuses or {"status": 200, "result": told, "position": {"matching": 7}}


def visit(path: str, directory: Directory | None = None, **who: Any) -> httpx.Response:
    """A page in English, for who is signed in; nobody where no role is said."""
    with an_edge(directory or Directory()) as app:
        cookies = signed_in(app, {"sub": "somebody"} | who) if who else {}
        return send_to(app, "GET", path, cookies | {"lang": "en"})


def post(path: str, directory: Directory, data: dict[str, Any], **who: Any) -> httpx.Response:
    """A form, sent from a page of ours."""
    with an_edge(directory) as app:
        cookies = signed_in(app, {"sub": "somebody"} | who) | {"lang": "en"}
        csrf = send_to(app, "GET", "/nowhere", cookies).text.partition('name="csrf" value="')[2]
        told = data | {"csrf": csrf.partition('"')[0], "form_id": FORM_ID}
        return send_to(app, "POST", path, cookies, data=told)


def words(page: httpx.Response) -> str:
    """What one reads on a page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.text)).split())


def forms(page: httpx.Response) -> list[str]:
    """The names of the commands that a page has forms for."""
    return re.findall(r'action="/experts/[^"]+/do/([a-z_]+)"', page.text)
