"""The elements that UBL 2.1 documents share."""

from services.gateway.documents.invoices.trees import Maker, maker

CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"

cac = maker(CAC, {"cac": CAC})
"""Makes what has parts."""
cbc = maker(CBC, {"cbc": CBC})
"""Makes what has a value."""


def whole(kind: str) -> Maker:
    """Makes a whole document, "Invoice" or "CreditNote"."""
    namespace = f"urn:oasis:names:specification:ubl:schema:xsd:{kind}-2"
    return maker(namespace, {None: namespace, "cac": CAC, "cbc": CBC})
