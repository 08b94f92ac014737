"""The answer page: feedback given by a link, without an account, by a child, a parent or a professional."""

from services.gateway.pages.answering.links import answer_links

ANSWERING = (answer_links,)
"""Its routers."""
