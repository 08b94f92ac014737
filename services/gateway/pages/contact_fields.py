"""The fields of a contact: on the call's one screen, and where a name or a screening comes later."""

from services.gateway.pages.fields import Field
from services.gateway.pages.words import N_

CONTACT = (
    Field("source", N_("Who is contacting"), "select", "contact_sources"),
    Field("source_other", N_("If other, who"), required=False),
    Field("county", N_("Wellbeing services county"), "select", "counties"),
    Field("referrer.name", N_("Name of the person contacting")),
    Field("referrer.organisation", N_("Organisation or workplace")),
    Field("referrer.phone", N_("Phone number"), "tel", required=False),
    Field("referrer.email", N_("Email address"), "email", required=False),
)
WHAT = (
    Field(
        "situations", N_("What the situation is about"), "boxes", "situations", hint=N_("Choose one or more.")
    ),
    Field(
        "trigger",
        N_("What set this off"),
        "long",
        hint=N_("The prompt in a sentence or two. No names are needed."),
    ),
    Field("urgency", N_("Urgency"), "radio", "urgencies", default="routine", inline=True),
)
MORE = (
    Field("received_at", N_("Received"), "moment"),
    Field("channel", N_("Channel"), "radio", "channels", default="phone", inline=True),
    Field("service_line", N_("Service"), "select", "service_lines", default="ot_consultation"),
    Field("legal_basis", N_("Legal basis"), "select", "legal_bases", default="statutory_task"),
    Field("referrer.title", N_("Title of the person contacting"), required=False),
    Field(
        "referrer.sector",
        N_("Sector of the person contacting"),
        "select",
        "sectors",
        required=False,
        hint=N_("Left empty, the sector is the one of who is contacting."),
    ),
    Field("child_welfare_notification", N_("This is a child welfare notification"), "yes", required=False),
)
SUBJECT = (
    Field("subject.given_name", N_("Given name")),
    Field("subject.family_name", N_("Family name")),
    Field("subject.birth_date", N_("Date of birth"), "date"),
    Field("subject.municipality", N_("Municipality"), required=False),
    Field("subject.languages", N_("Languages"), "boxes", "child_languages", required=False, inline=True),
)
ADVICE = (
    Field("advice", N_("Advice given"), "long", required=False),
    Field("minutes", N_("Minutes"), "number", default="15"),
    Field("support_kinds", N_("Kinds of support"), "boxes", "support_kinds", inline=True),
)
CLOSING = (Field("closing", N_("Advised and closed: the contact ends here"), "yes", required=False),)

SECTORS_OF_SOURCES = {
    "family_social_work": "family_social_work",
    "child_welfare": "child_welfare",
    "child_psychiatry": "child_psychiatry",
    "family_centre": "family_social_work",
    "family_counselling": "family_social_work",
    "vip_network": "education",
    "shelter": "shelter",
    "school": "education",
    "police": "police",
}
"""The sector that a source belongs to; "other" has none, and the sector is asked for."""
