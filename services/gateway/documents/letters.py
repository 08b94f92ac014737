"""What the fonts on paper can draw.

The paper's fonts are those inside typst, so that a document is the same on every machine: Latin, Greek,
Cyrillic, Hebrew, Arabic and many signs, but no emoji and no Chinese. PDF/UA-1 (ISO 14289-1, 7.21.8) allows
no letter without its shape, so what cannot be drawn stands as □ and the document says how many times; the
page (HTML) has it all.
"""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

DRAWABLE = Path(__file__).parent / "drawings" / "drawable-1.json"
UNDRAWN = "□"
NOTHING = "–"
"""What stands for a text without any letter: PDF/UA-1 allows no empty heading."""
BREAK_HERE = "\u200b"
LONGEST, PIECE = 30, 20
LONG_WORD = re.compile(rf"\S{{{LONGEST},}}")
A_GAP = re.compile(r"\n[ \t]*\n\s*")
CHOOSES_A_SHAPE = frozenset(map(chr, [*range(0x180B, 0x1810), *range(0xFE00, 0xFE10)]))
"""Variation selectors: they say how the sign before them looks."""
RIGHT_TO_LEFT = frozenset({"R", "AL"})
FROM_EITHER_SIDE = RIGHT_TO_LEFT | {"L"}


@cache
def drawable() -> frozenset[str]:
    """Every letter and sign that the fonts of drawing 1 have; measured with typst, one by one."""
    ranges = json.loads(DRAWABLE.read_text(encoding="utf-8"))
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


def on_paper(text: str, *, marks: bool = True) -> str:
    """The text as it can be drawn. marks=False: accents that are no part of a letter cannot be either.

    Controls that have no shape are left out, and – stands where nothing is left; a very long word may
    break anywhere, so that it stays on the sheet.
    """
    fitted = "".join(fitting(sign, marks=marks) for sign in unicodedata.normalize("NFC", text))
    return LONG_WORD.sub(in_pieces, fitted) if fitted.strip() else NOTHING


def fitting(sign: str, *, marks: bool) -> str:
    """A sign that can be drawn, nothing for one without a shape of its own, □ for the others."""
    category = unicodedata.category(sign)
    if sign in CHOOSES_A_SHAPE:
        return ""
    if sign == "\n" or (sign in drawable() and (marks or not category.startswith("M"))):
        return sign
    if sign == "\t":
        return " "
    return "" if category in {"Cc", "Cf"} else UNDRAWN


def in_pieces(word: re.Match[str]) -> str:
    """A long word with places where it may break."""
    pieces = (word[0][at : at + PIECE] for at in range(0, len(word[0]), PIECE))
    return BREAK_HERE.join(pieces)


def without_controls(text: str) -> str:
    """The text without control characters, which neither HTML nor paper knows; lines end as in Unix."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: an empty line ends one."""
    return tuple(part for part in A_GAP.split(without_controls(text).strip()) if part)


def read_from_the_right(text: str) -> bool:
    """Whether the first letter that has a direction goes from right to left (UAX 9, P2 and P3)."""
    directions = (unicodedata.bidirectional(sign) for sign in text)
    return next((each for each in directions if each in FROM_EITHER_SIDE), "L") in RIGHT_TO_LEFT
