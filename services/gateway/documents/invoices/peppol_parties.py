"""Who sells and who buys, as UBL 2.1 says it."""

from services.gateway.documents.invoices.bill import Address, Buyer, Seller
from services.gateway.documents.invoices.said import named, plain
from services.gateway.documents.invoices.schemes import BUSINESS_ID, IBAN, NET_SERVICE, OVT
from services.gateway.documents.invoices.trees import Node
from services.gateway.documents.invoices.ubl import cac, cbc
from shared.kernel.identifiers import is_iban, is_ovt, ovt_of, vat_id_of

LONGEST = 200


def seller(party: Seller) -> Node:
    """The seller. Its address is where it sends e-invoices from, else its OVT code."""
    at = party.e_invoice.address if party.e_invoice else ovt_of(party.business_id)
    vat_id = cac(
        "PartyTaxScheme",
        cbc("CompanyID", vat_id_of(party.business_id)),
        cac("TaxScheme", cbc("ID", "VAT")),
    )
    return cac("AccountingSupplierParty", whole(at, party.name, party.business_id, party.address, vat_id))


def buyer(party: Buyer) -> Node:
    """The buyer."""
    at = party.e_invoice.address
    return cac("AccountingCustomerParty", whole(at, party.organisation, party.business_id, party.postal))


def whole(at: str, name: str, business_id: str, postal: Address | None, vat_id: Node | None = None) -> Node:
    """An organisation: where e-invoices reach it, its name, address, VAT identifier and business id.

    A buyer's VAT identifier is left out: public buyers often have none, and nothing asks for it.
    """
    told = named(name, business_id, LONGEST)
    return cac(
        "Party",
        cbc("EndpointID", at, schemeID=scheme(at)),
        cac("PartyName", cbc("Name", told)),
        address(postal),
        vat_id,
        cac(
            "PartyLegalEntity",
            cbc("RegistrationName", told),
            cbc("CompanyID", business_id, schemeID=BUSINESS_ID),
        ),
    )


def scheme(at: str) -> str:
    """Of what kind an electronic address is."""
    if is_ovt(at):
        return OVT
    return IBAN if is_iban(at) else NET_SERVICE


def address(of: Address | None) -> Node:
    """A postal address; the country is always there."""
    country = cac("Country", cbc("IdentificationCode", "FI"))
    if of is None:
        return cac("PostalAddress", country)
    street, town = plain(of.street, LONGEST), plain(of.town, LONGEST)
    return cac(
        "PostalAddress",
        cbc("StreetName", street) if street else None,
        cbc("CityName", town) if town else None,
        cbc("PostalZone", of.postcode),
        country,
    )
