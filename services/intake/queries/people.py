"""People of one name and birth date, found by a blind index: names are nowhere to be searched."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from services.intake.domain.language import Subject
from services.intake.domain.person import Person
from services.intake.queries.asked_people import People
from services.intake.queries.reading import Reading
from services.intake.queries.views.people import PeopleView, PersonRow
from shared.kernel.asker import Asker
from shared.kernel.refused import Unknown

FOUND = """
SELECT DISTINCT person_id FROM referrals
WHERE subject_keys && %s::bytea[] AND person_id IS NOT NULL ORDER BY person_id LIMIT 20
"""


def answer_people(query: People, asker: Asker, reading: Reading) -> dict[str, Any]:
    """PeopleView. Of who does not concern the asker nothing is told, not even that they are there."""
    sought = Subject(uuid4(), query.given_name, query.family_name, query.birth_date)
    with reading.intake.database.rows() as rows:
        found = rows.execute(FOUND, (reading.intake.subject_indexes(sought),)).fetchall()
    # Each is somebody who may be asked for, as who asks for that one alone.
    of_each = replace(asker, asks=Person.kind)
    known = [_known(row["person_id"], of_each, reading) for row in found]
    people = [PersonRow.model_validate({**vars(each), "person_id": each.id}) for each in known if each]
    return PeopleView(people=people).said()


def _known(person_id: UUID, asker: Asker, reading: Reading) -> Person | None:
    try:
        return reading.intake.person_for(asker, person_id)
    except Unknown:
        return None
