"""The forms of the seven steps, as a table: every command that does or skips one, in the flow's order."""

from services.gateway.pages.actions import Action, Referral, has_no_plan, has_plan
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
CLIENT_OF = (
    Field("sector", N_("Sector"), "select", "sectors"),
    Field("relation", N_("How"), "select", "relations"),
)
BACKGROUND = (
    Field("summary", N_("Summary"), "long"),
    Field("agencies", N_("Agencies involved"), "rows", rows=3, fields=AGENCY),
    Field(
        "prior_services",
        N_("Earlier services"),
        "lines",
        required=False,
        hint=N_("One on each line, with the year if it is known."),
    ),
    Field(
        "client_of",
        N_("Services that the family is a client of, or would benefit from"),
        "rows",
        rows=1,
        required=False,
        fields=CLIENT_OF,
    ),
)
STRUCTURE = (
    Field("question", N_("The question"), "long", hint=N_("What is help needed with, in one question.")),
    Field("cynefin", N_("Kind of situation"), "radio", "cynefin_domains", inline=True),
    Field("rationale", N_("Why"), "long"),
)
ASSESSMENT = (
    Field("hypothesis", N_("Shared hypothesis"), "long", required=False),
    Field("overall_assessment", N_("Overall assessment"), "long", required=False),
)
PARTICIPANT = (
    Field("name", N_("Name"), required=False),
    Field("role", N_("Role in the matter")),
    Field("sector", N_("Sector"), "select", "sectors"),
)
ALTERNATIVE = (
    Field("option", N_("A way on"), "long"),
    Field("for", N_("What speaks for it"), "long"),
    Field("against", N_("What speaks against it"), "long"),
)
CONSULTATION = (
    Field("held_at", N_("Held"), "moment"),
    Field("minutes", N_("Minutes"), "number", default="60"),
    Field("mode", N_("How"), "radio", "modes", default="virtual", inline=True),
    Field("participants", N_("Participants"), "rows", rows=3, fields=PARTICIPANT),
    Field("client_present", N_("The client was present"), "yes"),
    Field("shared_view", N_("Shared view"), "long"),
    Field(
        "alternatives",
        N_("Ways on that were weighed"),
        "rows",
        rows=1,
        required=False,
        fields=ALTERNATIVE,
    ),
)
EXPERTISE = (
    Field("competences", N_("Competences needed"), "boxes", "competences"),
    Field("mode", N_("How to meet"), "radio", "modes_or_either", default="either", inline=True),
    Field("fields", N_("Fields of expertise"), "boxes", "fields_of_core_unit", required=False, inline=True),
    Field("languages", N_("Languages"), "boxes", "child_languages", required=False, inline=True),
    Field("hours_per_week", N_("Hours a week"), "decimal", required=False),
    Field("team_size", N_("How many experts at most"), "number", required=False),
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
        rows=3,
        fields=PLAN_STEP,
        hint=N_("Small and clear. Empty rows are left out."),
    ),
    Field("evaluate_on", N_("Evaluated on"), "date"),
)
EVALUATION = (
    Field("outcome", N_("How did it go"), "radio", "outcomes"),
    Field("text", N_("In your own words"), "long", required=False),
)


def skip(step: str, title: str) -> Action:
    """The form that skips a step, with a reason; not for one that is done or skipped already."""

    def still_open(referral: Referral) -> bool:
        return bool(referral["steps"].get(step) == "open")

    return Action(
        "skip_step",
        title,
        (reason(N_("Why it is not needed")),),
        step=step,
        when=still_open,
        fixed=(("step", step),),
        key=f"skip_{step}",
    )


STEPS = (
    Action("gather_background", N_("Gather the background"), BACKGROUND, step="buffer"),
    Action("structure_situation", N_("Structure the situation"), STRUCTURE, step="structuring"),
    skip("structuring", N_("Skip structuring")),
    Action("record_assessment", N_("Record the assessment"), ASSESSMENT, step="assessment"),
    Action(
        "request_expertise",
        N_("Request special expertise"),
        EXPERTISE,
        step="expertise",
        ids=("match_request_id",),
    ),
    Action(
        "hold_consultation", N_("Record a consultation"), CONSULTATION, step="expertise", ids=("meeting_id",)
    ),
    skip("expertise", N_("Skip special expertise")),
    Action("agree_consultation_plan", N_("Agree the plan"), PLAN, step="plan", when=has_no_plan),
    Action("revise_consultation_plan", N_("Revise the plan"), (*PLAN, reason()), step="plan", when=has_plan),
    Action("evaluate_consultation", N_("Evaluate"), EVALUATION, step="evaluation"),
)
