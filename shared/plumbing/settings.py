"""The settings: one table, read from `TUKIVERKKO_*` variables.

Each may also be given as a file that holds it (`TUKIVERKKO_DATABASE_URL_FILE`), for secrets.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.sources import EnvSettingsSource

from shared.kernel.reference import codes
from shared.plumbing.urls import management_beside

PREFIX = "TUKIVERKKO_"
LONGEST_SOCKET_PATH = 100  # the kernel's limit is 108 bytes


def a_region(code: str) -> str:
    """The code of one of the cooperation areas. ValueError for another."""
    if code not in codes("regions"):
        msg = f"{code} is no region: use one of {', '.join(codes('regions'))}"
        raise ValueError(msg)
    return code


class FromFiles(EnvSettingsSource):
    """Reads `TUKIVERKKO_X_FILE` as the file that holds setting X."""

    def __call__(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in self.settings_cls.model_fields:
            if path := os.environ.get(f"{PREFIX}{name.upper()}_FILE"):
                found[name] = Path(path).read_text(encoding="utf-8").strip()
        return found


class Settings(BaseSettings):
    """What an installation may choose. The defaults are the embedded default."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

    data: Path = Field(
        default=Path("~/.local/share/tukiverkko"),
        description="Folder of the embedded database, the keys and the socket between the processes.",
    )
    database_url: str | None = Field(
        default=None,
        description="PostgreSQL of all services (libpq URL, TLS by its sslmode); empty: the embedded one.",
    )
    intake_database_url: str | None = Field(
        default=None, description="PostgreSQL of intake alone, where it is another one."
    )
    reporting_database_url: str | None = Field(
        default=None, description="PostgreSQL of reporting alone, where it is another one."
    )
    amqp_url: str | None = Field(
        default=None, description="RabbitMQ (amqp:// or amqps://); empty: the embedded in-memory bus."
    )
    management_url: str | None = Field(
        default=None,
        description="RabbitMQ's management API with user and password; only `play --servers` needs it.",
    )
    region: Annotated[str, AfterValidator(a_region)] = Field(
        default="sisa-suomi", description="The region whose centre runs this installation."
    )
    standing_team: bool = Field(
        default=True,
        description="Whether the region has a standing team for demanding separations (flagged without).",
    )
    http_host: str = Field(default="127.0.0.1", description="Address that the gateway listens on.")
    http_port: int = Field(default=8080, ge=1, le=65535, description="Port that the gateway listens on.")
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="Port of a service process's /metrics; empty: none (embedded: /metrics/services).",
    )
    workers: int = Field(default=32, ge=1, le=100, description="Requests that a service works on at once.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="DEBUG, INFO, WARNING or ERROR."
    )
    own_policies: Path | None = Field(
        default=None,
        description="Folder of the region's own policies ([permissions](permissions.md)): what they forbid "
        "is forbidden besides. They are read at the start, and a broken one stops it.",
    )
    demo: bool = Field(
        default=False,
        description="Whether one may sign in as one of the demo's people; `up` sets it on the embedded one.",
    )

    @property
    def home(self) -> Path:
        """The data folder, absolute."""
        return self.data.expanduser().resolve()

    @property
    def keys(self) -> Path:
        """Folder of the signing key, the seal key and the region's key; only the owner may read it."""
        return self.home / "keys"

    @property
    def seals(self) -> Path:
        """Folder of what is known, outside the database, of the newest seals."""
        return self.home / "seals"

    @property
    def embedded(self) -> bool:
        """Whether the bus is the in-memory one, so that all services live in one process."""
        return self.amqp_url is None

    @property
    def bridge_socket(self) -> Path:
        """The Unix socket on which the services' process answers on the embedded default."""
        path = self.home / "services.sock"
        if len(str(path)) <= LONGEST_SOCKET_PATH:
            return path
        short = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"tukiverkko-{os.getuid()}-{short}" / "services.sock"

    @property
    def management_api(self) -> str:
        """RabbitMQ's management API: as set, or beside the broker."""
        return self.management_url or management_beside(str(self.amqp_url))

    def database_of(self, service: str) -> str:
        """The libpq URL of a service's database. ValueError where none was given yet."""
        url = getattr(self, f"{service}_database_url", None) or self.database_url
        if not url:
            msg = "no database: start the embedded one first or set TUKIVERKKO_DATABASE_URL"
            raise ValueError(msg)
        return str(url)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, FromFiles(settings_cls)
