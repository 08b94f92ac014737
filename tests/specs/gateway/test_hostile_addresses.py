"""Every address of the edge, asked for as nobody does who means well: places, parameters, headers, methods.

Nothing breaks, nothing of it is at work in the answer, and one is sent on to this site only.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote_from_bytes, urlencode

import pytest

from services.gateway.pages.statistics import FIGURES
from tests.specs.gateway.edge import COMMAND, QUERY, an_edge, paths, send
from tests.specs.gateway.telling import AN_ID
from tests.specs.gateway.trying import NOBODY, Edge, an_edge_that_tells
from tests.support.hostile import HOSTILE, MARKUP, PLANTED, a_share, assert_calm

with an_edge() as built:
    READ = [path for method, path in paths(built.router) if method == "GET"]
    ALL = [(method, path) for method, path in paths(built.router) if not path.startswith("/api/v1/")]
FILES = ("/static/pages/pages.css", "/static/swagger/start.js", "/nowhere", "/api/v1/nowhere")
PLACE = re.compile(r"{([a-z_]+)}")
IN_A_PLACE = (
    *(name for name, value in HOSTILE.items() if 0 < len(value) < 2000),
    "dots", "a dot", "a percent sign", "a long number", "an encoded slash", "a backslash", "a question mark",
)  # fmt: skip
RAW = {
    "dots": "..", "a dot": ".", "a percent sign": "%", "a long number": "9" * 5000,
    "an encoded slash": "a%2Fb", "a backslash": "..%5c..%5cx", "a question mark": "%3Fa%3D1%23x",
}  # fmt: skip
"""What stands in an address as it is."""
KNOWN = (
    "from", "to", "month", "county", "as_of", "service_line", "state", "waiting_for", "number", "mine",
    "cursor", "sector", "first", "second", "step", "done", "next", "reveal", "special_reason", "for_guardian",
    "person_id", "lang", "applied", "code", "iss", "error", "competence", "role", "language", "free",
    "situation", "figure", "key",
    "person_id", "lang", "applied", "code", "iss", "error", "choose", "who", "out", "case_id", "referral_id",
    "easy",
)  # fmt: skip
"""The parameters that pages read; `state` is the sign-in service's, too."""
HEADERS = {
    "Accept-Language": (MARKUP, "x" * 9000, "fi;q=" + "9" * 400, "sv_FI@x, *;q=0, ;;;,,", "../en", "\xe4"),
    "Cookie": (
        f"lang={MARKUP}", "tukiverkko_session=" + "x" * 7000, 'a="\\377\\000"; tukiverkko_session="\\"',
        "tukiverkko_way_in=zz; =; ;;", "lang=../en; tukiverkko_session=%00%ff", "\xff\xfe=\x80",
    ),
    "Host": (f"{PLANTED}.example", "[", "[::1", "a b", "x:99999999", "", MARKUP, "\xe4"),
    "X-Forwarded-For": ("1.2.3.4, [::", MARKUP, "x" * 9000),
    "X-Forwarded-Host": (f"{PLANTED}.example",),
    "X-Forwarded-Proto": ("javascript", "https, http", "\xff"),
    "Forwarded": (f"host={PLANTED}.example;proto=javascript",),
    "If-None-Match": ("*", MARKUP, '"' * 3000),
    "If-Modified-Since": ("yesterday", "Thu, 01 Jan 99999 00:00:00 GMT"),
    "If-Range": (MARKUP,),
    "Range": ("bytes=0-1", "bytes=-", "bytes=" + "9" * 20 + "-", "bytes=" + "0-0," * 900, "x=1", "bytes=5-1"),
    "Origin": ("null", f"https://{PLANTED}.example", "http://[", MARKUP),
    "Referer": (f"https://{PLANTED}.example", "http://["),
    "Content-Length": ("9" * 40, "\xb2"),
    "Content-Type": (MARKUP, "application/json; charset=\xff"),
    "Authorization": ("Bearer", "Bearer " + "." * 9000, "Basic \xff", f"Bearer {MARKUP}"),
    "Idempotency-Key": (MARKUP, "x" * 9000),
    "X-Purpose": (MARKUP, "\xff\xfe", "x" * 9000),
    "X-Correlation-Id": (MARKUP, f"a\x0bX-{PLANTED}: 1"),
    "X-HTTP-Method-Override": ("DELETE",),
    "HX-Request": ("true",),
    "HX-Current-URL": (f"https://{PLANTED}.example",),
    "Accept": (MARKUP, "application/xml"),
    "Expect": ("100-continue", MARKUP),
    "Upgrade": ("websocket", "h2c"),
}  # fmt: skip
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "GETS")


@pytest.fixture(scope="module")
def edge() -> Iterator[Edge]:
    with an_edge_that_tells() as made:
        yield made


def placed(what: str) -> str:
    """A value as it stands in a place of an address."""
    return RAW.get(what) or quote_from_bytes(HOSTILE[what].encode("utf-8", "surrogatepass"), safe="")


def calm(edge: Edge, role: str, method: str, address: str, what: object, **more: object) -> None:
    """Asks, and looks at the answer."""
    assert_calm(edge.send(role, 1, method, address, **more), (method, what))


@pytest.mark.parametrize("path", [path for path in READ if PLACE.search(path)])
def test_whatever_stands_in_a_place_of_an_address(path: str, edge: Edge) -> None:
    """In each place in turn, the others as they should be, and in all of them."""
    for place, name in enumerate(PLACE.findall(path)):
        for turn, what in enumerate(a_share(IN_A_PLACE, READ.index(path) + place, of=9)):
            role = ("coordinator", "operator", NOBODY)[turn % 3]
            address = PLACE.sub(AN_ID, path.replace(f"{{{name}}}", placed(what)))
            calm(edge, role, "GET", address, (path, name, what))
            calm(edge, role, "GET", PLACE.sub(placed(what).replace("\\", "%5c"), path), (path, "all", what))


@pytest.mark.parametrize("path", [path for path in READ if not path.startswith("/api/v1/")])
def test_whatever_is_asked_for_in_parameters(path: str, edge: Edge) -> None:
    """In all that pages read at once, in one that there is not, and each given twice."""
    address = PLACE.sub(AN_ID, path)
    for odd in a_share(HOSTILE.values(), READ.index(path), of=9):
        shown = odd[:300]
        asked = urlencode(dict.fromkeys((*KNOWN, MARKUP), shown), encoding="utf-8", errors="surrogatepass")
        calm(edge, "coordinator", "GET", f"{address}?{asked}", (path, odd[:40]))
    for raw in (
        "%",
        "%zz=%",
        "a=%ff%fe",
        "&&==&=",
        "from=1&from=2&lang=fi&lang=xx",
        "a;b",
        "a[]=1",
        "+" * 3000,
    ):
        calm(edge, "coordinator", "GET", f"{address}?{raw}", (path, raw[:40]))


def test_a_day_at_the_end_of_time_is_a_day_like_others(edge: Edge) -> None:
    """Where a month before or after is led to, there may be none."""
    for day in ("0001-01-01", "0001-01-20", "9999-12-31", "9999-12-01"):
        for path in ("/meetings", f"/cases/{AN_ID}/meetings", "/statistics", "/casework-figures"):
            asked = {"from": day, "to": day, "month": day[:7]}
            calm(edge, "coordinator", "GET", f"{path}?{urlencode(asked)}", (path, day))


@pytest.mark.parametrize("header", HEADERS)
def test_whatever_a_header_says(header: str, edge: Edge) -> None:
    """At a page with a form, one that leads on, one that tells links, the API, and files of ours."""
    asked = ("/sign-in", "/", "/meetings/link", "/calendar/x.ics", "/people/x", "/api/v1/intake/case", *FILES)
    for turn, value in enumerate(HEADERS[header]):
        for path in a_share(asked, turn, of=7):
            headers = {header.encode(): value.encode("latin-1")}
            calm(edge, "coordinator", "GET", path, (path, header, value[:40]), headers=headers)
        for path in ("/sign-in", COMMAND):
            headers = {header.encode(): value.encode("latin-1")}
            calm(edge, NOBODY, "POST", path, (path, header, value[:40]), headers=headers, content=b"{}")


@pytest.mark.parametrize(("method", "path"), ALL)
def test_any_other_method_is_refused(method: str, path: str, edge: Edge) -> None:
    address = PLACE.sub(AN_ID, path)
    taken = {one for one, other in ALL if other == path} | {method}
    for other in METHODS:
        answer = edge.send("coordinator", 1, other, address)
        assert_calm(answer, (other, path))
        assert other in taken or answer.status_code == 405, (other, path, answer.status_code)


def test_a_token_in_an_address_is_no_token() -> None:
    """It would stand in every log on its way."""
    token = "a.token.of-someone"
    for asked in (f"access_token={token}", f"token={token}", f"Authorization=Bearer%20{token}"):
        assert send("GET", f"{QUERY}?{asked}").status_code == 401


NOWHERE = (
    "/static/../signing.key", "/static/..%2f..%2fsigning.key", "/static/%00", "/static/pages.css%00.js",
    "/static/", "/static/pages", "/static//etc/passwd", "/static/..%5csigning.key", f"/static/{'x' * 5000}",
    "/%2fplanted.example/", "/%5cplanted.example/", "/%0d%0aX-Planted:%201", "/.git/config", "/%ff%fe",
    "/sign-in/", "/cases/", "/CASES", "/api", "/api/v1/intake/..%2f..", "/s/", "/calendar/.ics",
)  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE)
def test_addresses_that_there_are_not(path: str, edge: Edge) -> None:
    for role in ("coordinator", NOBODY):
        answer = edge.send(role, 1, "GET", path)
        assert_calm(answer, path)
        assert answer.status_code in {404, 405, 303}, (path, answer.status_code)


def test_each_figure_is_drawn_from_harmful_words(edge: Edge) -> None:
    """Pictures are read as XML: whole, and without anything of what the words in them say."""
    pictures = [path for path in READ if path.endswith(".svg")]
    assert pictures
    for path in pictures:
        for key in [one.key for one in FIGURES] if "{key}" in path else [AN_ID]:
            answer = edge.send("coordinator", 1, "GET", PLACE.sub(key, path))
            assert answer.status_code == 200, (path, key)
            assert f"<{PLANTED}" not in answer.text
            assert "<script" not in answer.text
            assert f"&lt;{PLANTED}" in answer.text or MARKUP[:5] not in answer.text
