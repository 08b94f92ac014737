"""A program of an integrator that writes down every event: GIVEN STATE SECONDS-TO-ASK-AGAIN."""

import logging
import sqlite3
import sys
from pathlib import Path

from tukiverkko_subscriber import Event, Given, State, Subscriber

logging.basicConfig(level=logging.INFO, format="%(message)s")
given, file, ask_again = sys.argv[1], sys.argv[2], float(sys.argv[3])
state = State(file)
subscriber = Subscriber(Given.read(Path(given)), state, ask_again=ask_again)
state.db.execute("CREATE TABLE IF NOT EXISTS written (number INTEGER PRIMARY KEY, event TEXT)")


@subscriber.on("*")
def write(event: Event, db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO written (event) VALUES (?)", (event.text(),))


subscriber.run()
