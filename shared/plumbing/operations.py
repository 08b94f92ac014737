"""What an operator does with parked facts: list, show, retry, discard, look back (architecture.md, 7).

Asked of a service by its method `operate`, a request like a command's without an id; role operator only.
A public fact holds no name and no text, so that an operator sees no personal data here either; the operator's
own words, why a fact was given up, are sealed (R-P1).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import singledispatchmethod
from typing import Annotated, Any, ClassVar

from pydantic import Field

from shared.contracts.asking import Asked
from shared.kernel.asker import Asker
from shared.kernel.refused import NotYet, Refused, Unknown
from shared.plumbing import parked
from shared.plumbing.applying import Applier
from shared.plumbing.sealing.own_words import OwnWords
from shared.plumbing.versions import OtherVersion

Source = Annotated[str, Field(max_length=40, description="The service whose fact it is")]
Position = Annotated[int, Field(ge=1, description="Its position in that service's log")]


class ListParked(Asked):
    """The facts that could not become rows, the first of each subject, and how many wait behind it."""

    example: ClassVar[dict[str, Any]] = {}
    limit: int = Field(200, ge=1, le=1000)


class ShowParked(Asked):
    """One parked fact with its whole message."""

    example: ClassVar[dict[str, Any]] = {"source": "intake", "position": 17}
    source: Source
    position: Position


class RetryParked(Asked):
    """Try a parked fact again, and after it those that wait behind it, in order; all where none is named."""

    example: ClassVar[dict[str, Any]] = {"source": "intake", "position": 17}
    source: Source | None = None
    position: Position | None = None


class DiscardParked(Asked):
    """Give a parked fact up for good; those behind it are tried then. Who did is kept, and why, sealed."""

    example: ClassVar[dict[str, Any]] = {"source": "intake", "position": 17, "reason": "A test's own fact."}
    source: Source
    position: Position
    reason: str = Field(min_length=3, max_length=500)


class DiscardedParked(Asked):
    """The facts that were given up, the newest first: who did, when and why."""

    example: ClassVar[dict[str, Any]] = {}
    limit: int = Field(200, ge=1, le=1000)


OPERATIONS: dict[str, type[Asked]] = {
    each.name(): each for each in (ListParked, ShowParked, RetryParked, DiscardParked, DiscardedParked)
}


class Operations:
    """Carries an operator's wishes out on a service's readers. words: seals what operators write."""

    def __init__(self, appliers: Sequence[Applier], words: OwnWords | None = None) -> None:
        self._appliers: Mapping[str, Applier] = {each.source: each for each in appliers}
        self._words = words

    def carry_out(self, wish: Asked, asker: Asker) -> dict[str, Any]:
        """The answer as JSON. Unknown, Refused; NotYet while the rows are made anew."""
        try:
            return dict(_said(self._do(wish, asker)))
        except OtherVersion:
            raise NotYet("the rows are being made anew just now: try again shortly") from None

    @singledispatchmethod
    def _do(self, wish: Asked, _asker: Asker) -> dict[str, Any]:
        raise TypeError(type(wish).__name__)

    @_do.register
    def _(self, wish: ListParked, _asker: Asker) -> dict[str, Any]:
        found: list[dict[str, Any]] = []
        for applier in self._appliers.values():
            with applier.database.rows() as rows:
                found += parked.listed(rows.cursor(), applier.source, wish.limit)
        return {"parked": found}

    @_do.register
    def _(self, wish: ShowParked, _asker: Asker) -> dict[str, Any]:
        return self._one(wish.source, wish.position)

    @_do.register
    def _(self, wish: RetryParked, _asker: Asker) -> dict[str, Any]:
        if wish.source is not None and wish.position is not None:
            subjects = [(wish.source, str(self._one(wish.source, wish.position)["subject"]))]
        else:
            found = self._do(ListParked(), _asker)["parked"]
            subjects = [
                (row["source"], row["subject"]) for row in found if wish.source in {None, row["source"]}
            ]
        applied = sum(self._appliers[source].bring_in(subject) for source, subject in subjects)
        return {"applied": applied, **self._do(ListParked(), _asker)}

    @_do.register
    def _(self, wish: DiscardParked, asker: Asker) -> dict[str, Any]:
        fact, applier = self._one(wish.source, wish.position), self._appliers[wish.source]
        if not fact["tries"]:
            raise Refused("this fact only waits behind another one of {subject}", subject=fact["subject"])
        reason = self._own_words().seal(wish.reason, _about(wish.source, wish.position))
        applier.discard(wish.position, asker.user, reason)
        return {"applied": applier.bring_in(fact["subject"]), **self._do(ListParked(), asker)}

    @_do.register
    def _(self, wish: DiscardedParked, _asker: Asker) -> dict[str, Any]:
        found: list[dict[str, Any]] = []
        for applier in self._appliers.values():
            with applier.database.rows() as rows:
                for row in parked.discarded(rows.cursor(), applier.source, wish.limit):
                    about = _about(row["source"], row["position"])
                    found.append(row | {"reason": self._own_words().open(row["reason"], about)})
        return {"discarded": found}

    def _own_words(self) -> OwnWords:
        if self._words is None:
            raise RuntimeError("a service with readers seals what its operators write")
        return self._words

    def _one(self, source: str, position: int) -> dict[str, Any]:
        if source in self._appliers:
            with self._appliers[source].database.rows() as rows:
                if found := parked.one(rows.cursor(), source, position):
                    return found
        raise Unknown("there is no parked fact {source}:{position}", source=source, position=str(position))


def _about(source: str, position: int) -> str:
    """What a reason is bound to."""
    return f"{source} {position}"


def _said(value: Any) -> Any:
    """JSON as it travels: moments as text."""
    if isinstance(value, dict):
        return {name: _said(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_said(each) for each in value]
    return value.isoformat() if isinstance(value, datetime) else value
