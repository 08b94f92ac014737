"""Research files: studies with a permit, the question for a file, and the loop that has it made."""

from services.reporting.queries.research.asking import ResearchFiles
from services.reporting.queries.research.jobs import ResearchJobs
from services.reporting.queries.research.studies import BrokenStudy, Studies, read_studies

__all__ = ["BrokenStudy", "ResearchFiles", "ResearchJobs", "Studies", "read_studies"]
