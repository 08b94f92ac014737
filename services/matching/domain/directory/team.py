"""Team (tiimi): people who take on certain situations together, formed once and changed as they change."""

from typing import ClassVar, Self
from uuid import UUID

from eventsourcing.domain import event

from shared.kernel.facts import Stream
from shared.kernel.refused import Refused


class TeamFormed(Stream.Created):
    """Professionals take on certain situations together."""

    TOPIC = "matching.team-formed"
    region: str
    name: str
    situations: tuple[str, ...]
    members: tuple[UUID, ...]


class TeamChanged(Stream.Event):
    """A team's name, situations or members are others now; None where they are not."""

    TOPIC = "matching.team-changed"
    name: str | None
    situations: tuple[str, ...] | None
    members: tuple[UUID, ...] | None


class TeamDissolved(Stream.Event):
    """A team is none any more."""

    TOPIC = "matching.team-dissolved"


class Team(Stream):
    """A standing team. situations: codes of `situations`; members: professionals."""

    TOPIC = "matching.team"
    kind: ClassVar[str] = "team"
    TeamFormed = TeamFormed
    TeamChanged = TeamChanged
    TeamDissolved = TeamDissolved

    @classmethod
    def form_team(
        cls,
        *,
        id: UUID,  # noqa: A002 - what the store calls it
        region: str,
        name: str,
        situations: tuple[str, ...],
        members: tuple[UUID, ...],
    ) -> Self:
        """Refused for a team of nobody."""
        refuse_empty(members)
        return cls._create(
            cls.TeamFormed,
            id=id,
            region=region,
            name=name,
            situations=situations,
            members=tuple(dict.fromkeys(members)),
        )

    def change_team(
        self,
        *,
        name: str | None = None,
        situations: tuple[str, ...] | None = None,
        members: tuple[UUID, ...] | None = None,
    ) -> None:
        """What is not told stays. Refused where nothing changes, and for a team of nobody."""
        self._must_stand()
        if members is not None:
            refuse_empty(members)
        told = {"name": name, "situations": situations, "members": members}
        changed = {
            key: value for key, value in told.items() if value is not None and value != getattr(self, key)
        }
        if not changed:
            raise Refused("nothing of this differs from what is known of the team")
        self.trigger_event(self.TeamChanged, **{key: changed.get(key) for key in told})

    def dissolve_team(self) -> None:
        self._must_stand()
        self.trigger_event(self.TeamDissolved)

    def _must_stand(self) -> None:
        if self.state == "dissolved":
            raise Refused("the team was dissolved")

    def __init__(
        self, *, region: str, name: str, situations: tuple[str, ...], members: tuple[UUID, ...]
    ) -> None:
        self.region, self.name, self.situations, self.members = region, name, situations, members
        self.state = "formed"

    @event(TeamChanged)
    def _changed(
        self, name: str | None, situations: tuple[str, ...] | None, members: tuple[UUID, ...] | None
    ) -> None:
        self.name = self.name if name is None else name
        self.situations = self.situations if situations is None else situations
        self.members = self.members if members is None else members

    @event(TeamDissolved)
    def _dissolved(self) -> None:
        self.state = "dissolved"


def refuse_empty(members: tuple[UUID, ...]) -> None:
    """A team has members."""
    if not members:
        raise Refused("a team has at least one member")
