"""The forms of a page as a browser would send them: where to, and their fields as they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE
)
"""A script or a style inside a page."""
ELSEWHERE = re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)
"""What is fetched from another site, or leads to one."""
NEVER_TYPED = {"csrf", "form_id"}
"""What our pages give their forms and nobody types."""
PLAUSIBLE = {
    "date": "2026-01-08", "datetime-local": "2026-01-08T09:00", "number": "15", "text": "Esimerkki",
    "email": "nimi@esimerkki.example", "tel": "+358 40 000 0000", "textarea": "Keksitty teksti.",
}  # fmt: skip
"""What somebody writes into a field of a kind that stands empty."""


@dataclass
class Form:
    """A form that was found.

    fields: name and value as they stand, in their order. kinds: by name, what one types there. ticks: what
    may be ticked and is not. buttons: those with a name of their own; a form goes with the one that is
    pressed.
    """

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    ticks: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def typed(self) -> list[str]:
        """The names of what one can type, choose, press or send by hand."""
        named = (*self.fields, *self.ticks, *self.buttons)
        return list(dict.fromkeys(name for name, _ in named if name not in NEVER_TYPED))

    def filled(self, **values: str) -> dict[str, str]:
        """What is sent, with these values in place of what stands there."""
        return dict(self.fields) | values

    def plausible(self) -> dict[str, str]:
        """As somebody fills it in who means well: the last of what one chooses from, a word elsewhere."""
        ticked = dict(self.ticks) | dict(self.fields)
        return {n: v or PLAUSIBLE.get(self.kinds.get(n, ""), "") for n, v in ticked.items()}


class Forms(HTMLParser):
    """Finds the forms of a page. here: its address, for forms that say no other."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here = here
        self.found: list[Form] = []
        self._open: Form | None = None
        self._elsewhere: list[str] = []
        self._select, self._options, self._chosen = "", [""], False
        self._text: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(said.get("action") or self.here, said.get("method", "get").lower())
            self.found.append(self._open)
            self._elsewhere = []
        elif self._open is None:
            return
        elif said.get("formaction"):
            self._elsewhere.append(said["formaction"])
        elif tag == "option":
            self._options.append(said.get("value", ""))
            if "selected" in said:
                self._open.fields.append((self._select, said.get("value", "")))
                self._chosen = True
        elif said.get("name"):
            self._named(self._open, tag, said)

    def _named(self, form: Form, tag: str, said: dict[str, str]) -> None:
        name, value, kind = said["name"], said.get("value", ""), said.get("type", "text")
        if tag == "button":
            form.buttons.append((name, value))
        elif tag == "input" and kind in {"radio", "checkbox"} and "checked" not in said:
            form.ticks.append((name, value))
        elif tag == "input":
            form.fields.append((name, value))
            form.kinds[name] = kind
        elif tag == "select":
            self._select, self._options, self._chosen = name, [""], False
        elif tag == "textarea":
            self._text = (name, [])
            form.kinds[name] = tag

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._open:
            self.found += [replace(self._open, action=address) for address in self._elsewhere]
            self._open = None
        elif self._open and tag == "textarea" and self._text:
            self._open.fields.append((self._text[0], "".join(self._text[1])))
            self._text = None
        elif self._open and tag == "select" and not self._chosen:
            self._open.ticks.append((self._select, self._options[-1]))


def forms_of(here: str, page: str) -> Iterator[Form]:
    """The forms of a page that stands at this address."""
    parser = Forms(here)
    parser.feed(page)
    yield from parser.found
