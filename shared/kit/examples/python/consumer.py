"""Counts the contacts of each county; run it as `python consumer.py given.json state.sqlite`."""

import logging
import sqlite3
import sys

from tukiverkko_subscriber import Event, Subscriber

logging.basicConfig(level=logging.INFO, format="%(message)s")
log = logging.getLogger("consumer")
subscriber = Subscriber.from_file(sys.argv[1], state=sys.argv[2])
subscriber.state.db.execute("CREATE TABLE IF NOT EXISTS contacts (county TEXT PRIMARY KEY, count INTEGER)")


@subscriber.on("intake.referral-received")
def count(event: Event, db: sqlite3.Connection) -> None:
    """Committed together with the note that this event was handled."""
    once_more = "INSERT INTO contacts VALUES (?, 1) ON CONFLICT (county) DO UPDATE SET count = count + 1"
    db.execute(once_more, (event.data["county"],))
    log.info("%s: a contact in county %s", event.time, event.data["county"])


subscriber.run()
