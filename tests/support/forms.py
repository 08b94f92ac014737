"""The forms of a page as a browser would send them: where to, and their fields as they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE
)
"""A script or a style inside a page."""
ELSEWHERE = re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)
"""What is fetched from another site, or leads to one."""
NEVER_TYPED = {"csrf", "form_id"}
"""What our pages give their forms and nobody types."""


@dataclass
class Form:
    """A form that was found. fields: name and value as they stand, in their order."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    @property
    def typed(self) -> list[str]:
        """The names of what one can type, choose or send by hand."""
        return list(dict.fromkeys(name for name, _ in self.fields if name not in NEVER_TYPED))

    def filled(self, **values: str) -> dict[str, str]:
        """What is sent, with these values in place of what stands there."""
        return dict(self.fields) | values


class Forms(HTMLParser):
    """Finds the forms of a page. here: its address, for forms that say no other."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here = here
        self.found: list[Form] = []
        self._open: Form | None = None
        self._named = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(said.get("action") or self.here, said.get("method", "get").lower())
            self.found.append(self._open)
        elif self._open and tag in {"input", "textarea", "select", "button"} and said.get("name"):
            self._named = said["name"]
            self._open.fields.append((self._named, said.get("value", "")))
        elif self._open and tag == "option" and "selected" in said:
            self._open.fields.append((self._named, said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


def forms_of(here: str, page: str) -> Iterator[Form]:
    """The forms of a page that stands at this address."""
    parser = Forms(here)
    parser.feed(page)
    yield from parser.found
