"""What a research file is made from, read from the rows: contacts as they were known, and whose they are.

A contact behind a case that is restricted now is in no file, whoever the case names (R-C10), and neither
is one that a person marked as recorded before. Who is protected now, or was erased, goes along as who is
to be left out (R-C13, R-P2): pseudonyms, which the process apart does not tell.
"""

import json
from datetime import date
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row

from services.reporting.domain.research import Study
from services.reporting.queries.figures_for import smallest_told
from shared.kernel.as_of import end_of

CONTACTS = """
WITH held AS (
    SELECT c.* FROM contacts c
    WHERE c.region = %(region)s AND c.received_on BETWEEN %(first)s AND %(last)s AND NOT c.duplicate
        AND c.valid_from <= %(at)s AND c.valid_to > %(at)s
        AND NOT EXISTS (SELECT FROM cases behind WHERE behind.referral_id = c.referral_id
            AND behind.valid_to = 'infinity' AND cardinality(behind.restricted_to) > 0))
SELECT coalesce(json_agg(json_build_object(
    'person', whose.person, 'received_on', held.received_on, 'county', held.county, 'source', held.source,
    'channel', held.channel, 'service_line', held.service_line, 'situations', held.situations,
    'tier', held.tier, 'level', held.level, 'state', held.state,
    'identified_otherwise', held.identified_otherwise, 'case_service_line', work.service_line,
    'case_lead', work.process_lead, 'case_state', work.state, 'meetings', met.held)), '[]')::text AS rows
FROM held
LEFT JOIN LATERAL (SELECT p.person FROM contact_people p
    WHERE p.referral_id = held.referral_id AND p.recorded_at <= %(at)s
    ORDER BY p.position DESC LIMIT 1) whose ON true
LEFT JOIN LATERAL (SELECT k.case_id, k.service_line, k.process_lead, k.state FROM cases k
    WHERE k.referral_id = held.referral_id AND k.valid_from <= %(at)s AND k.valid_to > %(at)s
    ORDER BY k.opened_on, k.number LIMIT 1) work ON true
LEFT JOIN LATERAL (SELECT count(*) AS held FROM case_meetings m
    WHERE m.case_id = work.case_id AND m.state = 'held'
        AND m.valid_from <= %(at)s AND m.valid_to > %(at)s) met ON work.case_id IS NOT NULL"""
WITHOUT = """SELECT DISTINCT person FROM people_told
    WHERE what = 'erased' OR what = 'protected' AND (until IS NULL OR until >= %(today)s)"""
MERGED = """SELECT DISTINCT ON (person) person, into_person FROM people_told WHERE what = 'merged'
    ORDER BY person, position DESC"""


def handed_over(
    rows: Connection[Any], study: Study, names: list[str], *, as_of: date, today: date, key: bytes
) -> str:
    """JSON for services.reporting.domain.research. key: the study's own, from which pseudonyms are made."""
    values = {
        "region": study.region,
        "first": study.first,
        "last": min(study.last, as_of),
        "at": end_of(as_of),
    }
    with rows.cursor(row_factory=dict_row) as cursor:
        told = cursor.execute(CONTACTS, values).fetchall()[0]["rows"]
        without = [row["person"] for row in cursor.execute(WITHOUT, {"today": today})]
        merged = {row["person"]: row["into_person"] for row in cursor.execute(MERGED)}
    beside = {
        "names": names, "key": key.hex(), "k": max(study.k, smallest_told(as_of)), "merged": merged,
        "without": without, "under": smallest_told(as_of), "about": about(study, as_of),
    }  # fmt: skip
    # The rows go on as the database wrote them: reading thousands of them is for the process apart.
    return f'{{"rows": {told}, {json.dumps(beside)[1:]}'


def about(study: Study, as_of: date) -> dict[str, Any]:
    """What stands of the study in its file: no names of researchers."""
    return {
        "study_id": study.study_id,
        "name": study.name,
        "controller": study.controller,
        "permit": f"{study.permit.number} ({study.permit.authority})",
        "purpose": study.purpose,
        "region": study.region,
        "from": study.first.isoformat(),
        "to": min(study.last, as_of).isoformat(),
        "as_of": as_of.isoformat(),
    }
