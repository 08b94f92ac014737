"""Where a fact of matching comes from, for whoever may open its request or its professional."""

from typing import Any

from services.matching.application import Matching
from services.matching.queries.asked import MatchRequest, Professional
from services.matching.queries.directory import answer_professional
from services.matching.queries.requests import answer_match_request
from shared.contracts.origins import Origin
from shared.kernel.asker import Asker
from shared.plumbing import origins
from shared.plumbing.origins import Opening


def answer_origin(query: Origin, asker: Asker, matching: Matching) -> dict[str, Any]:
    """OriginView. Unknown where it is not there, or not for this asker."""
    openings = {
        "match": Opening(
            lambda fact: MatchRequest(match_request_id=fact.stream),
            lambda question, whom: answer_match_request(question, whom, matching),
        ),
        "professional": Opening(
            lambda fact: Professional(professional_id=fact.stream),
            lambda question, whom: answer_professional(question, whom, matching),
        ),
    }
    return origins.answer_origin(query, asker, matching.recorder, matching.policy, openings)
