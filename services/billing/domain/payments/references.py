"""A payment's reference as it is compared: Finnish digits, or an RF reference (R-V3).

Payers write zeros before a reference, spaces into it, or its international form; it is one reference still.
"""

import re

from shared.kernel.identifiers import is_creditor_reference, is_reference_number

FINNISH = re.compile(r"[1-9]\d{0,19}", re.ASCII)


def normalised(text: str) -> str:
    """The reference without spaces and leading zeros; an RF reference of a Finnish one as the Finnish one.

    Of digits it is not asked whether the check digit holds: no invoice has one that does not. What is neither
    form is no reference ("") and goes no further: somebody may have written a name there, also after an "RF",
    so of that form the check digits have to hold (R-P1).
    """
    compact = "".join(text.split()).upper()
    if is_creditor_reference(compact):
        finnish = compact[4:].lstrip("0")
        return finnish if is_reference_number(finnish) else compact
    digits = compact.lstrip("0")
    return digits if FINNISH.fullmatch(digits) else ""
