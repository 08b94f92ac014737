"""A loop that works off what billing was asked for: one process at a time, on after any stop."""

from services.billing.application.billing import Billing
from shared.plumbing.jobs import Jobs


class WorkingOff(Jobs):
    """Jobs of billing's application."""

    def __init__(self, name: str, billing: Billing) -> None:
        super().__init__(name, billing.database)
        self._billing = billing
