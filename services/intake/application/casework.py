"""The application's part about cases: a case is opened from a contact, then each command is a verb of it."""

from abc import abstractmethod
from datetime import datetime
from typing import Any
from uuid import UUID

from services.intake import commands
from services.intake.application.cases import case_matter_for, cases_known_to, row_of_case
from services.intake.application.disclosing import rows_of_disclosures
from services.intake.application.meetings import rows_of_meetings
from services.intake.domain.case import Case
from services.intake.domain.case.language import Link
from services.intake.domain.case.opening import refusal_to_open
from services.intake.domain.referral import Referral
from shared.contracts.asking import Command
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.keeping import keeping_for
from shared.kernel.refused import Refused
from shared.plumbing.policy import Policy
from shared.plumbing.sealing.sealing import Sealing
from shared.plumbing.store.application import Carrying, Decided, FactApplication
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.numbers import next_number
from shared.plumbing.store.verbs import arguments


class Casework(FactApplication):
    """Carries the commands of cases out.

    policy: whose matter it is, for whom. standing_team: whether the region has one (R-C6).
    """

    def __init__(
        self, database: ServiceDatabase, sealing: Sealing, policy: Policy, *, standing_team: bool = True
    ) -> None:
        super().__init__(database, sealing)
        self.policy = policy
        self._standing_team = standing_team

    @abstractmethod
    def referral_for(self, asker: Asker, referral_id: UUID) -> Referral:
        """The contact that a case follows, where it concerns the asker. Unknown otherwise."""

    @abstractmethod
    def now_known_as(self, person_id: UUID) -> UUID:
        """The id of whom a person was merged into; their own where they were not."""

    def case_for(self, asker: Asker, case_id: UUID, as_of: datetime | None = None) -> Case:
        """The case as it is, or as it was known at a moment, where it concerns the asker today.

        Unknown otherwise. Every reader of a case comes through here.
        """
        with self.database.get_connection() as rows:
            case_matter_for(self.policy, asker, rows, case_id)
        return self.load(Case, case_id, as_of)

    def linked_for(self, asker: Asker, case: Case) -> tuple[Link, ...]:
        """The case's links, without those to cases that do not concern the asker (R-C10)."""
        if not case.links:
            return ()
        with self.database.rows() as rows:
            known = cases_known_to(asker, rows, (link.case_id for link in case.links))
        return tuple(link for link in case.links if link.case_id in known)

    def open_case(self, command: commands.OpenCase, carrying: Carrying) -> Decided:
        """A case follows a contact: what the contact knows of place and situations, the case takes on."""
        referral = self.referral_for(carrying.asker, command.referral_id)
        at = carrying.at(command)
        person_id = self.now_known_as(command.person_id)
        reason = refusal_to_open(
            ended=referral.ended,
            subject=referral.person_id and self.now_known_as(referral.person_id),
            person_id=person_id,
            received_on=referral.received_on,
            on=local_date(at),
        )
        if reason:
            raise Refused(reason)
        with self.database.get_connection() as rows:
            number = next_number(rows, Case.kind, at)
        case = Case.open_case(
            **arguments(Case.open_case, command, at) | {"person_id": person_id},
            id=command.case_id,
            number=number,
            region=referral.region,
            county=referral.county,
            situations=referral.situations,
            keeping=keeping_for(
                command.service_line,
                child_welfare_notification=referral.child_welfare_notification,
                county=referral.county,
                on=local_date(at),
            ),
            with_standing_team=self._standing_team,
        )
        return _decided(command, carrying, case)

    def link_cases(self, command: commands.LinkCases, carrying: Carrying) -> Decided:
        """Both cases say that they are linked, so both have to concern the asker."""
        case = self.case_for(carrying.asker, command.case_id)
        other = self.case_for(carrying.asker, command.other_case_id)
        case.link_cases(other_case_id=other.id, relation=command.relation)
        other.link_cases(other_case_id=case.id, relation=command.relation)
        return _decided(command, carrying, case, other)

    def work_on_case(self, command: Command, carrying: Carrying) -> Decided:
        """Every other command of a case: a verb of its name on the case that it names."""
        case = self.case_for(carrying.asker, command.case_id)  # type: ignore[attr-defined]
        fields = arguments(getattr(Case, command.name()), command, carrying.at(command))
        if isinstance(command, commands.AcknowledgeReport):
            fields["sector"] = carrying.asker.sector
        getattr(case, command.name())(**fields)
        return _decided(command, carrying, case)


def _decided(command: Command, carrying: Carrying, *cases: Case) -> Decided:
    """The answer names the first of the cases, and what else the command gave an id."""
    first, *_ = cases
    answer: dict[str, Any] = {"case_id": str(first.id), "number": first.subject, "state": first.state}
    if meeting_id := getattr(command, "meeting_id", None):
        answer["meeting_id"] = str(meeting_id)
    # A meeting's row names its case's, so those of cases come first.
    rows = [row_of_case(case) for case in cases]
    rows += [rows_of_meetings(case, carrying.asker.now) for case in cases]
    rows += [row for case in cases for row in rows_of_disclosures(case, carrying)]
    return Decided(list(cases), answer, rows)
