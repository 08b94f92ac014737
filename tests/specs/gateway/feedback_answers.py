"""Feedback's answers as its pages are drawn over them, and visits to these pages."""

from typing import Any

import httpx
from fastapi import FastAPI

from tests.specs.gateway.directory_answers import FORM_ID
from tests.specs.gateway.edge import Echo, Reply, refusal, send_to

TOKEN = "Kq3vM0x7Zr5Tt2Yb8Lw1Nc6Hd9Js4Pf0Ga5Ve2Ru8Qi"
OTHER_TOKEN = TOKEN[:-1] + "x"
ENDS = {"min": {"fi": "Ei yhtään", "sv": "Inte alls", "en": "Not at all"},
        "max": {"fi": "Todella hyvin", "sv": "Riktigt bra", "en": "Really well"}}  # fmt: skip


def an_item(item: str, **more: Any) -> dict[str, Any]:
    """An item from 0 to 10. more: what it has otherwise."""
    plainly = {"fi": f"Miten {item} on mennyt?", "sv": f"Hur har {item} gått?", "en": f"How has {item} been?"}
    easily = {language: f"{text} (:" for language, text in plainly.items()}
    whole = {"text": plainly, "easy": easily, "min": 0, "max": 10, "step": "1", "labels": ENDS}
    return {"item": item} | whole | more


def an_instrument(*items: dict[str, Any], faces: bool = False) -> dict[str, Any]:
    """An instrument of a sheet, which tells nothing unless all of it is answered."""
    title = {"fi": "Viime viikko", "sv": "Den senaste veckan", "en": "The last week"}
    easy = {"fi": "Sinun viikkosi", "sv": "Din vecka", "en": "Your week"}
    return {"instrument": "wellbeing", "version": "1.0", "title": title, "easy_title": easy, "faces": faces,
            "needed": len(items), "items": list(items)}  # fmt: skip


OPEN: dict[str, Any] = {
    "state": "open", "until": "2026-10-15", "role": "guardian", "variant": "guardian",
    "sheets": [an_instrument(an_item("wellbeing.sleep"), an_item("wellbeing.school"))],
}  # fmt: skip


def an_open(*items: dict[str, Any]) -> dict[str, Any]:
    """A sheet with other items."""
    return OPEN | {"sheets": [an_instrument(*items)]}


FOR_A_CHILD = OPEN | {
    "role": "client", "variant": "child",
    "sheets": [an_instrument(an_item("mood", min=1, max=5), an_item("home", min=1, max=5), faces=True)],
}  # fmt: skip


class Feedback(Echo):
    """Answers with a sheet to one link, and knows no other; remembers what it was told.

    then: what the link opens after a command; refuses: what the command is refused with.
    """

    def __init__(
        self, sheet: dict[str, Any] | None = None, *, then: str = "used", refuses: Reply | None = None
    ) -> None:
        super().__init__()
        self.sheet = sheet or OPEN
        self.then = then
        self.refuses = refuses
        self.asked: list[Reply] = []
        self.done: list[Reply] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        assert service == "feedback"
        if method == "answer":
            self.asked.append(request)
            if request["token"] != TOKEN or request["data"] != {"token": TOKEN}:
                return refusal(404, "there is no such link")
            return {"status": 200, "result": self.sheet, "position": {}}
        self.done.append(request)
        self.sheet = self.sheet | {"state": self.then}
        return self.refuses or {"status": 200, "result": {}, "position": {"feedback": 7}}


def open_link(app: FastAPI, query: str = "?lang=en", token: str = TOKEN, **more: Any) -> httpx.Response:
    """The page of a link, opened by nobody in particular."""
    return send_to(app, "GET", f"/f/{token}{query}", **more)


def send_answers(app: FastAPI, query: str = "?lang=en", **answers: str) -> httpx.Response:
    """The form of the page, sent as a browser sends it that says nothing of where it is from."""
    csrf = open_link(app).text.partition('name="csrf" value="')[2].partition('"')[0]
    told = {"csrf": csrf, "form_id": FORM_ID} | {
        name if name == "as_it_is" else f"answers.{name}": value for name, value in answers.items()
    }
    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    return send_to(app, "POST", f"/f/{TOKEN}{query}", data=told, headers=headers)
