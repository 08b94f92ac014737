"""Feedback's answers to those who work, and visits to its pages by somebody who is signed in."""

import re
from typing import Any

import httpx

from tests.specs.gateway.directory_answers import FORM_ID
from tests.specs.gateway.edge import Echo, Reply, an_edge, refusal, send_to, signed_in
from tests.specs.gateway.feedback_answers import an_instrument, an_item

AN_ID = "4f1b8f0a-6c1e-4a2e-9f0b-7d5f3a1c2b90"
CASE_ID = "8d0f4d0e-9b6a-4c56-9c31-2a7c0e5b1f44"
GUARDIAN, CHILD = "11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002"
GOAL, BESIDE = "22222222-0000-4000-8000-000000000001", "22222222-0000-4000-8000-000000000002"
TITLE = {"fi": "Vointi", "sv": "Mående", "en": "Wellbeing"}
SHEET = an_instrument(an_item("wellbeing.mood", min=1, max=5), an_item("wellbeing.sleep", min=1, max=5))
ASKED_FIRST = [
    {"recipient_id": GUARDIAN, "state": "answered", "due": "2026-08-17", "reminded_on": "2026-08-10"},
    {"recipient_id": CHILD, "state": "on_behalf"},
]
ASKED_THEN = [
    {"recipient_id": GUARDIAN, "state": "sent", "due": "2026-09-14"},
    {"recipient_id": CHILD, "state": "waiting", "why": "no_safe_contact"},
]
FIRST = {"wave": 1, "sent_on": "2026-08-03", "requested": 2, "answered": 2, "missed": 0, "waiting": 0}
THEN = {"wave": 2, "sent_on": "2026-08-31", "requested": 1, "answered": 0, "missed": 0, "waiting": 1}
POINTS = [
    {"wave": 1, "on": "2026-08-05", "score": "62.5"},
    {"wave": 2, "on": "2026-09-02", "score": "50.0"},
]
FOLLOW_UP: dict[str, Any] = {
    "follow_up_id": AN_ID, "number": "follow_up/2026-00007", "state": "running", "case_id": CASE_ID,
    "started_on": "2026-08-03", "every_weeks": 4, "next_wave_on": "2026-09-28",
    "instruments": [{"instrument": "wellbeing", "version": "1", "title": TITLE}],
    "recipients": [
        {"recipient_id": GUARDIAN, "role": "guardian", "channel": "sms", "asks": [SHEET]},
        {"recipient_id": CHILD, "role": "client", "channel": "paper", "age_group": "child", "asks": [SHEET]},
    ],
    "waves": [FIRST | {"requests": ASKED_FIRST}, THEN | {"requests": ASKED_THEN}],
    "scores": [
        {"recipient_id": GUARDIAN, "role": "guardian", "instrument": "wellbeing", "version": "1",
         "points": POINTS},
    ],
    "goals": {
        GOAL: [
            {"rated_on": "2026-08-05", "attainment": -1, "by_role": "worker"},
            {"rated_on": "2026-09-05", "attainment": 1, "by_role": "client"},
        ],
        BESIDE: [{"rated_on": "2026-09-05", "attainment": 0, "by_role": "guardian"}],
    },
    "scales": {GOAL: {"weight": 2, "scale": {"0": "nukahtaa ennen kello 24", "1": "ennen kello 23"}}},
    "t_score": "57.67",
    "t_scores": [{"on": "2026-08-05", "t_score": "40.00"}, {"on": "2026-09-05", "t_score": "57.67"}],
    "flags": [
        {"code": "decline", "since": "2026-09-02", "text": "…", "recipient_id": GUARDIAN,
         "instrument": "wellbeing"},
    ],
}  # fmt: skip
ROW: dict[str, Any] = {
    "follow_up_id": AN_ID, "number": "follow_up/2026-00007", "state": "running", "started_on": "2026-08-03",
    "every_weeks": 4, "next_wave_on": "2026-09-28", "waves": 2, "requested": 3, "answered": 2, "missed": 0,
    "waiting": 1, "flags": [{"code": "decline", "since": "2026-09-02", "text": "…"}],
}  # fmt: skip
UNWORDED = [an_item("individually", text={}, easy={})]
FOR_A_CHILD = {"variant": "child", "roles": ["client"], "age_groups": ["child"], "items": SHEET["items"]}
FOR_ALL = {"variant": "adult", "roles": ["client"], "age_groups": [], "items": UNWORDED}
INSTRUMENTS: list[dict[str, Any]] = [
    {"instrument": "wellbeing", "version": "1", "title": TITLE, "for_roles": ["client", "guardian"],
     "variants": ["child"], "own": False, "worded": True, "items": SHEET["items"], "asked": [FOR_A_CHILD]},
    {"instrument": "ors", "version": "1", "title": dict.fromkeys(TITLE, "ORS"), "for_roles": ["client"],
     "variants": ["adult"], "own": True, "worded": False, "items": UNWORDED, "asked": [FOR_ALL]},
]  # fmt: skip
CASE: dict[str, Any] = {
    "case_id": CASE_ID, "number": "case/2026-00003",
    "revisions": [{"goals": [{"goal_id": GOAL, "title": "Nukkuu yönsä"}]}],
}  # fmt: skip


class Follows(Echo):
    """Answers with one follow-up, its case and the instruments; remembers what it was told to do.

    refuses: what each command is refused with; answers: what is answered otherwise, None for nothing there.
    """

    def __init__(self, *, refuses: Reply | None = None, **answers: Any) -> None:
        super().__init__()
        self.answers: dict[str, Any] = {
            "follow_up": FOLLOW_UP, "follow_ups": {"follow_ups": [ROW]}, "case": CASE,
            "instruments": {"instruments": INSTRUMENTS},
        } | answers  # fmt: skip
        self.refuses = refuses
        self.done: list[tuple[str, dict[str, Any]]] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        if method == "answer":
            answer = self.answers[request["name"]]
            if answer is None:
                return refusal(404, "there is no {kind} with the id {id}", kind="follow-up", id=AN_ID)
            return answer if "problem" in answer else {"status": 200, "result": answer, "position": {}}
        assert service == "feedback"
        self.done.append((request["name"], request["data"]))
        return self.refuses or {"status": 200, "result": {}, "position": {"feedback": 7}}


def visit(
    path: str, follows: Follows | None = None, role: str = "coordinator", language: str = "en"
) -> httpx.Response:
    """A page, for who is signed in."""
    with an_edge(follows or Follows()) as app:
        cookies = signed_in(app, {"sub": "somebody", "role": role}, "Keksitty Koordinaattori")
        return send_to(app, "GET", path, cookies | {"lang": language})


def post(path: str, follows: Follows, data: dict[str, Any], role: str = "coordinator") -> httpx.Response:
    """A form, sent from a page of ours."""
    with an_edge(follows) as app:
        cookies = signed_in(app, {"sub": "somebody", "role": role}) | {"lang": "en"}
        csrf = send_to(app, "GET", "/nowhere", cookies).text.partition('name="csrf" value="')[2]
        told = {"form_id": FORM_ID} | data | {"csrf": csrf.partition('"')[0]}
        return send_to(app, "POST", path, cookies, data=told)


def forms(page: httpx.Response) -> list[str]:
    """The names of the commands that a follow-up's page has forms for."""
    return re.findall(r'action="/follow-ups/[^"]+/do/([a-z_]+)"', page.text)
