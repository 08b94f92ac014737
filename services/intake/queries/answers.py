"""What answers each question: (query, asker, reading) → the answer as JSON; it may refuse."""

from collections.abc import Callable
from typing import Any

from services.intake.queries.accesses import answer_access_log, answer_access_log_copy
from services.intake.queries.calendar import answer_calendar_link, answer_my_meetings
from services.intake.queries.copying import answer_copy_out
from services.intake.queries.listing import answer_referrals
from services.intake.queries.listing_cases import answer_cases
from services.intake.queries.month import answer_monthly_report
from services.intake.queries.one import answer_referral
from services.intake.queries.one_case import answer_case
from services.intake.queries.origins import answer_origin
from services.intake.queries.others import answer_person, answer_screen, answer_step_link
from services.intake.queries.people import answer_people
from services.intake.queries.retention import answer_retention_due
from services.intake.queries.similar import answer_similar_contacts

ANSWERS: dict[str, Callable[..., dict[str, Any]]] = {
    "referral": answer_referral,
    "referrals": answer_referrals,
    "person": answer_person,
    "screen": answer_screen,
    "step_link": answer_step_link,
    "similar_contacts": answer_similar_contacts,
    "case": answer_case,
    "cases": answer_cases,
    "monthly_report": answer_monthly_report,
    "copy_out": answer_copy_out,
    "my_meetings": answer_my_meetings,
    "calendar_link": answer_calendar_link,
    "people": answer_people,
    "access_log": answer_access_log,
    "access_log_copy": answer_access_log_copy,
    "retention_due": answer_retention_due,
    "origin": answer_origin,
}
