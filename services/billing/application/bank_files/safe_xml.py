"""XML from outside, read without giving it any power.

No document type, so no entities of any kind and nothing fetched; only the elements that are asked for are
kept, in memory too (names of payers are not: R-P1); size, depth and length of a field have limits.
Python's own expat is enough for this: it resolves nothing by itself.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Self
from xml.parsers import expat

from shared.kernel.refused import Misfit

MOST_BYTES = 20_000_000
MOST_ELEMENTS = 500_000
"""Of those that are kept: some 30 000 payments."""
DEEPEST = 40
LONGEST = 500
"""Letters of a field. The longest that ISO 20022 has of those kept here is 140."""
ENDS_EARLY = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
}


@dataclass(slots=True)
class Element:
    """An element without its namespace. attributes are left out but the currency of an amount (Ccy)."""

    name: str
    currency: str = ""
    text: str = ""
    children: list[Self] = field(default_factory=list)

    def all(self, name: str) -> list[Self]:
        """Its own children of that name, in order."""
        return [child for child in self.children if child.name == name]

    def one(self, path: str) -> Self | None:
        """The first element on a path like "Acct/Id/IBAN"; None where it has none."""
        here: Self | None = self
        for name in path.split("/"):
            here = next(iter(here.all(name)), None) if here else None
        return here

    def said(self, path: str) -> str:
        """The text of the first element on a path, without space around it; "" where it has none."""
        found = self.one(path)
        return found.text.strip() if found else ""


def parse(content: bytes, kept: Collection[str]) -> tuple[str, Element]:
    """The namespace of the document, and its root with the elements that are to be kept.

    An element that is not among `kept`, or has another namespace than the root, is left out with all in it.
    Misfit for what is no XML, ends too early, is too large, or declares a document type.
    """
    if not content.strip():
        raise Misfit("the file is empty")
    if len(content) > MOST_BYTES:
        raise Misfit("the file is too large to be read at once: fetch it in parts")
    tree = _Tree(kept)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = tree.doctype
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.characters
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's own: all of it is here
    except expat.ExpatError as wrong:
        if wrong.code in ENDS_EARLY and tree.root:
            raise Misfit("the file ends in the middle: fetch it from the bank again") from wrong
        raise Misfit("the file is no XML that can be read (line {line})", line=wrong.lineno) from wrong
    except (LookupError, ValueError) as wrong:
        raise Misfit("the file is in an encoding that is not known") from wrong
    if tree.root is None:
        raise Misfit("the file is empty")
    return tree.namespace, tree.root


class _Tree:
    """What expat tells, made into elements."""

    def __init__(self, kept: Collection[str]) -> None:
        self.kept = kept
        self.root: Element | None = None
        self.namespace = ""
        self._open: list[Element] = []
        self._left_out = 0
        self._count = 0

    def doctype(self, *_told: object) -> None:
        raise Misfit("the file declares a document type, as no bank's file does: it is not read")

    def start(self, told: str, attributes: dict[str, str]) -> None:
        namespace, _, name = told.rpartition(" ")
        if self.root is None:
            self.root, self.namespace = Element(name), namespace
            self._open.append(self.root)
        elif self._left_out or name not in self.kept or namespace != self.namespace:
            self._left_out += 1
        else:
            self._keep(Element(name, attributes.get("Ccy", "")))

    def end(self, _told: str) -> None:
        if self._left_out:
            self._left_out -= 1
        else:
            self._open.pop()

    def characters(self, text: str) -> None:
        if self._left_out or not self._open or self._open[-1].children:
            return
        within = self._open[-1]
        if not within.text and text.isspace():
            return
        within.text += text
        if len(within.text) > LONGEST:
            raise Misfit("a field of the file is longer than any that a bank writes")

    def _keep(self, element: Element) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise Misfit("the file is too large to be read at once: fetch it in parts")
        self._open[-1].children.append(element)
        self._open.append(element)
