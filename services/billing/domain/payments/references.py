"""A payment's reference as it is compared: Finnish digits, or an RF reference (R-V3).

Payers write zeros before a reference, spaces into it, or its international form; it is one reference still.
"""

import re

from shared.kernel.identifiers import is_creditor_reference, is_reference_number

FINNISH = re.compile(r"[1-9]\d{0,19}", re.ASCII)
INTERNATIONAL = re.compile(r"RF\d{2}[0-9A-Z]{1,21}", re.ASCII)


def normalised(text: str) -> str:
    """The reference without spaces and leading zeros; an RF reference of a Finnish one as the Finnish one.

    Whether the check digits hold is not asked: no invoice has a reference whose digits do not. What is
    neither form is no reference ("") and goes no further: somebody may have written a name there (R-P1).
    """
    compact = "".join(text.split()).upper()
    if INTERNATIONAL.fullmatch(compact):
        finnish = compact[4:].lstrip("0")
        holds = is_creditor_reference(compact) and is_reference_number(finnish)
        return finnish if holds else compact
    digits = compact.lstrip("0")
    return digits if FINNISH.fullmatch(digits) else ""
