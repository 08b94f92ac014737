"""The forms of a contact, as a table: every command of its work, in the order of the flow.

The services decide what is allowed; here only what makes sense to offer now is chosen.
"""

from collections.abc import Iterable

from services.gateway.pages.actions import (
    Action,
    Referral,
    first_open,
    has_duplicates,
    has_plan,
    is_ended,
    is_open,
)
from services.gateway.pages.contact_fields import SUBJECT
from services.gateway.pages.fields import Field
from services.gateway.pages.words import N_


def reason(label: str = N_("Reason")) -> Field:
    """The field for why."""
    return Field("reason", label, "long")


AGENCY = (
    Field("sector", N_("Sector"), "select", "sectors"),
    Field("organisation", N_("Organisation")),
    Field("role", N_("Role in the matter")),
)
PLAN_STEP = (
    Field("step_id", "", "hidden", required=False),
    Field("what", N_("What is done")),
    Field("responsible.sector", N_("Responsible sector"), "select", "sectors"),
    Field("responsible.organisation", N_("Responsible organisation")),
    Field("due", N_("Due"), "date"),
)
PLAN = (
    Field(
        "steps",
        N_("Steps of the plan"),
        "rows",
        rows=5,
        fields=PLAN_STEP,
        hint=N_("Small and clear. Empty rows are left out."),
    ),
    Field("evaluate_on", N_("Evaluated on"), "date"),
)
PARTICIPANT = (
    Field("name", N_("Name"), required=False),
    Field("role", N_("Role in the matter")),
    Field("sector", N_("Sector"), "select", "sectors"),
)

STEPS = (
    Action(
        "gather_background",
        N_("Gather the background"),
        (
            Field("summary", N_("Summary"), "long"),
            Field("agencies", N_("Agencies involved"), "rows", rows=4, fields=AGENCY),
        ),
        step="buffer",
    ),
    Action(
        "structure_situation",
        N_("Structure the situation"),
        (
            Field(
                "question", N_("The question"), "long", hint=N_("What is help needed with, in one question.")
            ),
            Field("cynefin", N_("Kind of situation"), "radio", "cynefin_domains", inline=True),
            Field("rationale", N_("Why"), "long"),
        ),
        step="structuring",
    ),
    Action(
        "skip_step",
        N_("Skip structuring"),
        (reason(),),
        step="structuring",
        fixed=(("step", "structuring"),),
        key="skip_structuring",
    ),
    Action(
        "record_assessment",
        N_("Record the assessment"),
        (
            Field("hypothesis", N_("Shared hypothesis"), "long", required=False),
            Field("overall_assessment", N_("Overall assessment"), "long", required=False),
        ),
        step="assessment",
    ),
    Action(
        "request_expertise",
        N_("Request special expertise"),
        (
            Field("competences", N_("Competences needed"), "boxes", "competences"),
            Field("mode", N_("How to meet"), "radio", "modes_or_either", default="either", inline=True),
        ),
        step="expertise",
        ids=("match_request_id",),
    ),
    Action(
        "hold_consultation",
        N_("Record a consultation"),
        (
            Field("held_at", N_("Held"), "moment"),
            Field("minutes", N_("Minutes"), "number", default="60"),
            Field("mode", N_("How"), "radio", "modes", default="virtual", inline=True),
            Field("participants", N_("Participants"), "rows", rows=4, fields=PARTICIPANT),
            Field("client_present", N_("The client was present"), "yes"),
            Field("shared_view", N_("Shared view"), "long"),
        ),
        step="expertise",
        ids=("meeting_id",),
    ),
    Action(
        "skip_step",
        N_("Skip special expertise"),
        (reason(),),
        step="expertise",
        fixed=(("step", "expertise"),),
        key="skip_expertise",
    ),
    Action("agree_consultation_plan", N_("Agree the plan"), PLAN, step="plan"),
    Action(
        "evaluate_consultation",
        N_("Evaluate"),
        (
            Field("outcome", N_("How did it go"), "radio", "outcomes"),
            Field("text", N_("In your own words"), "long", required=False),
        ),
        step="evaluation",
    ),
)

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
    Action("revise_consultation_plan", N_("Revise the plan"), (*PLAN, reason()), when=has_plan),
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


def next_ones(referral: Referral) -> list[Action]:
    """The forms of the first step that is open; none where the contact has ended."""
    if is_ended(referral):
        return []
    first = first_open(referral)
    return [action for action in STEPS if action.step == first]
