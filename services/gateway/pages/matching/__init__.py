"""The pages of matching: searches with their ranked people, offers, joint plans."""

from services.gateway.pages.matching.searches import searches

MATCHING = (searches,)
"""Their routers: those with addresses of their own before those with a place in it."""
