"""Hands that fill in a form and are counted: one on the mouse, or both on the keyboard."""

from dataclasses import dataclass

from playwright.sync_api import Page

KEY, POINT, CLICK, THINK = 0.28, 1.1, 0.2, 1.35
"""Seconds of the keystroke-level model (Card, Moran and Newell 1980), for an average typist."""


@dataclass
class Hands:
    """Counts what they do. `letters` are those of the words, `keys` all other keys."""

    page: Page
    clicks: int = 0
    keys: int = 0
    letters: int = 0
    fields: int = 0

    @property
    def seconds(self) -> float:
        """How long a person needs for this."""
        return self.clicks * (POINT + CLICK) + (self.keys + self.letters) * KEY + self.fields * THINK

    def told(self) -> str:
        """The counts, for the report."""
        return (
            f"{self.clicks} clicks, {self.keys} keys and {self.letters} letters in {self.fields} fields: "
            f"about {self.seconds:.0f} s"
        )

    def _types(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.letters += len(words)


class OnTheMouse(Hands):
    """Points and clicks; types only words."""

    def choose(self, field: str, code: str) -> None:
        """One click opens the list, one takes the entry."""
        self.page.select_option(f"[name='{field}']", code)
        self.clicks += 2
        self.fields += 1

    def tick(self, field: str, code: str) -> None:
        """One click."""
        self.page.click(f"[name='{field}'][value='{code}']")
        self.clicks += 1
        self.fields += 1

    def write(self, field: str, words: str) -> None:
        """One click into the field, then the words."""
        self.page.click(f"[name='{field}']")
        self.clicks += 1
        self.fields += 1
        self._types(words)

    def save(self) -> None:
        """One click."""
        self.page.click("main button[type=submit]")
        self.clicks += 1


class OnTheKeyboard(Hands):
    """Goes from field to field with the Tab key; the mouse is never touched."""

    def _go_to(self, field: str, code: str = "") -> None:
        for _ in range(80):
            where = self.page.evaluate(
                "[document.activeElement.name || '', document.activeElement.value || '']"
            )
            if where[0] == field and (not code or where[1] == code):
                self.fields += 1
                return
            self.page.keyboard.press("Tab")
            self.keys += 1
        msg = f"the keyboard does not reach {field} {code}"
        raise AssertionError(msg)

    def choose(self, field: str, code: str) -> None:
        """Types the beginning of the entry's word."""
        self._go_to(field)
        word = self.page.inner_text(f"[name='{field}'] option[value='{code}']")
        self._types(word)
        assert self.page.input_value(f"[name='{field}']") == code

    def tick(self, field: str, code: str) -> None:
        """Space ticks."""
        self._go_to(field, code)
        self.page.keyboard.press("Space")
        self.keys += 1

    def write(self, field: str, words: str) -> None:
        """The words."""
        self._go_to(field)
        self._types(words)

    def save(self) -> None:
        """On to the save button, and Enter."""
        for _ in range(80):
            if self.page.evaluate("document.activeElement.type") == "submit":
                break
            self.page.keyboard.press("Tab")
            self.keys += 1
        self.page.keyboard.press("Enter")
        self.keys += 1
