"""Why intake's facts of contacts and persons are told."""

from shared.contracts.told.reason import Reason

INTAKE = {
    "referral-received": Reason(
        "Counts contacts by source, situation, county and month; starts the clocks that law sets.",
        "The contact stands in the work queue; its first open step is named in every later fact.",
    ),
    "subject-identified": Reason(
        "A contact that was counted without a person can be told apart, or found to be one of several.",
        "Possible duplicates are shown to a coordinator.",
    ),
    "duplicate-resolved": Reason(
        "Who counts contacts leaves out those that are the same.",
        "A contact found to be the same is no longer counted in any figure.",
    ),
    "situation-screened": Reason(
        "Shows how often the screen is tried before anybody makes contact.",
        "Nothing by itself; a later contact may name its code.",
    ),
    "referral-screened": Reason(
        "Tells how demanding the situation is by the instrument's own limits.",
        "The newest screening of a contact replaces those before it.",
    ),
    "need-identified-otherwise": Reason(
        "Shows where the screen alone would not have found the need.", "Nothing by itself."
    ),
    "urgency-assessed": Reason(
        "Says in which order contacts are worked on.", "The work queue is put in another order."
    ),
    "first-decision-recorded": Reason(
        "Shows whether the days that the Child Welfare Act gives were kept.",
        "The day due of the first decision is no longer shown as open.",
    ),
    "duty-to-report-recorded": Reason(
        "Shows that the duty to report was thought about and acted on.",
        "The contact is no longer marked as one that waits for it.",
    ),
    "advice-given": Reason(
        "Counts advice and its minutes, which is most of what a centre does.", "Nothing by itself."
    ),
    "background-gathered": Reason(
        "Tells which sectors are there already: the first picture of where the matter is stuck.",
        "The next step is open: structuring the situation.",
    ),
    "situation-structured": Reason(
        "Says what kind of situation it is, and so what kind of work fits.",
        "The assessment is the next step.",
    ),
    "step-skipped": Reason(
        "Whoever measures the way of a contact must know which steps were left out on purpose.",
        "The step after it is open.",
    ),
    "assessment-recorded": Reason(
        "The sectors share a view from here on.", "Expertise is asked for, or the step is skipped."
    ),
    "consultation-held": Reason(
        "Counts consultations, who took part and how long they took.", "A plan is agreed next."
    ),
    "tier-decided": Reason(
        "Says how many people and how much time the consultation will take.", "Nothing by itself."
    ),
    "expertise-requested": Reason(
        "Whoever can find expertise begins to look for it.",
        "Matching opens a search with the id that is told here (match_request_id).",
    ),
    "expertise-assigned": Reason(
        "The contact no longer waits for somebody to be found.", "The step of expertise is done."
    ),
    "consultation-plan-agreed": Reason(
        "Says which sector does what next, and until when.",
        "Each step stands in the queue of its sector; its day due is watched.",
    ),
    "consultation-plan-revised": Reason(
        "What was agreed before holds no more, except the steps that kept their ids.",
        "Steps that are not in it any more are no longer watched.",
    ),
    "step-reported": Reason(
        "Shows whether what was agreed happens.",
        "A step that moved has a new day due; one that is done leaves the queue.",
    ),
    "consultation-evaluated": Reason(
        "Tells whether the matter moved on: what the centre is there for.", "The contact can be closed."
    ),
    "referral-declined": Reason(
        "Tells how many contacts a centre cannot take on.", "Nothing is due any more."
    ),
    "referral-redirected": Reason(
        "Tells how many contacts belonged elsewhere from the start.", "Nothing is due any more."
    ),
    "referral-withdrawn": Reason("Tells how many contacts were taken back.", "Nothing is due any more."),
    "referral-closed": Reason(
        "The time from the contact to here is how long help took.", "Nothing is due any more."
    ),
    "referral-reopened": Reason(
        "A matter thought to be done goes on: figures of closed contacts change.",
        "What waited before it ended waits again.",
    ),
    "glass-broken": Reason(
        "Opening a contact in an emergency has to be seen by those who answer for it.",
        "The coordinator finds it in the queue; the access ends by itself.",
    ),
    "person-registered": Reason("A new pseudonym may be met from here on.", "Nothing by itself."),
    "person-corrected": Reason(
        "A reader that was given names elsewhere asks for them again.", "Nothing by itself."
    ),
    "persons-merged": Reason(
        "Whoever counts people would count one person twice.",
        "Reporting counts the first pseudonym as the other from here on.",
    ),
    "person-protected": Reason(
        "Whoever shows places or times of this person must stop.",
        "Every service masks where the person is until the order ends.",
    ),
    "disclosure-forbidden": Reason(
        "Whoever writes to guardians asks before, which of them may be told.",
        "That guardian is told nothing from here on.",
    ),
    "person-erasure-asked": Reason(
        "What one keeps of this person is looked for, before the week is over.",
        "A second admin confirms it, or it lapses.",
    ),
    "person-erased": Reason(
        "Whoever keeps anything that could tell who the pseudonym was lets go of it now.",
        "Every service destroys the person's key and says that it did.",
    ),
    "referral-destruction-asked": Reason(
        "What one keeps of this contact in words is looked for.",
        "A second admin confirms it, or it lapses.",
    ),
    "referral-destroyed": Reason(
        "Whoever keeps texts of this contact lets go of them now.",
        "Every service destroys the key of its texts; the figures stay.",
    ),
    "case-destruction-asked": Reason(
        "What one keeps of this case in words is looked for.",
        "A second admin confirms it, or it lapses.",
    ),
    "case-destroyed": Reason(
        "Whoever keeps texts of this case lets go of them now.",
        "Every service destroys the key of its texts; the figures stay.",
    ),
}
"""Fact → reason."""
