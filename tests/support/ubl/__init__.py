"""Checks a UBL invoice or credit note by EN 16931, Peppol BIS Billing 3.0 and Finland's numbers.

`faults(document)` answers which rules it breaks, by their published names. Written from the rules, apart from
what writes our documents: it shares no line of code with it. Only rules that our kinds of bills can break are
here: no allowances, charges, prepayments, foreign currencies, or other VAT categories than S and E; of the
long code lists the codes that may come up. What is Finland's own is called FI-…; those names are ours.
"""

from tests.support.ubl import codes, finland, peppol, sums, taxes, terms
from tests.support.ubl.reading import Read, Rule

RULES: dict[str, Rule] = {
    **terms.RULES,
    **sums.RULES,
    **taxes.RULES,
    **codes.RULES,
    **peppol.RULES,
    **finland.RULES,
}


def faults(document: bytes) -> list[str]:
    """The names of the rules that the document breaks."""
    read = Read(document)
    return [name for name, holds in RULES.items() if not kept(holds, read)]


def kept(holds: Rule, read: Read) -> bool:
    """Whether a rule is kept. A figure that is none breaks every rule that reads it."""
    try:
        return holds(read)
    except ArithmeticError:
        return False
