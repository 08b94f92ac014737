"""What a search goes by besides the need itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from services.matching.domain.rules import MatchingRules


@dataclass(frozen=True)
class Circumstances:
    """The day, the region's rules, whom the matter is about, and who has said no to it.

    about: the ids of the persons, the referral and the case that the request is for: a declared conflict
    with any of them rules out. said_no: who declined this very request, and for which reason.
    """

    on: date
    rules: MatchingRules
    about: frozenset[UUID] = frozenset()
    said_no: Mapping[UUID, str] = field(default_factory=dict)
