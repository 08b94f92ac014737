"""The API's page is whole by itself: nothing of it comes from elsewhere, and its licences lie beside it."""

import re

from services.gateway.app import STATIC
from services.gateway.docs import PAGE


def test_the_page_fetches_only_what_is_shipped() -> None:
    fetched = re.findall(r'(?:src|href)="([^"]+)"', PAGE)
    shipped = [address for address in fetched if address.startswith("/static/")]
    assert set(fetched) - set(shipped) == {"data:,", "/api/openapi.json"}
    assert all((STATIC / address.removeprefix("/static/")).is_file() for address in shipped)


def test_the_page_has_no_script_or_style_inside() -> None:
    """The Content-Security-Policy would not let it run."""
    assert not re.search(r"<script(?![^>]*src=)|<style| style=| on\w+=", PAGE)


def test_the_licences_are_shipped_with_it() -> None:
    for name in ("LICENSE", "NOTICE", "swagger-ui-bundle.js.LICENSE.txt"):
        assert (STATIC / "swagger" / name).stat().st_size > 50
