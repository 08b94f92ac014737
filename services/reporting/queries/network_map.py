"""Who works with whom: sectors, and roles without one, that share cases. No names, no families."""

from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL

from services.reporting.queries.asked import NetworkMap
from services.reporting.queries.case_sight import held, known, sight_of_figures
from services.reporting.queries.figures_for import hidden_under, refuse_division, refuse_slices
from services.reporting.queries.positions import positions
from services.reporting.queries.small_counts import is_small, told
from services.reporting.queries.views.cases import Edge, NetworkMapView, Node
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date

QUESTION = """WITH {known},
    parties AS MATERIALIZED (
        SELECT DISTINCT known.case_id, coalesce(m.sector, m.role) AS party, m.sector IS NOT NULL AS is_sector
        FROM known JOIN case_members m USING (case_id)
        WHERE {held} AND m.since <= %(day)s AND (m.until IS NULL OR m.until >= %(day)s)
            AND m.role <> ALL (%(family)s)
            AND (%(line)s::text IS NULL OR known.service_line = %(line)s)
            AND (%(of_county)s::text IS NULL OR known.county = %(of_county)s))
    SELECT a.party, NULL, CASE WHEN a.is_sector THEN 'sector' ELSE 'role' END, count(*),
        (SELECT count(DISTINCT case_id) FROM parties)
    FROM parties a GROUP BY a.party, a.is_sector
    UNION ALL
    SELECT a.party, b.party, NULL, count(DISTINCT a.case_id), 0
    FROM parties a JOIN parties b ON a.case_id = b.case_id AND a.party < b.party GROUP BY 1, 2
    ORDER BY 1, 2 NULLS FIRST"""
FAMILY = ["client", "guardian", "close_person"]
"""The map shows those who work: whose child is whose is nobody's business here."""


def answer_network_map(query: NetworkMap, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
    """NetworkMapView: of the networks as they were on the day asked for. Refused: parts of small counts."""
    refuse_division(asker, query.county, query.service_line)
    refuse_slices(asker, query.as_of)
    at = moment_of(query.as_of, asker)
    asked = {"line": query.service_line, "of_county": query.county, "at": at, "family": FAMILY}
    asked["day"] = local_date(at) if at else asker.today
    shown_to = positions(rows, at)
    nodes: list[Node] = []
    edges: list[Edge] = []
    of_cases = 0
    with rows.cursor(row_factory=tuple_row) as cursor:
        question = SQL(QUESTION).format(known=known(at), held=held("m", at))
        for party, other, kind, cases, in_all in cursor.execute(question, sight_of_figures(asker) | asked):
            of_cases = max(of_cases, in_all)
            if other is None:
                nodes.append(Node(party=party, kind=kind, cases=cases))
            else:
                edges.append(Edge(between=(party, other), cases=cases))
    whole = NetworkMapView(nodes=nodes, edges=edges, positions=shown_to)
    under = hidden_under(asker, query.as_of)
    return (whole if under is None else without_small_counts(whole, of_cases, under)).said()


def without_small_counts(whole: NetworkMapView, of_cases: int, under: int) -> NetworkMapView:
    """Small counts are hidden; of few cases in all not even who works in them is told (R-R2)."""
    if is_small(of_cases, under):
        return NetworkMapView(nodes=[], edges=[], hidden_under=under, positions=whole.positions)
    nodes = [each.model_copy(update={"cases": told(each.cases or 0, under)}) for each in whole.nodes]
    edges = [each.model_copy(update={"cases": told(each.cases or 0, under)}) for each in whole.edges]
    shown = NetworkMapView(nodes=nodes, edges=edges, positions=whole.positions)
    return shown if shown == whole else shown.model_copy(update={"hidden_under": under})
