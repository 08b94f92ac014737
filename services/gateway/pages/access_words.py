"""The words of the access log: what was asked, and what stood in the answer, as a person would say it."""

from services.gateway.languages import N_

QUERIES = {
    "referral": N_("A contact"),
    "referrals": N_("A list of contacts"),
    "person": N_("Who the person is"),
    "people": N_("People of one name and birth date"),
    "similar_contacts": N_("Contacts that may be the same"),
    "case": N_("A case"),
    "cases": N_("A list of cases"),
    "monthly_report": N_("A monthly report"),
    "copy_out": N_("A copy for the client record"),
    "my_meetings": N_("The reader's own meetings"),
    "access_log": N_("The access log"),
    "access_log_copy": N_("A copy of the access log"),
    "timeline": N_("A timeline"),
    "queue": N_("A work queue"),
    "cadence": N_("How often one meets"),
    "buyer_supervision": N_("What a buyer may follow"),
    "order": N_("An order"),
    "orders": N_("A list of orders"),
    "agreement": N_("An agreement"),
    "invoices": N_("A list of invoices"),
    "invoice": N_("An invoice"),
    "preview_shares": N_("What other cost shares would do"),
    "accounting": N_("What the books take"),
    "professionals": N_("The directory of professionals"),
    "professional": N_("A professional's profile"),
    "match_requests": N_("A list of searches for expertise"),
    "match_request": N_("A search for expertise"),
    "job": N_("A joint plan"),
    "follow_up": N_("A follow-up"),
    "follow_ups": N_("A list of follow-ups"),
    "safe_contact": N_("Where a message may be sent"),
    "behind": N_("What a figure was counted from"),
    "origin": N_("Where a fact comes from"),
    "research_file": N_("A research file"),
}
"""By the query's name."""

IDENTITY = N_("name, birth date and place of living")
FAMILY = N_("guardians and safe contact")
PROTECTION = N_("protection")
STANDING = N_("how the matter stands")
TEXTS = N_("what was written about the situation")
REFERRER = N_("who made contact")
PLAN = N_("plan and goals")
MEETINGS = N_("meetings and contacts")
NETWORK = N_("the network")
RISK = N_("risk and the child's view")
REPORTS = N_("reports")
EVENTS = N_("what happened and when")
GLASS = N_("who opened the matter without taking part in it")
LOG = N_("readings and disclosures")
PAID = N_("what was ordered and who pays what part")
AGREED = N_("the agreement")
BILLED = N_("invoices and their lines")
PROFILE = N_("the profile in the directory")
SOUGHT = N_("what help is sought, who could give it and who was asked")
FOLLOWED = N_("what was asked and answered in a follow-up, and how goals were reached")
COUNTED = N_("which facts were counted, and who had them recorded")
STUDIED = N_("a row without a name in a study's file")
LISTED = N_("a row in a list")

FIELDS = {
    IDENTITY: (
        "given_name", "family_name", "birth_date", "municipality", "languages", "texts.subject", "people",
    ),
    FAMILY: ("guardians", "safe_contact", "channel", "address"),
    PROTECTION: ("protection", "forbidden"),
    STANDING: (
        "number", "state", "situations", "urgency", "screening", "evaluation", "sector", "due", "source",
        "duty_to_report", "possible_duplicates", "outcome", "restricted_to", "base_services", "flags",
        "links", "totals", "provider", "weeks",
    ),
    TEXTS: (
        "texts.trigger", "texts.source_other", "texts.advice", "texts.background", "texts.structure",
        "texts.assessment", "texts.consultations", "texts.skipped", "parts", "text",
    ),
    REFERRER: ("texts.referrer",),
    PLAN: ("plan", "revisions", "steps", "goals", "ratings"),
    MEETINGS: (
        "meetings", "meetings.summary", "meetings.reason", "meetings.corrections", "contacts",
        "contacts.with_whom", "contacts.gist", "engagements",
    ),
    NETWORK: ("network", "network.name", "network.user"),
    RISK: ("risks", "risks.text", "child_views", "child_views.view", "child_views.why_not"),
    REPORTS: ("reports", "sections", "sections.text"),
    EVENTS: ("events",),
    GLASS: ("glasses",),
    LOG: ("person_id", "entries", "disclosures"),
    PAID: (
        "case", "case_id", "payers", "prices", "shares", "commitments", "commitments.decision_ref", "ceiling",
        "orders", "orders.payers", "orders.provider",
    ),
    AGREED: ("agreements", "orders.agreements", "parties", "rights_and_duties", "order_id"),
    BILLED: (
        "invoices", "invoices.lines", "seller", "buyer", "lines", "reference", "rf", "corrects", "kind",
        "rows",
    ),
    PROFILE: (
        "professionals", "name", "roles", "organisation", "field", "counties", "competences", "education",
        "background", "modes", "target_ages", "qualification", "contact",
    ),
    SOUGHT: (
        "need", "scope", "owner", "ranked", "ruled_out", "team", "uncovered", "offers", "rules_version",
    ),
    FOLLOWED: (
        "instruments", "recipients", "waves", "scores", "scales", "t_score", "t_scores",
    ),
    COUNTED: ("facts", "fact", "given_by"),
    STUDIED: ("file",),
    LISTED: ("referrals", "cases", "items", "match_requests", "follow_ups"),
}  # fmt: skip
"""In these words → the answers' fields. A test looks that each declared field stands here once."""
OF_FIELD = {field: words for words, fields in FIELDS.items() for field in fields}

GIVEN = {
    "copy_out": N_("A copy for the client record"),
    "monthly_report": N_("A monthly report"),
    "access_log_copy": N_("A copy of the access log"),
}
RECIPIENTS = {
    "county_record": N_("the county's client record"),
    "buyer": N_("the buyer"),
    "guardian": N_("a guardian"),
    "person": N_("the person"),
}
