"""What may be sealed: types that say whose a text is.

A fact's field that is written `Identity` is about one person and is sealed under that person's key;
one written `Text` is free text and is sealed under its matter's key, for a text may speak of several
people (R-P1). The mapper of the store reads these marks; nothing else needs to know them.
"""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True)
class Seal:
    """Under whose key a field is sealed: "person" or "matter"."""

    under: str


Identity = Annotated[str, Seal("person")]
Text = Annotated[str, Seal("matter")]
