"""What kinds of files have in common: a key in every line, ids made of it, commands in order. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from services.console.importing.columns import Cells, Column, Data

NAMES = UUID("5d0f2b5e-6c0d-5b0e-9d57-1f6f3c0a7e21")
"""The name space of all ids that are made of keys: changed, every known line would be a new one."""
LONGEST_KEY = 100
KEY = Column(
    "key",
    (),
    "Your own code of what the line is about: never another's later, and no personal identity number",
)


@dataclass(frozen=True)
class Step:
    """A command of a line. id: made of the line's key, so that the same line again is the same command."""

    name: str
    data: Data
    id: UUID


@dataclass(frozen=True)
class Read:
    """What a row came to: its commands in order, or why there are none."""

    steps: tuple[Step, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    service: who carries its commands out. The first of them enters it under `id_field`; `question` asks
    whether it is known. read: a row, what it is named, and the day it is read on.
    """

    name: str
    service: str
    question: str
    id_field: str
    columns: tuple[Column, ...]
    needed: frozenset[str]
    example: Cells
    read: Callable[[Cells, "Named", date], Read]


@dataclass(frozen=True)
class Named:
    """Makes ids of keys, for one region: two regions may use the same keys."""

    kind: str
    region: str
    key: str

    @property
    def id(self) -> UUID:
        return self.other(self.kind, self.key)

    def other(self, kind: str, key: str) -> UUID:
        """The id of something else that has a key of its own."""
        return uuid5(NAMES, f"{kind}/{self.region}/{key}")

    def step(self, name: str, data: Data, of: str = "") -> Step:
        """A command of the line. of: what else its id is made of."""
        return Step(name, data, uuid5(self.id, f"{name}{of}"))


def refusal_of_key(column: str, key: str) -> str | None:
    """Why this cannot be a key; None where it can.

    Ids are made of keys and stand where no person may be recognised (R-P1): whoever has an identity number
    could make the id of it again.
    """
    if not key:
        return f"{column}: this is needed"
    if len(key) > LONGEST_KEY or not key.isprintable():
        return f"{column}: a key is one line of at most {LONGEST_KEY} characters"
    if re.fullmatch(r"\d{6}[-+A-Za-z]?\d{3}[0-9A-Za-z]", key, re.ASCII):
        return f"{column}: a personal identity number is no key: give a code of your own"
    return None
