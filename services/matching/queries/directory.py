"""The directory: from rows, each name opened from its professional's own facts."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from services.matching.application import Matching
from services.matching.application.names import names_of
from services.matching.application.rows import CANDIDATE
from services.matching.domain.directory import CoreUnit
from services.matching.domain.directory.core_unit import core_unit_id, flags_of
from services.matching.domain.hours import hundredths, most_taken
from services.matching.domain.language import Candidate
from services.matching.domain.professional import Professional
from services.matching.domain.professional.state import is_stale
from services.matching.domain.rules import rules_for
from services.matching.queries import asked
from services.matching.queries.views.directory import (
    ContactPersonsView,
    ContactPersonView,
    ContactView,
    CoreUnitView,
    FlagView,
    ProfessionalRow,
    ProfessionalsView,
    ProfessionalView,
    ProfileLinkView,
    ReservationView,
    SeatView,
    TeamsView,
    TeamView,
)
from shared.kernel.as_of import moment_of
from shared.kernel.asker import HELSINKI, Asker
from shared.kernel.calendar import local_date
from shared.kernel.refused import Unknown
from shared.plumbing.tokens import issue

LINK_LASTS = timedelta(days=30)
CENTRE = frozenset({"coordinator", "admin"})
FLAGS = {
    "empty_field": "nobody sits in this field",
    "field_over_half": "this field has more than half of all shares",
}
"""A flag's code → its sentence."""


def answer_professionals(query: asked.Professionals, asker: Asker, matching: Matching) -> dict[str, Any]:
    """ProfessionalsView, in the order in which they were entered."""
    values = {**query.model_dump(), "cursor": _cursor(query.cursor)}
    with matching.database.rows() as rows:
        found = rows.execute(_PAGE, values).fetchall()
        own = [row for row in found if matching.whose.is_own(asker, row)] if query.mine else found
        fitting = _fitting(own, query.free, asker.today)
        to_come = [each for each in fitting if each[0]["to_come"]]
        page, more = to_come[: query.limit], len(to_come) > query.limit
        names = names_of(matching, rows, [row["professional_id"] for row, _ in page])
    told = [_row(row, who, names[row["professional_id"]], asker.today) for row, who in page]
    return ProfessionalsView(
        professionals=told,
        found=len(fitting),
        next=str(page[-1][0]["professional_id"]) if more else None,
    ).said()


def answer_professional(query: asked.Professional, asker: Asker, matching: Matching) -> dict[str, Any]:
    """ProfessionalView. Unknown where there is none."""
    moment = moment_of(query.as_of, asker)
    on = local_date(moment or asker.now)
    with matching.database.rows() as rows:
        row = matching.whose.refuse_stranger(asker, rows, query.professional_id)
    professional = matching.load(Professional, query.professional_id, moment)
    private = asker.role in CENTRE or matching.whose.is_own(asker, row)
    shown = _told(professional.candidate, on) | {
        name: getattr(professional, name)
        for name in ("name", "organisation", "county", "shared", "target_ages", "qualification")
    }
    positions = {"matching": matching.recorder.position_at(moment)}
    told = _private(professional, asker, matching) if private else {}
    return ProfessionalView.model_validate({**shown, **told, "positions": positions}).said()


def answer_profile_link(query: asked.ProfileLink, asker: Asker, matching: Matching) -> dict[str, Any]:
    """ProfileLinkView. Unknown where there is no such professional."""
    with matching.database.rows() as rows:
        matching.whose.refuse_stranger(asker, rows, query.professional_id)
    expires = datetime.combine(asker.today + LINK_LASTS, time.max, HELSINKI)
    claims = {
        "sub": f"link:{query.professional_id}",
        "role": "link",
        "region": asker.region,
        "may": {"professional_id": str(query.professional_id)},
    }
    token = issue(matching.links, claims, lasting=expires - datetime.now(UTC))
    return ProfileLinkView(token=token, expires_at=expires).said()


def answer_teams(query: asked.Teams, asker: Asker, matching: Matching) -> dict[str, Any]:
    """TeamsView: those that stand."""
    with matching.database.rows() as rows:
        found = rows.execute(_TEAMS, {"region": asker.region, "situation": query.situation}).fetchall()
    return TeamsView(teams=[TeamView.model_validate(row) for row in found]).said()


def answer_core_unit(query: asked.CoreUnit, asker: Asker, matching: Matching) -> dict[str, Any]:
    """CoreUnitView of the asker's region; without seats where there is none yet."""
    moment = moment_of(query.as_of, asker)
    try:
        unit = matching.load(CoreUnit, core_unit_id(asker.region), moment)
        seats = unit.on(local_date(moment or asker.now))
    except Unknown:
        seats = ()
    return CoreUnitView(
        region=asker.region,
        seats=[SeatView.model_validate(each) for each in seats],
        flags=[FlagView(code=each.code, text=FLAGS[each.code], field=each.field) for each in flags_of(seats)],
        positions={"matching": matching.recorder.position_at(moment)},
    ).said()


def answer_contact_persons(query: asked.ContactPersons, asker: Asker, matching: Matching) -> dict[str, Any]:
    """ContactPersonsView of the asker's region."""
    values = {"region": asker.region, "county": query.county, "sector": query.sector}
    with matching.database.rows() as rows:
        found = rows.execute(_CONTACT_PERSONS, values).fetchall()
    return ContactPersonsView(contact_persons=[ContactPersonView.model_validate(row) for row in found]).said()


def _fitting(rows: Iterable[DictRow], free: float | None, today: date) -> list[tuple[DictRow, Candidate]]:
    """Those who have so many hours free, with how proposals see them."""
    seen = [(row, CANDIDATE.validate_python(row["candidate"])) for row in rows]
    return [(row, who) for row, who in seen if free is None or free_hours(who, today) >= free]


def free_hours(who: Candidate, today: date) -> float:
    """Hours a week that are free from today on; 0 for one who takes nothing new."""
    if who.retired or who.paused_on(today) or who.parked_on(today):
        return 0.0
    return max(hundredths(who.hours_per_week) - most_taken(who.reservations, today, None), 0) / 100


def _row(row: DictRow, who: Candidate, name: str, today: date) -> ProfessionalRow:
    shown = {"name": name, **{key: row[key] for key in ("organisation", "county", "shared")}}
    return ProfessionalRow.model_validate(_told(who, today) | shown)


def _told(who: Candidate, on: date) -> dict[str, Any]:
    """What is shown of how proposals see somebody."""
    months = rules_for(None, on).profile_months
    same = (
        "professional_id", "roles", "field", "counties", "competences", "languages", "education",
        "background", "modes", "hours_per_week", "confirmed_on", "vetted_on",
    )  # fmt: skip
    return {
        **{name: getattr(who, name) for name in same},
        "state": "retired" if who.retired else "paused" if who.paused_on(on) else "active",
        "paused_until": who.paused_until if who.paused_on(on) else None,
        "free": free_hours(who, on),
        "stale": is_stale(who.confirmed_on, on, months),
    }


def _private(professional: Professional, asker: Asker, matching: Matching) -> dict[str, Any]:
    contact, kept = professional.contact, list(professional.reservations.values())
    with matching.database.rows() as rows:
        ids = [each.match_request_id for each in kept]
        found = matching.whose.known_requests(asker, rows, ids, asked.MatchRequest.name())
    known = {row["match_request_id"] for row in found}
    return {
        "contact": ContactView.model_validate(contact) if contact else None,
        "reservations": [
            ReservationView(
                match_request_id=each.match_request_id if each.match_request_id in known else None,
                hours_per_week=each.hours_per_week,
                starts_on=each.starts_on,
                ends_on=each.ends_on,
            )
            for each in kept
        ],
        "parked_until": professional.parked_until,
        "conflicts": len(professional.conflicts),
    }


def _cursor(given: str | None) -> UUID | None:
    try:
        return UUID(given) if given else None
    except ValueError:
        return None


_PAGE = """
SELECT *, (%(cursor)s::uuid IS NULL
    OR place > (SELECT place FROM professionals WHERE professional_id = %(cursor)s)) IS TRUE AS to_come
FROM professionals
WHERE (%(competence)s::text IS NULL OR competences @> ARRAY[%(competence)s::text])
    AND (%(county)s::text IS NULL OR %(county)s = ANY (counties)
        OR (counties = '{}' AND county = %(county)s))
    AND (%(role)s::text IS NULL OR %(role)s = ANY (roles))
    AND (%(language)s::text IS NULL OR %(language)s = ANY (languages))
ORDER BY place
"""
_TEAMS = """
SELECT * FROM teams WHERE region = %(region)s AND state = 'formed'
    AND (%(situation)s::text IS NULL OR %(situation)s = ANY (situations))
ORDER BY place
"""
_CONTACT_PERSONS = """
SELECT * FROM contact_persons WHERE region = %(region)s
    AND (%(county)s::text IS NULL OR county = %(county)s)
    AND (%(sector)s::text IS NULL OR sector = %(sector)s)
ORDER BY county, sector
"""
