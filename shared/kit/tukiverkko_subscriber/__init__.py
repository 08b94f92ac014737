"""A correct consumer of Tukiverkko's events: each once, in order for each subject, none missed.

    subscriber = Subscriber.from_file("given.json", state="state.sqlite")

    @subscriber.on("intake.referral-received")
    def received(event: Event, db: sqlite3.Connection) -> None: ...

    subscriber.run()

What you were given and what each attribute means stands in Tukiverkko's guide for integrators.
"""

from tukiverkko_subscriber.event import Event, Unreadable
from tukiverkko_subscriber.given import Given
from tukiverkko_subscriber.replay import NoReplay
from tukiverkko_subscriber.state import LogIsAnother, State
from tukiverkko_subscriber.subscriber import Handler, Subscriber

__all__ = ["Event", "Given", "Handler", "LogIsAnother", "NoReplay", "State", "Subscriber", "Unreadable"]
