"""Rows of cases, written in the transaction of their facts: they say whose a case is and who sees it.

A case concerns whoever takes part in it, while they do; one that is restricted to named people concerns
nobody else at all (R-C10). Parents do not sign in (R-C9): a worker who stands in a network as one of the
family sees nothing by that. The policies say it of one case (policies/cases.cedar), `SEEN_BY` the same in
SQL for lists.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg.rows import DictRow

from services.intake.domain.case import Case, facts
from services.intake.domain.case.glass import FAMILY
from shared.kernel.asker import Asker
from shared.kernel.refused import Unknown
from shared.plumbing.policy import About, Policy


@dataclass(frozen=True)
class Seat:
    """A current member of a network. user_name: who signs in, where somebody does."""

    user_name: str | None
    role: str
    sector: str | None


@dataclass(frozen=True)
class CaseMatter:
    """Whose a case is: what decides who may see it and work on it."""

    case_id: UUID
    region: str
    county: str
    state: str
    restricted_to: frozenset[str]
    seats: tuple[Seat, ...]
    opened: bool = False

    def as_seen_by(self, asker: Asker) -> About:
        """What the policies are told of it (policies/cases.cedar)."""
        mine = [seat for seat in self.seats if seat.user_name == asker.user]
        own = [seat for seat in mine if seat.role not in FAMILY]
        return About.of(
            "Case",
            region=self.region,
            county=self.county,
            state=self.state,
            sectors=frozenset(seat.sector for seat in self.seats if seat.sector),
            restricted=bool(self.restricted_to),
            named=asker.user in self.restricted_to,
            takes_part=bool(own),
            works_on=any(seat.role != "buyer" for seat in own),
            buys_for=frozenset(seat.sector for seat in own if seat.role == "buyer" and seat.sector),
            opened=self.opened,
        )


_NAMES_OF_FAMILY = "', '".join(sorted(FAMILY))
_SEAT = "SELECT FROM case_members seat WHERE seat.case_id = cases.case_id"
_OWN = f"{_SEAT} AND seat.user_name = %(user)s AND seat.role NOT IN ('{_NAMES_OF_FAMILY}')"
_UNRESTRICTED = "(restricted_to = '{}' OR %(user)s = ANY (restricted_to))"
_TAKES_PART: dict[str, tuple[str, ...]] = {
    "coordinator": ("region = %(region)s",),
    "worker": (f"EXISTS ({_OWN} AND seat.role <> 'buyer')",),
    "expert": (f"EXISTS ({_OWN} AND seat.role <> 'buyer')",),
    "buyer": (f"EXISTS ({_OWN} AND seat.role = 'buyer' AND seat.sector = %(sector)s)",),
    "contact_person": (
        f"EXISTS ({_OWN})",
        f"county = %(own_county)s AND EXISTS ({_SEAT} AND seat.sector = %(sector)s)",
    ),
}
WAYS_TO_SEE = {
    role: tuple(f"{_UNRESTRICTED} AND {way}" for way in ways) for role, ways in _TAKES_PART.items()
}
"""Role → the ways in which it may see rows of `cases`, one by one: each is found by an index of its own."""
SEEN_BY = {role: f"(({') OR ('.join(ways)}))" for role, ways in WAYS_TO_SEE.items()}
"""Role → the rows of `cases` it may see, by the parameters that `seen_by` gives."""


def seen_by(asker: Asker) -> dict[str, Any]:
    """Who asks, as the parameters of SQL that tells what they see: `SEEN_BY`, and the list of contacts."""
    return {
        "user": asker.user,
        "region": asker.region,
        "own_county": asker.county,
        "sector": asker.sector,
    }


def case_matter_for(policy: Policy, asker: Asker, rows: Connection[DictRow], case_id: UUID) -> CaseMatter:
    """The matter. Unknown where there is none, or none that concerns the asker: both sound the same."""
    matter = _case_matter(asker, rows, case_id)
    if matter is None or not policy.allows(asker, matter.as_seen_by(asker)):
        raise Unknown("there is no {kind} with the id {id}", kind=Case.kind, id=str(case_id))
    return matter


def _case_matter(asker: Asker, rows: Connection[DictRow], case_id: UUID) -> CaseMatter | None:
    found = rows.execute(_MATTER, {"case_id": case_id, "user": asker.user, "now": asker.now}).fetchone()
    if found is None:
        return None
    seats = rows.execute(
        "SELECT user_name, role, sector FROM case_members WHERE case_id = %s", (case_id,)
    ).fetchall()
    restricted_to = frozenset(found.pop("restricted_to"))
    return CaseMatter(**found, restricted_to=restricted_to, seats=tuple(Seat(**seat) for seat in seats))


def cases_listed(
    policy: Policy, asker: Asker, rows: Connection[DictRow], found: list[DictRow]
) -> list[DictRow]:
    """Those rows of a list that a region's own policies leave in it; SQL has the product's already."""
    if not policy.asks_each:
        return found
    matters = ((row, _case_matter(asker, rows, row["case_id"])) for row in found)
    return [
        row for row, matter in matters if matter and policy.decide(asker, matter.as_seen_by(asker)).allowed
    ]


def cases_known_to(asker: Asker, rows: Connection[DictRow], case_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the cases that concern the asker: of the others not even the id is told (R-C10)."""
    asked = list(case_ids)
    if not asked or asker.role not in SEEN_BY:
        return frozenset()
    known = _KNOWN.format(seen=SEEN_BY[asker.role])
    found = rows.execute(known, {"asked": asked, **seen_by(asker)}).fetchall()
    return frozenset(row["case_id"] for row in found)


def row_of_case(case: Case) -> Callable[[Cursor[DictRow]], None]:
    """Writes the case's row, and who is in its network where that changed."""
    values = {
        "case_id": case.id,
        "number": case.number,
        "state": case.state,
        "region": case.region,
        "county": case.county,
        "service_line": case.service_line,
        "process_lead": case.process_lead,
        "referral_id": case.referral_id,
        "person_id": case.person_id,
        "opened_on": case.opened_on,
        "closed_on": case.closed_on,
        "restricted_to": sorted(case.restricted_to),
    }
    joined_or_left = (facts.NetworkMemberAdded, facts.NetworkMemberRemoved)
    network_changed = any(isinstance(fact, joined_or_left) for fact in case.pending_events)
    seats = [(case.id, member.id, member.user, member.role, member.sector) for member in case.members]

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_ROW, values)
        if network_changed:
            rows.execute("DELETE FROM case_members WHERE case_id = %s", (case.id,))
            rows.executemany("INSERT INTO case_members VALUES (%s, %s, %s, %s, %s)", seats)

    return write


_MATTER = """
SELECT case_id, region, county, state, restricted_to, EXISTS (
    SELECT FROM broken_glasses glass WHERE glass.case_id = cases.case_id
        AND glass.user_name = %(user)s AND glass.until > %(now)s) AS opened
FROM cases WHERE case_id = %(case_id)s
"""
_KNOWN = "SELECT case_id FROM cases WHERE case_id = ANY (%(asked)s) AND {seen}"
_ROW = """
INSERT INTO cases (
    case_id, number, state, region, county, service_line, process_lead, referral_id, person_id,
    opened_on, closed_on, restricted_to)
VALUES (
    %(case_id)s, %(number)s, %(state)s, %(region)s, %(county)s, %(service_line)s, %(process_lead)s,
    %(referral_id)s, %(person_id)s, %(opened_on)s, %(closed_on)s, %(restricted_to)s)
ON CONFLICT (case_id) DO UPDATE SET
    state = excluded.state, closed_on = excluded.closed_on, restricted_to = excluded.restricted_to
"""
