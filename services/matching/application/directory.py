"""The application's part about teams, the core unit of a region and contact persons."""

from uuid import UUID

from services.matching import commands
from services.matching.application.professionals import Professionals
from services.matching.application.rows import row_of_contact_person, row_of_team
from services.matching.application.told import told
from services.matching.domain.directory import ContactPerson, CoreUnit, Team
from services.matching.domain.directory.contact_person import contact_person_id
from services.matching.domain.directory.core_unit import core_unit_id
from shared.kernel.asker import Asker
from shared.kernel.reference import region_of
from shared.kernel.refused import Refused, Unknown
from shared.plumbing.keys import RegionKey
from shared.plumbing.policy import About, Policy
from shared.plumbing.sealing.sealing import Sealing
from shared.plumbing.store.application import Carrying, Decided
from shared.plumbing.store.database import ServiceDatabase


class Directory(Professionals):
    """Carries out the commands about who stands together, and whom one reaches."""

    def __init__(self, database: ServiceDatabase, sealing: Sealing, key: RegionKey, policy: Policy) -> None:
        super().__init__(database, sealing, key, policy)
        self.ways |= {
            commands.FormTeam: self._form_team,
            commands.ChangeTeam: self._work_on_team,
            commands.DissolveTeam: self._work_on_team,
            commands.SeatCoreUnitMember: self._seat,
            commands.Unseat: self._unseat,
            commands.AppointContactPerson: self._appoint,
        }

    def core_unit(self, region: str) -> CoreUnit | None:
        """The region's core unit; None before its first member."""
        try:
            return self.load(CoreUnit, core_unit_id(region))
        except Unknown:
            return None

    def _form_team(self, command: commands.FormTeam, carrying: Carrying) -> Decided:
        self._must_be_known(*command.members)
        fields = told(Team.form_team, command, carrying.at(command))
        return _decided_on_team(Team.form_team(id=command.team_id, region=carrying.asker.region, **fields))

    def _work_on_team(
        self, command: commands.ChangeTeam | commands.DissolveTeam, carrying: Carrying
    ) -> Decided:
        if isinstance(command, commands.ChangeTeam):
            self._must_be_known(*(command.members or ()))
        with self.database.rows() as rows:
            self.whose.refuse_strangers_team(carrying.asker, rows, command.team_id)
        team, verb = self.load(Team, command.team_id), type(command).name()
        getattr(team, verb)(**told(getattr(Team, verb), command, carrying.at(command)))
        return _decided_on_team(team)

    def _seat(self, command: commands.SeatCoreUnitMember, carrying: Carrying) -> Decided:
        self._must_be_known(command.professional_id)
        unit = self.core_unit(carrying.asker.region) or CoreUnit.form(region=carrying.asker.region)
        unit.seat_core_unit_member(**told(CoreUnit.seat_core_unit_member, command, carrying.at(command)))
        return _decided_on_unit(unit, carrying.asker)

    def _unseat(self, command: commands.Unseat, carrying: Carrying) -> Decided:
        unit = self.core_unit(carrying.asker.region)
        if unit is None:
            raise Refused("nobody sits in the core unit yet")
        unit.unseat(
            field=command.field,
            professional_id=command.professional_id,
            until=command.until or carrying.asker.today,
        )
        return _decided_on_unit(unit, carrying.asker)

    def _appoint(self, command: commands.AppointContactPerson, carrying: Carrying) -> Decided:
        about = About.of("ContactPost", region=region_of(command.county))
        if not self.whose.allows(carrying.asker, about):
            raise Unknown("there is no county {county} in the region", county=command.county)
        self._must_be_known(command.professional_id, *filter(None, [command.substitute]))
        post = self._post(command.county, command.sector)
        post.appoint_contact_person(
            **told(ContactPerson.appoint_contact_person, command, carrying.at(command))
        )
        answer = {"county": post.county, "sector": post.sector, "professional_id": str(post.professional_id)}
        return Decided([post], answer, [row_of_contact_person(post)])

    def _post(self, county: str, sector: str) -> ContactPerson:
        try:
            return self.load(ContactPerson, contact_person_id(county, sector))
        except Unknown:
            return ContactPerson.open(county=county, sector=sector)

    def _must_be_known(self, *ids: UUID) -> None:
        with self.database.rows() as rows:
            self.whose.refuse_unknown(rows, list(ids))


def _decided_on_team(team: Team) -> Decided:
    return Decided([team], {"team_id": str(team.id), "state": team.state}, [row_of_team(team)])


def _decided_on_unit(unit: CoreUnit, asker: Asker) -> Decided:
    flags = [{"code": each.code, "field": each.field} for each in unit.flags_on(asker.today)]
    return Decided([unit], {"region": unit.region, "flags": flags})
