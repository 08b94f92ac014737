"""EN 16931: what is taxed at a rate (BR-S) and what is exempt (BR-E)."""

from decimal import Decimal

from tests.support.ubl.reading import Node, Read, Rule, rounded

CATEGORY = "cac:TaxCategory/cbc:"


def broken_down(read: Read, category: str) -> list[Node]:
    """The breakdowns of a category."""
    return [each for each in read.subtotals if read.text(CATEGORY + "ID", each) == category]


def on_lines(read: Read, category: str) -> list[tuple[Decimal, Decimal]]:
    """Percent and net amount of each line of a category."""
    return [(percent, amount) for found, percent, amount in read.categories() if found == category]


def seller_is_registered(read: Read, category: str) -> bool:
    """A seller with lines of the category tells its VAT identifier."""
    return not on_lines(read, category) or read.has(f"{read.seller}/cac:PartyTaxScheme/cbc:CompanyID")


def both_or_none(read: Read) -> bool:
    """Lines at a rate have a breakdown, and the other way round; each rate has its own, once."""
    rates = [read.number(CATEGORY + "Percent", each) for each in broken_down(read, "S")]
    return sorted(set(rates)) == sorted(rates) and set(rates) == {rate for rate, _ in on_lines(read, "S")}


def rate_adds_up(read: Read) -> bool:
    """The sum of a rate is that of its lines."""
    return all(
        read.number("cbc:TaxableAmount", each)
        == sum(
            (net for rate, net in on_lines(read, "S") if rate == read.number(CATEGORY + "Percent", each)),
            Decimal(0),
        )
        for each in broken_down(read, "S")
    )


def rate_is_applied(read: Read) -> bool:
    """The VAT of a rate is its percent of its sum."""
    return all(
        read.number("cbc:TaxAmount", each)
        == rounded(read.number("cbc:TaxableAmount", each) * read.number(CATEGORY + "Percent", each) / 100)
        for each in broken_down(read, "S")
    )


def exempt_once(read: Read) -> bool:
    """Exempt lines have one breakdown together; without them there is none."""
    return len(broken_down(read, "E")) == (1 if on_lines(read, "E") else 0)


def exempt_adds_up(read: Read) -> bool:
    """The exempt sum is that of the exempt lines."""
    together = sum((net for _, net in on_lines(read, "E")), Decimal(0))
    return all(read.number("cbc:TaxableAmount", each) == together for each in broken_down(read, "E"))


def says_why(read: Read, node: Node) -> bool:
    """A breakdown gives a reason for exemption."""
    ways = ("TaxExemptionReason", "TaxExemptionReasonCode")
    return any(read.has(CATEGORY + way, node) for way in ways)


RULES: dict[str, Rule] = {
    "BR-S-01": both_or_none,
    "BR-S-02": lambda r: seller_is_registered(r, "S"),
    "BR-S-05": lambda r: all(percent > 0 for percent, _ in on_lines(r, "S")),
    "BR-S-08": rate_adds_up,
    "BR-S-09": rate_is_applied,
    "BR-S-10": lambda r: not any(says_why(r, each) for each in broken_down(r, "S")),
    "BR-E-01": exempt_once,
    "BR-E-02": lambda r: seller_is_registered(r, "E"),
    "BR-E-05": lambda r: all(percent == 0 for percent, _ in on_lines(r, "E")),
    "BR-E-08": exempt_adds_up,
    "BR-E-09": lambda r: all(r.number("cbc:TaxAmount", each) == 0 for each in broken_down(r, "E")),
    "BR-E-10": lambda r: all(says_why(r, each) for each in broken_down(r, "E")),
}
