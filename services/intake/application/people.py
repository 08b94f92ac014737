"""The application's part about people: the identity vault, who keeps whom safe, and who is who.

A person who was merged into another stays in their own stream; whoever asks for them is led to the other.
What protects a family member protects the matter: it is masked while the subject, or a guardian of theirs who
is registered, is under an order (R-C13).
"""

from abc import abstractmethod
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.intake import commands
from services.intake.application.casework import Casework
from services.intake.domain.language import Subject
from services.intake.domain.person import Person
from shared.contracts.asking import Command
from shared.contracts.masking import MASK
from shared.kernel.asker import Asker
from shared.kernel.refused import Refused, Unknown
from shared.plumbing.store.application import Carrying, Decided
from shared.plumbing.store.verbs import arguments


class People(Casework):
    """Carries out the commands about who is protected from whom, and who is the same person."""

    @abstractmethod
    def refuse_stranger(self, asker: Asker, person_id: UUID) -> None:
        """Unknown where the asker has nothing to do with the person."""

    @abstractmethod
    def subject_indexes(self, subject: Subject) -> list[bytes]:
        """By what a contact about this subject is recognised (R-I7)."""

    def person_for(self, asker: Asker, person_id: UUID, as_of: datetime | None = None) -> Person:
        """The person by now, as known at a moment, where the asker has to do with them. Unknown otherwise."""
        self._refuse_stranger_to(asker, person_id)
        return self.who_is(person_id, as_of)

    def own_person(self, asker: Asker, person_id: UUID) -> Person:
        """The person by their own stream, for a command, where the asker has to do with them by now."""
        self._refuse_stranger_to(asker, person_id)
        return self.load(Person, person_id)

    def _refuse_stranger_to(self, asker: Asker, person_id: UUID) -> None:
        """The sentence names the id that was asked for, never whom they were merged into."""
        try:
            self.refuse_stranger(asker, self.who_is(person_id).id)
        except Unknown:
            missing = Unknown("there is no {kind} with the id {id}", kind=Person.kind, id=str(person_id))
            raise missing from None

    def now_known_as(self, person_id: UUID) -> UUID:
        """Whom they were merged into; an id that nobody has stays as it is."""
        try:
            return self.who_is(person_id).id
        except Unknown:
            return person_id

    def who_is(self, person_id: UUID, as_of: datetime | None = None) -> Person:
        """The person, or whom they were merged into, as known at a moment. Unknown where there is none."""
        person = self.load(Person, person_id, as_of)
        while person.merged_into is not None:
            person = self.load(Person, person.merged_into, as_of)
        return person

    def masked(self, person_id: UUID | None, day: date) -> bool:
        """R-C13: whether places, organisations and contacts in a matter about the person are masked today.

        What counts is today, whatever a question asks as of: an order protects what was written before it.
        """
        if person_id is None:
            return False
        try:
            person = self.who_is(person_id)
        except Unknown:
            return False
        if person.protected_on(day):
            return True
        registered = (guardian.person_id for guardian in person.guardians if guardian.person_id)
        return any(self._protected(guardian, day) for guardian in registered)

    def _protected(self, person_id: UUID, day: date) -> bool:
        """A guardian may be named by an id that nobody registered yet."""
        try:
            return self.who_is(person_id).protected_on(day)
        except Unknown:
            return False

    def work_on_person(self, command: Command, carrying: Carrying) -> Decided:
        """protect_person and forbid_disclosure: a verb of the same name on the person."""
        person_id: UUID = command.person_id  # type: ignore[attr-defined]
        person = self.own_person(carrying.asker, person_id)
        verb = getattr(Person, command.name())
        getattr(person, command.name())(**arguments(verb, command, carrying.at(command)))
        return Decided([person], {"person_id": str(person.id)})

    def merge_persons(self, command: commands.MergePersons, carrying: Carrying) -> Decided:
        """Two persons of the asker's region become one; matters of both are found under `into`."""
        person = self.own_person(carrying.asker, command.person_id)
        into = self.own_person(carrying.asker, command.into)
        self._refuse_other_regions(carrying.asker, [person.id, into.id])
        person.merge_persons(into=into)
        keys = [key for each in (person, into) for key in self._indexes_of(each)]
        answer = {"person_id": str(person.id), "into": str(into.id)}
        return Decided([person, into], answer, [_row_of_merge(person.id, into.id, keys)])

    def _indexes_of(self, person: Person) -> list[bytes]:
        """None of whom too little is left to be recognised by."""
        try:
            born = date.fromisoformat(person.birth_date)
        except ValueError:
            return []
        return self.subject_indexes(Subject(person.id, person.given_name, person.family_name, born))

    def _refuse_other_regions(self, asker: Asker, people: list[UUID]) -> None:
        with self.database.rows() as rows:
            elsewhere = rows.execute(_ELSEWHERE, {"people": people, "region": asker.region}).fetchone()
        if elsewhere:
            raise Refused("another region has matters about this person too: merge them there first")


def refuse_mask(command: Command) -> None:
    """Refused where a command would write the mask over what it hides: a form of a masked page."""
    if MASK in _texts(command.model_dump()):
        raise Refused("what is masked is not written over: show it first, or write it anew")


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, (list, tuple)):
        for each in told:
            yield from _texts(each)
    elif isinstance(told, dict):
        yield from _texts(list(told.values()))


def _row_of_merge(person_id: UUID, into: UUID, keys: list[bytes]) -> Callable[[Cursor[DictRow]], None]:
    """Matters of the one are the other's, and contacts of either are recognised as about both (R-I7)."""
    values: dict[str, Any] = {"person": person_id, "into": into, "keys": keys}

    def write(rows: Cursor[DictRow]) -> None:
        for statement in _MERGED:
            rows.execute(statement, values)

    return write


_ELSEWHERE = """
SELECT 1 AS there FROM (
    SELECT region FROM referrals WHERE person_id = ANY (%(people)s)
    UNION ALL SELECT region FROM cases WHERE person_id = ANY (%(people)s)
    UNION ALL SELECT region FROM people WHERE person_id = ANY (%(people)s)) AS known
WHERE region <> %(region)s LIMIT 1
"""
_MERGED = (
    """UPDATE referrals SET
        person_id = %(into)s,
        subject_keys = ARRAY(SELECT DISTINCT unnest(subject_keys || %(keys)s::bytea[]))
    WHERE person_id IN (%(person)s, %(into)s)""",
    "UPDATE cases SET person_id = %(into)s WHERE person_id = %(person)s",
)
