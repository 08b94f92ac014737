"""What one may do with a case beside its plan, its meetings and its reports: commands as forms.

The services decide what is allowed; here only what makes sense to offer now is chosen.
"""

from collections.abc import Callable
from typing import Any

from services.gateway.pages.actions import Action
from services.gateway.pages.fields import Field
from services.gateway.pages.step_forms import reason
from services.gateway.pages.words import N_

Case = dict[str, Any]
WORKS = ("worker", "work_pair")


def _not_closed(case: Case) -> bool:
    return bool(case["state"] != "closed")


def _is(state: str) -> Callable[[Case], bool]:
    def asked(case: Case) -> bool:
        return bool(case["state"] == state)

    return asked


def has_members(case: Case) -> bool:
    """Not closed, and somebody is in the network."""
    return _not_closed(case) and any(not member.get("until") for member in case["network"])


def has_left(case: Case) -> bool:
    """Not closed, and somebody was in the network who may come back."""
    return _not_closed(case) and any(member.get("until") for member in case["network"])


NETWORK = (
    Action(
        "add_network_member",
        N_("Add somebody to the network"),
        (
            Field("member.role", N_("Role"), "select", "network_roles"),
            Field("member.name", N_("Name"), required=False),
            Field(
                "member.sector",
                N_("Sector"),
                "select",
                "sectors",
                required=False,
                hint=N_("A buyer buys for a sector."),
            ),
            Field("member.organisation", N_("Organisation"), required=False),
            Field(
                "member.user",
                N_("User name"),
                required=False,
                hint=N_("Whoever signs in with it takes part in the case."),
            ),
            Field("member.pair_of", N_("Work pair of"), "select", "workers", required=False),
        ),
        when=_not_closed,
        ids=("member.id",),
    ),
    Action(
        "add_network_member",
        N_("Somebody comes back to the network"),
        (Field("member_id", N_("Who"), "select", "left_members"),),
        when=has_left,
        key="return_network_member",
    ),
    Action(
        "remove_network_member",
        N_("Somebody leaves the network"),
        (
            Field("member_id", N_("Who"), "select", "current_members"),
            Field("reason", N_("Reason"), "long", required=False),
        ),
        when=has_members,
    ),
)
ABSENT = (
    Field("sector", N_("Sector"), "select", "sectors"),
    Field("reason", N_("Why it did not take part")),
)
NOTES = (
    Action(
        "record_child_view",
        N_("Record the child's view"),
        (
            Field("view", N_("What the child says"), "long", required=False),
            Field("why_not", N_("If the child was not asked, why"), "long", required=False),
            Field("by", N_("Who asked")),
        ),
        when=_not_closed,
    ),
    Action(
        "log_contact",
        N_("Log a contact"),
        (
            Field("with", N_("With whom")),
            Field("direction", N_("Direction"), "radio", "directions", inline=True, default="incoming"),
            Field("channel", N_("Channel"), "radio", "contact_channels", inline=True, default="phone"),
            Field("at", N_("When"), "moment"),
            Field("gist", N_("What it was about"), "long"),
        ),
        when=_not_closed,
    ),
    Action(
        "note_engagement",
        N_("Note the client's willingness"),
        (
            Field("towards", N_("Towards"), "select", "towards"),
            Field("level", N_("How willing"), "points", "engagement_levels", inline=True),
        ),
        when=_not_closed,
    ),
    Action(
        "assess_risk",
        N_("Assess the risk"),
        (
            Field("sectors", N_("Sectors that took part"), "boxes", "sectors"),
            Field(
                "absent",
                N_("Sectors that did not take part"),
                "rows",
                rows=1,
                required=False,
                fields=ABSENT,
            ),
            Field("conclusion", N_("Conclusion"), "long"),
            Field("text", N_("In your own words"), "long"),
        ),
        when=_not_closed,
    ),
)
COURSE = (
    Action(
        "link_cases",
        N_("Link to another case of the family"),
        (
            Field("other_number", N_("Number of the other case"), hint=N_("For example 2025-00001.")),
            Field("relation", N_("How"), "radio", "case_relations", inline=True),
        ),
    ),
    Action(
        "change_restriction",
        N_("Restrict to named people"),
        (
            Field(
                "restricted_to",
                N_("User names"),
                "lines",
                required=False,
                hint=N_("One on each line, your own too. Left empty, the restriction is lifted."),
            ),
            reason(),
        ),
    ),
    Action("suspend_case", N_("Suspend the case"), (reason(),), when=_is("open")),
    Action("resume_case", N_("Let the case go on"), (reason(),), when=_is("suspended")),
    Action(
        "close_case",
        N_("Close the case"),
        (
            Field("outcome", N_("How did it go"), "radio", "outcomes", required=False),
            reason(),
        ),
        when=_not_closed,
    ),
)
STEP = Action(
    "take_goal_step",
    N_("How did the step go"),
    (
        Field("outcome", N_("How did it go"), "radio", "step_went", inline=True),
        Field(
            "into",
            N_("Smaller steps"),
            "lines",
            required=False,
            hint=N_("Only for a step that is split: one on each line."),
        ),
    ),
    when=_not_closed,
)
EVERY = {action.name: action for action in (*NETWORK, *NOTES, *COURSE, STEP)}
AT_WORK = frozenset({"record_child_view", "log_contact", "note_engagement", "assess_risk", "take_goal_step"})
OFFERED: dict[str, frozenset[str]] = {
    "coordinator": frozenset(action.command for action in EVERY.values()),
    "worker": AT_WORK,
    "expert": AT_WORK,
}
"""Role → the commands that are offered; the others read."""


def offered(actions: tuple[Action, ...], case: Case, role: str) -> list[Action]:
    """Those of the actions that make sense now, and that the role may ask for."""
    return [one for one in actions if one.command in OFFERED.get(role, ()) and one.when(case)]


def plans(case: Case, role: str) -> bool:
    """Whether the plan's form is offered."""
    return role in OFFERED and _not_closed(case)
