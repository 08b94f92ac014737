"""Places in a list, as texts that say nothing to who reads them."""

import base64
import binascii
from collections.abc import Callable
from typing import TypeVar

from shared.kernel.refused import Misfit

F = TypeVar("F")
S = TypeVar("S")


def written(first: object, second: object) -> str:
    """The place after the entry with these two; neither has a space in it."""
    return base64.urlsafe_b64encode(f"{first} {second}".encode()).decode()


def read(cursor: str, first: Callable[[str], F], second: Callable[[str], S]) -> tuple[F, S]:
    """The two again. Misfit where nobody wrote such a cursor."""
    try:
        one, other = base64.urlsafe_b64decode(cursor.encode()).decode().split(" ")
        return first(one), second(other)
    except (ValueError, binascii.Error):
        raise Misfit("the cursor is none of ours: begin without one") from None
