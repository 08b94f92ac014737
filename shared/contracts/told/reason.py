"""Why a fact is told, and what follows from it."""

from typing import NamedTuple


class Reason(NamedTuple):
    """why: what a reader can do with it. follows: what this installation does, or what usually comes next."""

    why: str
    follows: str
