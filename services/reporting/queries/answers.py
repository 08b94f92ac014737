"""What answers each question: (query, asker, rows) → the answer as JSON; it may refuse."""

from collections.abc import Callable
from typing import Any

from services.reporting.queries.bottlenecks import answer_bottlenecks
from services.reporting.queries.cadence import answer_cadence
from services.reporting.queries.costs import answer_costs
from services.reporting.queries.days_to_match import answer_days_to_match
from services.reporting.queries.expert_load import answer_expert_load
from services.reporting.queries.goal_areas import answer_goal_areas
from services.reporting.queries.network_map import answer_network_map
from services.reporting.queries.outcomes import answer_outcomes
from services.reporting.queries.queue import answer_queue
from services.reporting.queries.research import ResearchFiles
from services.reporting.queries.statistics import answer_contact_statistics
from services.reporting.queries.supervision import answer_buyer_supervision
from services.reporting.queries.timeline import answer_timeline
from services.reporting.queries.year.answering import answer_region_year
from services.reporting.queries.year.behind import answer_behind

ANSWERS: dict[str, Callable[..., dict[str, Any]]] = {
    "contact_statistics": answer_contact_statistics,
    "timeline": answer_timeline,
    "queue": answer_queue,
    "cadence": answer_cadence,
    "goal_areas": answer_goal_areas,
    "network_map": answer_network_map,
    "buyer_supervision": answer_buyer_supervision,
    "costs": answer_costs,
    "expert_load": answer_expert_load,
    "bottlenecks": answer_bottlenecks,
    "days_to_match": answer_days_to_match,
    "outcomes": answer_outcomes,
    "region_year": answer_region_year,
    "research_file": ResearchFiles().answer,  # the service's own knows the studies
    "behind": answer_behind,
}
