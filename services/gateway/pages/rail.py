"""The seven steps as a rail: how each stands, why one was skipped, which is next and which is shown."""

from dataclasses import dataclass

from services.gateway.pages.actions import Referral, first_open
from services.gateway.pages.contact_forms import EVERY
from shared.kernel.reference import codes

TRIGGER = "trigger"


@dataclass(frozen=True)
class Stop:
    """A step of the rail.

    state: done, skipped, open or next. reason: why it was skipped, for who may read it.
    """

    step: str
    state: str
    reason: str = ""


def rail(referral: Referral) -> list[Stop]:
    """The seven steps in their order."""
    following = first_open(referral)
    reasons = (referral.get("texts") or {}).get("skipped", {})
    stops = []
    for step in codes("referral_steps"):
        state = referral["steps"].get(step, "open")
        why = str(reasons.get(step, "")) if state == "skipped" else ""
        stops.append(Stop(step, "next" if step == following else state, why))
    return stops


def shown_step(referral: Referral, asked: str, opened: str) -> str:
    """Which step's forms are shown: that of the form being filled in, the one asked for, else the next one.

    Empty where every step is settled and none was asked for.
    """
    form = EVERY.get(opened)
    if form and form.step:
        return form.step
    return asked if asked in codes("referral_steps") else first_open(referral)
