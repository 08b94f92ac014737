"""One desk for all who ask about cases: its database is made once."""

from tests.specs.intake.case_desk import desk

__all__ = ["desk"]
