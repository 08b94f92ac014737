"""Why matching's facts are told."""

from shared.contracts.told.reason import Reason

MATCHING = {
    "professional-registered": Reason(
        "One more who can help, with what, where and how much.",
        "They can be proposed once the employer's check is attested.",
    ),
    "profile-updated": Reason(
        "What a reader keeps of the professional is old where a field is told.",
        "Searches go by the new profile.",
    ),
    "profile-confirmed": Reason("Shows how fresh the directory is.", "They are not asked again for a while."),
    "capacity-set": Reason("Says how much help there is in all.", "Searches go by the new hours."),
    "professional-paused": Reason("They are not there for a time.", "They are not proposed meanwhile."),
    "professional-resumed": Reason("They are there again.", "They are proposed again."),
    "professional-retired": Reason("They are there no more.", "They are proposed no more."),
    "vetting-attested": Reason(
        "Whoever works with children may do so by law.", "They can be proposed from now on."
    ),
    "conflict-declared": Reason(
        "A proposal made before it may be wrong; with whom the conflict is stays with matching.",
        "They are not proposed where it holds.",
    ),
    "shared-nationally": Reason("Other regions may count on them.", "Searches of other regions find them."),
    "sharing-stopped": Reason("Other regions count on them no more.", "Their searches find them no more."),
    "professional-parked": Reason(
        "Whoever plans capacity sees that they have enough for now.",
        "They are not proposed before the day that is told.",
    ),
    "hours-reserved": Reason(
        "Says how much of somebody's week is taken.", "Fewer hours are free for other searches."
    ),
    "hours-released": Reason("Hours are free again.", "Other searches may take them after that day."),
    "team-formed": Reason("Situations that a standing team takes on.", "Its members are proposed together."),
    "team-changed": Reason("What a reader keeps of the team is old.", "Searches go by what it is now."),
    "team-dissolved": Reason("Nobody should count on the team.", "It is proposed no more."),
    "core-unit-formed": Reason("A region's core unit works from here on.", "Nothing by itself."),
    "core-unit-member-seated": Reason(
        "Says which fields are manned and how much.", "The balance of the fields is shown anew."
    ),
    "core-unit-member-unseated": Reason(
        "Says from when a field has less.", "The balance of the fields is shown anew."
    ),
    "contact-post-opened": Reason(
        "Whom one reaches in a county's sector can be asked for.", "Somebody is appointed."
    ),
    "contact-person-appointed": Reason(
        "Whoever routes matters goes to them from now on.", "They see the matters of their county and sector."
    ),
    "match-requested": Reason(
        "Expertise is sought: who could offer it may begin to look.",
        "Candidates are proposed at once, as far as the scope goes.",
    ),
    "candidates-proposed": Reason(
        "Says how many could help, and what nobody can give now.",
        "A coordinator asks some of them.",
    ),
    "search-widened": Reason(
        "Shows where a county or a region has not enough of its own.", "The search looks farther at once."
    ),
    "match-offered": Reason("Somebody was asked: others should wait.", "They answer yes or no."),
    "offer-accepted": Reason("Somebody is willing.", "A person confirms the match."),
    "offer-declined": Reason(
        "Shows why help is not found, by kinds of reasons.",
        "The next is asked; who declined for workload rests for a while.",
    ),
    "match-confirmed": Reason(
        "Help was found: the days from the contact to here are what a centre is measured by.",
        "Hours are reserved, and who was confirmed joins the case's network.",
    ),
    "match-ended": Reason("Who helped is free again.", "Hours are released."),
    "match-plan-asked": Reason(
        "Several searches are being thought about together.", "The plan is made in the background."
    ),
    "matches-planned": Reason(
        "A proposal for all of them, with what no plan could exceed.",
        "People confirm it, one search at a time, or do not.",
    ),
}
"""Fact → reason."""
