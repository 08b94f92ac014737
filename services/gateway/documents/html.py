"""From a document to its page: a whole one, or only what belongs inside another page."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.gateway.documents.blocks import Document

TEMPLATES = Path(__file__).parent.parent / "templates" / "documents"


@cache
def environment() -> Environment:
    """The documents' templates, escaped always. They have no words of their own."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html_of(document: Document) -> str:
    """A whole page, to be read, kept or printed."""
    return environment().get_template(f"document-{document.drawing}.html").render(document=document)


def body_of(document: Document) -> str:
    """The document as a part of another page: safe HTML that begins with an h1."""
    return environment().get_template(f"body-{document.drawing}.html").render(document=document)
