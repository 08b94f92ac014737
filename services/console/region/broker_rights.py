"""What RabbitMQ is told: a virtual host, a user for each process, and for each what it needs and no more.

The form is that of RabbitMQ's definitions (`rabbitmqctl import_definitions`).
"""

from collections.abc import Mapping
from typing import Any

from services.console.region.passwords import for_rabbitmq
from shared.contracts.services import SERVICES
from shared.plumbing.broker import RPC_EXCHANGE
from shared.plumbing.bus import EVENTS
from shared.plumbing.seals.post import SEALS

GATEWAY, OPERATOR = "gateway", "operator"
FORWARDS = "reporting"
"""Who takes the facts to subscribers, over an exchange and a stream of their own."""
OUTWARD = (r"case\.events\.out", r"case\.events\.log")
UNREAD = 500_000
"""Messages that a reader's queue holds at most: what it misses it pulls from the source."""


def user_of(name: str, who: str) -> str:
    """Whom a process signs in as at the broker."""
    return f"{name}-{who}"


def definitions(name: str, passwords: Mapping[str, str]) -> dict[str, Any]:
    """name: the virtual host. passwords: by process."""
    return {
        "vhosts": [{"name": name}],
        "users": [
            {
                "name": user_of(name, who),
                "password_hash": for_rabbitmq(password),
                "hashing_algorithm": "rabbit_password_hashing_sha256",
                "tags": "",
            }
            for who, password in passwords.items()
        ],
        "permissions": [{"user": user_of(name, who), "vhost": name, **_rights(who)} for who in passwords],
        "topic_permissions": [
            {"user": user_of(name, who), "vhost": name, **each} for who in passwords for each in _keys(who)
        ],
        "policies": [
            {
                "name": "what-readers-miss-they-pull",
                "vhost": name,
                "pattern": r"\.from-",
                "apply-to": "queues",
                "priority": 1,
                "definition": {"max-length": UNREAD, "overflow": "drop-head"},
            }
        ],
    }


def _rights(who: str) -> dict[str, str]:
    """The names that it may declare, write to and read from."""
    replies = rf"rpc\.reply-{'console' if who == OPERATOR else who}-.+"
    asking = _named(RPC_EXCHANGE.name), replies
    if who not in SERVICES:
        return dict.fromkeys(("configure", "write", "read"), _one_of(*asking))
    own = rf"rpc[.-]{who}", rf"{who}\.from-.+"
    outward = OUTWARD if who == FORWARDS else ()
    published = _named(EVENTS.name), _named(SEALS.name)
    return {
        "configure": _one_of(*asking, *own, *published, *outward),
        "write": _one_of(*asking, *own, *published, *outward),
        "read": _one_of(*asking, *own, _named(EVENTS.name), *outward),
    }


def _keys(who: str) -> list[dict[str, str]]:
    """Under which routing keys it publishes and takes: no facts in another's name, no request to another."""
    own = rf"^{who}\." if who in SERVICES else "^$"
    requests = rf"^({who}\.\*|[0-9a-f-]{{36}})$"
    return [
        {"exchange": EVENTS.name, "write": own, "read": ".*" if who in SERVICES else "^$"},
        {"exchange": SEALS.name, "write": own, "read": "^$"},
        {"exchange": RPC_EXCHANGE.name, "write": ".*", "read": requests},
    ]


def _named(name: str) -> str:
    return name.replace(".", r"\.")


def _one_of(*patterns: str) -> str:
    return f"^({'|'.join(patterns)})$"
