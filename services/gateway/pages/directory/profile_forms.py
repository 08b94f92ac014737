"""What one may do with a professional of the directory: commands as forms, and when they are offered.

The service decides what is allowed (policies/directory.cedar); here only what makes sense to offer is chosen.
"""

from typing import Any

from services.gateway.pages.actions import Action
from services.gateway.pages.fields import Field
from services.gateway.pages.step_forms import reason
from services.gateway.pages.words import N_, code_list
from services.gateway.sessions import Asker

Profile = dict[str, Any]
Data = dict[str, Any]
LISTS = ("roles", "counties", "competences", "languages", "education", "background", "modes")
"""What a profile has several of. A form says all of them: what is not ticked is none any more."""
NEEDED = ("name", "organisation", "field", "county")
"""Texts and codes without which there is no profile."""
OFFERED = {"languages": "child_languages", "competences": "competences", "counties": "counties"}
"""Lists with boxes → the codes that are offered; others that a profile has are kept."""
ROLES = Field("roles", N_("Roles"), "boxes", "professional_roles", inline=True)
ORGANISATION = Field("organisation", N_("Organisation"))
WORKS_IN = Field(
    "counties",
    N_("Wellbeing services counties they work in"),
    "boxes",
    "counties",
    required=False,
    hint=N_("None chosen: only their own."),
)
KNOWS = Field("competences", N_("Competences"), "boxes", "competences")
SPEAKS = Field("languages", N_("Languages"), "boxes", "child_languages", inline=True)
MODES = Field("modes", N_("How they work"), "boxes", "modes", inline=True)
LEARNED = (
    Field("education", N_("Education"), "lines", required=False, hint=N_("One on each line.")),
    Field("background", N_("Work background"), "lines", required=False, hint=N_("One on each line.")),
)
AGES = Field("target_ages", N_("Ages of the children"), required=False, hint=N_("For example 7–12."))
TRAINED = Field("qualification", N_("Training"), "radio", "qualifications", required=False, inline=True)
HOURS = Field("hours_per_week", N_("Hours a week in all"), "decimal")
REACHED = (
    Field("contact.phone", N_("Phone"), "tel", required=False),
    Field("contact.email", N_("Email"), "email", required=False),
)
SIGNS_IN = Field(
    "contact.user",
    N_("User name"),
    required=False,
    hint=N_("Whoever signs in with it keeps this profile and answers offers."),
)
OWN_COUNTY = Field("county", N_("Own wellbeing services county"), "select", "counties")
WHO = (
    Field("name", N_("Name")),
    ROLES,
    ORGANISATION,
    Field("field", N_("Field"), "radio", "fields_of_core_unit", inline=True),
    OWN_COUNTY,
    WORKS_IN,
)
KNOWING = (KNOWS, SPEAKS, MODES, AGES, *LEARNED, TRAINED)
AT_WORK = (HOURS, *REACHED, SIGNS_IN)
PROFILE = (*WHO, *KNOWING, *REACHED, SIGNS_IN)
CORRECTED = (ROLES, ORGANISATION, WORKS_IN, KNOWS, SPEAKS, MODES, *LEARNED)
"""What a link may say when it confirms (the command's own fields, but for how one is reached)."""
CONFLICT = (
    Field("case_number", N_("Number of the case"), hint=N_("For example 2025-00001.")),
    Field("with_whom", N_("The conflict is with"), "radio", "conflicts_with", default="person"),
    reason(),
)


def is_there(profile: Profile) -> bool:
    """They did not leave the directory."""
    return bool(profile["state"] != "retired")


def is_active(profile: Profile) -> bool:
    """They take new work."""
    return bool(profile["state"] == "active")


def is_away(profile: Profile) -> bool:
    """Paused, or gone."""
    return not is_active(profile)


def may_be_shared(profile: Profile) -> bool:
    """There, and not shared yet."""
    return is_there(profile) and not profile["shared"]


def is_shared(profile: Profile) -> bool:
    """Other regions see them."""
    return bool(profile["shared"])


CONFIRM = Action("confirm_profile", N_("Confirm that the profile is right"), (), when=is_there)
UPDATE = Action("update_profile", N_("Change the profile"), PROFILE, when=is_there)
CAPACITY = Action("set_capacity", N_("Change the hours a week"), (HOURS,), when=is_there)
VETTING = Action(
    "attest_vetting",
    N_("Attest that the criminal record extract was seen"),
    (
        Field("by", N_("Employer who saw the extract"), hint=N_("The extract itself is not stored.")),
        Field("extract_issued_on", N_("Extract dated"), "date"),
        Field("checked_on", N_("Seen on"), "date"),
    ),
    when=is_there,
)
SHARE = Action("share_nationally", N_("Share nationally"), (), when=may_be_shared)
UNSHARE = Action("stop_sharing", N_("Stop sharing nationally"), (), when=is_shared)
BY_CENTRE = (
    CONFIRM,
    UPDATE,
    CAPACITY,
    Action(
        "pause",
        N_("Pause: no new work for a time"),
        (reason(), Field("until", N_("Last day of the pause"), "date", required=False)),
        when=is_active,
    ),
    Action(
        "resume",
        N_("Take new work again"),
        (Field("reason", N_("Reason"), "long", required=False),),
        when=is_away,
    ),
    VETTING,
    Action("declare_conflict", N_("Declare a conflict of interest"), CONFLICT, when=is_there),
    SHARE,
    UNSHARE,
    Action("retire", N_("Mark as having left the directory"), (reason(),), when=is_there),
)
BY_PROVIDER = (CAPACITY, VETTING)
BY_ADMIN = (SHARE, UNSHARE)
BY_THEMSELVES = (
    CONFIRM,
    Action(
        "update_profile",
        N_("Change the profile"),
        (*WHO, *KNOWING, *REACHED, Field("contact.user", "", "hidden", required=False)),
        when=is_there,
    ),
)
EVERY = {action.name: action for action in BY_CENTRE}
REGISTER = Action(
    "register_professional",
    N_("Add a professional"),
    (*WHO, *KNOWING, *AT_WORK),
    ids=("professional_id",),
)


def offered(profile: Profile, asker: Asker | None) -> list[Action]:
    """The forms for who asks, that make sense now."""
    role = asker.role if asker else ""
    forms: tuple[Action, ...] = ()
    if role == "coordinator":
        forms = BY_CENTRE
    elif role == "admin":
        forms = BY_ADMIN
    elif role == "provider" and is_of(profile, asker):
        forms = BY_PROVIDER
    elif role in {"expert", "worker"} and is_told_all(profile):
        forms = BY_THEMSELVES
    return [one for one in forms if one.when(profile)]


def is_of(profile: Profile, asker: Asker | None) -> bool:
    """Whether the professional works for the asker's organisation."""
    own = (asker.organisation or "") if asker else ""
    return bool(own) and own.strip().casefold() == profile["organisation"].strip().casefold()


def is_told_all(profile: Profile) -> bool:
    """Whether matching told what only the centre and they themselves are told."""
    return "reservations" in profile


def whole(data: Data, profile: Profile | None = None) -> Data:
    """The data of a profile's form, all of it: a list with nothing ticked is an empty one.

    profile: as it stands, where it is changed; what it has beside the codes that are offered stays, and a
    text that has to be there and was taken out is refused, where leaving it out would keep it.
    """
    told: Data = {name: [] for name in LISTS} | data
    if profile is None:
        return told
    told = {**dict.fromkeys(NEEDED, ""), "contact": {}, **told}
    for name, listed in OFFERED.items():
        beside = [code for code in profile[name] if code not in code_list(listed)]
        told[name] = [*told[name], *beside]
    return told


def known_values(profile: Profile, today: str) -> dict[str, Data]:
    """By the form's name, what it comes filled in with."""
    values = {name: profile[name] for name in NEEDED}
    return {
        "update_profile": values | said_of(profile),
        "set_capacity": {"hours_per_week": f"{profile['hours_per_week']:g}"},
        "attest_vetting": {"by": profile["organisation"], "checked_on": today},
    }


def said_of(profile: Profile) -> Data:
    """A profile as the fields of a form say it."""
    contact = profile.get("contact") or {}
    return {
        **{name: profile[name] for name in LISTS},
        **{name: "\n".join(profile[name]) for name in ("education", "background")},
        **{name: profile.get(name) or "" for name in ("organisation", "target_ages", "qualification")},
        **{f"contact.{name}": contact.get(name) or "" for name in ("phone", "email", "user")},
    }
