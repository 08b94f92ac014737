"""Referrals and cases that intake told of: a follow-up is about one of them, until it is closed."""

from typing import Any

from services.feedback.projections.reading import Projection, Rows
from shared.contracts import intake
from shared.contracts.envelope import Message


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes the matter, or what became of it; the same fact again changes nothing."""
    fact = message.body
    if isinstance(fact, intake.ReferralReceived):
        rows.execute(_OPENED, _of(message) | {
            "matter_id": fact.referral_id, "kind": "referral", "referral_id": None,
            "notification": fact.child_welfare_notification, "restricted_to": [],
        })  # fmt: skip
    elif isinstance(fact, intake.CaseOpened):
        rows.execute(_OPENED, _of(message) | {
            "matter_id": fact.case_id, "kind": "case", "referral_id": fact.referral_id,
            "notification": False, "restricted_to": sorted(fact.restricted_to),
        })  # fmt: skip
    elif isinstance(fact, intake.SubjectIdentified):
        rows.execute("UPDATE matters SET subject = %s WHERE matter_id = %s", (fact.subject, fact.referral_id))
    elif isinstance(fact, intake.RestrictionChanged):
        rows.execute(
            "UPDATE matters SET restricted_to = %s WHERE matter_id = %s",
            (sorted(fact.restricted_to), fact.case_id),
        )
    elif isinstance(fact, intake.CaseClosed):
        rows.execute(_ENDED, {"matter_id": fact.case_id, "ended": "closed", "at": message.at})
    elif isinstance(fact, intake.CaseDestroyed | intake.ReferralDestroyed):
        matter_id = fact.case_id if isinstance(fact, intake.CaseDestroyed) else fact.referral_id
        rows.execute(_ENDED, {"matter_id": matter_id, "ended": "destroyed", "at": message.at})


def _of(message: Message[Any]) -> dict[str, Any]:
    """What a referral's and a case's row have in common."""
    fact = message.body
    return {
        "number": fact.number,
        "region": message.region,
        "county": fact.county,
        "service_line": fact.service_line,
        "subject": fact.subject,
        "controller": message.controller,
        "register": message.register,
        "service_task": message.service_task,
    }


_OPENED = """
INSERT INTO matters (
    matter_id, kind, number, region, county, referral_id, subject, service_line, notification, controller,
    register, service_task, restricted_to)
VALUES (
    %(matter_id)s, %(kind)s, %(number)s, %(region)s, %(county)s, %(referral_id)s, %(subject)s,
    %(service_line)s, %(notification)s, %(controller)s, %(register)s, %(service_task)s, %(restricted_to)s)
ON CONFLICT DO NOTHING
"""
_ENDED = "UPDATE matters SET ended = %(ended)s, ended_at = %(at)s WHERE matter_id = %(matter_id)s"

MATTERS = Projection("matters", ("matters",), apply)
