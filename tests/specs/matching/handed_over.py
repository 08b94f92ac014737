"""Needs and a bank as the service hands them to the process that plans: JSON, as its rows keep them."""

import json
from collections.abc import Iterable, Sequence

from services.matching.application.rows import CANDIDATE, NEED
from services.matching.domain.language import Candidate
from services.matching.domain.planning.preparing import Asked


def handed_over(asked: Sequence[Asked], bank: Iterable[Candidate]) -> str:
    """All are asked on one day, in the region of the examples."""
    requests = [
        {
            "request_id": str(each.request_id),
            "region": "sisa-suomi",
            "scope": each.scope,
            "need": NEED.dump_python(each.need, mode="json"),
            "said_no": [str(who) for who in each.now.said_no],
            "about": [str(one) for one in each.now.about],
        }
        for each in asked
    ]
    told = {
        "on": str(asked[0].now.on),
        "requests": requests,
        "bank": [CANDIDATE.dump_python(each, mode="json") for each in bank],
    }
    return json.dumps(told)
