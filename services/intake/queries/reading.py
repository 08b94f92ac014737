"""What the answers are made from."""

from dataclasses import dataclass

from joserfc.jwk import OKPKey

from services.intake.application import Intake


@dataclass(frozen=True)
class Reading:
    """intake: its streams and rows. links: the key that signs links without an account."""

    intake: Intake
    links: OKPKey
