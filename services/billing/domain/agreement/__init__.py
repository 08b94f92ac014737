"""The agreement (sopimus): its facts, what its parties may decide, and when notice ends it."""

from services.billing.domain.agreement.agreement import Agreement

__all__ = ["Agreement"]
