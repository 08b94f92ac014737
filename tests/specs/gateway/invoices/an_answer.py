"""What billing answers about an invoice, as its own view says it: `an_answer()`."""

from typing import Any

from services.billing.queries.views.invoices import InvoiceView

ORDER, CASE = "3aa0a866-eace-536e-8c7b-7dd97ce98ad7", "ed6d9d73-ec05-5315-ad3d-5fb8a72ab2f7"


def an_answer(**changes: Any) -> dict[str, Any]:
    """The answer as JSON; amounts, percents and rates are given in billing's own whole numbers."""
    given: dict[str, Any] = {
        "number": "23456780-000017", "kind": "invoice", "payer_id": "fsw", "sector": "family_social_work",
        "month": "2025-09", "order_id": ORDER, "case_id": CASE, "case_number": "case/2025-00004",
        "service_line": "school_support", "county": "08", "issued_on": "2025-10-01", "due_on": "2025-10-31",
        "net": 3370, "vat": 115, "total": 3485, "paid": 0, "credited": 0,
        "reference": "23456780000171", "rf": "RF7123456780000171", "state": "issued",
        "seller": {
            "name": "Esimerkkituottaja Oy", "business_id": "2345678-0", "iban": "FI2112345600000785",
            "bic": "NDEAFIHH", "address": {"street": "Mallikatu 1", "postcode": "40100", "town": "Jyväskylä"},
            "payment_days": 30,
        },
        "buyer": {
            "payer_id": "fsw", "sector": "family_social_work", "organisation": "Mallilan hyvinvointialue",
            "business_id": "0112038-9", "language": "sv", "cost_centre": "4711",
            "e_invoice": {"address": "003701120389", "operator": "003721291126"},
        },
        "lines": [
            {
                "date": "2025-09-03", "what": "held", "quantity": "1.5", "unit": "hour", "amount": 8756,
                "share_percent": 333334, "net": 2919, "vat_percent": 0,
            },
            {
                "date": "2025-09-03", "what": "travel", "quantity": "24.6", "unit": "km", "amount": 1353,
                "share_percent": 333334, "net": 451, "vat_percent": 2550, "late": True,
            },
        ],
        "vat_totals": [
            {"percent": 0, "net": 2919, "vat": 0},
            {"percent": 2550, "net": 451, "vat": 115},
        ],
        "layout": "invoice-1",
        "positions": {"billing": 40},
    }  # fmt: skip
    return InvoiceView.model_validate(given | changes).said()


def a_credited_answer() -> dict[str, Any]:
    """A credit note of one line, negative."""
    line = {
        "date": "2025-09-03", "what": "held", "quantity": "-1.5", "unit": "hour", "amount": -8756,
        "share_percent": 333334, "net": -2919, "vat_percent": 0, "late": True,
    }  # fmt: skip
    return an_answer(
        number="23456780-000018", kind="credit", due_on=None, net=-2919, vat=0, total=-2919,
        reference="23456780000184", rf="RF1123456780000184", lines=[line],
        vat_totals=[{"percent": 0, "net": -2919, "vat": 0}],
        corrects="23456780-000017", corrects_on="2025-10-01",
    )  # fmt: skip
