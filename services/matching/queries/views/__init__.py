"""The shapes of matching's answers."""

from pydantic import BaseModel

from services.matching.queries.views.directory import (
    ContactPersonsView,
    CoreUnitView,
    ProfessionalsView,
    ProfessionalView,
    ProfileLinkView,
    TeamsView,
)
from services.matching.queries.views.requests import JobView, MatchRequestsView, MatchRequestView, OffersView
from shared.contracts.origins import OriginView

VIEWS: dict[str, type[BaseModel]] = {
    "professionals": ProfessionalsView,
    "professional": ProfessionalView,
    "profile_link": ProfileLinkView,
    "teams": TeamsView,
    "core_unit": CoreUnitView,
    "contact_persons": ContactPersonsView,
    "match_requests": MatchRequestsView,
    "match_request": MatchRequestView,
    "offers": OffersView,
    "job": JobView,
    "origin": OriginView,
}
"""By the query's name."""

__all__ = [
    "VIEWS",
    "ContactPersonsView",
    "CoreUnitView",
    "JobView",
    "MatchRequestView",
    "MatchRequestsView",
    "OffersView",
    "ProfessionalView",
    "ProfessionalsView",
    "ProfileLinkView",
    "TeamsView",
]
