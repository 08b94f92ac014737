"""What the centre's finance asks from a terminal: a file of the bank is read, the books' rows are fetched."""

import base64
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from services.console.operating import SaidNo
from services.console.progress import bar
from services.console.standing import services_by
from shared.plumbing.ask import NoAnswer
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

PATIENCE = 60.0
"""Seconds: a large file takes some to be read."""
LOOK = 0.3
MOST_BYTES = 20_000_000
PAGE = 1000
Ask = Callable[[str, str, dict[str, Any]], dict[str, Any]]


def asking(settings: Settings, user: str) -> Ask:
    """Asks billing as the centre's finance: method, name, data → the result. SaidNo where there is none."""
    services = services_by(settings)

    def ask(method: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
        token = issue(signing_key(settings.keys), {"sub": user, "role": "finance", "region": settings.region})
        request = {"name": name, "data": data, "token": token, "correlation": None}
        request |= {"id": str(uuid4())} if method == "carry_out" else {}
        try:
            reply = services.ask("billing", method, request, timeout=PATIENCE)
        except NoAnswer:
            raise SaidNo("billing does not answer: start it with `tukiverkko up` or `serve`") from None
        if reply["status"] != 200:  # noqa: PLR2004 - a service's own yes
            raise SaidNo(_sentences(reply["problem"]))
        return dict(reply["result"])

    return ask


def _sentences(problem: dict[str, Any]) -> str:
    fields = [each["sentence"].format(**each.get("values", {})) for each in problem["fields"]]
    return "; ".join([problem["sentence"].format(**problem["values"]), *fields])


def read_file(settings: Settings, file: Path, user: str) -> dict[str, Any]:
    """A file of the bank, read to its end: its counts, and as `told` the payments that were new in it."""
    if file.stat().st_size > MOST_BYTES:
        raise SaidNo("the file is too large to be read at once: fetch it in parts")
    ask = asking(settings, user)
    content = base64.b64encode(file.read_bytes()).decode("ascii")
    answer = ask("carry_out", "read_bank_file", {"file_id": str(uuid4()), "content": content})
    job = _done(ask, answer["job"], answer["payments"])
    counts = {name: job[name] for name in ("payments", "placed", "waiting", "again")}
    return {"file_id": answer["file_id"], **counts, "told": _told(ask, answer["file_id"])}


def _done(ask: Ask, job_id: str, payments: int) -> dict[str, Any]:
    """Waits for a job's end, showing how far it is."""
    with bar("payments", payments) as tell:
        while True:
            job = ask("answer", "job", {"job": job_id})
            tell(job["placed"] + job["waiting"] + job["again"])
            if job["state"] == "done":
                return job
            time.sleep(LOOK)


def _told(ask: Ask, file_id: str) -> list[dict[str, Any]]:
    """All payments that were new in a file, in its order."""
    told: list[dict[str, Any]] = []
    asked: dict[str, Any] = {"file_id": file_id, "limit": PAGE}
    while True:
        page = ask("answer", "payments", asked)
        told += page["payments"]
        if not page.get("next"):
            return told[::-1]
        asked["cursor"] = page["next"]


def lines_of_file(read: dict[str, Any]) -> list[str]:
    """For people: a line a payment, and a sum."""
    lines = [_line(payment) for payment in read["told"]]
    counts = f"{read['payments']} payments: {read['placed']} placed, {read['waiting']} wait for a person"
    return [*lines, f"{counts}, {read['again']} were told before"]


def _line(payment: dict[str, Any]) -> str:
    said = f"{payment['paid_on']}  {payment['amount']:>12} €  "
    if payment["state"] == "waiting":
        return f"{said}waits: {payment['text']}  ({payment['entry_id']})"
    over = any(each["over"] != "0.00" and each["over"][0] != "-" for each in payment["placed"])
    numbers = ", ".join(each["invoice"] for each in payment["placed"])
    return f"{said}on {numbers}{', more than is owed' if over else ''}"


def books(settings: Settings, first: str, last: str, user: str) -> dict[str, Any]:
    """What the books take of some days: the answer of billing.accounting."""
    return asking(settings, user)("answer", "accounting", {"from": first, "to": last})
