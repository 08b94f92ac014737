"""Seals on the bus: each is published after it was stored, and again until the broker has confirmed it.

To an exchange of its own, `case.seals`: readers of facts never meet one. Nobody needs to listen; whoever does
keeps a copy of the chain that the owner of the database cannot change.
"""

import json
from typing import Any

import psycopg
from kombu import Exchange
from psycopg.rows import DictRow

from shared.contracts.seals import SealMade, routing_key, to_cloud_event
from shared.plumbing.broker import connection, tries
from shared.plumbing.bus import CONFIRMED_WITHIN, CONTENT_TYPE
from shared.plumbing.seals.seal import ENTRY

SEALS = Exchange("case.seals", type="topic", durable=True)
AT_ONCE = 100
UNTOLD = """
SELECT number, kind, log_id, after, last, length(facts) / %s AS facts, previous, hash, signature, signed_at
FROM seals WHERE number > (SELECT number FROM seals_told) ORDER BY number LIMIT %s
"""


class SealPost:
    """Publishes one service's seals in their order."""

    def __init__(self, service: str, region: str, bus_url: str) -> None:
        self._service = service
        self._region = region
        self._bus_url = bus_url

    def send(self, rows: psycopg.Connection[DictRow]) -> int:
        """Publishes what is not yet confirmed; how many seals. An error of the broker's where it is away.

        rows: outside of a transaction, for each confirmed seal is one that need not be sent again.
        """
        waiting = rows.execute(UNTOLD, (ENTRY, AT_ONCE)).fetchall()
        if not waiting:
            return 0
        with connection(self._bus_url) as link:
            link.ensure_connection(max_retries=tries(self._bus_url))
            producer = link.Producer(exchange=SEALS, serializer=None)
            for seal in waiting:
                producer.publish(
                    json.dumps(self.message(seal)), routing_key=routing_key(self._service),
                    content_type=CONTENT_TYPE, content_encoding="utf-8", delivery_mode="persistent",
                    declare=[SEALS], confirm_timeout=CONFIRMED_WITHIN,
                )  # fmt: skip
                rows.execute("UPDATE seals_told SET number = %s", (seal["number"],))
        return len(waiting)

    def message(self, seal: DictRow) -> dict[str, Any]:
        """A stored seal as others get it."""
        as_text = {name: bytes(seal[name]).hex() for name in ("previous", "hash", "signature")}
        said = SealMade.model_validate(dict(seal) | as_text)
        return to_cloud_event(said, self._service, self._region, seal["log_id"], seal["signed_at"])
