"""Whose a follow-up is: what the policies are told, from rows of its facts and of the matter's."""

from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from services.feedback.application.matters import RESTRICTED, Matter
from services.feedback.domain.follow_up import FollowUp
from shared.kernel.asker import Asker
from shared.kernel.refused import Unknown
from shared.plumbing.keys import RegionKey
from shared.plumbing.policy import About, Policy

WORKS = frozenset({"worker", "work_pair", "other"})
"""Members of a network who work with the family, as intake tells them from the family and from buyers."""
BUYS = frozenset({"buyer"})
OPENS_NOTHING = "this link does not open anything"


class Whose:
    """Answers whose a follow-up is, and refuses what is not the asker's as if it were not there."""

    def __init__(self, policy: Policy, key: RegionKey) -> None:
        self._policy = policy
        self._key = key

    def allows(self, asker: Asker, about: About, name: str | None = None) -> bool:
        """Whether the asker may, about this one. name: of what, where it is not what they ask for."""
        return self._policy.allows(asker, about, name)

    def about(self, asker: Asker, rows: Connection[DictRow], row: DictRow, *, linked: bool = False) -> About:
        """What the policies are told. row: with region, matter_id, restricted_to. linked: by their link."""
        seats = self._seats(asker, rows, row["matter_id"])
        return About.of(
            "FollowUp",
            region=row["region"],
            closed_off=self._closed_off(asker, row["restricted_to"]),
            works_on=bool(seats & WORKS),
            buys=bool(seats & BUYS),
            linked=linked,
        )

    def refuse_stranger(self, asker: Asker, rows: Connection[DictRow], follow_up_id: UUID) -> DictRow:
        """The follow-up's row. Unknown where there is none, or none that concerns the asker."""
        row = rows.execute(_FOLLOW_UP, (follow_up_id,)).fetchone()
        if row is None or not self.allows(asker, self.about(asker, rows, row)):
            raise Unknown("there is no {kind} with the id {id}", kind=FollowUp.kind, id=str(follow_up_id))
        return row

    def refuse_strangers_link(self, asker: Asker, rows: Connection[DictRow], link_hash: str) -> DictRow:
        """The row of the follow-up that a link was made for. Unknown where it is not the asker's link."""
        row = rows.execute(_OF_LINK, (link_hash,)).fetchone()
        linked = (asker.may or {}).get("link") == link_hash
        if row is None or not self.allows(asker, self.about(asker, rows, row, linked=linked)):
            raise Unknown(OPENS_NOTHING)
        return row

    def refuse_strangers_matter(self, asker: Asker, rows: Connection[DictRow], matter: Matter) -> None:
        """Unknown where the matter is not one that the asker may follow up, or read of."""
        row: dict[str, Any] = vars(matter)
        if not self.allows(asker, self.about(asker, rows, row)):
            raise Unknown("there is no {kind} with the id {id}", kind=matter.kind, id=str(matter.matter_id))

    def _seats(self, asker: Asker, rows: Connection[DictRow], matter_id: UUID) -> frozenset[str]:
        """In which roles the asker is in the case's network today; of a referral nobody is."""
        values = {"matter": matter_id, "user": self._key.user_pseudonym(asker.user), "today": asker.today}
        return frozenset(row["role"] for row in rows.execute(_SEATS, values).fetchall())

    def _closed_off(self, asker: Asker, restricted_to: Any) -> bool:
        """Whether a case that is restricted to named people is closed off from the asker (R-C10)."""
        return bool(restricted_to) and self._key.user_pseudonym(asker.user) not in restricted_to


_FOLLOW_UP = f"""
SELECT f.*, {RESTRICTED.format(matter="f.matter_id")} AS restricted_to
FROM follow_ups f WHERE f.follow_up_id = %s
"""  # noqa: S608 - a column
_OF_LINK = f"""
SELECT f.*, {RESTRICTED.format(matter="f.matter_id")} AS restricted_to
FROM links l JOIN follow_ups f USING (follow_up_id) WHERE l.link_hash = %s
"""  # noqa: S608 - a column
_SEATS = """
SELECT role FROM network
WHERE case_id = %(matter)s AND user_name = %(user)s AND (until IS NULL OR until >= %(today)s)
"""
