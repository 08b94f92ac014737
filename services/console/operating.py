"""`parked`: what an operator does with facts that could not become rows, asked of the services."""

import json
from typing import Any

from services.console.standing import services_by
from shared.kernel.refused import said
from shared.plumbing.ask import NoAnswer, SyncServices
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

VERBS = ("list", "show", "retry", "discard", "discarded")
PATIENCE = 60.0
"""Seconds: a retry brings in all that waits behind a fact."""


class SaidNo(Exception):
    """A service refused, or nobody answers; the text says why."""


def operate(settings: Settings, service: str, verb: str, data: dict[str, Any], user: str) -> dict[str, Any]:
    """The answer to an operator's wish. SaidNo where there is none."""
    token = issue(signing_key(settings.keys), {"sub": user, "role": "operator", "region": settings.region})
    request = {"name": f"{verb}_parked", "data": data, "token": token, "correlation": None}
    return answer_of(services_by(settings), service, request)


def answer_of(
    services: SyncServices, service: str, request: dict[str, Any], method: str = "operate"
) -> dict[str, Any]:
    """A reply's result; a refusal as its sentence, its places filled in."""
    try:
        reply = services.ask(service, method, request, timeout=PATIENCE)
    except NoAnswer as none:
        raise SaidNo(f"{service} does not answer: start it with `tukiverkko up` or `serve`") from none
    if reply["status"] != 200:  # noqa: PLR2004 - a service's own yes
        problem = reply["problem"]
        fields = "; ".join(f"{one['field']}: {one['sentence']}" for one in problem["fields"])
        raise SaidNo(" ".join([said(problem["sentence"], problem["values"]), fields]).strip())
    return dict(reply["result"])


def place_in(words: str | None) -> dict[str, Any]:
    """`intake:17` → {"source", "position"}; nothing for nothing. ValueError where it is written otherwise."""
    if words is None:
        return {}
    source, _, position = words.partition(":")
    return {"source": source, "position": int(position)}


def lines(answer: dict[str, Any]) -> list[str]:
    """An answer for people: a line a fact."""
    if "event" in answer:
        return [row(answer), json.dumps(answer["event"], ensure_ascii=False, indent=1)]
    if "discarded" in answer:
        return [given_up(fact) for fact in answer["discarded"]] or ["nothing was discarded"]
    said = [f"became rows: {answer['applied']}"] if "applied" in answer else []
    return [*said, *(row(fact) for fact in answer["parked"])] or ["nothing is parked"]


def given_up(fact: dict[str, Any]) -> str:
    """One that was given up: by whom, when and why."""
    place = f"{fact['source']}:{fact['position']}  {fact['subject']}  {fact['what']}"
    return f"{place}  {fact['discarded_by']} at {fact['discarded_at']}: {fact['reason']}"


def row(fact: dict[str, Any]) -> str:
    """One parked fact."""
    behind = f", {fact['behind']} behind it" if fact.get("behind") else ""
    failed = f"{fact['error']} at {fact['place']}, {fact['tries']} tries" if fact["tries"] else "waits"
    return f"{fact['source']}:{fact['position']}  {fact['subject']}  {fact['what']}  {failed}{behind}"
