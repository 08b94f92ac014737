"""How somebody is reached by a message: children and guardians only as the vault of intake knows it is safe.

Intake is asked each time, for a safe contact changes, and with it who may read what is sent (R-F7). Of who
works with the family the address that was given counts; of who made contact intake is asked where none was.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from joserfc.jwk import OKPKey

from services.feedback.domain.follow_up import FollowUp
from services.feedback.domain.language import Recipient
from shared.plumbing.ask import NoAnswer, SyncServices
from shared.plumbing.sealing.key_store import ERASED, LOST
from shared.plumbing.tokens import issue

FEEDBACK = "feedback"
"""Who asks intake, as its access log names it."""
OF_THE_FAMILY = frozenset({"client", "guardian"})
DONE, UNKNOWN = 200, 404


@dataclass(frozen=True)
class Reached:
    """Where a message goes. channel: email or sms; paper: by hand, and there is no address."""

    channel: str
    address: str


BY_HAND = Reached("paper", "")


class Reaching:
    """Finds out where messages may go. key: signs who asks intake."""

    def __init__(self, others: SyncServices, key: OKPKey) -> None:
        self._others = others
        self._key = key

    def way_to(self, recipient: Recipient, follow_up: FollowUp) -> Reached | None:
        """Where a message may go; None where there is no safe way. NoAnswer where intake does not say."""
        if recipient.channel == "paper":
            return BY_HAND
        if recipient.role in OF_THE_FAMILY:
            return self._asked("subject", follow_up)
        if recipient.address:
            gone = recipient.address in {ERASED, LOST}
            return None if gone else Reached(recipient.channel, recipient.address)
        made_contact = recipient.role == "professional" and follow_up.matter.referral_id is not None
        return self._asked("referrer", follow_up) if made_contact else None

    def _asked(self, whom: str, follow_up: FollowUp) -> Reached | None:
        matter = follow_up.matter
        about = {"case_id": matter.case_id, "referral_id": matter.referral_id}
        claims = {"sub": FEEDBACK, "role": "coordinator", "region": follow_up.region}
        request = {
            "name": "safe_contact",
            "data": {"whom": whom} | {name: str(each) for name, each in about.items() if each},
            "token": issue(self._key, claims, lasting=timedelta(minutes=1)),
            "correlation": str(uuid4()),
        }
        reply = self._others.ask("intake", "safe_contact", request)
        if reply["status"] == UNKNOWN:
            return None
        if reply["status"] != DONE:
            raise NoAnswer(f"intake does not say how somebody is reached: {reply['status']}")
        told = reply["result"]
        return Reached(told["channel"], told["address"]) if told.get("address") else None
