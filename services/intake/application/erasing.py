"""The application's part about erasure: what is erased, how long it is kept, which rows go with it (R-P2).

The keys are destroyed after the fact is stored, and again at each start where that was broken off; rows by
which the erased could be recognised go in the fact's own transaction.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.intake import commands
from services.intake.application.people import People
from services.intake.domain.case import Case
from services.intake.domain.erasing import Done, Erasable
from services.intake.domain.person import Person
from services.intake.domain.referral import Referral
from services.intake.domain.referral.facts import Ending
from services.intake.domain.retention import Life, kept_until
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.refused import Refused, Unknown
from shared.plumbing.store.application import Carrying, Decided


class Erasing(People):
    """Carries erase_person and destroy_matter out, for admins of the region; says what is kept how long."""

    def erase_person(self, command: commands.ErasePerson, carrying: Carrying) -> Decided:
        """Who a person is; their matters are destroyed one by one, each in its own time."""
        person = self.load(Person, command.person_id)
        with self.database.rows() as rows:
            known = rows.execute(_OF_PERSON, {"person": person.id}).fetchall()
        self._refuse_elsewhere(carrying.asker, person.kind, person.id, {row["region"] for row in known})
        life = Life(_born(person), command.died_on, self._left_alone_on(person, known))
        return self._erase(person, life, command, carrying, {"person_id": str(person.id)})

    def destroy_matter(self, command: commands.DestroyMatter, carrying: Carrying) -> Decided:
        """The texts of a contact or of a case; whom it is about stays in the vault."""
        kind, matter_id = ("case", command.case_id) if command.case_id else ("referral", command.referral_id)
        matter = self._matter(kind, UUID(str(matter_id)))
        self._refuse_elsewhere(carrying.asker, kind, matter.id, {matter.region})
        life = Life(self._born_of(matter.person_id), command.died_on, self._closed_on(matter))
        answer = {f"{kind}_id": str(matter.id), "number": matter.subject, "state": matter.state}
        return self._erase(matter, life, command, carrying, answer)

    def matter_kept(self, kind: str, matter_id: UUID, on: date) -> tuple[str, date | None]:
        """A matter's service task, and the last day on which it is kept; None where that is not known."""
        matter = self._matter(kind, matter_id)
        life = Life(self._born_of(matter.person_id), None, self._closed_on(matter))
        return matter.keeping.service_task, kept_until(matter.keeping.service_task, life, on)

    def person_kept(self, person_id: UUID, on: date) -> tuple[str, date | None]:
        """The same of a person; None also where they were erased."""
        person = self.load(Person, person_id)
        with self.database.rows() as rows:
            known = rows.execute(_OF_PERSON, {"person": person_id}).fetchall()
        life = Life(_born(person), None, self._left_alone_on(person, known))
        task = person.keeping.service_task
        return task, None if person.erased else kept_until(task, life, on)

    def _left_alone_on(self, person: Person, known: list[DictRow]) -> date | None:
        """The day on which the last of a person's matters ended; None while one is open.

        Who has no matter is kept as long as if one had ended when they were registered.
        """
        ended = [self._closed_on(self._matter(row["kind"], row["id"])) for row in known if row["id"]]
        if None in ended:
            return None
        return max((day for day in ended if day), default=local_date(person.created_on))

    def _erase(
        self,
        stream: Person | Referral | Case,
        life: Life,
        command: commands.ErasePerson | commands.DestroyMatter,
        carrying: Carrying,
        answer: dict[str, str],
    ) -> Decided:
        """Decides; where it is confirmed the answer names the day from which no backup opens it."""
        on = local_date(carrying.at(command))
        if command.died_on and command.died_on > on:
            raise Refused("a time in the future is refused: {field}", field="died_on")
        until = kept_until(stream.keeping.service_task, life, on)
        stream.erase(basis=command.basis, by=carrying.asker.user, until=until, on=on)
        if not stream.erased:
            return Decided([stream], answer)
        final_on = self.sealing.keys.store.ring.final_day(datetime.now(UTC).date())
        answer |= {"final_on": final_on.isoformat()}
        streams = [stream.id, *self._merged_into(stream.id)]
        gone = [_rows_go(each, stream.kind) for each in streams]
        return Decided([stream], answer, gone, [lambda: self.destroy_keys(streams)])

    def destroy_keys(self, streams: Iterable[UUID]) -> None:
        """Destroys every key that the streams ever had, and remembers that. Again does no harm."""
        for stream in streams:
            self.sealing.keys.destroy(stream, datetime.now(UTC).date())
            with self.database.rows() as rows:
                rows.execute("UPDATE erasures SET keys_destroyed = true WHERE stream = %s", (stream,))

    def _merged_into(self, person_id: UUID) -> list[UUID]:
        """The streams of those who were found to be the same person; what they told goes as well."""
        with self.database.rows() as rows:
            found = rows.execute(_MERGED_INTO, (str(person_id),)).fetchall()
        direct = [row["person"] for row in found]
        return [each for one in direct for each in (one, *self._merged_into(one))]

    def finish_erasures(self) -> int:
        """At each start: erasures whose keys are still there, and rows that a restore brought back.

        How many erasures were finished. The erasure list is replayed first.
        """
        self.sealing.keys.store.replay()
        with self.database.rows() as rows:
            waiting = [row["stream"] for row in rows.execute(_UNFINISHED).fetchall()]
            destroyed = list(self.sealing.keys.store.destroyed())
            for statement in _GONE_OF_STREAMS:
                rows.execute(statement, {"destroyed": destroyed})
        self.destroy_keys(waiting)
        return len(waiting)

    def _matter(self, kind: str, matter_id: UUID) -> Referral | Case:
        return self.load(Case, matter_id) if kind == Case.kind else self.load(Referral, matter_id)

    def _born_of(self, person_id: UUID | None) -> date | None:
        return _born(self.who_is(person_id)) if person_id else None

    def _closed_on(self, matter: Referral | Case) -> date | None:
        """The day on which it ended; None while it is open."""
        if isinstance(matter, Case):
            return matter.closed_on
        if not matter.ended:
            return None
        facts = map(self.mapper.to_domain_event, self.recorder.select_events(matter.id, desc=True))
        return next(local_date(fact.timestamp) for fact in facts if isinstance(fact, Ending))

    @staticmethod
    def _refuse_elsewhere(asker: Asker, kind: str, stream: UUID, regions: set[str]) -> None:
        """Unknown where nothing of it is the region's; Refused where another region has a part in it."""
        if asker.region not in regions:
            raise Unknown("there is no {kind} with the id {id}", kind=kind, id=str(stream))
        if regions != {asker.region}:
            raise Refused("another region has matters about this person too: nothing is erased here alone")


def refuse_erased(decided: Decided) -> None:
    """Refused where a command would add to what was erased; the erasure itself is its last fact."""
    for stream in decided.streams:
        if isinstance(stream, Erasable) and stream.erased:
            told = stream.pending_events
            if told and not isinstance(told[-1], Done):
                raise Refused("this was erased: nothing is added to it")


def _born(person: Person) -> date | None:
    """None where it was erased, or its key is lost."""
    try:
        return date.fromisoformat(person.birth_date)
    except ValueError:
        return None


def _rows_go(stream: UUID, kind: str) -> Callable[[Cursor[DictRow]], None]:
    """What goes with the fact: by which somebody could be recognised, and snapshots."""
    values = {"stream": stream, "kind": kind}

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_REMEMBER, values)
        rows.execute(_INDEX_OF_PERSON if kind == Person.kind else _INDEX_OF_REFERRAL, values)
        rows.execute("DELETE FROM snapshots WHERE originator_id = %(stream)s", values)

    return write


_OF_PERSON = """
SELECT 'referral' AS kind, referral_id AS id, region FROM referrals WHERE person_id = %(person)s
UNION ALL SELECT 'case', case_id, region FROM cases WHERE person_id = %(person)s
UNION ALL SELECT 'person', NULL, region FROM people WHERE person_id = %(person)s
"""
_REMEMBER = """
INSERT INTO erasures (stream, kind, at) VALUES (%(stream)s, %(kind)s, now()) ON CONFLICT DO NOTHING
"""
_INDEX_OF_PERSON = "UPDATE referrals SET subject_keys = '{}' WHERE person_id = %(stream)s"
_INDEX_OF_REFERRAL = """
UPDATE referrals SET referrer_keys = '{}', subject_keys = '{}' WHERE referral_id = %(stream)s
"""
_MERGED_INTO = """
SELECT originator_id AS person FROM stored_events WHERE topic = 'intake.persons-merged'
AND convert_from(state, 'UTF8')::jsonb -> 'data' ->> 'into' = %s
"""
_UNFINISHED = "SELECT stream FROM erasures WHERE NOT keys_destroyed"
_GONE_OF_STREAMS = (
    """UPDATE referrals SET subject_keys = '{}' WHERE subject_keys <> '{}' AND person_id IN
        (SELECT stream FROM sealing_keys WHERE key_id = ANY (%(destroyed)s))""",
    """UPDATE referrals SET referrer_keys = '{}', subject_keys = '{}'
        WHERE referrer_keys <> '{}' AND referral_id IN
        (SELECT stream FROM sealing_keys WHERE key_id = ANY (%(destroyed)s))""",
    """DELETE FROM snapshots WHERE originator_id IN
        (SELECT stream FROM sealing_keys WHERE key_id = ANY (%(destroyed)s))""",
)
