"""The words of feedback's pages, beside those of words.py: codes as keys of their translations."""

from services.gateway.languages import N_

FEEDBACK_WORDS: dict[str, dict[str, str]] = {
    "follow_up_states": {"running": N_("Running"), "stopped": N_("Stopped"), "ended": N_("Ended")},
    "asked_roles": {
        "client": N_("Client"),
        "guardian": N_("Guardian"),
        "worker": N_("Worker"),
        "buyer": N_("Buyer"),
        "professional": N_("Professional"),
    },
    "rater_roles": {
        "client": N_("Client"),
        "guardian": N_("Guardian"),
        "worker": N_("Worker"),
        "coordinator": N_("OT coordinator"),
        "buyer": N_("Buyer"),
        "professional": N_("Professional"),
    },
    "message_channels": {
        "sms": N_("Text message"),
        "email": N_("Email"),
        "paper": N_("On paper, handed over"),
    },
    "age_groups": {
        "child": N_("Small child: easy words and faces"),
        "young": N_("Young person"),
        "adult": N_("Grown-up"),
    },
    "request_states": {
        "waiting": N_("Not asked yet"),
        "sent": N_("Asked"),
        "requested": N_("Asked"),
        "answered": N_("Answered"),
        "on_behalf": N_("Written down"),
        "missed": N_("Did not answer"),
        "lapsed": N_("Lapsed"),
    },
    "unreached": {
        "no_safe_contact": N_("no safe contact is known"),
        "not_delivered": N_("the message did not go through"),
    },
    "follow_up_flags": {
        "decline": N_("The answers are getting worse"),
        "unreachable": N_("Somebody cannot be asked: no safe contact is known"),
        "unanswered": N_("Somebody did not answer twice in a row"),
    },
}
FEEDBACK_FACTS: dict[str, str] = {
    "follow-up-started": N_("It is followed up whether the help helps"),
    "feedback-requested": N_("Feedback was asked for"),
    "recipient-unreachable": N_("Somebody could not be asked for feedback"),
    "reminder-sent": N_("Somebody was reminded of the questions"),
    "feedback-given": N_("Feedback was given"),
    "feedback-missed": N_("Feedback was not given"),
    "decline-noticed": N_("The answers were getting worse"),
    "goal-scale-set": N_("A goal's levels were set down"),
    "goal-rated": N_("A goal was rated"),
    "follow-up-stopped": N_("It is not followed up any more"),
}
"""What happened, by the public fact's name."""
