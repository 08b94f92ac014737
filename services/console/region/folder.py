"""A region's folder: settings, secrets, keys, and what its servers are told."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from psycopg.conninfo import make_conninfo

from services.console.region.answers import Answers
from services.console.region.broker_rights import GATEWAY, OPERATOR, definitions, user_of
from services.console.region.database_roles import login_of, roles_and_database
from services.console.region.passwords import new_password
from shared.contracts.services import SERVICES, WITH_A_LOG
from shared.plumbing.broker_addresses import addresses_of
from shared.plumbing.keys import region_key, seal_key, signing_key
from shared.plumbing.sealing.key_store import SCHEMA as KEYS
from shared.plumbing.sealing.ring import Ring
from shared.plumbing.settings import PREFIX

PROCESSES = (*SERVICES, GATEWAY)
"""What `serve` runs, each with settings and rights of its own."""
SECRETS = ("database_url", "keys_database_url", "amqp_url")


class AlreadyThere(Exception):
    """The folder holds something, which is left as it is."""


def make_region(folder: Path, answers: Answers) -> list[Path]:
    """Makes it; the files, in their order. AlreadyThere where it is there and not empty.

    It is made beside its place and moved there: half a region is never found later.
    """
    folder = folder.expanduser().absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AlreadyThere(f"{folder} is there already, and nothing in it was touched: choose another folder")
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    aside.mkdir(mode=0o700, parents=True)
    for name, text in _files(folder, answers).items():
        path = aside / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
    _make_keys(aside / "data" / "keys")
    aside.rename(folder)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _make_keys(keys: Path) -> None:
    """All that the processes share, so that whichever starts first makes none of its own elsewhere."""
    region_key(keys)
    signing_key(keys)
    seal_key(keys)
    Ring(keys).newest()


def _files(folder: Path, answers: Answers) -> dict[str, str]:
    everybody = (*PROCESSES, OPERATOR)
    store, broker = _passwords(everybody), _passwords(everybody)
    keepers = (*WITH_A_LOG, OPERATOR)
    keys = _passwords(keepers)
    roles = {who: (who,) for who in PROCESSES} | {OPERATOR: PROCESSES}
    of_keys = f"{answers.name}_{KEYS}"
    files = {
        "postgres/store.sql": roles_and_database(answers.name, roles, store),
        "postgres/keys.sql": roles_and_database(of_keys, dict.fromkeys(keepers, (KEYS,)), keys),
        "rabbitmq/definitions.json": json.dumps(definitions(answers.name, broker), indent=1) + "\n",
    }
    for at, who in enumerate(everybody):
        secrets = {
            "database_url": _database(answers.postgres, answers.name, who, store[who]),
            "amqp_url": _broker(answers, who, broker[who]),
        }
        if who in keys:
            secrets["keys_database_url"] = _database(answers.keys_postgres, of_keys, who, keys[who])
        files |= {f"secrets/{who}/{name}": f"{value}\n" for name, value in secrets.items()}
        files[f"{who}.env"] = _settings(folder, answers, who, at, secrets)
    return files


def _passwords(whose: tuple[str, ...]) -> dict[str, str]:
    return {who: new_password() for who in whose}


def _database(server: str, name: str, who: str, password: str) -> str:
    return make_conninfo(server, dbname=name, user=login_of(name, who), password=password)


def _broker(answers: Answers, who: str, password: str) -> str:
    """Each node's address with the user and the virtual host, and what concerns TLS behind it."""
    each = []
    for address in addresses_of(answers.rabbitmq):
        scheme, _, rest = address.url.partition("://")
        files = "&".join(f"{name}={file}" for name, file in address.files.items())
        node = f"{scheme}://{user_of(answers.name, who)}:{password}@{rest.rstrip('/')}/{answers.name}"
        each.append(f"{node}?{files}" if files else node)
    return ";".join(each)


def _settings(folder: Path, answers: Answers, who: str, at: int, secrets: Mapping[str, str]) -> str:
    """The environment of one process. Secrets stand in files of their own, which it names."""
    said = {"DATA": str(folder / "data"), "REGION": answers.region}
    said |= {f"{name.upper()}_FILE": str(folder / "secrets" / who / name) for name in sorted(secrets)}
    if who in SERVICES:
        said["METRICS_PORT"] = str(answers.metrics_from + at)
    if who in {GATEWAY, OPERATOR}:
        said |= {"HTTP_HOST": answers.http_host, "HTTP_PORT": str(answers.http_port)}
    said |= {
        name.upper(): value for name in ("public_url", "oidc_issuer") if (value := getattr(answers, name))
    }
    return "".join(f"{PREFIX}{name}={value}\n" for name, value in said.items())
