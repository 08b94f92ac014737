"""Events as an installation tells them, for what the kit does with one after another."""

from typing import Any

from tukiverkko_subscriber import Event

LOG = "6f8b4f9e-8e34-4c1a-9f0f-6f3f0c9d2a11"


def event(
    sequence: int,
    subject: str = "referral/2023-00017",
    *,
    log: str = LOG,
    position: int = 0,
    version: int = 1,
) -> Event:
    """One event. position: its own where it matters."""
    position = position or sequence
    return Event.of(
        {
            "specversion": "1.0",
            "id": f"{log}:{position}",
            "type": f"fi.tukiverkko.intake.advice-given.v{version}",
            "source": "/regions/sisa-suomi/intake",
            "subject": subject,
            "time": "2023-05-04T09:00:00+03:00",
            "datacontenttype": "application/json",
            "logid": log,
            "position": position,
            "previous": position - 1,
            "sequence": sequence,
            "data": data(sequence),
        }
    )


def data(sequence: int) -> dict[str, Any]:
    return {"minutes": sequence}
