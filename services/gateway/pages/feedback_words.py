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
        "unanswered": N_("Two questions in a row went without an answer"),
    },
}
