"""The services as they answer: who is away, stands still, has something parked, or begins again and again."""

from collections.abc import Iterator
from typing import Any

import httpx

from services.console.doctoring.finding import Finding
from services.console.doctoring.given import port_taken
from services.console.standing import AWAY, Standing
from shared.plumbing.settings import Settings

PATIENCE = 3.0


def look(settings: Settings, standing: Standing) -> Iterator[Finding]:
    """What each service says of itself, and whose the pages' port is."""
    away = [name for name, said in standing.services.items() if said.get("because") == AWAY]
    if away:
        start = (
            f"tukiverkko up --data {settings.home}" if settings.embedded else f"tukiverkko serve {away[0]}"
        )
        yield Finding("services", f"{', '.join(away)} {'does' if len(away) == 1 else 'do'} not answer", start)
    for name, said in standing.services.items():
        if "because" in said and name not in away:
            yield Finding(name, str(said["because"]), "look at its database")
        for loop, told in said.get("loops", {}).items():
            yield from _loop(name, loop, told)
    if port_taken(settings) and not _ours(settings):
        yield Finding(
            "gateway",
            f"somebody else listens on port {settings.http_port}",
            "stop it, or set TUKIVERKKO_HTTP_PORT to another one",
        )


def _loop(service: str, loop: str, told: dict[str, Any]) -> Iterator[Finding]:
    if told.get("stopped"):
        yield Finding(
            service,
            f"{loop} stands still: {told['stopped']}",
            f"make sure whose log it is, then tukiverkko rebuild {service} (docs/runbooks/rows.md)",
        )
    if told.get("fault"):
        yield Finding(
            service, f"{loop} breaks and begins again: {told['fault']}", f"look into the log of {service}"
        )
    if told.get("parked"):
        yield Finding(
            service,
            f"{loop}: {told['parked']} {'messages' if loop == 'sending' else 'facts'} are parked",
            "docs/runbooks/messages.md"
            if loop == "sending"
            else f"tukiverkko parked list --service {service}",
        )


def _ours(settings: Settings) -> bool:
    try:
        url = f"http://127.0.0.1:{settings.http_port}/livez"
        return bool(httpx.get(url, timeout=PATIENCE, trust_env=False).json() == {"live": True})
    except (httpx.HTTPError, ValueError):
        return False
