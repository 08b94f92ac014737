"""What one may do with a follow-up: commands as forms, and when it makes sense to offer them.

The service decides what is allowed; here only what makes sense to offer now is chosen.
"""

from dataclasses import replace
from typing import Any

from services.gateway.pages.actions import Action
from services.gateway.pages.fields import Field
from services.gateway.pages.step_forms import reason
from services.gateway.pages.words import N_

FollowUp = dict[str, Any]
Choices = tuple[tuple[str, str], ...]
SEND = Action("send_wave", N_("Ask now"), ())
STOP = Action("stop_follow_up", N_("Stop asking"), (reason(),))
HOPED = "hoped"
"""The level 0 in the form, where a figure is a place in a list."""
LEVELS = (
    ("+2", N_("+2, much better than hoped")),
    ("+1", N_("+1, better than hoped")),
    (HOPED, N_("0, as hoped")),
    ("-1", N_("−1, less than hoped")),
    ("-2", N_("−2, much less than hoped")),
)
GOAL = Field("goal_id", N_("Goal"), "select", "goals")
RATE = Action(
    "rate_goal",
    N_("Rate a goal"),
    (
        GOAL,
        Field("attainment", N_("How far it was reached"), "points", "attainments"),
        Field("by_role", N_("Whose view it is"), "select", "rater_roles"),
        Field("rated_on", N_("On what day"), "date"),
    ),
)
SCALE = Action(
    "set_goal_scale",
    N_("Say what a goal's levels mean"),
    (
        GOAL,
        Field(
            "weight",
            N_("Weight"),
            "number",
            default="1",
            hint=N_("How much the goal counts beside the others: 1 is as much as any other."),
        ),
        *(Field(f"scale.{level}", label, required=False) for level, label in LEVELS),
    ),
)
EVERY = {action.name: action for action in (SEND, STOP, RATE, SCALE)}
DONE = {
    "start_follow_up": N_("The follow-up was started"),
    "send_wave": N_("It was asked now"),
    "record_on_behalf": N_("The answers were written down"),
    "set_goal_scale": N_("The goal's levels were saved"),
    "rate_goal": N_("The goal was rated"),
    "stop_follow_up": N_("The follow-up was stopped"),
}
"""What the page says of what was just done."""
AT_WORK = frozenset({"rate_goal", "set_goal_scale", "record_on_behalf"})
OFFERED: dict[str, frozenset[str]] = {
    "coordinator": frozenset({*EVERY, "record_on_behalf"}),
    "worker": AT_WORK,
    "expert": AT_WORK,
}
"""Role → the commands that are offered; the others read."""
ASKABLE = ("waiting", "sent", "requested", "missed")
"""A request whose answer may still be written down."""


def data_of(follow_up_id: str, data: dict[str, Any]) -> dict[str, Any]:
    """A command's data: which follow-up, and a scale by its levels."""
    told = {"follow_up_id": follow_up_id} | data
    scale = {"0" if level == HOPED else level: text for level, text in data.get("scale", {}).items()}
    return told | {"scale": scale} if scale else told


def may(role: str, command: str) -> bool:
    """Whether the command is offered to the role."""
    return command in OFFERED.get(role, ())


def sends(follow_up: FollowUp, role: str) -> Action | None:
    """The button that asks now, ahead of the day or again where somebody could not be reached."""
    return SEND if follow_up["state"] == "running" and may(role, SEND.command) else None


def offered(follow_up: FollowUp, role: str, goals: Choices) -> list[Action]:
    """The forms in place: about goals where there are any, and the end."""
    forms = [one for one in (RATE, SCALE) if goals and may(role, one.command)]
    stops = follow_up["state"] == "running" and may(role, STOP.command)
    return [*forms, *([STOP] if stops else [])]


def known_values(today: str, role: str, goals: Choices) -> dict[str, dict[str, str]]:
    """By the form's name, what it comes filled in with."""
    first = goals[0][0] if len(goals) == 1 else ""
    mine = role if role in ("coordinator", "worker") else "worker"
    return {
        RATE.name: {"goal_id": first, "by_role": mine, "rated_on": today},
        SCALE.name: {"goal_id": first},
    }


INSTRUMENTS = Field("instruments", N_("What is asked"), "boxes")
CONTACT = N_(
    "A client and a guardian are reached only by the safe contact that stands in the client's details,"
    " whatever is written here. Without one nothing is sent, and it waits in the queue."
)
RECIPIENTS = Field(
    "recipients",
    N_("Who is asked"),
    "rows",
    rows=1,
    hint=CONTACT,
    fields=(
        Field("role", N_("Role"), "select", "asked_roles"),
        Field("channel", N_("How"), "select", "message_channels"),
        Field("address", N_("Email address or phone number"), required=False),
        Field("age_group", N_("A client's age"), "select", "age_groups", required=False),
    ),
)
START = Action(
    "start_follow_up",
    N_("Follow up whether it helps"),
    (
        INSTRUMENTS,
        Field(
            "every_weeks",
            N_("Every how many weeks"),
            "number",
            default="4",
            hint=N_("It is asked at once and then every so many weeks. 0: only once."),
        ),
        RECIPIENTS,
    ),
    ids=("follow_up_id",),
)


def starts(instruments: Choices) -> Action:
    """The form that begins a follow-up. instruments: id and title of those that may be asked."""
    return replace(START, fields=(replace(INSTRUMENTS, given=instruments), *START.fields[1:]))
