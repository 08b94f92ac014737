"""What stands in the place of what a non-disclosure order keeps from the reader (R-C13)."""

MASK = "***"
"""The same in every language. An answer has it instead of a place, an organisation or a contact."""
