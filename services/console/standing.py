"""How an installation stands: what each service says of itself, asked as the gateway asks."""

from dataclasses import dataclass
from typing import Any

from shared.contracts.services import SERVICES
from shared.plumbing.ask import NoAnswer, SyncServices
from shared.plumbing.bridge_client import BridgeServices
from shared.plumbing.rpc import RpcServices
from shared.plumbing.sealing.letters import letters_of
from shared.plumbing.settings import Settings
from shared.plumbing.standing import behind, heads_of

PATIENCE = 3.0
AWAY = "does not answer"
HEADINGS = ("service", "ready", "has seen", "behind", "says")


@dataclass(frozen=True)
class Standing:
    """services: by name what its `status` says, and `behind`: the facts that each loop has still to do."""

    services: dict[str, dict[str, Any]]
    embedded: bool
    home: str

    @property
    def ready(self) -> bool:
        return all(said["ready"] for said in self.services.values())

    def as_dict(self) -> dict[str, Any]:
        """{"ready", "services": {name: {"ready", "positions", "loops", "behind", "because"?}}}."""
        return {"ready": self.ready, "services": self.services}

    def what_to_do(self) -> str | None:
        """A sentence for who has to act; None where there is nothing to do."""
        if self.ready:
            return None
        away = [name for name, said in self.services.items() if said.get("because") == AWAY]
        if len(away) == len(self.services):
            return self._how_to_start()
        if away:
            return f"away: {', '.join(away)}; start with `tukiverkko serve {away[0]}`, or look into its log"
        if any(_making(said) for said in self.services.values()):
            return "rows are being made anew, because a log was restored: the old ones answer until then"
        if any(_stopped(said) for said in self.services.values()):
            return "a reader stands still, and says above why: make its rows anew with `tukiverkko rebuild`"
        return "not all is ready; it mends itself when its servers answer: if it does not, look into the log"

    def _how_to_start(self) -> str:
        if self.embedded:
            return f"nobody answers in {self.home}: start it with `tukiverkko up --data {self.home}`"
        return "nobody answers: look whether RabbitMQ is at TUKIVERKKO_AMQP_URL, then `tukiverkko serve` each"


def standing_of(settings: Settings) -> Standing:
    """Asks every service. One that does not answer is not ready; nothing is raised for it."""
    asked = {name: _asked(name, services_by(settings)) for name in SERVICES}
    heads = heads_of(asked)
    for name, said in asked.items():
        said["behind"] = behind(name, said, heads)
    return Standing(asked, settings.embedded, str(settings.home))


def services_by(settings: Settings) -> SyncServices:
    """The port to the services: RabbitMQ where one is set, else the bridge of the embedded default."""
    if settings.amqp_url:
        return RpcServices(settings.amqp_url, asker="console", letters=letters_of(settings))
    return BridgeServices(settings.bridge_socket)


def _asked(service: str, services: SyncServices) -> dict[str, Any]:
    try:
        return dict(services.ask(service, "status", {}, timeout=PATIENCE))
    except NoAnswer:
        return {"service": service, "ready": False, "because": AWAY}


def _stopped(said: dict[str, Any]) -> bool:
    return any(loop.get("stopped") for loop in said.get("loops", {}).values())


def _making(said: dict[str, Any]) -> bool:
    return any(loop.get("making") for loop in said.get("loops", {}).values())


class AsTable:
    """A standing for people: a line a service."""

    def __init__(self, standing: Standing) -> None:
        self.rows = [HEADINGS, *(_row(name, said) for name, said in standing.services.items())]

    def __str__(self) -> str:
        wide = [max(len(row[column]) for row in self.rows) for column in range(len(HEADINGS))]
        return "\n".join(
            "  ".join(c.ljust(w) for c, w in zip(row, wide, strict=True)).rstrip() for row in self.rows
        )


def _row(name: str, said: dict[str, Any]) -> tuple[str, ...]:
    loops = said.get("loops", {})
    says = [said["because"]] if "because" in said else []
    for loop, told in loops.items():
        says += [f"{loop}: {told[what]}" for what in ("stopped", "fault") if told.get(what)]
        says += [f"{loop}: makes rows anew, {told['making']}"] if told.get("making") else []
        says += [f"{loop}: {told['parked']} parked"] if told.get("parked") else []
    positions = ", ".join(f"{source}:{at}" for source, at in said.get("positions", {}).items())
    behind = ", ".join(f"{loop} {'?' if n is None else n}" for loop, n in said["behind"].items())
    return name, "yes" if said["ready"] else "no", positions or "-", behind or "-", "; ".join(says)
