"""The application of intake: which streams a command is about, and what it answers."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from services.intake import commands
from services.intake.application.closed_off import closed_off_from
from services.intake.application.erasing import Erasing, refuse_erased
from services.intake.application.glass import break_glass
from services.intake.application.matters import (
    Recognition,
    matter_for,
    possible_duplicates,
    refuse_stranger,
    refuse_to_receive,
    row_of,
    row_of_person,
)
from services.intake.application.people import refuse_mask
from services.intake.domain.duplicates import subject_keys
from services.intake.domain.language import Referrer, Screened, Subject
from services.intake.domain.person import Person
from services.intake.domain.referral import Referral
from services.intake.domain.screening import (
    Instrument,
    Screening,
    read_instrument,
    screen_code_of,
    screening_id,
)
from shared.contracts.asking import Command
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.facts import Keeping, Stream
from shared.kernel.keeping import hosting_county, keeping_for
from shared.kernel.reference import region_of
from shared.kernel.refused import Refused, Unknown
from shared.plumbing.keys import RegionKey
from shared.plumbing.policy import Policy
from shared.plumbing.sealing.sealing import Sealing
from shared.plumbing.store.application import Carrying, Decided
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.numbers import next_number
from shared.plumbing.store.verbs import arguments

_SUBJECT: TypeAdapter[Subject] = TypeAdapter(Subject)


class Intake(Erasing):
    """Carries intake's commands out: Referral, Case, Person and Screening."""

    service: ClassVar[str] = "intake"

    def __init__(
        self,
        database: ServiceDatabase,
        sealing: Sealing,
        key: RegionKey,
        policy: Policy,
        *,
        standing_team: bool = True,
    ) -> None:
        super().__init__(database, sealing, policy, standing_team=standing_team)
        self._key = key
        self.instrument: Instrument = read_instrument()
        self._ways: dict[type[Command], Callable[[Any, Carrying], Decided]] = {
            commands.ReceiveReferral: self._receive,
            commands.IdentifySubject: self._identify,
            commands.ScreenSituation: self._screen,
            commands.RegisterPerson: self._register,
            commands.CorrectPerson: self._correct,
            commands.MergePersons: self.merge_persons,
            commands.ProtectPerson: self.work_on_person,
            commands.ForbidDisclosure: self.work_on_person,
            commands.ErasePerson: self.erase_person,
            commands.DestroyMatter: self.destroy_matter,
            commands.OpenCase: self.open_case,
            commands.LinkCases: self.link_cases,
            commands.BreakGlass: self._break_glass,
        }

    def decide(self, command: Command, carrying: Carrying) -> Decided:
        refuse_mask(command)
        if way := self._ways.get(type(command)):
            decided = way(command, carrying)
        elif "case_id" in type(command).model_fields:
            decided = self.work_on_case(command, carrying)
        else:
            decided = self._work_on(command, carrying)
        refuse_erased(decided)
        return decided

    def _work_on(self, command: Command, carrying: Carrying) -> Decided:
        """Every other command: a verb of its name on the referral that it names."""
        referral = self.referral_for(carrying.asker, command.referral_id)  # type: ignore[attr-defined]
        verb = getattr(referral, command.name())
        fields = arguments(getattr(Referral, command.name()), command, carrying.at(command))
        if isinstance(command, commands.ScreenReferral):
            fields["instrument"] = self.instrument
        if isinstance(command, commands.ReportStep):
            _refuse_another_step(carrying.asker, command.step_id)
        if isinstance(command, commands.ResolveDuplicate):
            fields["hidden"] = self._hidden_from(carrying.asker, referral)
            if command.of:
                self.referral_for(carrying.asker, command.of)
        verb(**fields)
        return Decided([referral], _answer(referral), [row_of(referral)])

    def _receive(self, command: commands.ReceiveReferral, carrying: Carrying) -> Decided:
        at = carrying.at(command)
        refuse_to_receive(self.policy, carrying.asker, county=command.county, channel=command.channel)
        if command.received_at > carrying.asker.now:
            raise Refused("a time in the future is refused: {field}", field="received_at")
        keeping = keeping_for(
            command.service_line,
            child_welfare_notification=bool(command.child_welfare_notification),
            county=command.county,
            on=local_date(command.received_at),
        )
        fields = arguments(Referral.receive, command, at)
        subject = subject_of(command.subject) if command.subject else None
        recognition = Recognition.of(self._key, fields["referrer"], subject)
        with self.database.get_connection() as rows:
            before = possible_duplicates(rows, recognition, command.received_at)
            number = next_number(rows, Referral.kind, command.received_at)
        referral = Referral.receive(
            **fields,
            id=command.referral_id,
            number=number,
            region=carrying.asker.region or region_of(command.county),
            keeping=keeping,
            person_id=subject.person_id if subject else None,
            screening=self._screened_before(command.screen_code),
            possible_duplicates=before,
        )
        people = self._known_or_new(subject, keeping, local_date(at))
        answer = _answer(referral) | ({"person_id": str(people[0].id)} if people else {})
        row = row_of(referral, carrying.asker.user, recognition)
        return Decided([*people, referral], answer, [row])

    def _identify(self, command: commands.IdentifySubject, carrying: Carrying) -> Decided:
        referral = self.referral_for(carrying.asker, command.referral_id)
        subject = subject_of(command.subject)
        recognition = Recognition.of(self._key, referral.referrer, subject)
        with self.database.get_connection() as rows:
            found = possible_duplicates(rows, recognition, referral.received_at)
        referral.identify_subject(
            person_id=subject.person_id,
            legal_basis=command.legal_basis,
            possible_duplicates=tuple(other for other in found if other != referral.id),
        )
        people = self._known_or_new(subject, referral.keeping, local_date(carrying.at(command)))
        answer = _answer(referral) | {"person_id": str(subject.person_id)}
        return Decided([*people, referral], answer, [row_of(referral, recognition=recognition)])

    def _break_glass(self, command: commands.BreakGlass, carrying: Carrying) -> Decided:
        return break_glass(self, self.policy, command, carrying)

    def _screen(self, command: commands.ScreenSituation, carrying: Carrying) -> Decided:
        screening = Screening.screen_situation(
            screen_code=screen_code_of(carrying.command_id),
            answers=command.answers,
            instrument=self.instrument,
        )
        screened = screening.screened
        answer = {"screen_code": screening.screen_code, "score": screened.score, "level": screened.level}
        return Decided([screening], answer)

    def _register(self, command: commands.RegisterPerson, carrying: Carrying) -> Decided:
        region, day = carrying.asker.region, local_date(carrying.at(command))
        county = carrying.asker.county or hosting_county(region, day)
        keeping = keeping_for(None, child_welfare_notification=False, county=county, on=day)
        person = Person.register_person(subject_of(command), keeping=keeping, on=day)
        return Decided([person], {"person_id": str(person.id)}, [row_of_person(person.id, region)])

    def _correct(self, command: commands.CorrectPerson, carrying: Carrying) -> Decided:
        person = self.own_person(carrying.asker, command.person_id)
        person.correct_person(subject_of(command), on=local_date(carrying.at(command)))
        return Decided([person], {"person_id": str(person.id)})

    def referral_for(self, asker: Asker, referral_id: UUID) -> Referral:
        """The referral, where it concerns the asker. Unknown otherwise."""
        with self.database.get_connection() as rows:
            matter_for(self.policy, asker, rows, referral_id)
        return self.load(Referral, referral_id)

    def _hidden_from(self, asker: Asker, referral: Referral) -> frozenset[UUID]:
        """Of the contacts that it may repeat, those behind restricted cases (R-C10)."""
        with self.database.get_connection() as rows:
            return closed_off_from(asker, rows, referral.possible_duplicates)

    def refuse_stranger(self, asker: Asker, person_id: UUID) -> None:
        with self.database.get_connection() as rows:
            refuse_stranger(self.policy, asker, rows, person_id)

    def subject_indexes(self, subject: Subject) -> list[bytes]:
        return [self._key.blind_index("subject", text) for text in subject_keys(subject)]

    def recognition_of(self, referrer: Referrer, subject: Subject) -> Recognition:
        """By what a contact of these two would be recognised (R-I7)."""
        return Recognition.of(self._key, referrer, subject)

    def _known_or_new(self, subject: Subject | None, keeping: Keeping, day: date) -> list[Stream]:
        """The subject's own stream: registered now, or taught what this contact knows besides."""
        if subject is None:
            return []
        try:
            person = self.load(Person, subject.person_id)
        except Unknown:
            return [Person.register_person(subject, keeping=keeping, on=day)]
        person.learn(subject)
        return [person]

    def _screened_before(self, screen_code: str | None) -> Screened | None:
        if screen_code is None:
            return None
        try:
            return self.load(Screening, screening_id(screen_code)).screened
        except Unknown:
            raise Refused("no screen was filled in under the code {code}", code=screen_code) from None


def subject_of(told: BaseModel) -> Subject:
    """Whom a command is about, as the domain says it."""
    return _SUBJECT.validate_python(told.model_dump(exclude={"occurred_at"}, exclude_none=True))


def _answer(referral: Referral) -> dict[str, Any]:
    return {"referral_id": str(referral.id), "number": referral.subject, "state": referral.state}


def _refuse_another_step(asker: Asker, step_id: UUID) -> None:
    if asker.role == "link" and (asker.may or {}).get("step_id") != str(step_id):
        raise Unknown("this link is for another step")
