"""The pages of feedback for those who work: follow-ups, instruments, how feedback and goals go over time."""

from services.gateway.pages.feedback.follow_ups import follow_ups
from services.gateway.pages.feedback.instruments import instruments
from services.gateway.pages.feedback.on_behalf import on_behalf
from services.gateway.pages.feedback.outcomes import outcomes
from services.gateway.pages.feedback.starting import starting

FEEDBACK = (starting, on_behalf, follow_ups, instruments, outcomes)
"""Their routers: those with addresses of their own before those with a place in it."""
