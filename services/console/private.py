"""`keys`, `erase` and `retention`: what an operator and two admins do so that erasing means erasing.

Keys are looked after on the key store itself; an erasure is a command of intake, given by an admin's name.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from services.console.operating import SaidNo
from services.console.standing import services_by
from services.console.supervising import databases
from shared.plumbing.ask import NoAnswer
from shared.plumbing.keys import signing_key
from shared.plumbing.sealing.opening import open_key_store
from shared.plumbing.sealing.rotating import turn
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

BASES = ("retention_ended", "mistaken_record", "authority_order")
PATIENCE = 60.0


def keys(settings: Settings, *, rotate: bool = False) -> dict[str, Any]:
    """The ring and what it wraps: {"ring": [{"name", "made_on", "wraps"}], "destroyed", "turned"?}.

    rotate: turns the ring first; the services may run meanwhile.
    """
    with databases(settings) as ready:
        store = open_key_store(ready)
        try:
            turned = turn(store, datetime.now(UTC).date(), now=True) if rotate else None
            wraps = store.standing()
            ring = [
                {"name": key.name, "made_on": key.made_on.isoformat(), "wraps": wraps.pop(key.name, 0)}
                for key in store.ring.all()
            ]
            told = {
                "ring": ring,
                "destroyed": len(store.destroyed()),
                "without_ring_key": sum(wraps.values()),
            }
            return told | (
                {"turned": {"wrapped": turned.wrapped, "gone": turned.destroyed}} if turned else {}
            )
        finally:
            store.close()


def replay(settings: Settings) -> int:
    """After a restore of the key store: destroys again what the list beside the ring says; how many keys."""
    with databases(settings) as ready:
        store = open_key_store(ready)
        try:
            return store.replay()
        finally:
            store.close()


def erase(settings: Settings, command: str, data: dict[str, str], user: str) -> dict[str, Any]:
    """Gives erase_person or destroy_matter as this admin; intake's answer. SaidNo where it is refused."""
    request = {"name": command, "data": data, "id": str(uuid4())}
    return _asked(settings, "carry_out", request, user)


def due(settings: Settings, user: str) -> list[dict[str, Any]]:
    """All that is to be erased by now, page after page. SaidNo where intake does not say."""
    found: list[dict[str, Any]] = []
    page: dict[str, Any] = {}
    while True:
        answer = _asked(settings, "answer", {"name": "retention_due", "data": page}, user)
        found += answer["due"]
        if "next" not in answer:
            return found
        page = {"cursor": answer["next"]}


def _asked(settings: Settings, method: str, request: dict[str, Any], user: str) -> dict[str, Any]:
    claims = {"sub": user, "role": "admin", "region": settings.region}
    request |= {"token": issue(signing_key(settings.keys), claims), "correlation": None}
    try:
        reply = services_by(settings).ask("intake", method, request, timeout=PATIENCE)
    except NoAnswer:
        raise SaidNo("intake does not answer: start it with `tukiverkko up` or `serve`") from None
    if reply["status"] != 200:  # noqa: PLR2004 - a service's own yes
        problem = reply["problem"]
        raise SaidNo(problem["sentence"].format(**problem["values"]))
    return dict(reply["result"])


def lines_of_keys(told: dict[str, Any]) -> list[str]:
    """For people: a line a ring key, the newest last."""
    said = [f"{key['name']}: made {key['made_on']}, wraps {key['wraps']} keys" for key in told["ring"]]
    if turned := told.get("turned"):
        said.append(
            f"turned: {turned['wrapped']} keys wrapped anew, destroyed {', '.join(turned['gone']) or 'none'}"
        )
    if told["without_ring_key"]:
        said.append(f"{told['without_ring_key']} keys cannot be opened: their ring key is gone")
    return [*said, f"on the erasure list: {told['destroyed']} keys"]


def lines_of_due(found: list[dict[str, Any]]) -> list[str]:
    """For people: a line each."""
    said = [
        f"{one.get('number') or 'person ' + one['id']}  {one['service_task']}, kept until {one['kept_until']}"
        for one in found
    ]
    return said or ["nothing is to be erased"]
