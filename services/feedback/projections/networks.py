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
        rows.execute(
            "INSERT INTO network (case_id, member_id, role, user_name, sector, since)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            (fact.case_id, member.id, member.role, member.user, member.sector, fact.on),
        )
    elif isinstance(fact, intake.NetworkMemberRemoved):
        rows.execute(
            "UPDATE network SET until = %(on)s WHERE case_id = %(case_id)s AND member_id = %(member_id)s"
            " AND until IS NULL AND since <= %(on)s",
            {"on": fact.on, "case_id": fact.case_id, "member_id": fact.member_id},
        )


NETWORKS = Projection("networks", ("network",), apply)
