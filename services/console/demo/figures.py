"""What came out of the demo, in the words of the statistics page."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from services.console.playing import Played
from services.gateway.asking import Answer
from services.gateway.pages.page import a_day, say
from services.gateway.pages.statistics import FIGURES, shown_figure

SHOWN = ("by_source", "mentions_by_situation", "by_county", "by_state")
MOST_ROWS = 10
WIDTH = 64


def counts(played: Played) -> Iterator[str]:
    """How the lines went; each unexpected one with what was said to it."""
    went = f"{played.ok} commands carried out, {played.refused} refused as they should be"
    yield f"{went}, {len(played.unexpected)} unexpected."
    for one in played.unexpected:
        yield f"  line {one['line']}, {one['asked']}: {one['status']}, {one['problem']}"


def figures(played: Played, asked: dict[str, Any], language: str) -> Iterator[str]:
    """The pilot's figures: the totals, then a table for each of the main ones. asked: the query's data."""
    found, then = played.queries["all"], played.queries["known_by_may"]
    period = f"{a_day(language, asked['from'])} – {a_day(language, asked['to'])}"
    yield f"{found['contacts']} {say(language, 'contacts received')}, {period}"
    yield f"{found['identified_otherwise']} {say(language, 'needs identified without the screen')}"
    yield f"{then['contacts']} {say(language, 'contacts received')}, {_known_on(asked['as_of'], language)}"
    for figure in (one for one in FIGURES if one.key in SHOWN):
        shown = shown_figure(figure, Answer(found, {}), language)
        yield ""
        yield _row(shown["title"], shown["counted"])
        for word, count in shown["rows"][:MOST_ROWS]:
            yield _row(f"  {word}", str(count))
        if more := shown["rows"][MOST_ROWS:]:
            yield f"  … {len(more)} more rows on the page"


def places(address: str, asked: dict[str, Any]) -> Iterator[str]:
    """Where everything is shown."""
    period = urlencode({"from": asked["from"], "to": asked["to"]})
    yield f"Pages       {address}/  (sign in as Keksitty Koordinaattori, a made-up coordinator)"
    yield f"Figures     {address}/statistics?{period}"
    yield f"Work queue  {address}/queue"
    yield f"A case      {address}/cases  (also as Keksitty Tukihenkilö, its worker, or Keksitty Tilaaja)"
    yield f"Its order   {address}/orders  (as Keksitty Taloushenkilö, or Keksitty Maksaja, one of its payers)"
    yield f"Experts     {address}/experts  (as Keksitty Asiantuntija, whom two of the searches asked)"
    yield f"Searches    {address}/searches  (who could help, and why; as Keksitty Koordinaattori)"
    yield f"Outcomes    {address}/outcomes  (and the region's year: {address}/year)"
    yield f"API         {address}/api/docs"


def a_survey(messages: Path) -> Iterator[str]:
    """The link of a message that the demo sent, into its folder: it opens without an account, once."""
    for message in sorted(messages.glob("*.json"))[:1]:
        yield f"A survey    {json.loads(message.read_text(encoding='utf-8'))['link']}"


def _known_on(moment: str, language: str) -> str:
    return f"{say(language, 'As known on').lower()} {a_day(language, moment)}"


def _row(word: str, count: str) -> str:
    return f"{word:<{WIDTH}} {count:>9}"
