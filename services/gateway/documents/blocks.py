"""What a document is made of, in the order it is read: the same blocks become HTML and PDF.

Everything here is said already, in the document's language. Plain and frozen: no block knows which document
it stands in, so a case's history or a copy for a client record is built of the same ones.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class Heading:
    """A heading. level: 1 for the parts of the document, 2 within a part; no level is jumped over."""

    level: int
    text: str
    kind: str = "heading"


@dataclass(frozen=True)
class Words:
    """A text, paragraphs as its writer made them (an empty line between two). rtl: read from the right."""

    paragraphs: tuple[str, ...]
    rtl: bool = False
    kind: str = "words"


@dataclass(frozen=True)
class Terms:
    """Pairs of a name and what stands for it."""

    rows: tuple[tuple[str, str], ...]
    kind: str = "terms"


@dataclass(frozen=True)
class Table:
    """A table. head: what its columns are; numbers: which of them hold figures; every row as long as head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    kind: str = "table"


@dataclass(frozen=True)
class Points:
    """A list without an order."""

    items: tuple[str, ...]
    kind: str = "points"


@dataclass(frozen=True)
class Picture:
    """A picture, from drawing 2 on. svg: without scripts; alt: what it shows, in words."""

    svg: str
    alt: str
    kind: str = "picture"


Block = Heading | Words | Terms | Table | Points | Picture


@dataclass(frozen=True)
class Document:
    """A whole document. layout: its name and number, "monthly-report-1"; language: "fi", "sv" or "en".

    drawing: the number of what draws it, drawings/drawing-1.typ and templates/documents/document-1.html; 2
    draws pictures as well, on paper only.

    dated: when it was sent; None for a draft. draft: the sentence that says it is one, empty otherwise.
    undrawn: the sentence for letters that the paper cannot show, with a place {signs}.
    page_of: the foot of each sheet, with the places {page} and {pages}.
    """

    layout: str
    language: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    page_of: str
    undrawn: str
    draft: str = ""
    dated: datetime | None = None
    drawing: int = 1

    def with_texts(self, change: Callable[[str], str]) -> "Document":
        """The same document with every text in it changed."""
        return replace(
            self,
            title=change(self.title),
            subtitle=change(self.subtitle),
            blocks=tuple(changed(block, change) for block in self.blocks),
        )


def changed(block: Block, change: Callable[[str], str]) -> Block:
    """The block with every text in it changed."""
    match block:
        case Heading():
            return replace(block, text=change(block.text))
        case Words():
            return replace(block, paragraphs=tuple(map(change, block.paragraphs)))
        case Terms():
            return replace(block, rows=tuple((change(name), change(text)) for name, text in block.rows))
        case Table():
            rows = tuple(tuple(map(change, row)) for row in block.rows)
            return replace(block, head=tuple(map(change, block.head)), rows=rows)
        case Points():
            return replace(block, items=tuple(map(change, block.items)))
        case Picture():
            return replace(block, alt=change(block.alt))
