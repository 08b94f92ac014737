"""The settings: one table, read from `TUKIVERKKO_*` variables.

Each may also be given as a file that holds it (`TUKIVERKKO_DATABASE_URL_FILE`), for secrets.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.sources import EnvSettingsSource

from shared.kernel.reference import codes
from shared.plumbing.broker_addresses import fitting
from shared.plumbing.urls import management_beside

PREFIX = "TUKIVERKKO_"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
CHANNELS = ("email", "sms")
LONGEST_SOCKET_PATH = 100  # the kernel's limit is 108 bytes


def a_region(code: str) -> str:
    """The code of one of the cooperation areas. ValueError for another."""
    if code not in codes("regions"):
        msg = f"{code} is no region: use one of {', '.join(codes('regions'))}"
        raise ValueError(msg)
    return code


def over_tls(address: str) -> str:
    """An address that is asked over TLS, without its last slash. ValueError for another, but on loopback."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError("this is an address that begins with https://")
    return address.rstrip("/")


def over_http(address: str) -> str:
    """An address asked over HTTP, with TLS or without, and without its last slash. ValueError for another."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("this is an address that begins with http:// or https://")
    return address.rstrip("/")


def ways_by_channel(said: str) -> str:
    """An address for each channel, with a place for the recipient. ValueError for another."""
    for way in said.split():
        channel, _, address = way.partition("=")
        if channel not in CHANNELS or "{to}" not in address or "://" not in address:
            raise ValueError("write email=… and sms=…, each with the address of a service and {to} in it")
    return said


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
        description="PostgreSQL of all services (libpq URL; TLS by its sslmode, a standby by several hosts "
        "and `target_session_attrs=read-write`, [TLS](tls.md)); empty: the embedded one.",
    )
    intake_database_url: str | None = Field(
        default=None, description="PostgreSQL of intake alone, where it is another one."
    )
    matching_database_url: str | None = Field(
        default=None, description="PostgreSQL of matching alone, where it is another one."
    )
    billing_database_url: str | None = Field(
        default=None, description="PostgreSQL of billing alone, where it is another one."
    )
    feedback_database_url: str | None = Field(
        default=None, description="PostgreSQL of feedback alone, where it is another one."
    )
    reporting_database_url: str | None = Field(
        default=None, description="PostgreSQL of reporting alone, where it is another one."
    )
    gateway_database_url: str | None = Field(
        default=None, description="PostgreSQL of the gateway's sessions alone, where it is another one."
    )
    keys_database_url: str | None = Field(
        default=None,
        description="PostgreSQL of the key store: a server of its own, whose backups are kept 7 days and no"
        " longer (R-P2). Needed where database_url is set; empty on the embedded default.",
    )
    amqp_url: Annotated[str, AfterValidator(fitting)] | None = Field(
        default=None,
        description="RabbitMQ (amqp:// or amqps://; the nodes of a cluster with `;` between them; for TLS "
        "`?cacertfile=…&certfile=…&keyfile=…`, [TLS](tls.md)); empty: the embedded in-memory bus.",
    )
    management_url: str | None = Field(
        default=None,
        description="RabbitMQ's management API with user and password, an administrator's; `subscriber` and"
        " `play --servers` need it.",
    )
    forwarded_a_second: int = Field(
        default=50,
        ge=0,
        description="Facts a second that go out to subscribers; 0: no limit ([subscribers](subscribers.md)).",
    )
    subscriber_queue_mebibytes: int = Field(
        default=64,
        ge=1,
        le=65536,
        description="Size of a subscriber's queue, above which its oldest facts are left to HTTP replay.",
    )
    event_log_days: int = Field(
        default=30, ge=1, le=3650, description="Days that the stream `case.events.log` keeps facts at most."
    )
    event_log_mebibytes: int = Field(
        default=1024, ge=1, description="Size of the stream `case.events.log` at most, on each node."
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
    disk_free_percent: int = Field(
        default=10,
        ge=1,
        le=99,
        description="Below so much free room `doctor` says that the disk is nearly full.",
    )
    certificates: str = Field(
        default="",
        description="Certificates to be watched (PEM files, with commas): of the proxy, the broker and the "
        "database. `tukiverkko_certificate_ends_seconds` tells when each ends; `doctor` says so in time.",
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
    own_instruments: Path | None = Field(
        default=None,
        description="Folder of the region's own instruments (`*.json`), beside those shipped. They are read "
        "at the start, and a broken one stops it.",
    )
    messages_by: Annotated[str, AfterValidator(ways_by_channel)] | None = Field(
        default=None,
        description="Where messages go, better as a file: an Apprise address a channel, with `{to}` for the "
        "recipient: `email=mailtos://user:password@smtp.example.fi?from=kysely@example.fi&to={to} sms=…`. "
        "Empty: into files in the data folder's `messages`.",
    )
    otlp_url: Annotated[str, AfterValidator(over_http)] | None = Field(
        default=None,
        description="Collector of traces (OTLP/HTTP), such as `http://127.0.0.1:4318`; empty: no traces are"
        " made ([traces](runbooks/traces.md)).",
    )
    traced_percent: int = Field(
        default=100, ge=0, le=100, description="How many of the traces are sent, each whole or not at all."
    )
    studies: Path | None = Field(
        default=None,
        description="Folder of the studies that have a permit ([research](research.md)), a JSON file each. "
        "They are read at the start, and a broken one stops it.",
    )
    demo: bool = Field(
        default=False,
        description="Whether one may sign in as one of the demo's people; `up` sets it on the embedded one, "
        "and it holds nowhere else.",
    )
    public_url: Annotated[str, AfterValidator(over_tls)] | None = Field(
        default=None,
        description="Address of the pages as people type it (https://…); empty: as each request says.",
    )
    proxies: str = Field(
        default="127.0.0.1",
        description="Addresses of TLS proxies whose X-Forwarded-For and -Proto are believed, with commas.",
    )
    oidc_issuer: Annotated[str, AfterValidator(over_tls)] | None = Field(
        default=None, description="The sign-in service (OpenID Connect): its issuer; empty: none."
    )
    oidc_client_id: str = Field(default="tukiverkko", description="What the sign-in service calls us.")
    oidc_client_secret: str | None = Field(
        default=None, description="The secret it gave us; better as a file. Empty: a public client."
    )
    oidc_scopes: str = Field(default="openid profile", description="The scopes that are asked for.")
    oidc_claims: str = Field(
        default="",
        description="Which of its claims say what, where they are called otherwise: `user=oid role=ot_role`. "
        "Words: user, name, role, region, county, sector, organisation, payer_id.",
    )
    oidc_mapping: Path | None = Field(
        default=None, description="JSON file of claims, roles and people ([sign-in](runbooks/sign-in.md))."
    )
    oidc_audience: str | None = Field(
        default=None,
        description="Audience of its access tokens that the API takes; empty: the API takes none of them.",
    )
    session_idle_minutes: int = Field(
        default=30, ge=1, le=720, description="A sign-in on the pages ends after so many minutes without use."
    )
    session_hours: int = Field(
        default=10, ge=1, le=24, description="A sign-in on the pages ends after so many hours in any case."
    )
    sign_ins_a_minute: int = Field(
        default=120, ge=0, description="Attempts to sign in that one address has in a minute; 0: no limit."
    )
    links_a_minute: int = Field(
        default=60, ge=0, description="Uses of links without an account by one address; 0: no limit."
    )
    requests_a_minute: int = Field(
        default=1200,
        ge=0,
        description="API requests and sent forms of one user (without one: of one address); 0: no limit.",
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
    def messages(self) -> Path:
        """Folder of the messages that go to no service."""
        return self.home / "messages"

    @property
    def ways_of_messages(self) -> dict[str, str]:
        """The address of a service by channel; none where messages are only files."""
        ways = (way.partition("=") for way in (self.messages_by or "").split())
        return {channel: address for channel, _, address in ways}

    @property
    def certificate_files(self) -> tuple[Path, ...]:
        """The certificates that are watched."""
        return tuple(Path(each.strip()).expanduser() for each in self.certificates.split(",") if each.strip())

    @property
    def public_base(self) -> str:
        """Address of the pages for a link that is sent: as people type it, else as they run here."""
        return self.public_url or f"http://127.0.0.1:{self.http_port}"

    @property
    def embedded(self) -> bool:
        """Whether the bus is the in-memory one, so that all services live in one process."""
        return self.amqp_url is None

    @property
    def demo_sign_in(self) -> bool:
        """Whether anyone may sign in as one of the demo's people: never on servers, nor by a provider."""
        return self.demo and self.embedded and self.oidc_issuer is None

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

    @property
    def database_of_keys(self) -> str:
        """The libpq URL of the key store. ValueError where none was named."""
        if not self.keys_database_url:
            msg = "no key store: set TUKIVERKKO_KEYS_DATABASE_URL"
            raise ValueError(msg)
        return self.keys_database_url

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
