"""What a column of the matrix is about, by its ids."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Matters:
    """A column's contact, case, order, searches, follow-up, whom they are about, and what else is named."""

    referral_id: str
    case_id: str
    person_id: str
    step_id: str
    meeting_id: str
    order_id: str
    agreement_id: str
    professional_id: str
    match_request_id: str
    ending_id: str
    """A search that is there to be ended."""
    team_id: str
    follow_up_id: str
    number: str = "-"
    reference: str = "-"
    """Of its invoice, once there is one."""
