"""The pages of casework, all together."""

from services.gateway.pages.case_goals import case_goals
from services.gateway.pages.case_opening import case_openings
from services.gateway.pages.case_plan import case_plans
from services.gateway.pages.case_revisions import revisions
from services.gateway.pages.case_supervision import supervision
from services.gateway.pages.cases import cases
from services.gateway.pages.casework_figures import casework_figures
from services.gateway.pages.network_map import network_map

CASEWORK = (
    cases, case_openings, case_plans, revisions, case_goals, supervision, network_map, casework_figures,
)  # fmt: skip
"""Their routers."""
