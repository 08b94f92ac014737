"""A region's year in chapters: what a figure means in plain words, its picture, and its tables.

The page and the paper are made of the same chapters, said in the reader's language.
"""

from services.gateway.pages.year.telling import Chapter, Telling, View
from services.gateway.pages.year.what_came import came, expertise, stuck, themes, waits
from services.gateway.pages.year.what_was_done import costs, feedback, goals, meetings

__all__ = ["Chapter", "chapters"]
PARTS = (came, themes, waits, stuck, expertise, meetings, goals, feedback, costs)


def chapters(view: View, language: str, *, opens: bool) -> list[Chapter]:
    """All that there is to tell of the year, in order. opens: whether figures lead to what is behind them."""
    telling = Telling(view, language, opens=opens)
    return [chapter for part in PARTS for chapter in part(telling)]
