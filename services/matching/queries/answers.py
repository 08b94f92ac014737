"""What answers each question: (query, asker, matching) → the answer as JSON; it may refuse."""

from collections.abc import Callable
from typing import Any

from services.matching.queries.directory import (
    answer_contact_persons,
    answer_core_unit,
    answer_professional,
    answer_professionals,
    answer_profile_link,
    answer_teams,
)
from services.matching.queries.origins import answer_origin
from services.matching.queries.requests import (
    answer_job,
    answer_match_request,
    answer_match_requests,
    answer_offers,
)

ANSWERS: dict[str, Callable[..., dict[str, Any]]] = {
    "professionals": answer_professionals,
    "professional": answer_professional,
    "profile_link": answer_profile_link,
    "teams": answer_teams,
    "core_unit": answer_core_unit,
    "contact_persons": answer_contact_persons,
    "match_requests": answer_match_requests,
    "match_request": answer_match_request,
    "offers": answer_offers,
    "job": answer_job,
    "origin": answer_origin,
}
