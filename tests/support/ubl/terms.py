"""EN 16931: the terms that have to be there (BR-01 to BR-63, BR-CO-04 to BR-CO-26)."""

from tests.support.ubl.reading import Read, Rule

PERIOD = "cac:InvoicePeriod"


def every_line(path: str) -> Rule:
    """Each line has it."""
    return lambda read: all(read.has(path, line) for line in read.lines)


def every_subtotal(path: str) -> Rule:
    """Each VAT breakdown has it."""
    return lambda read: all(read.has(path, each) for each in read.subtotals)


def ends_after_it_starts(read: Read, under: str) -> bool:
    """No period ends before it starts."""
    periods = [node for at in read.nodes(under) for node in read.nodes(PERIOD, at)]
    return all(
        not read.has("cbc:StartDate", each)
        or not read.has("cbc:EndDate", each)
        or read.text("cbc:StartDate", each) <= read.text("cbc:EndDate", each)
        for each in periods
    )


def has_a_day(read: Read, under: str) -> bool:
    """A period starts or ends."""
    periods = [node for at in read.nodes(under) for node in read.nodes(PERIOD, at)]
    return all(read.has("cbc:StartDate", each) or read.has("cbc:EndDate", each) for each in periods)


def with_scheme(read: Read, path: str) -> bool:
    """An electronic address says its scheme."""
    return all(node.get("schemeID") for node in read.nodes(path))


def is_known(read: Read) -> bool:
    """The seller has an identifier, a legal registration or a VAT identifier."""
    ways = (
        "cac:PartyIdentification/cbc:ID",
        "cac:PartyLegalEntity/cbc:CompanyID",
        "cac:PartyTaxScheme/cbc:CompanyID",
    )
    return any(read.has(f"{read.seller}/{way}") for way in ways)


def says_when(read: Read) -> bool:
    """What is to be paid has a due date or terms."""
    if read.number(f"{read.totals}/cbc:PayableAmount") <= 0:
        return True
    return read.has("cbc:DueDate") or read.has("cac:PaymentTerms/cbc:Note")


def account_where_transferred(read: Read) -> bool:
    """A credit transfer names the account."""
    transfers = [
        m for m in read.nodes("cac:PaymentMeans") if read.text("cbc:PaymentMeansCode", m) in {"30", "58"}
    ]
    return all(read.has("cac:PayeeFinancialAccount/cbc:ID", each) for each in transfers)


RULES: dict[str, Rule] = {
    "BR-01": lambda r: r.has("cbc:CustomizationID"),
    "BR-02": lambda r: r.has("cbc:ID"),
    "BR-03": lambda r: r.has("cbc:IssueDate"),
    "BR-04": lambda r: r.has(f"cbc:{r.kind}TypeCode"),
    "BR-05": lambda r: r.has("cbc:DocumentCurrencyCode"),
    "BR-06": lambda r: r.has(f"{r.seller}/cac:PartyLegalEntity/cbc:RegistrationName"),
    "BR-07": lambda r: r.has(f"{r.buyer}/cac:PartyLegalEntity/cbc:RegistrationName"),
    "BR-08": lambda r: r.has(f"{r.seller}/cac:PostalAddress"),
    "BR-09": lambda r: r.has(f"{r.seller}/cac:PostalAddress/cac:Country/cbc:IdentificationCode"),
    "BR-10": lambda r: r.has(f"{r.buyer}/cac:PostalAddress"),
    "BR-11": lambda r: r.has(f"{r.buyer}/cac:PostalAddress/cac:Country/cbc:IdentificationCode"),
    "BR-12": lambda r: r.has(f"{r.totals}/cbc:LineExtensionAmount"),
    "BR-13": lambda r: r.has(f"{r.totals}/cbc:TaxExclusiveAmount"),
    "BR-14": lambda r: r.has(f"{r.totals}/cbc:TaxInclusiveAmount"),
    "BR-15": lambda r: r.has(f"{r.totals}/cbc:PayableAmount"),
    "BR-16": lambda r: bool(r.lines),
    "BR-21": every_line("cbc:ID"),
    "BR-22": lambda r: all(r.has(r.quantity, line) for line in r.lines),
    "BR-23": lambda r: all(q.get("unitCode") for line in r.lines for q in r.nodes(r.quantity, line)),
    "BR-24": every_line("cbc:LineExtensionAmount"),
    "BR-25": every_line("cac:Item/cbc:Name"),
    "BR-26": every_line("cac:Price/cbc:PriceAmount"),
    "BR-27": lambda r: all(r.number("cac:Price/cbc:PriceAmount", line) >= 0 for line in r.lines),
    "BR-29": lambda r: ends_after_it_starts(r, "."),
    "BR-30": lambda r: ends_after_it_starts(r, f"cac:{r.kind}Line"),
    "BR-45": every_subtotal("cbc:TaxableAmount"),
    "BR-46": every_subtotal("cbc:TaxAmount"),
    "BR-47": every_subtotal("cac:TaxCategory/cbc:ID"),
    "BR-48": every_subtotal("cac:TaxCategory/cbc:Percent"),
    "BR-49": lambda r: all(r.has("cbc:PaymentMeansCode", each) for each in r.nodes("cac:PaymentMeans")),
    "BR-50": lambda r: all(
        r.has("cbc:ID", each) for each in r.nodes("cac:PaymentMeans/cac:PayeeFinancialAccount")
    ),
    "BR-55": lambda r: all(
        r.has("cac:InvoiceDocumentReference/cbc:ID", each) for each in r.nodes("cac:BillingReference")
    ),
    "BR-61": account_where_transferred,
    "BR-62": lambda r: with_scheme(r, f"{r.seller}/cbc:EndpointID"),
    "BR-63": lambda r: with_scheme(r, f"{r.buyer}/cbc:EndpointID"),
    "BR-CO-04": every_line("cac:Item/cac:ClassifiedTaxCategory/cbc:ID"),
    "BR-CO-09": lambda r: all(
        vat_id.startswith("FI") for vat_id in r.texts(f"{r.seller}/cac:PartyTaxScheme/cbc:CompanyID")
    ),
    "BR-CO-18": lambda r: bool(r.subtotals),
    "BR-CO-19": lambda r: has_a_day(r, "."),
    "BR-CO-20": lambda r: has_a_day(r, f"cac:{r.kind}Line"),
    "BR-CO-25": says_when,
    "BR-CO-26": is_known,
}
