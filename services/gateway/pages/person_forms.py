"""What one may do with a person of the identity vault: protect them, keep a guardian out, merge them."""

from services.gateway.pages.actions import Action
from services.gateway.pages.fields import Field
from services.gateway.pages.words import N_

PROTECT = Action(
    "protect_person",
    N_("Non-disclosure order"),
    (
        Field(
            "until",
            N_("Last day"),
            "date",
            required=False,
            hint=N_("Left empty, it holds until further notice. Yesterday's day ends an order."),
        ),
    ),
    fixed=(("order", "non_disclosure"),),
)
FORBID = Action(
    "forbid_disclosure",
    N_("Forbid telling a guardian"),
    (
        Field("to", N_("Guardian"), "select", "guardians"),
        Field("by", N_("Who forbids it")),
        Field("reason", N_("Reason")),
    ),
)
MERGE = Action(
    "merge_persons",
    N_("Merge into the one who is the same"),
    (
        Field(
            "into",
            N_("Who is the same"),
            "select",
            "found_people",
            hint=N_("All matters are found under the one chosen here. It is not undone."),
        ),
    ),
)
SEARCH = (
    Field("given_name", N_("Given name")),
    Field("family_name", N_("Family name")),
    Field("birth_date", N_("Date of birth"), "date"),
)
SEARCH_TITLE = N_("Search for the same person")
EVERY = {action.name: action for action in (PROTECT, FORBID, MERGE)}
OFFERED = frozenset({"coordinator"})
"""The roles to which these are offered; the others read."""
