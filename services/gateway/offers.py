"""What the services offer: the one place that names them. A new service is one more line here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from services.billing import commands as billing_commands
from services.billing import queries as billing_queries
from services.feedback import commands as feedback_commands
from services.feedback import queries as feedback_queries
from services.intake import commands as intake_commands
from services.intake import queries as intake_queries
from services.matching import commands as matching_commands
from services.matching import queries as matching_queries
from services.reporting import queries as reporting_queries
from shared.contracts.asking import Command, Query


@dataclass(frozen=True)
class Offer:
    """A service as the edge knows it: its commands, its queries, and the views that answer them, by name."""

    service: str
    commands: Mapping[str, type[Command]] = field(default_factory=dict)
    queries: Mapping[str, type[Query]] = field(default_factory=dict)
    views: Mapping[str, type[BaseModel]] = field(default_factory=dict)


OFFERS = (
    Offer("intake", intake_commands.COMMANDS, intake_queries.QUERIES, intake_queries.VIEWS),
    Offer("matching", matching_commands.COMMANDS, matching_queries.QUERIES, matching_queries.VIEWS),
    Offer("billing", billing_commands.COMMANDS, billing_queries.QUERIES, billing_queries.VIEWS),
    Offer("feedback", feedback_commands.COMMANDS, feedback_queries.QUERIES, feedback_queries.VIEWS),
    Offer("reporting", {}, reporting_queries.QUERIES, reporting_queries.VIEWS),
)
BY_NAME = {offer.service: offer for offer in OFFERS}
