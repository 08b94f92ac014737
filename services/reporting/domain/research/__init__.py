"""A study's research file (R-R5): rows of people in, rows without anybody's own combination out."""

from services.reporting.domain.research.columns import Column, columns
from services.reporting.domain.research.making import ResearchFile, research_file
from services.reporting.domain.research.study import Permit, Study

__all__ = ["Column", "Permit", "ResearchFile", "Study", "columns", "research_file"]
