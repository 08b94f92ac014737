"""Bad input by addresses and headers, against all of it running: what the server makes of it, too.

Whatever is asked: no 5xx, no trace of the code, nothing of it is at work on a page.
"""

import re
import socket
from urllib.parse import quote, urlencode, urlsplit

import httpx
import pytest

from tests.specs.gateway.edge import addresses, an_edge
from tests.support.hostile import HOSTILE, MARKUP, PLANTED, assert_calm
from tests.support.running import Running

IN_A_PATH = ("x", MARKUP, "..", "%", HOSTILE["an id"], "y" * 3000, "\0", "9999-13", "-1", "9" * 5000)
QUERY = (
    "first", "second", "from", "to", "month", "as_of", "state", "county", "number", "service_line", "sector",
    "mine", "lang", "done", "next", "cursor", "limit", "reveal", "special_reason", "person_id",
)  # fmt: skip
DAYS = ("0001-01-01", "9999-12-31", "2026-99-99", "2026-01-01T00:00:00Z")
with an_edge() as edge:
    READ = [path for method, path in addresses(edge.router) if method == "GET"]
PAGES = [path for path in READ if not path.startswith(("/api/", "/metrics", "/livez", "/readyz"))]
REQUEST = "GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\n\r\n"
RAW = {
    "a host that is none": ("/sign-in", f"[{MARKUP}", ""),
    "another host": ("/meetings/link", f"{PLANTED}.example", ""),
    "two hosts": ("/sign-in", "a.example", f"Host: {PLANTED}.example\r\n"),
    "another proxy's word": (
        "/sign-in", "a", f"X-Forwarded-Host: {PLANTED}.example\r\nX-Forwarded-Proto: javascript\r\n",
    ),
    "where one came from": ("/sign-in", "a", "X-Forwarded-For: [::, <b>, 1.2.3.4\r\n"),
    "a header in a header": ("/sign-in", "a", f"Accept-Language: fi\x0b\x0cX-{PLANTED}: 1\r\n"),
    "a header without a name": ("/sign-in", "a", ": x\r\n"),
    "a header that goes on": ("/sign-in", "a", f"X-A: b\r\n X-{PLANTED}: 1\r\n"),
    "a cookie of bytes": ("/sign-in", "a", "Cookie: lang=\xff\xfe; tukiverkko_session=\x80\r\n"),
    "a long cookie": ("/queue", "a", f"Cookie: tukiverkko_session={'x' * 20_000}\r\n"),
    "an address elsewhere": (f"//{PLANTED}.example/%2e%2e", "a", ""),
    "a whole address": (f"http://{PLANTED}.example/sign-in", "a", ""),
    "lines in an address": (f"/%0d%0aX-{PLANTED}:%201", "a", ""),
    "markup in an address": (f"/cases/{quote(MARKUP)}?a={quote(MARKUP)}", "a", ""),
    "two lengths": ("/sign-in", "a", "Content-Length: 5\r\nContent-Length: 6\r\n"),
    "a length and pieces": ("/sign-in", "a", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
    "a long address": (f"/sign-in?next={'x' * 70_000}", "a", ""),
    "parts of a file": ("/static/pages/pages.css", "a", "Range: bytes=0-0,9-1,-\r\n"),
    "nothing new": ("/static/pages/pages.css", "a", 'If-None-Match: """\r\nIf-Modified-Since: never\r\n'),
}  # fmt: skip
"""What no client sends that means well: address, host, and more lines."""


@pytest.fixture(scope="module")
def cookies(running: Running) -> dict[str, str]:
    """Of a browser on which a coordinator is signed in."""
    return running.cookies(sub="koordinaattori-1") | {"lang": "en"}


@pytest.mark.parametrize("path", PAGES)
def test_whatever_stands_in_an_address(path: str, running: Running, cookies: dict[str, str]) -> None:
    with httpx.Client(base_url=running.base_url, cookies=cookies, timeout=30) as browser:
        for odd in IN_A_PATH if "/x" in path else ():
            assert_calm(browser.get(path.replace("/x", f"/{quote(odd, safe='')}")), (path, odd[:30]))
        for odd in (MARKUP, "9" * 40, HOSTILE["SQL"], "\0", *DAYS):
            asked = urlencode(dict.fromkeys(QUERY, odd))
            assert_calm(browser.get(f"{path}?{asked}"), (path, odd[:30]))


@pytest.mark.parametrize("what", RAW)
def test_whatever_the_lines_of_a_request_say(what: str, running: Running, cookies: dict[str, str]) -> None:
    """Byte for byte as it is written here."""
    path, host, more = RAW[what]
    signed = (
        "" if "Cookie" in more else "Cookie: " + "; ".join(f"{n}={v}" for n, v in cookies.items()) + "\r\n"
    )
    whole = REQUEST.format(path=path, host=host, more=more + signed).encode("latin-1")
    place = urlsplit(running.base_url)
    with socket.create_connection((place.hostname, place.port), timeout=30) as line:
        line.sendall(whole)
        said = b"".join(iter(lambda: line.recv(65_536), b""))
    head, _, body = said.partition(b"\r\n\r\n")
    first, *rest = head.split(b"\r\n")
    assert int(first.split()[1]) < 500, said[:500]
    headers = [tuple(part.strip() for part in one.split(b":", 1)) for one in rest]
    answer = httpx.Response(int(first.split()[1]), headers=headers, content=body)  # type: ignore[arg-type]
    if any(name.lower() == b"x-correlation-id" for name, _ in headers):
        assert_calm(answer, what)
    else:
        assert answer.status_code == 400, "refused by the server before it came to us"
        assert PLANTED.encode() not in body


def test_nobody_is_told_what_runs_here(running: Running) -> None:
    """Neither by the pages nor by what the server answers itself; and no page of errors is left on."""
    for path in ("/sign-in", "/nowhere", "/static/pages/pages.css", "/api/v1/nowhere", "/docs", "/debug"):
        answer = httpx.get(f"{running.base_url}{path}")
        assert not {"server", "via", "x-powered-by"} & set(answer.headers), path
        assert not re.search("uvicorn|fastapi|starlette|python", answer.text, re.IGNORECASE), path


def test_after_all_that_everything_still_works(running: Running) -> None:
    assert httpx.get(f"{running.base_url}/readyz").status_code == 200
