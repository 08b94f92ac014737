"""A browser, and people who use it: with a mouse, with the keyboard alone, without JavaScript."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.running import Running, running

__all__ = ["running"]
CHROMIUM = Path("/usr/bin/chromium-headless-shell")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
COORDINATOR = "koordinaattori-1"

Opened = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's own Chromium, without a desktop's part of it, until the last page is tested.

    Its driver keeps this thread's event loop.
    """
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def opened(browser: Browser, running: Running) -> Iterator[Opened]:
    """Opens a window of its own: `opened(language, as_whom, scripts=…, width=…)`."""
    contexts = []

    def open_window(
        language: str = "fi", as_whom: str | None = COORDINATOR, *, scripts: bool = True, width: int = 1200
    ) -> Page:
        context = browser.new_context(
            base_url=running.base_url,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"/sign-in?lang={language}")
        if as_whom:
            page.click(f"button[value='{as_whom}']")
        return page

    yield open_window
    for context in contexts:
        context.close()
