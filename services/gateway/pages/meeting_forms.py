"""The forms of a meeting: agreed on, moved, cancelled, written up, missed, put right.

Each comes filled in with what the case knows already: writing up a meeting is little more than its text.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from services.gateway.body import json_object
from services.gateway.pages.fields import HELSINKI, Field, Filled
from services.gateway.pages.page import as_date, as_local, labelled
from services.gateway.pages.step_forms import reason
from services.gateway.pages.words import N_
from services.gateway.problems import Problem
from shared.contracts.masking import MASK

Case = dict[str, Any]
Meeting = dict[str, Any]
Values = dict[str, Any]
AT_THE_SCHEDULE = "%Y-%m-%dT%H:%M"
WEEK = timedelta(days=7)
USUAL_MINUTES = 90
COMES_ALONG = ("worker", "work_pair", "client")
"""Whom a first meeting is suggested with."""
NOBODY = N_("Nobody is in the network yet.")


@dataclass(frozen=True)
class Form:
    """A command as a form. values: by the names of its fields, what it comes filled in with."""

    command: str
    title: str
    fields: tuple[Field, ...]
    values: Values

    @property
    def was(self) -> str:
        """What it comes filled in with, to be sent along: a correction is of what its writer saw."""
        return json.dumps(self.values)


def changes(filled: Filled, was: str) -> Values:
    """Of what was sent, the data that is not as the form had it. was: what the form came filled in with.

    All of it, where what came back as `was` is nothing that a form of ours said.
    """
    try:
        before = json_object(was.encode())
    except Problem:
        return filled.data
    same = {name for name, value in before.items() if _alike(filled.values.get(name), value)}
    return {name: value for name, value in filled.data.items() if name not in same}


def _alike(one: Any, other: Any) -> bool:
    return one == other or (
        isinstance(one, list) and isinstance(other, list) and sorted(one) == sorted(map(str, other))
    )


def members(
    case: Case, day: date, language: str, *, besides: tuple[str, ...] = ()
) -> tuple[tuple[str, str], ...]:
    """Who was in the network on a day, and those besides: id and what one calls them."""
    return tuple(
        (member["id"], called(member, language))
        for member in case["network"]
        if member["id"] in besides or _was_in(member, day)
    )


def _was_in(member: dict[str, Any], day: date) -> bool:
    until = member.get("until")
    return as_date(member["since"]) <= day and (until is None or day <= as_date(until))


def called(member: dict[str, Any], language: str) -> str:
    """What one calls a member: by name or organisation where it is told, and the role."""
    role = labelled(language, "network_roles", member["role"])
    sector = labelled(language, "sectors", member["sector"]) if member.get("sector") else ""
    who = member.get("name") or sector or member.get("organisation")
    return f"{who} ({role[:1].lower()}{role[1:]})" if who else role


def schedule_form(case: Case, now: datetime, language: str) -> Form:
    """A new meeting: as the newest one was, a week later."""
    day = now.astimezone(HELSINKI).date()
    given = members(case, day, language)
    fields = (
        Field("kind", N_("Kind of meeting"), "select", "meeting_kinds", default="regular"),
        Field("starts_at", N_("Begins"), "moment"),
        Field("minutes", N_("Minutes"), "number"),
        Field("place", N_("Place"), "select", "places"),
        Field("participants", N_("With whom"), "boxes", given=given, hint="" if given else NOBODY),
        Field("service_line", N_("Service"), "select", "service_lines", default=case["service_line"]),
        Field("planned_with_client", N_("Agreed together with the client"), "yes", required=False),
    )
    return Form("schedule_meeting", N_("Schedule a meeting"), fields, _suggested(case, now, given))


def _suggested(case: Case, now: datetime, given: tuple[tuple[str, str], ...]) -> Values:
    told = {"kind": "regular" if case["revisions"] else "start", "service_line": case["service_line"]}
    ids = [code for code, _ in given]
    newest = max(case["meetings"], key=lambda one: as_local(one["starts_at"]), default=None)
    if newest is None:
        along = [one["id"] for one in case["network"] if one["id"] in ids and one["role"] in COMES_ALONG]
        return told | {"minutes": str(USUAL_MINUTES), "participants": along}
    following = as_local(newest["starts_at"]).replace(tzinfo=None) + WEEK
    return told | {
        "starts_at": following.strftime(AT_THE_SCHEDULE) if following > now.replace(tzinfo=None) else "",
        "minutes": str(newest["planned_minutes"]),
        "place": known_place(newest),
        "participants": [one for one in newest["participants"] if one in ids],
    }


def known_place(meeting: Meeting) -> str:
    """Where it is; nothing where that is masked (R-C13): then it is chosen anew."""
    return str(meeting["place"]) if meeting["place"] != MASK else ""


def how_it_was(case: Case, meeting: Meeting, language: str) -> tuple[Field, ...]:
    """What is written of a held meeting."""
    day = as_local(meeting["starts_at"]).date()
    there = (*meeting["participants"], *meeting["attended"])
    goals = {goal["goal_id"]: goal["title"] for each in case["revisions"] for goal in each["goals"]}
    in_force = [goal["goal_id"] for goal in (case.get("plan") or {"goals": ()})["goals"]]
    touched = [goal for goal in goals if goal in in_force or goal in meeting["goals_touched"]]
    return (
        Field("summary", N_("What was done and agreed"), "long"),
        *((_goals(tuple((goal, goals[goal]) for goal in touched)),) if touched else ()),
        Field("attended", N_("Who was there"), "boxes", given=members(case, day, language, besides=there)),
        Field("started_at", N_("Began"), "moment"),
        Field("minutes", N_("Minutes"), "number"),
        Field("place", N_("Place"), "select", "places"),
        Field("travel_km", N_("Travel, km"), "number", required=False),
    )


def _goals(given: tuple[tuple[str, str], ...]) -> Field:
    return Field("goals_touched", N_("Goals that were worked on"), "boxes", given=given)


def as_it_stands(meeting: Meeting) -> Values:
    """What is known of the meeting, by the names of these fields: as planned, or as it was written up."""
    held = meeting["state"] == "held"
    return {
        "summary": meeting.get("summary") or "",
        "goals_touched": meeting["goals_touched"],
        "attended": meeting["attended"] if held else meeting["participants"],
        "started_at": as_local(meeting["starts_at"]).strftime(AT_THE_SCHEDULE),
        "minutes": str(meeting["minutes"]),
        "place": known_place(meeting),
        "travel_km": "" if meeting.get("travel_km") is None else str(meeting["travel_km"]),
    }


def forms_of(case: Case, meeting: Meeting, now: datetime, language: str) -> list[Form]:
    """What one may do with a meeting as it stands; the likeliest first. None of one that fell through."""
    if meeting["state"] == "held":
        fields = (*how_it_was(case, meeting, language), reason(N_("Why it is corrected")))
        return [Form("correct_meeting", N_("Correct what was written"), fields, as_it_stands(meeting))]
    if meeting["state"] != "scheduled":
        return []
    fields = how_it_was(case, meeting, language)
    record = Form("record_meeting", N_("Write up the meeting"), fields, as_it_stands(meeting))
    begun = as_local(meeting["starts_at"]) <= now
    return [record, *otherwise(meeting)] if begun else [*otherwise(meeting), record]


def otherwise(meeting: Meeting) -> list[Form]:
    """What becomes of a scheduled meeting that is not held as it was agreed."""
    by = Field("by", N_("Who did not come"), "radio", "sides", inline=True)
    cancelled_by = Field("cancelled_by", N_("Who cancelled it"), "radio", "sides", inline=True)
    moved_to = Field("starts_at", N_("New time"), "moment")
    values = {"starts_at": as_it_stands(meeting)["started_at"]}
    return [
        Form("record_no_show", N_("Somebody did not come"), (by,), {}),
        Form("move_meeting", N_("Move the meeting"), (moved_to, reason()), values),
        Form("cancel_meeting", N_("Cancel the meeting"), (cancelled_by, reason()), {}),
    ]
