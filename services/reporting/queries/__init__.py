"""From rows to answers.

QUERIES   the questions by name      VIEWS   their answers' shapes by name

The edge imports this much and no more; what answers each question is in `answers`.
"""

from services.reporting.queries.asked import (
    QUERIES,
    Behind,
    Bottlenecks,
    BuyerSupervision,
    Cadence,
    ContactStatistics,
    Costs,
    DaysToMatch,
    ExpertLoad,
    GoalAreas,
    NetworkMap,
    Outcomes,
    Queue,
    RegionYear,
    ResearchFile,
    Timeline,
)
from services.reporting.queries.views import VIEWS

__all__ = [
    "QUERIES",
    "VIEWS",
    "Behind",
    "Bottlenecks",
    "BuyerSupervision",
    "Cadence",
    "ContactStatistics",
    "Costs",
    "DaysToMatch",
    "ExpertLoad",
    "GoalAreas",
    "NetworkMap",
    "Outcomes",
    "Queue",
    "RegionYear",
    "ResearchFile",
    "Timeline",
]
