"""What a column of the matrix is about, by its ids."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Matters:
    """A column's contact, case, order and invoice, whom they are about, and what else commands name."""

    referral_id: str
    case_id: str
    person_id: str
    step_id: str
    meeting_id: str
    order_id: str
    agreement_id: str
    number: str = "-"
    reference: str = "-"
    """Of its invoice, once there is one."""
