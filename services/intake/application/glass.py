"""Breaking the glass: a matter is opened to somebody who takes no part in it, for 24 hours (ADR 0014).

Whether they may at all, the policies say (policies/glass.cedar); what they read then, too. The row says until
when; it is written in the transaction of the fact.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg.rows import DictRow

from services.intake import commands
from services.intake.application.cases import case_matter_for
from services.intake.application.matters import matter_for
from services.intake.domain.case import Case
from services.intake.domain.case.glass import FAMILY
from services.intake.domain.referral import Referral
from shared.kernel.asker import Asker
from shared.kernel.refused import Refused
from shared.plumbing.policy import About, Policy
from shared.plumbing.store.application import Carrying, Decided, FactApplication

HOLDS = timedelta(hours=24)
"""P: how long a broken glass opens a matter."""


def break_glass(
    intake: FactApplication, policy: Policy, command: commands.BreakGlass, carrying: Carrying
) -> Decided:
    """Opens it. Unknown where it may not be opened or is not there; Refused where it is open already."""
    asker, until = carrying.asker, carrying.asker.now + HOLDS
    matter: Referral | Case
    with intake.database.rows() as rows:
        if command.case_id:
            about = case_matter_for(policy, asker, rows, command.case_id).as_seen_by(asker)
            _refuse_what_needs_none(policy, asker, about, "case", command)
            matter = intake.load(Case, command.case_id)
        else:
            contact = command.referral_id or UUID(int=0)
            about = matter_for(policy, asker, rows, contact).as_seen_by(asker)
            _refuse_what_needs_none(policy, asker, about, "referral", command)
            matter = intake.load(Referral, contact)
        _refuse_family(rows, asker, matter.person_id)
    matter.break_glass(by=asker.user, reason=command.reason, until=until)
    values = {"user": asker.user, "referral": command.referral_id, "case": command.case_id, "until": until}
    named = {f"{matter.kind}_id": str(matter.id), "number": matter.subject, "state": matter.state}
    return Decided([matter], named | {"until": until.isoformat()}, [_row(values)])


def opened_by_glass(rows: Connection[DictRow], asker: Asker, person_id: UUID) -> bool:
    """Whether a matter about the person is open to the asker by a broken glass just now."""
    values = {"user": asker.user, "now": asker.now, "person": person_id}
    return rows.execute(_OPENED, values).fetchone() is not None


_OPENED = """
SELECT FROM broken_glasses glass
    LEFT JOIN cases USING (case_id) LEFT JOIN referrals ON referrals.referral_id = glass.referral_id
WHERE glass.user_name = %(user)s AND glass.until > %(now)s
    AND %(person)s IN (cases.person_id, referrals.person_id)
"""


def _refuse_what_needs_none(
    policy: Policy, asker: Asker, about: About, reading: str, command: commands.BreakGlass
) -> None:
    if policy.decide(asker, about, reading).allowed:
        raise Refused("this is open to you already: no glass needs to be broken")
    if command.occurred_at:
        raise Refused("a glass is broken at this moment: it takes no other time")


def _refuse_family(rows: Connection[DictRow], asker: Asker, person_id: UUID | None) -> None:
    """Refused to who stands in a network about the same person as one of the family."""
    values = {"user": asker.user, "person": person_id, "family": sorted(FAMILY)}
    if rows.execute(_OF_THE_FAMILY, values).fetchone() is not None:
        raise Refused("nobody opens a matter of their own family")


_OF_THE_FAMILY = """
SELECT FROM case_members JOIN cases USING (case_id)
WHERE user_name = %(user)s AND person_id = %(person)s AND role = ANY (%(family)s)
"""


def _row(values: dict[str, Any]) -> Callable[[Cursor[DictRow]], None]:
    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(
            "INSERT INTO broken_glasses (user_name, referral_id, case_id, until)"
            " VALUES (%(user)s, %(referral)s, %(case)s, %(until)s)",
            values,
        )

    return write
