"""Who takes part in a case, as intake told: those rate its goals, and read how it goes (R-C11)."""

from typing import Any

from services.feedback.projections.reading import Projection, Rows
from shared.contracts import intake
from shared.contracts.envelope import Message


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes who came and who left; the same fact again changes nothing."""
    fact = message.body
    if isinstance(fact, intake.NetworkMemberAdded):
        member = fact.member
        values = {
            "case_id": fact.case_id, "member_id": member.id, "role": member.role, "user": member.user,
            "sector": member.sector, "since": fact.on, "sequence": message.sequence,
        }  # fmt: skip
        rows.execute(_CAME, values)
    elif isinstance(fact, intake.NetworkMemberRemoved):
        rows.execute(_LEFT, (fact.on, message.sequence, fact.case_id, fact.member_id, message.sequence))


_CAME = """
INSERT INTO network (case_id, member_id, role, user_name, sector, since, sequence)
VALUES (%(case_id)s, %(member_id)s, %(role)s, %(user)s, %(sector)s, %(since)s, %(sequence)s)
ON CONFLICT (case_id, member_id) DO UPDATE SET
    role = excluded.role, user_name = excluded.user_name, sector = excluded.sector, since = excluded.since,
    until = NULL, sequence = excluded.sequence
WHERE network.sequence < excluded.sequence
"""
_LEFT = """
UPDATE network SET until = %s, sequence = %s WHERE case_id = %s AND member_id = %s AND sequence < %s
"""

NETWORKS = Projection("networks", ("network",), apply)
