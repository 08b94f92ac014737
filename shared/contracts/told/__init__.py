"""What people are told of public facts beside their shape: why each is told, what follows, what fields mean.

REASONS    "<service>.<fact>" → Reason
MEANINGS   a field's name → what it means wherever its contract says nothing nearer
"""

from shared.contracts.told.billing import BILLING
from shared.contracts.told.feedback import FEEDBACK
from shared.contracts.told.intake import INTAKE
from shared.contracts.told.intake_cases import CASES
from shared.contracts.told.matching import MATCHING
from shared.contracts.told.meanings import MEANINGS
from shared.contracts.told.reason import Reason

REASONS: dict[str, Reason] = {
    f"{service}.{fact}": reason
    for service, facts in (
        ("intake", INTAKE | CASES),
        ("matching", MATCHING),
        ("billing", BILLING),
        ("feedback", FEEDBACK),
    )
    for fact, reason in facts.items()
}
"""Every event's, whichever version: a new version tells the same fact in other words."""

__all__ = ["MEANINGS", "REASONS", "Reason"]
