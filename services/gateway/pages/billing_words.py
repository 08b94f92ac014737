"""The words of billing's pages, beside those of words.py: codes as keys of their translations."""

from services.gateway.languages import N_

BILLING_WORDS: dict[str, dict[str, str]] = {
    "order_states": {"placed": N_("In force"), "ended": N_("Has an end")},
    "agreement_states": {
        "signed": N_("Signed"),
        "notice_given": N_("Notice was given"),
        "ended": N_("Ended by agreement"),
    },
    "agreement_sides": {"buyer": N_("Buyer"), "provider": N_("Provider")},
    "terms": {
        "spring": N_("Spring term, 1 January to 31 May"),
        "autumn": N_("Autumn term, 1 August to 31 December"),
        "days": N_("From a day to a day"),
    },
    "evidence": {
        "provider_registered": N_("The provider is in the register of social service providers"),
        "authority_decision": N_("An authority has decided on the service"),
        "individual_plan": N_("The client has an individual plan"),
        "self_monitoring_plan": N_("The provider has a self-monitoring plan"),
    },
    "prices_per": {"hour": N_("An hour"), "meeting": N_("A meeting"), "month": N_("A month")},
    "no_show_rules": {
        "full": N_("The scheduled time is paid in full"),
        "half": N_("Half of the scheduled time is paid"),
        "none": N_("Nothing is paid"),
    },
    "invoice_kinds": {"invoice": N_("Invoice"), "credit": N_("Credit note")},
    "invoice_states": {
        "issued": N_("Issued, not sent"),
        "sent": N_("Sent"),
        "paid": N_("Paid"),
        "credited": N_("Credited"),
    },
    "billed": {
        "held": N_("Meeting"),
        "no_show": N_("Not attended"),
        "late_cancellation": N_("Cancelled late"),
        "travel": N_("Travel"),
        "month": N_("Month"),
    },
    "units": {"hour": N_("h"), "meeting": N_("meetings"), "km": N_("km"), "month": N_("months")},
    "payment_states": {
        "waiting": N_("Waits for a person"),
        "placed": N_("On its invoice"),
        "set_aside": N_("Set aside"),
        "told_apart": N_("Told one by one elsewhere"),
    },
    "payments_aside": {
        "told_otherwise": N_("It is told twice, as a sum and by itself"),
        "paid_back": N_("It was paid back"),
        "no_payment_of_ours": N_("It is no payment of an invoice of ours"),
    },
    "run_states": {
        "waiting": N_("Waits for its turn"),
        "working": N_("Going on"),
        "done": N_("Done"),
    },
    "invoice_languages": {"fi": N_("Finnish"), "sv": N_("Swedish"), "en": N_("English")},
    "billing_flags": {
        "before_agreement": N_("Work was done before an agreement was signed"),
        "ceiling_80": N_("80 % of the ceiling is used"),
        "ceiling_100": N_("The ceiling is used up"),
        "second_order": N_("Another order for the same work is in force too: this earlier one is billed"),
        "second_to_another": N_("The work is billed to another order that was placed earlier"),
        "no_agreement": N_("No agreement is signed: the work waits"),
        "agreement_over": N_("The agreement is over: the work waits for another"),
        "no_shares": N_("The payers have not agreed their shares: the work waits"),
        "vat_evidence": N_("Evidence for the VAT exemption is missing: the work waits"),
        "commitment": N_("A payer has not committed: its part waits"),
        "ceiling": N_("This lies beyond the ceiling and is not billed"),
    },
}
