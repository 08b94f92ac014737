"""The application's part about professionals: entered, kept alive, vetted, paused, shared."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from services.matching import commands
from services.matching.application.matters import known_as
from services.matching.application.rows import row_of_professional
from services.matching.application.told import told
from services.matching.application.whose import Whose
from services.matching.domain.language import ConflictWith
from services.matching.domain.professional import Professional
from services.matching.domain.rules import rules_for
from shared.contracts.asking import Command
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.plumbing.keys import RegionKey
from shared.plumbing.policy import Policy
from shared.plumbing.sealing.sealing import Sealing
from shared.plumbing.store.application import Carrying, Decided, FactApplication
from shared.plumbing.store.database import ServiceDatabase

Way = Callable[[Any, Carrying], Decided]


class Professionals(FactApplication):
    """Carries out the commands about professionals."""

    def __init__(self, database: ServiceDatabase, sealing: Sealing, key: RegionKey, policy: Policy) -> None:
        super().__init__(database, sealing)
        self.policy = policy
        self.key = key
        self.whose = Whose(policy, key)
        self.ways: dict[type[Command], Way] = {
            commands.RegisterProfessional: self._register,
            commands.AttestVetting: self._attest_vetting,
            commands.DeclareConflict: self._declare_conflict,
        }

    def professional_for(
        self, asker: Asker, professional_id: UUID, as_of: datetime | None = None
    ) -> Professional:
        """The professional as they are, or as known at a moment. Unknown where not for this asker."""
        with self.database.rows() as rows:
            self.whose.refuse_stranger(asker, rows, professional_id)
        return self.load(Professional, professional_id, as_of)

    def work_on_professional(self, command: Any, carrying: Carrying) -> Decided:
        """A verb of the command's name on the professional that it names."""
        professional = self.professional_for(carrying.asker, command.professional_id)
        verb = type(command).name()
        getattr(professional, verb)(**told(getattr(Professional, verb), command, carrying.at(command)))
        return self.decided_on_professional(professional, carrying)

    def decided_on_professional(self, professional: Professional, carrying: Carrying) -> Decided:
        """What is stored and answered of one."""
        state = professional.state_on(carrying.asker.today)
        answer = {"professional_id": str(professional.id), "state": state}
        return Decided([professional], answer, [row_of_professional(professional, self.key)])

    def _register(self, command: commands.RegisterProfessional, carrying: Carrying) -> Decided:
        verb = Professional.register_professional
        fields = told(verb, command, carrying.at(command))
        return self.decided_on_professional(verb(id=command.professional_id, **fields), carrying)

    def _attest_vetting(self, command: commands.AttestVetting, carrying: Carrying) -> Decided:
        """R-M1: how old the extract may be when it is checked, the region's rules say."""
        professional = self.professional_for(carrying.asker, command.professional_id)
        at = carrying.at(command)
        rules = rules_for(professional.region, local_date(at))
        fields = told(Professional.attest_vetting, command, at)
        professional.attest_vetting(**{**fields, "months": rules.extract_months})
        return self.decided_on_professional(professional, carrying)

    def _declare_conflict(self, command: commands.DeclareConflict, carrying: Carrying) -> Decided:
        """A person is named as intake names them on the bus: matching holds no person's id (R-P1)."""
        professional = self.professional_for(carrying.asker, command.professional_id)
        named = command.conflict
        person = known_as(self.key.pseudonym(named.person_id)) if named.person_id else None
        professional.declare_conflict(conflict=ConflictWith(person, named.case_id), reason=command.reason)
        return self.decided_on_professional(professional, carrying)
