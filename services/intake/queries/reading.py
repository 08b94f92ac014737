"""What the answers are made from."""

from dataclasses import dataclass

from joserfc.jwk import OKPKey

from services.intake.application import Intake
from shared.plumbing.ask import SyncServices


@dataclass(frozen=True)
class Reading:
    """intake: its streams and rows. links: the key that signs links without an account.

    others: the port to the other services, which keep access logs of their own.
    """

    intake: Intake
    links: OKPKey
    others: SyncServices
