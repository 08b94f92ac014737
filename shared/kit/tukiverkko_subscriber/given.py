"""What the operator of the installation gave you: what `tukiverkko subscriber add NAME --json` printed."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote


@dataclass(frozen=True)
class Given:
    """Where the events are and what opens them. Keep it as you keep a password.

    http: where they are over HTTP; token: what opens them there; amqp_url and queue: the broker and your
    queue, None where the installation has none: then they come by HTTP alone. ca_file: the authority that
    signed the certificates, where it is none that your machine knows; put it into the file yourself.
    """

    http: str
    token: str
    amqp_url: str | None = None
    queue: str | None = None
    ca_file: str | None = None

    @classmethod
    def read(cls, file: Path) -> Self:
        """The file as it was printed; other keys in it are ignored. ValueError where something is missing."""
        try:
            said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            url = _amqp_url(said) if said.get("amqp") else None
            return cls(str(said["http"]), str(said["token"]), url, said.get("queue"), said.get("ca_file"))
        except (ValueError, TypeError, AttributeError, LookupError) as error:
            printed = "what `tukiverkko subscriber add NAME --json` printed the first time"
            raise ValueError(f"{file} is not {printed}: {error!r}") from error


def _amqp_url(said: dict[str, Any]) -> str:
    at = said["amqp"]
    scheme = "amqps" if at["tls"] else "amqp"
    user, password, vhost = (
        quote(str(each), safe="") for each in (said["user"], said["password"], at["vhost"])
    )
    host = f"[{at['host']}]" if ":" in at["host"] else at["host"]
    return f"{scheme}://{user}:{password}@{host}:{int(at['port'])}/{vhost}"
