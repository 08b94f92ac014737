"""What the operator of the installation gave you: `tukiverkko subscriber add NAME --json`."""

import json
import ssl
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True)
class Given:
    """Where the events are and what opens them.

    amqp_url: amqps://USER:PASSWORD@HOST:PORT/VHOST; queue: yours; api_url: https://HOST, without /api/v1;
    token: for HTTP; ca_file: the authority that signed their certificates, where it is none that your machine
    knows. Keep it as you keep a password.
    """

    amqp_url: str
    queue: str
    api_url: str
    token: str
    ca_file: str | None = None

    @classmethod
    def read(cls, file: Path) -> Self:
        """The file as it was printed; other keys in it are ignored. ValueError says what is missing."""
        try:
            said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            known = {each.name: said[each.name] for each in fields(cls) if said.get(each.name)}
            return cls(**known)
        except (ValueError, TypeError, AttributeError) as error:
            raise ValueError(
                f"{file} is not what `tukiverkko subscriber add --json` printed: {error}"
            ) from error

    def trust(self) -> ssl.SSLContext:
        """Certificates are checked, always."""
        return ssl.create_default_context(cafile=self.ca_file)
