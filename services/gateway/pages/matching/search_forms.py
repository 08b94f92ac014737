"""What one may do with a search: commands as forms, and when it makes sense to offer them.

The service decides what is allowed; here only what makes sense to offer now is chosen.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from services.gateway.pages.actions import Action
from services.gateway.pages.fields import Field
from services.gateway.pages.step_forms import reason
from services.gateway.pages.words import N_

Search = dict[str, Any]
FARTHEST = "national"
PROPOSE = Action("propose_candidates", N_("Look who could help"), ())
AGAIN = Action("propose_candidates", N_("Look for people again"), ())
WIDEN = Action("widen_search", N_("Search farther"), ())
OFFER = Action("offer_match", N_("Ask"), (Field("professional_id", N_("Who is asked"), "hidden"),))
CONFIRM = Action(
    "confirm_match",
    N_("Confirm who helps"),
    (
        Field("professional_ids", N_("Who helps"), "boxes"),
        Field(
            "reason",
            N_("Why not the first-ranked"),
            "long",
            required=False,
            hint=N_("Needed when you choose others than those who are proposed first. No names of clients."),
        ),
    ),
)
ENDED_ON = Field("ended_on", N_("Last day"), "date")
END = Action("end_match", N_("End the help"), (ENDED_ON, reason()))
GIVE_UP = Action("end_match", N_("Give the search up"), (ENDED_ON, reason()))
EVERY = {action.name: action for action in (PROPOSE, WIDEN, OFFER, CONFIRM, END)}
DONE = {
    "open_match_request": N_("The search was opened"),
    "propose_candidates": N_("Candidates were looked for"),
    "widen_search": N_("The search reaches farther"),
    "offer_match": N_("They were asked"),
    "confirm_match": N_("It is confirmed who helps"),
    "end_match": N_("It was ended"),
}
"""What the page says of what was just done."""


def seeks(search: Search) -> bool:
    """Nobody is confirmed, and it was not given up."""
    return search["state"] not in ("confirmed", "ended")


def looks(search: Search) -> Action | None:
    """The form that looks for people: for the first time, or anew."""
    if search["state"] == "confirmed":
        return None
    return AGAIN if search.get("rules_version") else PROPOSE


def widens(search: Search) -> Action | None:
    """The form that looks one step farther, where there is one."""
    return WIDEN if seeks(search) and search["scope"] != FARTHEST else None


def ends(search: Search) -> Action | None:
    """The form that ends it."""
    if search["state"] == "ended":
        return None
    return END if search["state"] == "confirmed" else GIVE_UP


def may_be_asked(search: Search) -> set[str]:
    """Whom of those proposed one may ask now: who was not asked yet."""
    asked = {offer["professional_id"] for offer in search["offers"]}
    found = {each["professional_id"] for each in search["ranked"]} - asked
    return found if seeks(search) else set()


def wants_several(search: Search) -> bool:
    """Whether a team is sought."""
    return bool(search.get("team") or search["need"].get("team"))


def first_choice(search: Search) -> list[str]:
    """As proposed: the team where there is one, else the highest-ranked who has not said no."""
    if search.get("team"):
        return list(search["team"]["professional_ids"])
    no = {offer["professional_id"] for offer in search["offers"] if offer["state"] == "declined"}
    return [each["professional_id"] for each in search["ranked"] if each["professional_id"] not in no][:1]


def confirms(search: Search, choices: Sequence[tuple[str, str]]) -> Action | None:
    """The form in which a person decides (R-M3). choices: of whom: id and name."""
    if not (seeks(search) and search["ranked"]):
        return None
    who, why = CONFIRM.fields
    kind = "boxes" if wants_several(search) else "radio"
    return replace(CONFIRM, fields=(replace(who, kind=kind, given=tuple(choices)), why))


def as_shown(search: Search, ids: Sequence[str]) -> Sequence[str] | str:
    """Who is chosen, as the form's field says it: all of a team, or one."""
    return ids if wants_several(search) else "".join(ids[:1])
