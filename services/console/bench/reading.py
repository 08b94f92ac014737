"""Answers about people: with their line in the access log (R-P4), against the same answers without."""

from collections.abc import Callable, Sequence
from uuid import uuid4

from services.console.bench.figures import Figure
from services.console.bench.log_of_contacts import COORDINATOR, a_contact
from services.console.bench.place import Place, measured
from services.console.bench.saving import rate
from services.intake.service import IntakeDesk, open_intake
from shared.plumbing.access.entries import Disclosure, Reading
from shared.plumbing.access.log import AccessLog
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

READERS = 10
"""As many as a service answers at a time."""


def readings(place: Place) -> list[Figure]:
    """One contact read again and again: its line is stored before each answer leaves."""
    settings = place.fresh()
    logged = measured("reading", "logged", settings, seconds=place.seconds)
    silent = measured("reading", "silent", settings, seconds=place.seconds)
    against = "the same without the access log"
    return [Figure(f"answers about people, {READERS} readers", logged, silent, "answers/s", against, 0.50)]


# What runs in processes of its own.


def logged(seconds: float) -> float:
    """As a service answers."""
    desk = open_intake(Settings())
    return rate(_reading(desk), READERS, seconds)


def silent(seconds: float) -> float:
    """The same, and nothing is written down."""
    desk = open_intake(Settings())
    desk.readings = Silent(desk.readings.database)
    return rate(_reading(desk), READERS, seconds)


class Silent(AccessLog):
    """What no service may have: only to be measured against."""

    def write(self, reading: Reading, disclosures: Sequence[Disclosure] = ()) -> None:
        """Nothing."""


def _reading(desk: IntakeDesk) -> Callable[[], int]:
    """Reads a contact that was received for it; one answer. RuntimeError for any other."""
    token = issue(signing_key(Settings().keys), COORDINATOR)
    received = _done(
        desk.carry_out({"name": "receive_referral", "data": a_contact(), "id": str(uuid4()), "token": token})
    )
    asked = {"name": "referral", "data": {"referral_id": received["referral_id"]}, "token": token}

    def read() -> int:
        _done(desk.answer(asked))
        return 1

    return read


def _done(reply: dict[str, object]) -> dict[str, object]:
    if reply["status"] != 200:  # noqa: PLR2004 - HTTP's OK
        raise RuntimeError(reply)
    result = reply["result"]
    return result if isinstance(result, dict) else {}
