"""Seals: a signed chain over the stored facts. `chain` makes it, `verifying` looks whether it still holds."""
