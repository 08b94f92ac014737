"""Why intake's facts of a case are told."""

from shared.contracts.told.reason import Reason

CASES = {
    "case-opened": Reason(
        "The months of work after a contact begin: orders, meetings and reports will name this case.",
        "The case stands in the queues of its network; a start meeting is expected.",
    ),
    "network-member-added": Reason(
        "Tells which sectors and roles work together.", "They see the case from now on."
    ),
    "network-member-removed": Reason(
        "Tells which sectors and roles work together no more.",
        "They no longer see the case after their last day.",
    ),
    "cases-linked": Reason(
        "Siblings' cases are planned together, and are not counted as two families.",
        "Each of the two shows the other.",
    ),
    "child-view-recorded": Reason(
        "Shows that the child was asked; what the child said stays with intake.",
        "The case is no longer marked as one where the child was not asked.",
    ),
    "plan-agreed": Reason(
        "From here on there is something to reach: goals by area, how often one meets.",
        "Meetings are counted against what was planned.",
    ),
    "plan-revised": Reason(
        "What was planned before holds only until the day it is revised from.",
        "Meetings are counted against the new plan from that day on.",
    ),
    "goal-step-taken": Reason(
        "Shows whether small steps are taken, and where they are too big.",
        "A split step's parts take its place.",
    ),
    "meeting-scheduled": Reason(
        "Says how soon a family is met, and keeps calendars together.",
        "It stands in the calendars of those who take part.",
    ),
    "meeting-moved": Reason("Calendars have to follow.", "It stands at its new time."),
    "meeting-cancelled": Reason(
        "Tells how often meetings fall away, by whom and how late.", "It leaves the calendars."
    ),
    "meeting-held": Reason(
        "The work that was done: what is billed, and how often a family was met.",
        "Its time goes into the month's report and into billing.",
    ),
    "meeting-corrected": Reason(
        "Who counted the meeting as it was told before counts it anew.",
        "What was billed is corrected by the next run.",
    ),
    "meeting-not-attended": Reason("Tells how often and by whom meetings are missed.", "Nothing by itself."),
    "contact-logged": Reason("Counts the work between meetings.", "Nothing by itself."),
    "engagement-noted": Reason("Shows whether willingness grows, and towards whom.", "Nothing by itself."),
    "risk-assessed": Reason(
        "Shows which sectors carry the risk together, and which were absent.",
        "The case is no longer marked as one without an assessment.",
    ),
    "monthly-report-written": Reason(
        "The month's work is in words; who waits for it knows that it is finished.",
        "It can be sent; until then it may be written anew.",
    ),
    "monthly-report-sent": Reason(
        "The buyers have what they need to follow what they pay for.", "Each buyer may read its version."
    ),
    "monthly-report-read": Reason("Shows that reports are read.", "Nothing by itself."),
    "restriction-changed": Reason(
        "Whoever shows cases must hide or show this one to others from now on.",
        "Only the named users see the case, or whoever takes part again.",
    ),
    "case-glass-broken": Reason(
        "Opening a case in an emergency has to be seen by those who answer for it.",
        "The coordinator finds it in the queue; the access ends by itself.",
    ),
    "case-suspended": Reason(
        "No meetings are expected for a time: figures of cadence leave it out.", "Nothing is due meanwhile."
    ),
    "case-resumed": Reason("Meetings are expected again.", "What was due waits again."),
    "case-closed": Reason(
        "The work is over: its length and what came of it can be counted.",
        "Nothing is due any more; its time of keeping begins.",
    ),
}
"""Fact → reason."""
