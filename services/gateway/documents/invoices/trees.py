"""Small trees of XML, written down as they are nested."""

from collections.abc import Callable
from typing import Any

from lxml import etree

Node = etree._Element  # noqa: SLF001 - lxml's own type of an element has no public name
Content = Node | str | None
Maker = Callable[..., Node]


def maker(namespace: str = "", known: dict[Any, str] | None = None) -> Maker:
    """What makes the elements of a namespace: `make("ID", "12", schemeID="0212")`.

    known: the namespaces by their prefixes, that of the elements among them. A content that is None is left
    out, so that what is not there leaves no empty element.
    """
    around = f"{{{namespace}}}" if namespace else ""

    def make(name: str, *contents: Content, **attributes: str) -> Node:
        node = etree.Element(around + name, attributes, nsmap=known)
        for content in contents:
            if isinstance(content, str):
                node.text = content
            elif content is not None:
                node.append(content)
        return node

    return make


def written(root: Node) -> bytes:
    """The tree as a file: UTF-8 with its declaration, an element a line, the same bytes for the same tree."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
