"""Whose a professional, a request or a team is: what the policies are told, from rows of their facts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from services.matching.application.matters import Matter
from services.matching.domain.directory import Team
from services.matching.domain.match_request import MatchRequest
from services.matching.domain.professional import Professional
from shared.kernel.asker import Asker
from shared.kernel.refused import Unknown
from shared.plumbing.keys import RegionKey
from shared.plumbing.policy import About, Policy

OPEN_ANSWERS = frozenset({"offered", "accepted"})


class Whose:
    """Answers whose something is, and refuses what is not the asker's as if it were not there."""

    def __init__(self, policy: Policy, key: RegionKey) -> None:
        self._policy = policy
        self._key = key

    def is_own(self, asker: Asker, professional: DictRow) -> bool:
        """Whether the asker is this professional.

        Where it is written who signs in as them, by that; else by their organisation, which is all that is
        known of both.
        """
        if professional["signs_in"]:
            return bool(professional["signs_in"] == self._key.user_pseudonym(asker.user))
        return self.is_of(asker, professional)

    def is_of(self, asker: Asker, professional: DictRow) -> bool:
        """Whether the asker and the professional are of the same organisation."""
        return bool(asker.organisation) and _alike(str(asker.organisation), professional["organisation"])

    def about_professional(self, asker: Asker, row: DictRow) -> About:
        """What the policies are told of a professional (policies/directory.cedar)."""
        linked = (asker.may or {}).get("professional_id") == str(row["professional_id"])
        own, provides = self.is_own(asker, row), self.is_of(asker, row)
        return About.of("Professional", own=own, provides=provides, linked=linked)

    def about_request(self, asker: Asker, row: DictRow, *, asked: bool = False) -> About:
        """What they are told of a match request. asked: the asker is who is asked here."""
        off = closed_off(asker, row["restricted_to"], self._key)
        return About.of("MatchRequest", region=row["region"], closed_off=off, asked=asked)

    def allows(self, asker: Asker, about: About, name: str | None = None) -> bool:
        """Whether the asker may, about this one. name: of what, where it is not what they ask for."""
        return self._policy.allows(asker, about, name)

    def refuse_stranger(self, asker: Asker, rows: Connection[DictRow], professional_id: UUID) -> DictRow:
        """The professional's row. Unknown where there is none, or none that concerns the asker."""
        row = rows.execute(_PROFESSIONAL, (professional_id,)).fetchone()
        if row is None or not self.allows(asker, self.about_professional(asker, row)):
            raise Unknown(
                "there is no {kind} with the id {id}", kind=Professional.kind, id=str(professional_id)
            )
        return row

    def refuse_unknown(self, rows: Connection[DictRow], ids: list[UUID]) -> None:
        """Unknown where one of them is in no directory."""
        found = rows.execute(
            "SELECT professional_id FROM professionals WHERE professional_id = ANY (%s)", (ids,)
        ).fetchall()
        for missing in set(ids) - {row["professional_id"] for row in found}:
            raise Unknown("there is no {kind} with the id {id}", kind=Professional.kind, id=str(missing))

    def refuse_strangers_request(
        self, asker: Asker, rows: Connection[DictRow], request_id: UUID, answering: UUID | None = None
    ) -> DictRow:
        """The request's row. Unknown as above. answering: the professional for whom the asker answers."""
        row = rows.execute(_REQUESTS, ([request_id],)).fetchone()
        if row is not None:
            asked = answering is not None and self._answers(asker, rows, row, answering)
            if self.allows(asker, self.about_request(asker, row, asked=asked)):
                return row
        raise Unknown("there is no {kind} with the id {id}", kind=MatchRequest.kind, id=str(request_id))

    def refuse_strangers_requests(
        self, asker: Asker, rows: Connection[DictRow], ids: Sequence[UUID]
    ) -> list[DictRow]:
        """The rows of many requests. Unknown as above for the first that is not the asker's."""
        found = {row["match_request_id"]: row for row in rows.execute(_REQUESTS, (list(ids),)).fetchall()}
        for each in ids:
            row = found.get(each)
            if row is None or not self.allows(asker, self.about_request(asker, row)):
                raise Unknown("there is no {kind} with the id {id}", kind=MatchRequest.kind, id=str(each))
        return [found[each] for each in ids]

    def known_requests(
        self, asker: Asker, rows: Connection[DictRow], ids: Sequence[UUID], name: str
    ) -> list[DictRow]:
        """The rows of those that `name` would tell the asker: of the others nothing is told (R-M9, R-C10)."""
        found = {row["match_request_id"]: row for row in rows.execute(_REQUESTS, (list(ids),)).fetchall()}
        in_order = (found[each] for each in ids if each in found)
        return [row for row in in_order if self.allows(asker, self.about_request(asker, row), name)]

    def refuse_strangers_team(self, asker: Asker, rows: Connection[DictRow], team_id: UUID) -> DictRow:
        """The team's row. Unknown as above."""
        row = rows.execute("SELECT * FROM teams WHERE team_id = %s", (team_id,)).fetchone()
        if row is None or not self.allows(asker, About.of("Team", region=row["region"])):
            raise Unknown("there is no {kind} with the id {id}", kind=Team.kind, id=str(team_id))
        return row

    def refuse_strangers_matter(self, asker: Asker, matter: Matter) -> None:
        """Unknown where the matter is not one that the asker may seek somebody for."""
        off = closed_off(asker, matter.restricted_to, self._key)
        about = About.of("MatchRequest", region=matter.region, closed_off=off, asked=False)
        if not self.allows(asker, about):
            raise Unknown("there is no {kind} with the id {id}", kind=matter.kind, id=str(matter.matter_id))

    def _answers(self, asker: Asker, rows: Connection[DictRow], request: DictRow, answering: UUID) -> bool:
        if request["asked"].get(str(answering)) not in OPEN_ANSWERS:
            return False
        row = rows.execute(_PROFESSIONAL, (answering,)).fetchone()
        return row is not None and self.is_own(asker, row)


def closed_off(asker: Asker, restricted_to: Any, key: RegionKey) -> bool:
    """Whether a case that is restricted to named people is closed off from the asker (R-C10)."""
    return bool(restricted_to) and key.user_pseudonym(asker.user) not in restricted_to


def _alike(said: str, known: str) -> bool:
    return said.strip().casefold() == known.strip().casefold()


RESTRICTED = """
coalesce((
    SELECT array_agg(DISTINCT who) FROM matters m, unnest(m.restricted_to) who
    WHERE m.matter_id = {matter} OR m.referral_id = {matter}
), '{{}}')
"""
"""Who alone sees a matter: of a referral also those of the cases that were opened from it."""
_PROFESSIONAL = "SELECT * FROM professionals WHERE professional_id = %s"
_REQUESTS = f"""
SELECT r.*, {RESTRICTED.format(matter="r.matter_id")} AS restricted_to
FROM match_requests r WHERE r.match_request_id = ANY (%s)
"""  # noqa: S608 - a column
