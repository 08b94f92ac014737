"""The words of a case's pages, beside those of words.py: codes as keys of their translations."""

from services.gateway.languages import N_

CASE_WORDS: dict[str, dict[str, str]] = {
    "natures": {"preventive": N_("Preventive"), "corrective": N_("Corrective")},
    "directions": {"incoming": N_("To us"), "outgoing": N_("From us")},
    "contact_channels": {"phone": N_("Phone"), "email": N_("Email"), "message": N_("Message")},
    "case_relations": {"sibling": N_("A sibling's case"), "same_family": N_("A case of the same family")},
    "engagement_levels": {
        "0": N_("0, not at all"),
        "1": N_("1, a little"),
        "2": N_("2, fairly"),
        "3": N_("3, very much"),
    },
    "step_went": {
        "done": N_("Done"),
        "too_hard": N_("Too hard"),
        "split": N_("Split into smaller ones"),
    },
    "changes": {
        "same": N_("As before"),
        "changed": N_("Changed"),
        "new": N_("New"),
        "dropped": N_("Left out"),
    },
}
CASE_FACTS: dict[str, str] = {
    "case-opened": N_("The case was opened"),
    "network-member-added": N_("Somebody joined the network"),
    "network-member-removed": N_("Somebody left the network"),
    "cases-linked": N_("The case was linked to another"),
    "child-view-recorded": N_("The child's view was recorded"),
    "plan-agreed": N_("The plan was agreed"),
    "plan-revised": N_("The plan was revised"),
    "goal-step-taken": N_("A small step was taken"),
    "meeting-scheduled": N_("A meeting was scheduled"),
    "meeting-moved": N_("A meeting was moved"),
    "meeting-cancelled": N_("A meeting was cancelled"),
    "meeting-held": N_("A meeting was held"),
    "meeting-corrected": N_("A meeting was corrected"),
    "meeting-not-attended": N_("Somebody did not come to a meeting"),
    "contact-logged": N_("A contact was logged"),
    "engagement-noted": N_("Willingness was noted"),
    "risk-assessed": N_("The risk was assessed"),
    "monthly-report-written": N_("A monthly report was written"),
    "monthly-report-sent": N_("A monthly report was sent"),
    "monthly-report-read": N_("A monthly report was read"),
    "restriction-changed": N_("The restriction was changed"),
    "case-suspended": N_("The case was suspended"),
    "case-resumed": N_("The case went on"),
    "case-closed": N_("The case was closed"),
}
"""What the timeline says."""
