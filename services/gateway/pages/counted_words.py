"""The words of facts that only a region's year shows: of costs and of feedback."""


def N_(sentence: str) -> str:  # noqa: N802 - the name that extraction tools know
    """The sentence itself."""
    return sentence


COUNTED_FACTS: dict[str, str] = {
    "invoice-issued": N_("An invoice or a credit note was issued"),
    "follow-up-started": N_("A follow-up began"),
    "feedback-requested": N_("Somebody was asked how it is"),
    "recipient-unreachable": N_("Somebody could not be reached safely"),
    "feedback-given": N_("Somebody answered"),
    "feedback-missed": N_("Somebody did not answer in time"),
    "goal-scale-set": N_("A goal was given its weight"),
    "goal-rated": N_("A goal was rated"),
}
