"""Why billing's facts are told."""

from shared.contracts.told.reason import Reason

BILLING = {
    "order-placed": Reason(
        "Somebody pays for a case's work from here on.", "Payers commit themselves and agree their shares."
    ),
    "payer-committed": Reason(
        "A payer's part is decided, and until when.", "Its part may be invoiced as long as that holds."
    ),
    "cost-shares-agreed": Reason(
        "Says who pays what part: what a ledger divides by.", "Work is invoiced by these shares."
    ),
    "cost-shares-revised": Reason(
        "What was divided before may have to be divided anew.",
        "Work already invoiced is credited and charged again by the next run.",
    ),
    "ceiling-raised": Reason("More may be spent than before.", "Work that waited for it is invoiced."),
    "price-changed": Reason(
        "What is still to come costs something else.", "Work from that day on is invoiced at it."
    ),
    "order-ended": Reason("Nothing is ordered after that day.", "Work after it is not invoiced."),
    "taxable-decided": Reason(
        "For want of evidence the work is not exempt of tax.", "Its work is invoiced with tax."
    ),
    "agreement-signed": Reason(
        "The order's work has an agreement: from when to when, exempt of tax or not.",
        "Its work may be invoiced.",
    ),
    "vat-evidence-added": Reason(
        "The exemption can be shown to an auditor.", "With all four pieces its work is invoiced without tax."
    ),
    "notice-given": Reason("The agreement will end.", "It ends on the day that is told."),
    "agreement-ended": Reason("The agreement has a last day.", "Work after it is not invoiced under it."),
    "invoicing-asked": Reason(
        "Invoices of a month are about to come.", "The run goes on by itself until all of it is done."
    ),
    "invoicing-done": Reason(
        "All invoices of the run were told: a ledger may be closed up to here.", "Nothing by itself."
    ),
    "work-billed": Reason(
        "Tells which invoices an order's month became, and how much of a ceiling in hours it took.",
        "Each invoice is told by a fact of its own.",
    ),
    "credit-note-issued": Reason(
        "An invoice stands no more.", "What it charged is charged anew where it is still owed."
    ),
    "invoice-issued": Reason(
        "What a payer owes, by month of the work: what a ledger books.",
        "It is sent, and waits for its money.",
    ),
    "invoice-sent": Reason("The payer has it.", "It waits for its money until its day due."),
    "payment-recorded": Reason(
        "Money moved: what is still owed is less, or more where the bank took it back.",
        "A paid invoice leaves the list of open ones.",
    ),
    "invoice-credited": Reason("Less of it is owed.", "It leaves the list where nothing of it stands."),
    "bank-file-received": Reason(
        "The bank told of payments; the same file again is found and refused.",
        "Its payments are placed one after another.",
    ),
    "bank-file-read": Reason(
        "All its payments are booked or wait for a person.", "Finance looks at those that wait."
    ),
    "payment-received": Reason("Money came, before it is known for what.", "It is placed, or waits."),
    "payment-placed": Reason(
        "It is known which invoice the money is for.", "The invoice's own fact follows."
    ),
    "payment-set-aside": Reason(
        "Money that belongs to no invoice is accounted for.", "It waits for nobody any more."
    ),
    "sum-told-apart": Reason(
        "A sum stands for several payments: counting both would count twice.",
        "Each of them is told by a fact of its own.",
    ),
}
"""Fact → reason."""
