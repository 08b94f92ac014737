"""The pages of matching: searches with their ranked people, offers to oneself, joint plans."""

from services.gateway.pages.matching.comparing import comparing
from services.gateway.pages.matching.offers import offers
from services.gateway.pages.matching.opening import opening
from services.gateway.pages.matching.planning import planning
from services.gateway.pages.matching.searches import searches

MATCHING = (opening, comparing, searches, offers, planning)
"""Their routers: those with addresses of their own before those with a place in it."""
