"""The shape of a list of people."""

from uuid import UUID

from services.intake.queries.views.view import View


class PersonRow(View):
    """Somebody, by what tells them apart."""

    person_id: UUID
    given_name: str
    family_name: str
    birth_date: str


class PeopleView(View):
    """At most 20; found by name and birth date as a contact about them was received."""

    people: list[PersonRow]
