"""Every page tells the browser what it may do: run our scripts alone, load nothing else, keep nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from services.gateway.headers import OF_A_LINK, SECURITY
from tests.specs.gateway.edge import QUERY, addresses, an_edge, send_to, signed_in
from tests.support.forms import ELSEWHERE, INLINE

GATEWAY = Path(__file__).parents[3] / "services" / "gateway"
TEMPLATES = sorted((GATEWAY / "templates").rglob("*.html"))


@pytest.fixture(scope="module")
def app() -> Iterator[FastAPI]:
    with an_edge(sign_ins_a_minute=0, links_a_minute=0, requests_a_minute=0) as found:
        yield found


def test_every_address_answers_with_the_headers_to_whom_ever(app: FastAPI) -> None:
    """Signed in or not, found or refused: also what breaks."""
    somebody = signed_in(app, {"sub": "koordinaattori-1", "role": "coordinator"})
    known = addresses(app.router)
    assert len(known) > 100
    for method, path in known:
        for cookies in ({}, somebody):
            headers = send_to(app, method, path, cookies).headers
            policy = headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; "), path
            assert "unsafe" not in policy, path
            assert "frame-ancestors 'none'" in policy, path
            expected = SECURITY | (OF_A_LINK if path.startswith("/f/") else {})
            for name in set(expected) - {"Content-Security-Policy"}:
                assert headers[name] == expected[name], (method, path, name)


def test_only_files_of_ours_may_be_kept(app: FastAPI) -> None:
    assert send_to(app, "GET", "/static/pages/pages.css").headers["Cache-Control"] == "public, max-age=3600"
    assert send_to(app, "GET", "/static/nothing.css").headers["Cache-Control"] == "no-store"


def test_over_tls_the_browser_is_told_to_stay_there(app: FastAPI) -> None:
    over_tls = send_to(app, "GET", "/sign-in", at="https://edge.example").headers
    assert over_tls["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in send_to(app, "GET", "/sign-in").headers


def test_behind_a_proxy_the_settings_say_how_people_come() -> None:
    with an_edge(public_url="https://edge.example/") as app:
        headers = send_to(app, "GET", "/sign-in").headers
    assert headers["Strict-Transport-Security"]


def test_an_answer_of_the_api_is_saved_and_never_shown(app: FastAPI) -> None:
    for path in (QUERY, "/api/v1/nothing"):
        assert send_to(app, "GET", path).headers["Content-Disposition"] == 'attachment; filename="api.json"'
    assert "Content-Disposition" not in send_to(app, "GET", "/sign-in").headers


def test_no_other_site_may_read_answers(app: FastAPI) -> None:
    for method, asked in (("GET", {}), ("OPTIONS", {"Access-Control-Request-Method": "POST"})):
        answer = send_to(app, method, QUERY, headers={"Origin": "https://elsewhere.example"} | asked)
        assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_nobody_is_told_what_runs_here(app: FastAPI) -> None:
    headers = send_to(app, "GET", "/sign-in").headers
    assert not {"server", "x-powered-by"} & set(headers)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_page_has_a_script_or_a_style_inside_or_anything_from_elsewhere(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert INLINE.findall(text) == []
    assert ELSEWHERE.findall(text) == []


def test_what_would_be_inline_is_found() -> None:
    for odd in (
        '<p style="x">',
        "<style>",
        '<a onclick="x">',
        "<script>x</script>",
        '<a href="javascript:x">',
    ):
        assert INLINE.search(odd)
    assert ELSEWHERE.search('<img src="//cdn.example/x.png">')
    assert not INLINE.search('<script src="/static/pages/pages.js" defer></script>')
