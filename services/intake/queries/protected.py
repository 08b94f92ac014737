"""Whether an answer about a matter is masked: an order protects the family, and nobody said why not (R-C13).

Masked is for everyone. Whoever works on the matter sees through the mask by saying why, one answer at a time;
that is logged as a warning, and stands in the access log with everything else that was read.
"""

from dataclasses import dataclass
from uuid import UUID

import structlog

from services.intake.application.glass import opened_by_glass
from services.intake.queries.reading import Reading
from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed

log = structlog.get_logger()
MAY_REVEAL = frozenset({"coordinator", "worker", "expert"})
"""The roles that do the work; whose matter it is was decided before."""


@dataclass(frozen=True)
class Sight:
    """protected: an order is in force. masked: so places, organisations and contacts are not told."""

    protected: bool
    masked: bool


def sight_of(reading: Reading, asker: Asker, person_id: UUID | None, reveal: str | None = None) -> Sight:
    """How an answer about a person's matter is given. reveal: why it is not to be masked, if it is not.

    NotAllowed where the role may not see through the mask.
    """
    protected = reading.intake.masked(person_id, asker.today)
    if not protected or reveal is None:
        return Sight(protected, masked=protected)
    if asker.role not in MAY_REVEAL:
        raise NotAllowed("the role {role} may not see where a protected family is", role=asker.role)
    with reading.intake.database.rows() as rows:
        if person_id and opened_by_glass(rows, asker, person_id):
            raise NotAllowed("a broken glass does not show where a protected family is")
    log.warning("a protected family's places were shown", because=reveal, role=asker.role, asked=asker.asks)
    return Sight(protected, masked=False)
