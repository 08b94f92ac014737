"""Experts, support persons and coaches from a file: a line is one professional of the directory. Pure."""

from datetime import date

from services.console.importing.cells import as_counties, as_county, as_list, as_number
from services.console.importing.columns import Cells, Column, Form
from services.console.importing.kinds import KEY, Kind, Named, Read
from services.matching.commands import RegisterProfessional

FORM = Form(
    RegisterProfessional,
    (
        Column("name", ("name",), "Given name and family name"),
        Column("roles", ("roles",), "What they may be asked for", as_list),
        Column("organisation", ("organisation",), "Their employer"),
        Column("field", ("field",), "The field of the core unit that they belong to"),
        Column("county", ("county",), "Where they are", as_county),
        Column("counties", ("counties",), "Where they work", as_counties),
        Column("competences", ("competences",), "What they know", as_list),
        Column("languages", ("languages",), "Codes, like fi, sv, se, ar", as_list),
        Column("modes", ("modes",), "How they work", as_list),
        Column("hours_per_week", ("hours_per_week",), "How much they give in all, like 7,5", as_number),
        Column("target_ages", ("target_ages",), "Whom they work with, like 7–12"),
        Column("education", ("education",), "In your own words", as_list),
        Column("background", ("background",), "In your own words", as_list),
        Column("qualification", ("qualification",), "Of support persons and coaches"),
        Column("phone", ("contact", "phone"), "Where they are reached"),
        Column("email", ("contact", "email"), "Where they are reached"),
        Column("user", ("contact", "user"), "Who signs in as them; then nobody else answers for them"),
    ),
)
EXAMPLE = {
    "key": "A-0001",
    "name": "Keksitty Asiantuntija",
    "roles": "expert",
    "organisation": "Esimerkkilän yksikkö",
    "field": "health",
    "county": "08",
    "counties": "08 | 09",
    "competences": "trauma | rare_disease",
    "languages": "fi | sv",
    "modes": "virtual | on_site",
    "hours_per_week": "7,5",
    "target_ages": "7–12",
    "education": "psykologi",
    "background": "lastenpsykiatria",
    "qualification": "professional",
    "email": "keksitty@esimerkki.example",
}


def read(cells: Cells, named: Named, _today: date) -> Read:
    """The professional of a line."""
    filled = FORM.fill(cells, {"professional_id": str(named.id)})
    return Read((named.step(RegisterProfessional.name(), filled.data),), filled.reasons)


EXPERTS = Kind(
    name="experts",
    service="matching",
    question="professional",
    id_field="professional_id",
    columns=(KEY, *FORM.columns),
    needed=frozenset({KEY.name, *(each.name for each in FORM.columns if FORM.needs(each))}),
    example=EXAMPLE,
    read=read,
)
