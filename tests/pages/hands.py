"""Hands that fill in a form and are counted: one on the mouse, or both on the keyboard."""

from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Page

MOST_TABS = 400
KEY, POINT, CLICK, THINK = 0.28, 1.1, 0.2, 1.35
"""Seconds of the keystroke-level model (Card, Moran and Newell 1980), for an average typist."""


@dataclass
class Hands:
    """Counts what they do. `letters` are those of the words, `keys` all other keys.

    within: the part of the page they work in, a CSS selector.
    """

    page: Page
    within: str = "main"
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

    def part(self, selector: str) -> str:
        """What the selector names within their part of the page."""
        return f"{self.within} {selector}"

    def _types(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.letters += len(words)


class OnTheMouse(Hands):
    """Points and clicks; types only words."""

    def choose(self, field: str, code: str) -> None:
        """One click opens the list, one takes the entry."""
        self.page.select_option(self.part(f"[name='{field}']"), code)
        self.clicks += 2
        self.fields += 1

    def tick(self, field: str, code: str) -> None:
        """One click."""
        self.page.click(self.part(f"[name='{field}'][value='{code}']"))
        self.clicks += 1
        self.fields += 1

    def write(self, field: str, words: str) -> None:
        """One click into the field, then the words."""
        self.page.click(self.part(f"[name='{field}']"))
        self.clicks += 1
        self.fields += 1
        self._types(words)

    def day(self, field: str, day: date) -> None:
        """Taken from the calendar: one click opens it, a few lead to the day."""
        self.page.fill(self.part(f"[name='{field}']"), day.isoformat())
        self.clicks += 4
        self.fields += 1

    def moment(self, field: str, day: date, clock: str) -> None:
        """The day as above, and the time."""
        self.page.fill(self.part(f"[name='{field}']"), f"{day.isoformat()}T{clock}")
        self.clicks += 6
        self.fields += 1

    def press(self, button: str) -> None:
        """One click on the button that sends this."""
        self.page.click(self.part(f"button[value='{button}']"))
        self.clicks += 1

    def follow(self, end: str) -> None:
        """One click on the link whose address ends so."""
        self.page.click(self.part(f"a[href$='{end}']"))
        self.clicks += 1

    def unfold(self) -> None:
        """One click opens the part, where it is folded."""
        if self.page.get_attribute(self.within, "open") is None:
            self.page.click(self.part("summary"))
            self.clicks += 1

    def save(self) -> None:
        """One click."""
        self.page.click(self.part("button.main"))
        self.clicks += 1


IS_AT = "here => document.activeElement?.matches(here) ?? false"
"""Nothing has the focus for a moment while a page takes the place of another."""


class OnTheKeyboard(Hands):
    """Goes from field to field with the Tab key; the mouse is never touched."""

    def _go_to(self, selector: str) -> None:
        here = self.part(selector)
        for _ in range(MOST_TABS):
            if self.page.evaluate(IS_AT, here):
                self.fields += 1
                return
            self._presses("Tab")
        msg = f"the keyboard does not reach {here}"
        raise AssertionError(msg)

    def _presses(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def choose(self, field: str, code: str) -> None:
        """Types the beginning of the entry's word."""
        self._go_to(f"[name='{field}']")
        word = self.page.inner_text(self.part(f"[name='{field}'] option[value='{code}']"))
        self._types(word)
        assert self.page.input_value(self.part(f"[name='{field}']")) == code

    def tick(self, field: str, code: str) -> None:
        """Space ticks; among the answers to one question the arrows lead on."""
        box = f"[name='{field}'][value='{code}']"
        if self.page.get_attribute(self.part(box), "type") != "radio":
            self._go_to(box)
            self._presses("Space")
            return
        self._go_to(f"[name='{field}']")
        self._presses("Space")
        while not self.page.is_checked(self.part(box)):
            self._presses("ArrowDown")

    def day(self, field: str, day: date) -> None:
        """Its parts in the browser's order, which is an American one here."""
        self._go_to(f"[name='{field}']")
        self._types(day.strftime("%m%d%Y"))
        assert self.page.input_value(self.part(f"[name='{field}']")) == day.isoformat()

    def moment(self, field: str, day: date, clock: str) -> None:
        """The same with a time of the morning."""
        self._go_to(f"[name='{field}']")
        self._types(day.strftime("%m%d%Y"))
        self._presses("ArrowRight")
        self._types(clock.replace(":", "") + "A")
        assert self.page.input_value(self.part(f"[name='{field}']")) == f"{day.isoformat()}T{clock}"

    def press(self, button: str) -> None:
        """On to the button, and Enter."""
        self._go_to(f"button[value='{button}']")
        self._presses("Enter")

    def follow(self, end: str) -> None:
        """On to the link, and Enter."""
        self._go_to(f"a[href$='{end}']")
        self._presses("Enter")

    def unfold(self) -> None:
        """On to the part's title, and Enter."""
        if self.page.get_attribute(self.within, "open") is None:
            self._go_to("> summary")
            self._presses("Enter")

    def write(self, field: str, words: str) -> None:
        """The words."""
        self._go_to(f"[name='{field}']")
        self._types(words)

    def save(self) -> None:
        """On to the save button, and Enter."""
        self._go_to("button.main")
        self._presses("Enter")
