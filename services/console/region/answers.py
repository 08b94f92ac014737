"""What a region is asked before its folder is made."""

import json
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from shared.plumbing.broker_addresses import addresses_of
from shared.plumbing.settings import a_region, over_tls

NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")


def nobody(said: str) -> str:
    """The address of a PostgreSQL without user, password and database. ValueError for another."""
    try:
        named = conninfo_to_dict(said)
    except ProgrammingError:
        raise ValueError(
            "write postgresql://host:port with ?sslmode=verify-full&sslrootcert=… behind"
        ) from None
    if named.keys() & {"user", "password", "dbname"}:
        raise ValueError("leave out user, password and database: they are made here, one for each service")
    return said


def broker(said: str) -> str:
    """The broker's addresses, without user, password and virtual host. ValueError for others."""
    if any(urlsplit(each.url).username or urlsplit(each.url).path.strip("/") for each in addresses_of(said)):
        raise ValueError("leave out user, password and virtual host: they are made here")
    if any(not each.url.startswith("amqp") for each in addresses_of(said)):
        raise ValueError("write an address that begins with amqp:// or amqps://")
    return said


def a_name(said: str) -> str:
    """A name that PostgreSQL and RabbitMQ take as it is. ValueError for another."""
    if not NAME.fullmatch(said):
        raise ValueError("a name of small letters, digits and _, which begins with a letter")
    return said


class Answers(BaseModel):
    """The description of each is the question."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    region: Annotated[str, AfterValidator(a_region)] = Field(description="The region's code")
    postgres: Annotated[str, AfterValidator(nobody)] = Field(
        description="PostgreSQL's address, without user (postgresql://db:5432?sslmode=verify-full)"
    )
    keys_postgres: Annotated[str, AfterValidator(nobody)] = Field(
        description="The address of the key store's PostgreSQL, a server of its own"
    )
    rabbitmq: Annotated[str, AfterValidator(broker)] = Field(
        description="RabbitMQ's address, without user (amqps://rabbit:5671; of a cluster several, with ;)"
    )
    name: Annotated[str, AfterValidator(a_name)] = Field(
        default="tukiverkko", description="Name of the databases, the roles and the virtual host"
    )
    public_url: Annotated[str, AfterValidator(over_tls)] | None = Field(
        default=None, description="The pages' address as people type it (https://…; empty: none yet)"
    )
    oidc_issuer: Annotated[str, AfterValidator(over_tls)] | None = Field(
        default=None, description="The sign-in service's address (https://…; empty: none yet)"
    )
    http_host: str = Field(default="127.0.0.1", description="Address that the gateway listens on")
    http_port: int = Field(default=8080, ge=1, le=65535, description="Port that the gateway listens on")
    metrics_from: int = Field(
        default=9401, ge=1, le=65000, description="Port of the first service's /metrics; the others' follow"
    )


def answers_in(file: Path) -> Answers:
    """The answers of a TOML or JSON file. ValueError (pydantic's, too) where it does not fit."""
    text = file.read_text(encoding="utf-8")
    said: dict[str, Any] = json.loads(text) if file.suffix == ".json" else tomllib.loads(text)
    return Answers.model_validate(said)
