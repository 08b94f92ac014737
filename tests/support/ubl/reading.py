"""Reads a UBL document by paths: `read.texts("cac:TaxTotal/cbc:TaxAmount")`."""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from xml.etree import ElementTree as ET

COMPONENTS = "urn:oasis:names:specification:ubl:schema:xsd:Common{}Components-2"
PREFIXES = {"cac": COMPONENTS.format("Aggregate"), "cbc": COMPONENTS.format("Basic")}
Node = ET.Element
CENT = Decimal("0.01")


class Read:
    """A document and its lines; paths begin at its root, or at a node that is given."""

    def __init__(self, document: bytes) -> None:
        self.root = ET.fromstring(document)  # noqa: S314 - our own document
        self.kind = self.root.tag.rpartition("}")[2]
        self.lines = self.nodes(f"cac:{self.kind}Line")
        self.quantity = "cbc:InvoicedQuantity" if self.kind == "Invoice" else "cbc:CreditedQuantity"
        self.seller = "cac:AccountingSupplierParty/cac:Party"
        self.buyer = "cac:AccountingCustomerParty/cac:Party"
        self.totals = "cac:LegalMonetaryTotal"
        self.subtotals = self.nodes("cac:TaxTotal/cac:TaxSubtotal")

    def nodes(self, path: str, under: Node | None = None) -> list[Node]:
        """All that a path leads to."""
        return (self.root if under is None else under).findall(path, PREFIXES)

    def texts(self, path: str, under: Node | None = None) -> list[str]:
        """What stands there, without spaces around it."""
        return [(node.text or "").strip() for node in self.nodes(path, under)]

    def text(self, path: str, under: Node | None = None) -> str:
        """What stands there first; empty where nothing does."""
        return next(iter(self.texts(path, under)), "")

    def has(self, path: str, under: Node | None = None) -> bool:
        """Whether something stands there."""
        return any(self.texts(path, under)) or any(len(node) for node in self.nodes(path, under))

    def number(self, path: str, under: Node | None = None) -> Decimal:
        """The figure that stands there; ArithmeticError where there is none."""
        return Decimal(self.text(path, under))

    def everywhere(self, name: str) -> Iterator[Node]:
        """Every element of that name ("cbc:Percent") in the document."""
        prefix, _, local = name.partition(":")
        return self.root.iter(f"{{{PREFIXES[prefix]}}}{local}")

    def categories(self) -> list[tuple[str, Decimal, Decimal]]:
        """Of each line: category, percent, net amount."""
        at = "cac:Item/cac:ClassifiedTaxCategory/cbc:"
        return [
            (self.text(at + "ID", line), self.number(at + "Percent", line), net(self, line))
            for line in self.lines
        ]


Rule = Callable[[Read], bool]


def net(read: Read, line: Node) -> Decimal:
    """The net amount of a line."""
    return read.number("cbc:LineExtensionAmount", line)


def rounded(number: Decimal) -> Decimal:
    """To the cent, half a cent away from zero."""
    return number.quantize(CENT, ROUND_HALF_UP)


def several(codes: str) -> list[str]:
    """A list of codes, as the published lists are read aloud."""
    return codes.split()
