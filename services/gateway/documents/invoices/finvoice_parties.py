"""Who sends, who sells and who buys, as Finvoice 3.0 says it."""

from collections.abc import Iterator

from services.gateway.documents.invoices.bill import Address, Bill, Buyer, EInvoice, Seller
from services.gateway.documents.invoices.said import named, plain
from services.gateway.documents.invoices.schemes import BUSINESS_ID, OVT
from services.gateway.documents.invoices.trees import Node, maker
from shared.kernel.identifiers import is_ovt, ovt_of, vat_id_of

SPECIFICATION = "EN16931"
"""Finvoice's own name of the European standard that the message keeps to."""
PLACE, SHORTEST = 35, 2

e = maker()


def frame(bill: Bill) -> Node:
    """From whom to whom, through which operators. Its moment: the first of the bill's day (UTC).

    A seller that named no operator stands as its own: whoever takes the message on writes itself there.
    """
    own = ovt_of(bill.seller.business_id)
    sender = bill.seller.e_invoice or EInvoice(own, own)
    receiver = bill.buyer.e_invoice
    return e(
        "MessageTransmissionDetails",
        e(
            "MessageSenderDetails",
            reached("FromIdentifier", sender.address),
            e("FromIntermediator", sender.operator),
        ),
        e(
            "MessageReceiverDetails",
            reached("ToIdentifier", receiver.address),
            e("ToIntermediator", receiver.operator),
        ),
        e(
            "MessageDetails",
            e("MessageIdentifier", bill.number),
            e("MessageTimeStamp", f"{bill.issued_on:%Y-%m-%d}T00:00:00Z"),
            e("SpecificationIdentifier", SPECIFICATION),
        ),
    )


def reached(name: str, address: str) -> Node:
    """An e-invoice address; an OVT code with its scheme."""
    return e(name, address, SchemeID=OVT) if is_ovt(address) else e(name, address)


def seller(party: Seller) -> Iterator[Node]:
    """The seller, its OVT code and its account."""
    yield e(
        "SellerPartyDetails",
        e("SellerPartyIdentifier", party.business_id, SchemeID=BUSINESS_ID),
        e("SellerOrganisationName", named(party.name, party.business_id)),
        e("SellerOrganisationTaxCode", vat_id_of(party.business_id)),
        address("Seller", party.address),
    )
    yield e("SellerOrganisationUnitNumber", ovt_of(party.business_id))
    if party.iban and party.bic:
        yield e(
            "SellerInformationDetails",
            e(
                "SellerAccountDetails",
                e("SellerAccountID", party.iban, IdentificationSchemeName="IBAN"),
                e("SellerBic", party.bic, IdentificationSchemeName="BIC"),
            ),
        )


def buyer(party: Buyer) -> Iterator[Node]:
    """The language that the buyer reads, the buyer, and its OVT code."""
    yield e("InvoiceRecipientLanguageCode", party.language.upper())
    yield e(
        "BuyerPartyDetails",
        e("BuyerPartyIdentifier", party.business_id, SchemeID=BUSINESS_ID),
        e("BuyerOrganisationName", named(party.organisation, party.business_id)),
        address("Buyer", party.postal),
    )
    yield e("BuyerOrganisationUnitNumber", ovt_of(party.business_id))


def address(whose: str, of: Address | None) -> Node | None:
    """A postal address; None where there is none that could be printed."""
    if of is None:
        return None
    street, town = plain(of.street, PLACE), plain(of.town, PLACE)
    if min(len(street), len(town)) < SHORTEST:
        return None
    return e(
        f"{whose}PostalAddressDetails",
        e(f"{whose}StreetName", street),
        e(f"{whose}TownName", town),
        e(f"{whose}PostCodeIdentifier", of.postcode),
        e("CountryCode", "FI"),
    )
