"""What somebody should look at in a follow-up that runs: flagged, never refused."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from services.feedback.domain.language import Decline, Flag, Request


def flags_of(requests: Sequence[Request], declines: Iterable[tuple[Decline, date]]) -> Iterator[Flag]:
    """decline: of the newest answers of somebody (R-F4). unreachable: waits for a safe contact (R-F7).

    unanswered: somebody missed the last two of their waves (R-F2).
    """
    for decline, noticed_on in declines:
        if decline.wave == _newest_scored(requests, decline):
            yield Flag("decline", noticed_on, decline.recipient_id, decline.instrument)
    for each in requests:
        if each.state == "waiting":
            yield Flag("unreachable", each.on, each.recipient_id)
    for recipient_id in dict.fromkeys(each.recipient_id for each in requests):
        theirs = [each for each in requests if each.recipient_id == recipient_id]
        over = [each for each in theirs if each.state in {"answered", "missed"}]
        last = sorted(over, key=lambda each: each.wave)[-2:]
        if len(last) > 1 and all(each.state == "missed" for each in last) and last[-1].missed_on:
            yield Flag("unanswered", last[-1].missed_on, recipient_id)


def _newest_scored(requests: Iterable[Request], decline: Decline) -> int:
    """The last wave in which the recipient's answers to the instrument had a score; 0 where none did."""
    return max(
        (
            each.wave
            for each in requests
            if each.recipient_id == decline.recipient_id
            and any(score.instrument == decline.instrument for score in each.scores)
        ),
        default=0,
    )
