"""The words of the directory's pages, beside those of words.py: codes as keys of their translations."""

from services.gateway.languages import N_

DIRECTORY_WORDS: dict[str, dict[str, str]] = {
    "professional_roles": {
        "expert": N_("Expert"),
        "support_person": N_("Support person"),
        "coach": N_("Neuropsychiatric coach"),
        "school_support_worker": N_("School support worker"),
    },
    "professional_states": {
        "active": N_("Takes new work"),
        "paused": N_("Paused"),
        "retired": N_("Left the directory"),
    },
    "qualifications": {
        "professional": N_("Professional training"),
        "provider_trained": N_("Trained by the provider"),
    },
    "conflicts_with": {
        "person": N_("The person whom the case is about, in all their matters"),
        "case": N_("This case only"),
    },
    "core_unit_flags": {
        "empty_field": N_("Nobody sits in this field"),
        "field_over_half": N_("This field has more than half of all shares"),
    },
}
