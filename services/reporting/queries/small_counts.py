"""Small counts are hidden, and so many others that no sum gives one away (R-R2).

A count of 1 to 4 (`under` is 5) may point at somebody. Hiding it alone is not enough: where the whole is
told, the others give it away. So larger counts are hidden beside it, the smallest first, until every hidden
one could still be any of at least four numbers, whatever one adds up or takes off. Which are the small ones
is not said.

A nought is told, by its absence: it is about nobody. So what is hidden is known to be 1 at least, which is
reckoned with here. Where a table has too little to hide behind, not even its keys are told (None).
"""

from collections.abc import Collection, Mapping

Told = dict[str, int | None]
"""Counts by key; None: hidden."""


def is_small(count: int, under: int) -> bool:
    """Whether it may point at somebody."""
    return 1 <= count < under


def told(count: int, under: int) -> int | None:
    """A count of which nothing else is told."""
    return None if is_small(count, under) else count


def told_parts(
    parts: Mapping[str, int],
    under: int,
    *,
    rest: int | None = None,
    most: int | None = None,
    also: Collection[str] = (),
) -> Told | None:
    """The parts of a told whole, as they may be told; None: not even which parts there are.

    rest: how many of the whole are in no part. It is not told, but it is the whole less the parts; None: each
    is in one. most: how large a part can be, where that is less than the whole. also: parts that are to be
    hidden though they are not small.
    """
    hidden = {key for key, count in parts.items() if is_small(count, under) or key in also}
    others = sorted(
        (key for key in parts if parts[key] and key not in hidden), key=lambda key: (-parts[key], key)
    )
    while _gives_away([parts[key] for key in hidden], rest, most, under):
        if not others:
            return None
        hidden.add(others.pop())
    return {key: None if key in hidden else count for key, count in parts.items()}


def told_mentions(parts: Mapping[str, int], of: int, under: int) -> tuple[Told | None, int | None]:
    """What several of may be mentioned at once, and the sum of it (R-R1). of: by how many contacts.

    How many do not mention something is a count of people, too: a few of them hide it as a few that do.
    """
    mentions = sum(parts.values())
    also = [key for key, count in parts.items() if is_small(of - count, under)]
    shown = None if is_small(mentions, under) else told_parts(parts, under, most=of, also=also)
    return shown, None if shown is None else mentions


def told_alone(parts: Mapping[str, int], of: int, under: int) -> Told:
    """As told_mentions, where no sum is told."""
    return {
        key: None if is_small(count, under) or is_small(of - count, under) else count
        for key, count in parts.items()
    }


def _gives_away(hidden: list[int], rest: int | None, most: int | None, under: int) -> bool:
    """Whether the sum of what is hidden, which is known, narrows one of them down.

    Each hidden part is 1 at least, the rest may be none: what is free beyond that must do for any one to be
    `under` - 1. From above likewise: where all are small, or as large as can be, there must be room as well.
    """
    if not hidden:
        return rest is not None and is_small(rest, under)
    if rest is None and len(hidden) == 1:
        return True
    enough = max(under - 2, 1)
    free = sum(hidden) + (rest or 0) - len(hidden)
    if rest is not None:
        return free < enough
    highest = under - 1 if max(hidden) < under else most
    room = enough if highest is None else highest * len(hidden) - sum(hidden)
    return min(free, room) < enough
