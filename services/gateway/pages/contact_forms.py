"""The forms of a contact beside those of the seven steps (step_forms.py), as a table.

The services decide what is allowed; here only what makes sense to offer now is chosen.
"""

from collections.abc import Iterable

from services.gateway.pages.actions import Action, Referral, has_duplicates, is_ended, is_open
from services.gateway.pages.contact_fields import SUBJECT
from services.gateway.pages.fields import Field
from services.gateway.pages.step_forms import STEPS, reason
from services.gateway.pages.words import N_

BESIDE = (
    Action(
        "resolve_duplicate",
        N_("Is this the same contact as an earlier one?"),
        (
            Field("same", N_("Answer"), "truth", "same_or_not"),
            Field("of", N_("Same as"), "select", "possible_duplicates", required=False),
        ),
        when=has_duplicates,
    ),
    Action(
        "assess_urgency",
        N_("Assess the urgency"),
        (Field("urgency", N_("Urgency"), "radio", "urgencies", inline=True), reason()),
        when=is_open,
    ),
    Action(
        "record_first_decision",
        N_("Record the first decision"),
        (
            Field("decided_on", N_("Decided on"), "date"),
            Field("informed", N_("Who was informed"), "boxes", "informed", inline=True),
        ),
        when=is_open,
    ),
    Action(
        "record_duty_to_report",
        N_("Record the duty to report"),
        (
            Field("to", N_("Report to"), "radio", "report_to", inline=True),
            Field("made_on", N_("Made on"), "date", required=False),
            Field("reason_not", N_("If not made, why"), "long", required=False),
        ),
        when=is_open,
    ),
    Action("screen_referral", N_("OT screen"), (), when=is_open),
    Action("identify_otherwise", N_("The need was identified otherwise"), (reason(N_("How")),), when=is_open),
    Action(
        "decide_tier",
        N_("Decide the tier"),
        (Field("tier", N_("Tier"), "points", "tiers"), reason()),
        when=is_open,
    ),
    Action(
        "give_advice",
        N_("Give advice"),
        (
            Field("advice", N_("Advice given"), "long"),
            Field("minutes", N_("Minutes"), "number", default="15"),
            Field("support_kinds", N_("Kinds of support"), "boxes", "support_kinds", inline=True),
        ),
        when=is_open,
    ),
    Action(
        "identify_subject",
        N_("Name the child or young person"),
        (
            *SUBJECT,
            Field("legal_basis", N_("Legal basis"), "select", "legal_bases", default="statutory_task"),
        ),
        when=is_open,
        ids=("subject.person_id",),
    ),
)

ENDING = (
    Action("close_referral", N_("Close the contact"), (reason(),), when=is_open),
    Action(
        "redirect_referral",
        N_("Redirect to another service"),
        (reason(), Field("to", N_("Where to"), required=False)),
        when=is_open,
    ),
    Action("decline_referral", N_("Decline the contact"), (reason(),), when=is_open),
    Action("withdraw_referral", N_("Withdraw the contact"), (reason(),), when=is_open),
    Action("reopen_referral", N_("Reopen the contact"), (reason(),), when=is_ended),
)

REPORT = Action(
    "report_step",
    N_("Report on a step"),
    (
        Field("outcome", N_("How did it go"), "radio", "step_outcomes", inline=True),
        Field("due", N_("New due date"), "date", required=False, hint=N_("Only for a step that moves.")),
        Field("reason", N_("Reason"), "long", required=False),
    ),
)
EVERY = {action.name: action for action in (*STEPS, *BESIDE, *ENDING, REPORT)}


OFFERED = {
    "contact_person": frozenset(
        {
            "give_advice", "gather_background", "skip_step", "structure_situation", "record_assessment",
            "screen_referral", "report_step",
        }
    ),
    "professional": frozenset({"report_step"}),
}  # fmt: skip
"""Role → the commands that are offered; a role that is not here is offered all of them."""


def offered(actions: Iterable[Action], role: str) -> list[Action]:
    """Those of the actions that the role is offered."""
    return [action for action in actions if role not in OFFERED or action.command in OFFERED[role]]


def forms_of(step: str, referral: Referral) -> list[Action]:
    """The forms of one of the seven steps; none where the contact has ended."""
    if is_ended(referral):
        return []
    return [action for action in STEPS if action.step == step and action.when(referral)]
