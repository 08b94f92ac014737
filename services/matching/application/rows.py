"""Rows of matching's own facts, written in their transaction: what lists and proposals are made of."""

from typing import Any
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from services.matching.domain.directory import ContactPerson, Team
from services.matching.domain.language import Candidate, Need
from services.matching.domain.match_request import MatchRequest
from services.matching.domain.professional import Professional
from shared.plumbing.keys import RegionKey
from shared.plumbing.store.rows import Rows

CANDIDATE = TypeAdapter(Candidate)
NEED = TypeAdapter(Need)
OF_PROFESSIONAL = (
    "region", "county", "counties", "roles", "field", "organisation", "competences", "languages", "shared",
)  # fmt: skip


def row_of_professional(professional: Professional, key: RegionKey) -> Rows:
    """Writes the professional's row: no name, nothing of how they are reached."""
    user = professional.contact.user if professional.contact else None
    values: dict[str, Any] = {name: getattr(professional, name) for name in OF_PROFESSIONAL}
    values = {name: list(each) if isinstance(each, tuple) else each for name, each in values.items()}
    values |= {
        "professional_id": professional.id,
        "signs_in": key.user_pseudonym(user) if user else None,
        "candidate": Jsonb(CANDIDATE.dump_python(professional.candidate, mode="json")),
    }

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_WRITE_PROFESSIONAL, values)

    return write


def row_of_request(request: MatchRequest) -> Rows:
    """Writes the request's row."""
    need = request.need
    values: dict[str, Any] = {
        "match_request_id": request.id,
        "number": request.number,
        "region": request.region,
        "matter_id": request.matter.case_id or request.matter.referral_id,
        "of_case": request.matter.case_id is not None,
        "role": need.role,
        "county": need.county,
        "state": request.state,
        "scope": request.scope,
        "opened_on": request.opened_on,
        "starts_on": need.starts_on,
        "ends_on": need.ends_on,
        "hours_per_week": need.hours_per_week,
        "competences": list(need.must.competences),
        "need": Jsonb(NEED.dump_python(need, mode="json")),
        "asked": Jsonb({str(each.professional_id): each.state for each in request.offers}),
        "said_no": list(request.said_no),
        "confirmed": list(request.confirmed),
    }

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_WRITE_REQUEST, values)

    return write


def row_of_team(team: Team) -> Rows:
    """Writes the team's row."""
    values = {
        "team_id": team.id, "region": team.region, "name": team.name, "situations": list(team.situations),
        "members": list(team.members), "state": team.state,
    }  # fmt: skip

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_WRITE_TEAM, values)

    return write


def row_of_contact_person(post: ContactPerson) -> Rows:
    """Writes who is the contact person of a county's sector."""
    names = ("county", "sector", "region", "professional_id", "substitute")
    values = {name: getattr(post, name) for name in names}

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_WRITE_CONTACT_PERSON, values)

    return write


def bank_of(rows: Connection[DictRow], ids: list[UUID] | None = None) -> tuple[Candidate, ...]:
    """Every professional of the installation, or these, as proposals look at them."""
    found = rows.execute(_BANK, {"ids": ids}).fetchall()
    return tuple(CANDIDATE.validate_python(row["candidate"]) for row in found)


def bank_as_json(rows: Connection[DictRow]) -> str:
    """Every professional of the installation, as the rows keep them: for whoever reads them elsewhere."""
    found = rows.execute(_BANK_AS_JSON).fetchone()
    return str(found["bank"]) if found else "[]"


_BANK = """
SELECT candidate FROM professionals
WHERE %(ids)s::uuid[] IS NULL OR professional_id = ANY (%(ids)s) ORDER BY professional_id
"""
_BANK_AS_JSON = (
    "SELECT coalesce(json_agg(candidate ORDER BY professional_id), '[]')::text AS bank FROM professionals"
)
_WRITE_PROFESSIONAL = """
INSERT INTO professionals (
    professional_id, region, county, counties, roles, field, organisation, competences, languages, shared,
    signs_in, candidate)
VALUES (
    %(professional_id)s, %(region)s, %(county)s, %(counties)s, %(roles)s, %(field)s, %(organisation)s,
    %(competences)s, %(languages)s, %(shared)s, %(signs_in)s, %(candidate)s)
ON CONFLICT (professional_id) DO UPDATE SET
    region = excluded.region, county = excluded.county, counties = excluded.counties,
    roles = excluded.roles, field = excluded.field, organisation = excluded.organisation,
    competences = excluded.competences, languages = excluded.languages, shared = excluded.shared,
    signs_in = excluded.signs_in, candidate = excluded.candidate
"""
_WRITE_REQUEST = """
INSERT INTO match_requests (
    match_request_id, number, region, matter_id, of_case, role, county, state, scope, opened_on, starts_on,
    ends_on, hours_per_week, competences, need, asked, said_no, confirmed)
VALUES (
    %(match_request_id)s, %(number)s, %(region)s, %(matter_id)s, %(of_case)s, %(role)s, %(county)s,
    %(state)s, %(scope)s, %(opened_on)s, %(starts_on)s, %(ends_on)s, %(hours_per_week)s, %(competences)s,
    %(need)s, %(asked)s, %(said_no)s, %(confirmed)s)
ON CONFLICT (match_request_id) DO UPDATE SET
    state = excluded.state, scope = excluded.scope, asked = excluded.asked, said_no = excluded.said_no,
    confirmed = excluded.confirmed
"""
_WRITE_TEAM = """
INSERT INTO teams (team_id, region, name, situations, members, state)
VALUES (%(team_id)s, %(region)s, %(name)s, %(situations)s, %(members)s, %(state)s)
ON CONFLICT (team_id) DO UPDATE SET
    name = excluded.name, situations = excluded.situations, members = excluded.members, state = excluded.state
"""
_WRITE_CONTACT_PERSON = """
INSERT INTO contact_persons (county, sector, region, professional_id, substitute)
VALUES (%(county)s, %(sector)s, %(region)s, %(professional_id)s, %(substitute)s)
ON CONFLICT (county, sector) DO UPDATE SET
    region = excluded.region, professional_id = excluded.professional_id, substitute = excluded.substitute
"""
