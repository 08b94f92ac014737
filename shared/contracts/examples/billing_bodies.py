"""An example of the body of each public fact of billing."""

from typing import Any

ORDER = "3d1c7d52-8f63-4d9c-9b58-0f6a1c3b7e21"
AGREEMENT = "8e0b6f0e-1f2a-4a53-8d1b-5c2f9a7d4c33"
INVOICE = "0f7a2c41-6b1d-5e8f-9a33-4d5e6f708192"
RUN = "5c0a3f7e-1d2b-5c4d-8e9f-0a1b2c3d4e5f"
PAYMENT = "6f3f9a1c-2f0e-5b7b-9a4e-8c1d2e3f4a5b"
FILE = "2b1c7c1a-5e4f-4a73-8a70-0c9d3a0b6a11"
CASE = "1d0c7a6e-5f3b-4b8e-9c42-6a7b8c9d0e11"
NUMBER, CREDIT_NOTE = "23456780-000017", "23456780-000018"


def order(**said: Any) -> dict[str, Any]:
    return {"order_id": ORDER, "state": "placed"} | said


def agreement(state: str = "signed", **said: Any) -> dict[str, Any]:
    return {"agreement_id": AGREEMENT, "state": state} | said


def invoice(state: str = "issued", **said: Any) -> dict[str, Any]:
    return {"invoice_id": INVOICE, "state": state} | said


def payment(state: str, **said: Any) -> dict[str, Any]:
    return {"payment_id": PAYMENT, "state": state, "amount": 22376, "on": "2023-10-15"} | said


OFFICE = "4f" * 16
BILLING_BODIES: dict[str, dict[str, Any]] = {
    "order-placed": order(
        number="2023-00003", county="08", case_id=CASE, case_number="2023-00004",
        service_line="neuropsychiatric_coaching",
        payers=[
            {"payer_id": "ls-08", "sector": "child_welfare", "organisation": OFFICE},
            {"payer_id": "si-08", "sector": "education", "organisation": "c0" * 16},
        ],
        per="hour", ceiling={"amount": 450000}, starts_on="2023-09-01", ends_on="2024-05-31", on="2023-08-20",
    ),
    "payer-committed": order(payer_id="ls-08", decided_on="2023-08-18", valid_until="2024-05-31"),
    "cost-shares-agreed": order(
        effective_from="2023-09-01", shares={"ls-08": "33.3334", "si-08": "66.6666"}
    ),
    "cost-shares-revised": order(
        effective_from="2023-09-15", shares={"ls-08": "60.0000", "si-08": "40.0000"}
    ),
    "ceiling-raised": order(ceiling={"hours": "60.00"}, effective_from="2023-11-01"),
    "price-changed": order(per="meeting", effective_from="2024-01-01"),
    "order-ended": order(ends_on="2023-12-31") | {"state": "ended"},
    "taxable-decided": order(on="2023-10-01"),
    "agreement-signed": agreement(
        number="2023-00002", order_id=ORDER, service_line="neuropsychiatric_coaching",
        starts_on="2023-09-01", term_first="2023-09-01", term_last="2024-05-31", vat_exempt=True,
        on="2023-08-25",
    ),
    "vat-evidence-added": agreement(vat_exempt=True, on="2023-09-10"),
    "notice-given": agreement("notice_given", by="buyer", given_on="2023-10-15", ends_on="2023-11-30"),
    "agreement-ended": agreement("ended", ends_on="2023-12-31"),
    "invoicing-asked": {
        "run_id": RUN, "state": "waiting", "month": "2023-09", "on": "2023-10-01", "order_ids": [ORDER],
    },
    "invoicing-done": {
        "run_id": RUN, "state": "done", "month": "2023-09", "on": "2023-10-01", "orders": 1, "bills": 2,
    },
    "work-billed": order(month="2023-09", invoices=[NUMBER], seconds=27000, on="2023-10-01"),
    "credit-note-issued": order(corrects=NUMBER, invoices=[CREDIT_NOTE], on="2023-10-20"),
    "invoice-issued": invoice(
        number=NUMBER, kind="invoice", order_id=ORDER, case_id=CASE, county="08",
        service_line="neuropsychiatric_coaching", payer_id="ls-08", sector="child_welfare",
        payer_organisation=OFFICE,
        month="2023-09", issued_on="2023-10-01", due_on="2023-10-31", net=22376, vat=0, total=22376,
        work=[
            {"month": "2023-08", "rate": 0, "net": 5836, "vat": 0},
            {"month": "2023-09", "rate": 0, "net": 16540, "vat": 0},
        ],
        corrects="23456780-000016",
    ),
    "invoice-sent": invoice("sent", on="2023-10-02"),
    "payment-recorded": invoice(
        "paid", amount=22376, paid_on="2023-10-14", outcome="paid", over=0, payment_id=PAYMENT
    ),
    "invoice-credited": invoice("credited", by=CREDIT_NOTE, amount=22376, whole=True, on="2023-10-20"),
    "bank-file-received": {"file_id": FILE, "state": "waiting", "payments": 3, "on": "2023-10-15"},
    "bank-file-read": {
        "file_id": FILE, "state": "done", "payments": 3, "placed": 1, "waiting": 1, "again": 1,
        "on": "2023-10-15",
    },
    "payment-received": payment(
        "waiting", number="2023-00004", file_id=FILE, paid_on="2023-10-14", waits_because="unknown_reference"
    ),
    "payment-placed": payment("placed", invoice=NUMBER, over=0, by_hand=True),
    "payment-set-aside": payment("set_aside", why="paid_back"),
    "sum-told-apart": payment("told_apart"),
}  # fmt: skip
"""Fact of billing → body."""
