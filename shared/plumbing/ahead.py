"""The next range of a log is asked for while the one before becomes rows: source and reader work at once."""

import threading
from collections.abc import Callable
from typing import Any, Self

Pull = Callable[[int, int], dict[str, Any]]
"""(position, limit) → {"log_id", "head", "facts": [CloudEvents]}, asked of the source."""


class Ahead:
    """Pulls ranges of a log; at its end nothing of it is on its way any more.

    with Ahead(pull, limit) as ranges:
        answer = ranges.after(position)
    """

    def __init__(self, pull: Pull, limit: int) -> None:
        self._pull = pull
        self._limit = limit
        self._asked: Asked | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._asked:
            self._asked.join()

    def after(self, position: int) -> dict[str, Any]:
        """The facts after a position. Raises what the pull raises: of a range that nobody wants, nothing.

        The range after these is asked for at once where there is one.
        """
        asked, self._asked = self._asked, None
        if asked and asked.position == position:
            answer = asked.answer()
        else:
            if asked:
                asked.join()
            answer = self._pull(position, self._limit)
        if answer["facts"] and (last := int(answer["facts"][-1]["position"])) < int(answer["head"]):
            self._asked = Asked(self._pull, last, self._limit)
            self._asked.start()
        return answer


class Asked(threading.Thread):
    """One range on its way."""

    def __init__(self, pull: Pull, position: int, limit: int) -> None:
        super().__init__(name=f"facts after {position}", daemon=True)
        self.position = position
        self._pull = pull
        self._limit = limit
        self._answer: dict[str, Any] = {}
        self._error: Exception | None = None

    def run(self) -> None:
        try:
            self._answer = self._pull(self.position, self._limit)
        except Exception as error:  # noqa: BLE001 - it is raised where the answer is wanted
            self._error = error

    def answer(self) -> dict[str, Any]:
        """Waits for it."""
        self.join()
        if self._error:
            raise self._error
        return self._answer
