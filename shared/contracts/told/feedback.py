"""Why feedback's facts are told."""

from shared.contracts.told.reason import Reason

FEEDBACK = {
    "follow-up-started": Reason(
        "It is asked from here on whether the help helps: who is asked, with which instruments.",
        "The first wave is sent on its day.",
    ),
    "feedback-requested": Reason(
        "Shows how many were asked: what answers are counted against.",
        "A reminder is sent where nobody answers.",
    ),
    "recipient-unreachable": Reason(
        "Somebody could not be asked safely: that is no answer, and no refusal either.",
        "The part waits until a safe way is known.",
    ),
    "reminder-sent": Reason("Shows how often one has to ask twice.", "The part waits for its last day."),
    "feedback-given": Reason(
        "Counts answers; what was answered is told to nobody on the bus.",
        "Who works with them sees how it goes over time.",
    ),
    "feedback-missed": Reason(
        "Counts those who did not answer, so that figures do not flatter.", "The next wave asks again."
    ),
    "decline-noticed": Reason(
        "Somebody should look soon: it is getting worse.", "Those that are named find it in their queue."
    ),
    "goal-scale-set": Reason(
        "Goals count as much as was agreed when they are put together.", "The goal can be rated."
    ),
    "goal-rated": Reason(
        "How far goals are reached, by area and service line.", "The common score is reckoned anew."
    ),
    "follow-up-stopped": Reason(
        "Nobody is asked any more: an unanswered part is not missing.", "What was open has lapsed."
    ),
}
"""Fact → reason."""
