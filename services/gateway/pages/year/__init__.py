"""A region's year as a page: pictures with their tables, and what is behind each figure."""

from services.gateway.pages.year.behind import behind
from services.gateway.pages.year.routes import year

__all__ = ["behind", "year"]
