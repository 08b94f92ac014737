"""Matching as its pages meet it: its answers about a search, an offer, a plan, and who asks for pages."""

import re
from typing import Any

import httpx

from tests.specs.gateway.edge import Echo, Reply, an_edge, send_to, signed_in

A_SEARCH = "c9d5a1f3-0f3e-4d7b-9f0d-2e6b3b6f4a55"
A_CASE = "3d1c7d52-8f63-4d9c-9b58-0f6a1c3b7e21"
FORM_ID = "6d0c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a10"
ADA, BEA, CEL = (f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))
NAMES = {ADA: "Ada Asiantuntija", BEA: "Bea Beispiel", CEL: "Cel Ceesimerkki"}
COORDINATOR: dict[str, Any] = {"role": "coordinator"}
EXPERT: dict[str, Any] = {"role": "expert"}


def because(code: str, sentence: str, points: int | None = None, **values: Any) -> dict[str, Any]:
    """A reason as matching tells it."""
    return {"code": code, "points": points, "sentence": sentence, "text": sentence, "values": values}


COMPETENCE = because(
    "competence", "competence: {met} (needed: {wanted})", 30,
    has=["trauma"], wanted=["trauma"], met=["trauma"],
)  # fmt: skip
UNVETTED = because("unvetted", "no extract of the criminal record was checked")


def ranked(*ids: str, stale: bool = False) -> list[dict[str, Any]]:
    """These, in this order."""
    return [
        {"professional_id": each, "rank": n, "score": 90 - n, "because": [COMPETENCE], "scope": "county",
         "stale": stale}
        for n, each in enumerate(ids, 1)
    ]  # fmt: skip


NEED: dict[str, Any] = {
    "role": "expert", "county": "08", "must": {"competences": ["trauma"], "languages": ["fi"]},
    "should": {"background": [], "education": [], "same_county": False}, "hours_per_week": 2.0,
    "starts_on": "2026-01-07",
}  # fmt: skip
SEARCH: dict[str, Any] = {
    "match_request_id": A_SEARCH, "number": "match/2026-00003", "state": "proposed", "scope": "county",
    "virtual": False, "owner": "08", "case_id": A_CASE, "need": NEED, "opened_on": "2026-01-07",
    "ranked": ranked(ADA, BEA), "ruled_out": [{"professional_id": CEL, "because": [UNVETTED]}],
    "uncovered": [], "offers": [], "confirmed": [], "rules_version": "2025-1", "positions": {},
}  # fmt: skip
OPEN = SEARCH | {"state": "open", "ranked": [], "ruled_out": [], "rules_version": None}
ROW: dict[str, Any] = {
    "match_request_id": A_SEARCH, "number": "match/2026-00003", "state": "open", "scope": "county",
    "case_id": A_CASE, "role": "expert", "county": "08", "competences": ["trauma"], "hours_per_week": 2.0,
    "opened_on": "2026-01-07", "starts_on": "2026-01-07", "confirmed": [],
}  # fmt: skip
OFFER: dict[str, Any] = {
    "match_request_id": A_SEARCH, "number": "match/2026-00003", "professional_id": ADA, "state": "offered",
    "role": "expert", "county": "08", "competences": ["trauma"], "hours_per_week": 2.0,
    "starts_on": "2026-01-07",
}  # fmt: skip
OTHER = A_SEARCH.replace("c9", "d9")
JOB: dict[str, Any] = {
    "job": FORM_ID, "state": "done", "match_request_ids": [A_SEARCH, OTHER],
    "match_requests": [ROW, ROW | {"match_request_id": OTHER, "number": "match/2026-00004"}],
    "assigned": {A_SEARCH: [ADA]}, "unserved": [OTHER], "worth": 200, "bound": 200, "proved": True,
}  # fmt: skip


def professional(professional_id: str) -> dict[str, Any]:
    """One of the directory."""
    return {
        "professional_id": professional_id, "name": NAMES[professional_id], "organisation": "Yksikkö",
        "field": "health", "county": "08", "counties": ["08"], "competences": ["trauma", "adhd"],
        "languages": ["fi"], "education": [], "background": ["lastenpsykiatria"], "modes": ["virtual"],
        "hours_per_week": 8.0, "free": 6.0, "confirmed_on": "2025-01-07",
    }  # fmt: skip


class Matching(Echo):
    """Answers with a search or what else it is given, and remembers what it was asked to do."""

    def __init__(self, no: Reply | None = None, **answers: Any) -> None:
        super().__init__()
        self.answers = {"match_request": SEARCH, "match_requests": {"match_requests": [ROW]}, "job": JOB,
                        "offers": {"offers": [OFFER]}, "referral": {}, "case": {}} | answers  # fmt: skip
        self.no = no
        self.done: list[tuple[str, dict[str, Any]]] = []
        self.named: list[str] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        name, data = request["name"], request["data"]
        if method == "answer":
            if name == "professional":
                self.named.append(data["professional_id"])
                told = professional(data["professional_id"])
            else:
                told = self.answers[name]
            return {"status": 200, "result": told, "position": {}}
        self.done.append((name, data))
        if self.no:
            return self.no
        return {"status": 200, "result": {"job": FORM_ID} | data, "position": {"matching": 7}}


def visit(path: str, matching: Matching | None = None, lang: str = "en", **who: Any) -> httpx.Response:
    """A page, for who is signed in."""
    with an_edge(matching or Matching()) as app:
        cookies = signed_in(app, {"sub": "somebody"} | (who or COORDINATOR)) | {"lang": lang}
        return send_to(app, "GET", path, cookies)


def post(path: str, matching: Matching, data: dict[str, Any], **who: Any) -> httpx.Response:
    """A form, sent from a page of ours."""
    with an_edge(matching) as app:
        cookies = signed_in(app, {"sub": "somebody"} | (who or COORDINATOR)) | {"lang": "en"}
        csrf = send_to(app, "GET", "/nowhere", cookies).text.partition('name="csrf" value="')[2]
        told = data | {"csrf": csrf.partition('"')[0], "form_id": FORM_ID}
        return send_to(app, "POST", path, cookies, data=told)


def forms(text: str) -> list[str]:
    """The names of the commands that a page has forms for."""
    return re.findall(r'action="/(?:searches|offers)/[^"]+/do/([a-z_]+)"', text)


def words(text: str) -> str:
    """What one reads of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", text.partition("<main")[2]).split())


HERE = f"/searches/{A_SEARCH}"


def shown(**more: Any) -> str:
    """The search's page, as it stands otherwise."""
    return visit(HERE, Matching(match_request=SEARCH | more)).text
