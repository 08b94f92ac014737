"""EN 16931: everything is added up again, from the lines (BR-CO-10 to BR-CO-17, BR-DEC)."""

from decimal import Decimal

from tests.support.ubl.reading import Read, Rule, net, rounded


def told(name: str, read: Read) -> Decimal:
    """A total of the document."""
    return read.number(f"{read.totals}/cbc:{name}")


def from_lines(read: Read) -> Decimal:
    """What the lines come to."""
    return sum((net(read, line) for line in read.lines), Decimal(0))


def vat_of_rates(read: Read) -> bool:
    """The VAT in all is that of the rates together."""
    rates = (read.number("cbc:TaxAmount", each) for each in read.subtotals)
    return read.number("cac:TaxTotal/cbc:TaxAmount") == sum(rates, Decimal(0))


def vat_of_each(read: Read) -> bool:
    """Each rate's VAT is its sum times its percent, to the cent."""
    return all(
        read.number("cbc:TaxAmount", each)
        == rounded(
            read.number("cbc:TaxableAmount", each) * read.number("cac:TaxCategory/cbc:Percent", each) / 100
        )
        for each in read.subtotals
    )


def in_cents(name: str, within: str = "") -> Rule:
    """An amount has at most two decimals."""

    def holds(read: Read) -> bool:
        found = read.texts(within + name) if within else [node.text or "" for node in read.everywhere(name)]
        return all(len(each.partition(".")[2]) <= 2 for each in found)

    return holds


RULES: dict[str, Rule] = {
    "BR-CO-10": lambda r: told("LineExtensionAmount", r) == from_lines(r),
    "BR-CO-13": lambda r: told("TaxExclusiveAmount", r) == from_lines(r),
    "BR-CO-14": vat_of_rates,
    "BR-CO-15": lambda r: (
        told("TaxInclusiveAmount", r)
        == told("TaxExclusiveAmount", r) + r.number("cac:TaxTotal/cbc:TaxAmount")
    ),
    "BR-CO-16": lambda r: told("PayableAmount", r) == told("TaxInclusiveAmount", r),
    "BR-CO-17": vat_of_each,
    "BR-DEC-12": in_cents("cbc:TaxExclusiveAmount"),
    "BR-DEC-13": in_cents("cbc:TaxAmount", "cac:TaxTotal/"),
    "BR-DEC-14": in_cents("cbc:TaxInclusiveAmount"),
    "BR-DEC-18": in_cents("cbc:PayableAmount"),
    "BR-DEC-19": in_cents("cbc:TaxableAmount"),
    "BR-DEC-20": in_cents("cbc:TaxAmount", "cac:TaxTotal/cac:TaxSubtotal/"),
    "BR-DEC-23": in_cents("cbc:LineExtensionAmount"),
}
