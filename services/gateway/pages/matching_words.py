"""The words of matching's pages, beside those of words.py: codes as keys of their translations."""

from services.gateway.languages import N_

MATCHING_WORDS: dict[str, dict[str, str]] = {
    "match_roles": {
        "expert": N_("Expert"),
        "support_person": N_("Support person"),
        "coach": N_("Coach"),
        "school_support_worker": N_("School support worker"),
    },
    "match_states": {
        "open": N_("Not searched yet"),
        "proposed": N_("Proposed"),
        "offered": N_("Was asked"),
        "confirmed": N_("Confirmed"),
        "ended": N_("Ended"),
    },
    "plannable_states": {
        "open": N_("Not searched yet"),
        "proposed": N_("Proposed"),
        "offered": N_("Was asked"),
    },
    "match_scopes": {
        "county": N_("The county"),
        "region": N_("The cooperation area"),
        "national": N_("The whole country"),
    },
    "nearness": {
        "county": N_("same county"),
        "region": N_("same cooperation area"),
        "national": N_("rest of the country"),
    },
    "score_parts": {
        "education": N_("Education"),
        "background": N_("Professional background"),
        "competence": N_("Competences"),
        "language": N_("Languages"),
        "distance": N_("Distance"),
        "load": N_("Free hours"),
    },
    "match_offers": {
        "offered": N_("Was asked, no answer yet"),
        "accepted": N_("Said yes"),
        "declined": N_("Said no"),
    },
    "decline_reasons": {
        "workload": N_("Too much work just now"),
        "competence": N_("The competence does not fit"),
        "conflict_of_interest": N_("Conflict of interest"),
        "client_refused": N_("The client does not want it"),
        "other": N_("Another reason"),
    },
    "plan_states": {"waiting": N_("The plan is being made"), "done": N_("The plan is ready")},
}
