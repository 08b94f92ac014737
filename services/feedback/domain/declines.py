"""Where it is getting worse (R-F4): two falling waves in a row, or a fall that is no chance.

Per recipient and instrument, over the waves that they answered, in the waves' order: a wave that was missed
says nothing. The fall is from the answered wave before.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final
from uuid import UUID

from services.feedback.domain.instruments.catalogue import Instruments
from services.feedback.domain.instruments.instrument import Instrument
from services.feedback.domain.language import Chosen, Decline, Fall, Request

Point = tuple[int, Decimal]
"""A wave and its score."""
TWO_FALLS: Final = 3
"""So many scores have two falls in a row between them."""


def declines_of(
    requests: Iterable[Request], recipient_id: UUID, chosen: Iterable[Chosen], known: Instruments
) -> Iterator[Decline]:
    """What the newest score of each instrument shows, at most one for each of them."""
    theirs = [each for each in requests if each.recipient_id == recipient_id]
    for each in chosen:
        instrument = known.of_version(each)
        points = series_of(theirs, instrument.id)
        if why := fall_in(points, instrument):
            yield Decline(recipient_id, instrument.id, points[-1][0], why)


def series_of(requests: Iterable[Request], instrument: str) -> tuple[Point, ...]:
    """A recipient's scores of an instrument, by wave. Erased ones are left out."""
    return tuple(
        (request.wave, figure)
        for request in sorted(requests, key=lambda each: each.wave)
        for score in request.scores
        if score.instrument == instrument and (figure := score.figure) is not None
    )


def fall_in(points: Sequence[Point], instrument: Instrument) -> Fall | None:
    """Whether the last score is a decline. A fall over the reliable change says more, and is told first."""
    scores = [score for _, score in points[-TWO_FALLS:]]
    falls = [instrument.fall(before, after) for before, after in pairwise(scores)]
    if not falls:
        return None
    if instrument.reliable_change is not None and falls[-1] > instrument.reliable_change:
        return "reliable_change"
    if len(scores) == TWO_FALLS and all(fall > 0 for fall in falls):
        return "two_falls"
    return None
