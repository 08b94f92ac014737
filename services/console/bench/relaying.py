"""The relay against a bare publisher with pipelined confirms, to the same exchange and queues."""

import json
import threading
import time
from typing import Any

from services.console.bench.figures import Figure
from services.console.bench.place import Place, measured
from services.intake.service import open_intake
from shared.contracts.envelope import PREFIX
from shared.plumbing.bus import CONTENT_TYPE, EVENTS, connected, queue_of
from shared.plumbing.settings import Settings

WINDOW = 500
LOOK = 0.05


def relay(place: Place) -> list[Figure]:
    """From the log to the broker's confirm, with reporting's queue bound."""
    settings = place.fresh()
    measured("log_of_contacts", "filled", settings, facts=place.facts)
    bind(settings)
    ours = measured("relaying", "relayed", settings)
    bare = measured("relaying", "published", settings)
    return [
        Figure("relay, one quorum queue bound", ours, bare, "facts/s",
               "a bare publisher of the same bytes, pipelined confirms", 0.50)
    ]  # fmt: skip


def bind(settings: Settings) -> None:
    """Reporting's queue, as its subscription declares it."""
    with connected(str(settings.amqp_url)) as link:
        channel = link.channel()
        EVENTS(channel).declare()
        queue_of("reporting", "intake")(channel).declare()


def relayed() -> float:
    """Intake's own relay, as the service hosts it, until its cursor is at the head."""
    desk = open_intake(Settings())
    head, relay = desk.positions()["intake"], desk.loops[0]
    begun = time.monotonic()
    thread = threading.Thread(target=relay.run)
    thread.start()
    while relay.standing()["position"] < head:
        time.sleep(LOOK)
    took = time.monotonic() - begun
    relay.stop()
    thread.join()
    return head / took


def published() -> float:
    """The same messages, made beforehand, by amqp's own calls, five hundred in flight."""
    settings = Settings()
    bodies = bodies_of(settings)
    with connected(str(settings.amqp_url)) as link:
        channel: Any = link.channel()
        channel.confirm_select()
        unconfirmed: set[int] = set()

        def confirmed(tag: int, multiple: bool) -> None:
            unconfirmed.difference_update([t for t in unconfirmed if t <= tag] if multiple else [tag])

        channel.events["basic_ack"].add(confirmed)
        begun = time.monotonic()
        for tag, (key, body) in enumerate(bodies, 1):
            message = channel.prepare_message(
                body, content_type=CONTENT_TYPE, properties={"delivery_mode": 2}
            )
            channel.basic_publish(message, exchange=EVENTS.name, routing_key=key, mandatory=True)
            unconfirmed.add(tag)
            while len(unconfirmed) >= WINDOW:
                link.drain_events(timeout=10)
        while unconfirmed:
            link.drain_events(timeout=10)
        return len(bodies) / (time.monotonic() - begun)


def bodies_of(settings: Settings) -> list[tuple[str, bytes]]:
    """Routing key and body of every public fact of intake's log."""
    desk = open_intake(settings)
    found: list[tuple[str, bytes]] = []
    while facts := desk.facts_after({"position": len(found), "limit": WINDOW})["facts"]:
        found += [(fact["type"].removeprefix(PREFIX), json.dumps(fact).encode()) for fact in facts]
    return found
