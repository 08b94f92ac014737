"""Whose costs an asker sees: the centre's finance the region's, a payer's finance the payer's own (R-B5).

Coordinators and admins see the region's as well, but for cases restricted to named people (R-C10): who is not
named is not told what they cost either. The centre's finance invoices these too.

A payer's code is unique in its order only: where a sign-in says the sector or the organisation (here as a
pseudonym), too, it has to be that payer's.
"""

from typing import Any

from psycopg.sql import SQL, Composed, Identifier

from services.reporting.queries.order_forecast import Payer
from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed

OF_THE_REGION = frozenset({"coordinator", "admin"})
OPEN_TO_ME = SQL(
    """NOT EXISTS (SELECT FROM cases restricted WHERE restricted.case_id = {}.case_id
        AND restricted.valid_to = 'infinity' AND cardinality(restricted.restricted_to) > 0
        AND NOT %(me)s = ANY (restricted.restricted_to))"""
)

PAYS = SQL(
    """EXISTS (SELECT FROM jsonb_to_recordset(o.payers) AS p (payer_id text, sector text, organisation text)
        WHERE lower(p.payer_id) = lower(%(own)s)
            AND (%(own_sector)s::text IS NULL OR lower(p.sector) = lower(%(own_sector)s))
            AND (%(own_organisation)s::text IS NULL OR p.organisation = %(own_organisation)s))"""
)

IS_MINE = SQL(
    """lower(c.payer_id) = lower(%(own)s)
        AND (%(own_sector)s::text IS NULL OR lower(c.sector) = lower(%(own_sector)s))
        AND (%(own_organisation)s::text IS NULL OR c.organisation = %(own_organisation)s)"""
)


def sight_of_costs(asker: Asker) -> dict[str, Any]:
    """The values by which the conditions below find what the asker sees. NotAllowed for everyone else."""
    if asker.role not in {"finance", *OF_THE_REGION}:
        raise NotAllowed("the role {role} sees no costs here", role=asker.role)
    return {
        "region": asker.region,
        "own": _payer(asker),
        "own_sector": asker.sector,
        "own_organisation": asker.organisation,
        "me": asker.user,
    }


def seen_costs(asker: Asker) -> Composed:
    """The condition on `costs`, called c."""
    whole = SQL("c.region = %(region)s")
    if _payer(asker):
        return SQL("{} AND {}").format(whole, IS_MINE)
    return SQL("{}{}").format(whole, _open("c", asker))


def seen_orders(asker: Asker) -> Composed:
    """The condition on `cost_orders`, called o."""
    whole = SQL("o.region = %(region)s")
    if _payer(asker):
        return SQL("{} AND {}").format(whole, PAYS)
    return SQL("{}{}").format(whole, _open("o", asker))


def is_mine(payer: Payer, asker: Asker) -> bool:
    """Whether the asker is told what this payer pays."""
    own = _payer(asker)
    if own is None:
        return True
    return (
        payer.payer_id.lower() == own.lower()
        and asker.sector in {None, payer.sector}
        and asker.organisation in {None, payer.organisation}
    )


def is_payer(asker: Asker) -> bool:
    """Whether the asker sees one payer's costs only."""
    return _payer(asker) is not None


def _open(called: str, asker: Asker) -> Composed:
    if asker.role not in OF_THE_REGION:
        return Composed([])
    return SQL(" AND {}").format(OPEN_TO_ME.format(Identifier(called)))


def _payer(asker: Asker) -> str | None:
    """A coordinator's or an admin's payer, if their sign-in has one, is no narrowing."""
    return asker.payer_id if asker.role == "finance" else None
