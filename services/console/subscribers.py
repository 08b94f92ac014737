"""`subscriber`: programs outside that read public facts. Reporting keeps who may, the broker what follows.

Reporting is asked first: it decides, writes down who changed what, and says what the broker is due. What was
broken off goes on where it was when the same is asked again.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx

from services.console.operating import answer_of
from services.console.standing import services_by
from shared.contracts.subscribing import LOG, queue_of_subscriber, user_of, whole
from shared.plumbing.forwarding.at_broker import AtBroker
from shared.plumbing.keys import signing_key
from shared.plumbing.management import Management
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

VERBS = ("add", "list", "rotate", "remove", "changes")
KEEPER = "reporting"
"""The service that keeps the grants."""
PORTS = {"amqp": 5672, "amqps": 5671}
Answer = dict[str, Any]


class BrokerSaysNo(Exception):
    """RabbitMQ's management API does not do it; the text says what to look at."""


class Subscribers:
    """What an operator does. user: who it is, which is written down."""

    def __init__(self, settings: Settings, user: str) -> None:
        self._settings = settings
        self._services = services_by(settings)
        self._token = issue(
            signing_key(settings.keys), {"sub": user, "role": "operator", "region": settings.region}
        )

    def add(self, name: str, events: list[str]) -> Answer:
        """A subscriber, or other grants for one that is there: then it keeps its password and its token."""
        return self._brought_about(self._ask("add_subscriber", subscriber=name, events=events)["subscriber"])

    def rotate(self, name: str) -> Answer:
        """A new password and a new token: those before are refused, and who used them is disconnected."""
        return self._brought_about(self._ask("rotate_subscriber", subscriber=name)["subscriber"])

    def remove(self, name: str) -> Answer:
        """Its token is refused, its connections end, its queue is gone. BrokerSaysNo for nobody at all."""
        known = self._ask("remove_subscriber", subscriber=name)["removed"]
        there = False
        if self._settings.amqp_url:
            with self._broker() as broker:
                there = broker.remove(name)
        if not known and not there:
            raise BrokerSaysNo(f"there is no subscriber {name}")
        return {"removed": name}

    def list(self) -> Answer:
        """Every subscriber with what waits for it in its queue."""
        found = self._ask("list_subscribers")["subscribers"]
        if not self._settings.amqp_url:
            return {"subscribers": found}
        with self._broker() as broker:
            return {"subscribers": [one | {"queue": _told(broker, one["name"])} for one in found]}

    def changes(self) -> Answer:
        """Who changed what, the newest first."""
        return self._ask("subscriber_changes")

    def _brought_about(self, one: Answer) -> Answer:
        """What the broker is due, done; with a password and a token where they are new."""
        told: Answer = {"name": one["name"], "events": one["events"], "http": self._http()}
        password = secrets.token_urlsafe(24) if one["due"] == "all" else None
        if self._settings.amqp_url:
            with self._broker() as broker:
                if password:
                    broker.make(one["name"], one["events"], password)
                elif one["due"]:
                    told["queue_made_anew"] = broker.grant(one["name"], one["events"])
            told |= address(self._settings.amqp_url, one["name"], one["events"], password)
        if password:
            told |= {"token": self._token_of(one), "token_until": one["token_until"]}
        if one["due"]:
            self._ask("subscriber_made", subscriber=one["name"])
        return told | {"changed": bool(one["due"])}

    def _token_of(self, one: Answer) -> str:
        claims = {
            "sub": one["name"],
            "role": "integrator",
            "region": self._settings.region,
            "may": {"token": one["token_id"]},
        }
        lasting = datetime.fromisoformat(one["token_until"]) - datetime.now(UTC)
        return issue(signing_key(self._settings.keys), claims, lasting)

    def _http(self) -> str:
        return f"{self._settings.public_base}/api/v1/events"

    def _ask(self, wish: str, **data: Any) -> Answer:
        request = {"name": wish, "data": data, "token": self._token, "correlation": None}
        return answer_of(self._services, KEEPER, request, "subscribers")

    @contextmanager
    def _broker(self) -> Iterator[AtBroker]:
        vhost = address_of(str(self._settings.amqp_url))["vhost"]
        try:
            with Management(self._settings.management_api) as management:
                yield AtBroker(management, vhost, self._settings.subscriber_queue_mebibytes)
        except httpx.HTTPError as error:
            raise BrokerSaysNo(
                f"RabbitMQ's management API does not do it ({error}): set TUKIVERKKO_MANAGEMENT_URL to one"
                " whose user is an administrator, then ask the same again"
            ) from error


def address_of(amqp_url: str) -> Answer:
    """Where a broker is: {"host", "port", "vhost", "tls"}."""
    parts = urlsplit(amqp_url)
    return {
        "host": parts.hostname or "localhost",
        "port": parts.port or PORTS[parts.scheme],
        "vhost": unquote(parts.path[1:]) or "/",
        "tls": parts.scheme == "amqps",
    }


def address(amqp_url: str, name: str, events: list[str], password: str | None) -> Answer:
    """What the integrator is given for the queue. password: None where it stays what it was."""
    told = {"amqp": address_of(amqp_url), "user": user_of(name), "queue": queue_of_subscriber(name)}
    stream = {"stream": LOG} if whole(events) else {}
    return told | stream | ({"password": password} if password else {})


def _told(broker: AtBroker, name: str) -> Answer | None:
    found = broker.backlog(name)
    if found is None:
        return None
    return asdict(found) | {"acknowledged": found.acknowledged.isoformat() if found.acknowledged else None}


def lines(answer: Answer) -> list[str]:
    """An answer for people."""
    if "subscribers" in answer:
        return [row(one) for one in answer["subscribers"]] or ["nobody subscribes"]
    if "changes" in answer:
        return [
            f"{one['at']}  {one['what']} {one['name']} by {one['by']}: {', '.join(one['events'])}"
            for one in answer["changes"]
        ] or ["nothing was changed"]
    if "removed" in answer:
        return [f"{answer['removed']} reads nothing any more: its token, its user and its queue are gone"]
    return to_give(answer)


def row(one: Answer) -> str:
    """One subscriber: what it may read, what waits for it."""
    queue = one.get("queue")
    said = [f"{one['name']}  {', '.join(one['events'])}"]
    if one["due"]:
        said.append("not finished: ask `add` or `rotate` again")
    if queue:
        connected = f"{queue['consumers']} connected" if queue["consumers"] else "not connected"
        said.append(f"{queue['messages']} wait, {connected}, acknowledged {acknowledged(queue)}")
        said += ["full: its oldest facts are left to HTTP replay"] if queue["full"] else []
    elif "queue" in one:
        said.append("no queue at the broker: `rotate` makes it anew, with a new password")
    said.append(
        f"asked over HTTP {one['asked_at'] or 'never'}; its token holds until {one['token_until'][:10]}"
    )
    return "; ".join(said)


def acknowledged(queue: Answer) -> str:
    """When something of a queue was acknowledged last."""
    if queue["acknowledged"]:
        return f"last at {queue['acknowledged'][:16]}Z"
    return "more than an hour ago" if queue["acknowledged_ever"] else "never"


def to_give(answer: Answer) -> list[str]:
    """What the integrator is given; what is secret is shown this once."""
    said = [f"{answer['name']} may read: {', '.join(answer['events'])}"]
    if not answer["changed"]:
        return [*said, "nothing changed: `rotate` gives a new password and a new token"]
    if at := answer.get("amqp"):
        scheme, tls = ("amqps", "yes") if at["tls"] else ("amqp", "no")
        said += [
            f"broker         {scheme}://{at['host']}:{at['port']}, virtual host {at['vhost']}, TLS {tls}",
            f"user           {answer['user']}",
            f"queue          {answer['queue']}",
        ]
        said += [f"stream         {answer['stream']}"] if "stream" in answer else []
        said += (
            ["               with the certificate of your own authority, if it is one"] if at["tls"] else []
        )
    if "password" in answer:
        said.append(f"password       {answer['password']}   (shown this once)")
    said.append(f"over HTTP      {answer['http']}?after=&limit=100&wait=30")
    if "token" in answer:
        said.append(
            f"token          {answer['token']}   (shown this once; until {answer['token_until'][:10]})"
        )
        said.append(f"try it         curl -H 'Authorization: Bearer TOKEN' '{answer['http']}?limit=10'")
    else:
        said.append("its password and its token stay")
    if answer.get("queue_made_anew"):
        said.append(
            "its queue was made anew, for it held what may be read no more: the rest comes by HTTP replay"
        )
    return said
