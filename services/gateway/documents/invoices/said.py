"""What a bill says in words and figures, in its buyer's language: the same in each format (R-V4, R-V5)."""

from calendar import monthrange
from datetime import date
from decimal import Decimal

from services.gateway.documents.invoices.bill import Bill, Line, VatTotal
from services.gateway.documents.wording import Wording, wording
from shared.kernel.money import euros

FINEST = Decimal("0.0001")
CLOSE = "\u00a0"
"""A space where no line ends."""


def words_of(bill: Bill) -> Wording:
    """The words of the bill's layout in its buyer's language."""
    return wording(bill.layout, bill.buyer.language)


def plain(name: str, longest: int) -> str:
    """An organisation's name or an address in one line, without what cannot be printed, up to a length."""
    printed = "".join(sign if sign.isprintable() else " " for sign in name)
    return " ".join(printed.split())[:longest].strip()


def named(name: str, business_id: str, longest: int = 70) -> str:
    """An organisation's name; its business id where the name has less than two letters to print."""
    told = plain(name, longest)
    return told if len(told) > 1 else business_id


def money(amount: int, w: Wording) -> str:
    """Cents as euros are written: 1 234,50 €."""
    return f"{figure(euros(amount), w)}{CLOSE}€"


def figure(number: Decimal, w: Wording) -> str:
    """A number with its decimals, minus and thousands as the language writes them."""
    decimal, thousands = w.say("decimal"), w.say("thousands")
    return f"{number:,f}".replace(",", "\0").replace(".", decimal).replace("\0", thousands).replace("-", "−")


def short(number: Decimal, w: Wording) -> str:
    """A number with no more decimals than it needs, four at most."""
    whole, _, decimals = f"{number.quantize(FINEST):f}".partition(".")
    kept = decimals.rstrip("0")
    return figure(Decimal(f"{whole}.{kept}" if kept else whole), w)


def percent(number: Decimal, w: Wording) -> str:
    """A percent as it is written."""
    return f"{short(number, w)}{CLOSE}%"


def quantity(line: Line, w: Wording) -> str:
    """How much was done, with its unit."""
    return f"{short(line.quantity, w)}{CLOSE}{w.word('units', line.unit)}"


def what(line: Line, w: Wording) -> str:
    """What was done and when; a monthly price has a month, everything else a day."""
    when = w.month(f"{line.date:%Y-%m}") if line.what == "month" else w.day(line.date)
    return f"{w.word('what', line.what)} {when}"


def part(line: Line, w: Wording) -> str:
    """Of what whole the payer's part is a part, and whether it comes late (R-V1, R-V4)."""
    values = {"quantity": quantity(line, w), "amount": money(line.amount, w)}
    said = w.say("part", share=percent(line.share_percent, w), **values)
    return f"{said} {w.say('late')}" if line.late else said


def about(bill: Bill, w: Wording) -> str:
    """What the whole bill is for, in one sentence."""
    service = w.word("service_lines", bill.service_line)
    return w.say("about", case=bill.case_number, service=service, month=w.month(bill.month))


def exemption(w: Wording) -> str:
    """Why no VAT is on what is exempt."""
    return w.say("exempt")


def rates(bill: Bill) -> list[VatTotal]:
    """The totals per rate: taxed ones by their rate, then what is exempt."""
    return sorted(bill.vat_totals, key=lambda each: (each.category == "E", each.percent))


def days(line: Line) -> tuple[date, date]:
    """The first and the last day of a line: its day, or its whole month."""
    if line.what != "month":
        return line.date, line.date
    return line.date.replace(day=1), line.date.replace(day=monthrange(line.date.year, line.date.month)[1])


def period(bill: Bill) -> tuple[date, date]:
    """The first and the last day of all lines: what comes late may lie before the bill's month."""
    each = [days(line) for line in bill.lines]
    return min(first for first, _ in each), max(last for _, last in each)
