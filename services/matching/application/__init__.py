"""Load, decide, save: matching's commands on their way through the domain into the store."""

from services.matching.application.erasing import Destroying
from services.matching.application.matching import Matching
from services.matching.application.planning_jobs import PlanningJobs

__all__ = ["Destroying", "Matching", "PlanningJobs"]
