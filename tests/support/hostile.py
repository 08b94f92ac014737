"""What somebody types who means harm, or whose program is broken, and how one sees that it did nothing.

PLANTED is in everything that would do something if it were ever taken for part of the page; `assert_calm`
reads the answer as a browser would and looks for it where no text stands: elements, attributes, addresses,
headers.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import httpx
from hypothesis import settings
from lxml import etree

T = TypeVar("T")

PLANTED = "planted"
MARKUP = f"<{PLANTED}-mark onfocus={PLANTED}(1)>\"'><img src=x onerror={PLANTED}(2)>"
"""Breaks out of a text and out of an attribute, however that is quoted."""
HOSTILE = {
    "markup": MARKUP,
    "a script": f"</textarea></title></select><script>{PLANTED}(3)</script>",
    "out of double quotes": f'" onfocus="{PLANTED}(4)" autofocus x="',
    "out of single quotes": f"' onfocus='{PLANTED}(5)' autofocus x='",
    "no quotes": f"x onfocus={PLANTED}(6) autofocus",
    "a drawing": f"--><svg/onload={PLANTED}(7)>",
    "already escaped": f"&lt;{PLANTED}-mark&gt;&#60;{PLANTED}-mark&#62;&quot;",
    "an address that runs": f"javascript:{PLANTED}(8)",
    "an address elsewhere": f"//{PLANTED}.example/",
    "the same, disguised": f"/\\{PLANTED}.example/",
    "a template": "{{ 7 * 191 }}${7*191}#{7*191}<%= 7*191 %>{% for x in () %}",
    "places of a sentence": "{reason} {0.__class__} {sentence!r} %s %(x)s %n",
    "SQL": "' OR 1=1; DROP TABLE facts; --",
    "a path": "../../../../../../etc/passwd",
    "a path, encoded twice": "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "lines of a header": f"x\r\nX-{PLANTED}: 1\r\nSet-Cookie: {PLANTED}=1\r\n\r\n{MARKUP}",
    "NUL": "a\0b",
    "control characters": "\x01\x07\x08\x1b[31m\x7f\x85",
    "half a letter": "\ud800",
    "right to left": "\u202e\u2066fdp.exe\u2069\ufeff\u200b\U0001f4a5",
    "100 kB": f"{MARKUP}ä" * 1500,
    "no number": "9" * 40,
    "a number of another script": "\u0663\u00b2",
    "less than nothing": "-1",
    "no day": "2026-02-30T25:61",
    "the last day": "9999-12-31",
    "the first day": "0001-01-01T00:00",
    "brackets without end": "[" * 20_000,
    "a list of many kinds": '{"goals_touched": [1, "a", null], "attended": [{}, 1], "title": {}}',
    "an id": "6d0c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a10",
    "nothing": "",
}
FORM = "application/x-www-form-urlencoded"
OURS_ALONE = re.compile(
    r"Traceback|\.py\b|psycopg|pydantic|jinja|werkzeug|starlette|SELECT |root:x:|(?<![\w-])1337(?![\w-])"
)
"""What tells how we are made, or shows that something was carried out that was only typed."""
ADDRESSES = frozenset(
    {"action", "formaction", "href", "src", "srcset", "data", "poster", "hx-get", "hx-post", "hx-push-url"}
)
NO_ICON = "data:,"
"""So the API's page keeps browsers from asking for an icon."""
COOKIES = re.compile(r"(?:__Host-)?(?:tukiverkko_session|tukiverkko_way_in)|lang")
KINDS = frozenset(
    {
        "text/html", "text/plain", "text/css", "text/csv", "text/javascript", "text/calendar",
        "application/json", "application/problem+json", "application/pdf", "application/xml", "image/svg+xml",
    }
)  # fmt: skip
"""What our answers are."""
Pairs = list[tuple[str, str]]


def a_share(values: Iterable[T], turn: int, of: int) -> list[T]:
    """Each so-manieth of the values, others at each turn: all of them are tried, each somewhere.

    Everything everywhere takes minutes: HYPOTHESIS_PROFILE=searching does that.
    """
    every = list(values)
    return every if settings.get_current_profile_name() == "searching" else every[turn % of :: of]


def encoded(pairs: Pairs) -> bytes:
    """A form's body; what is no text at all is sent as the bytes it would be."""
    return urlencode(pairs, encoding="utf-8", errors="surrogatepass").encode("ascii")


def bodies_of(fields: Pairs) -> dict[str, tuple[bytes, str]]:
    """What may come in place of a form with these fields, and as which content type."""
    sent, boundary = encoded(fields), "multipart/form-data; boundary=b"
    parts = [f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields]
    file = (
        f'--b\r\nContent-Disposition: form-data; name="file"; filename="../{PLANTED}.html"\r\n'
        f"Content-Type: text/html\r\n\r\n{MARKUP}\r\n--b--\r\n"
    )
    unknown = [(f"{MARKUP}.{n}", MARKUP) for n in range(20)] + [("__class__", "x"), ("steps.999.due", "x")]
    return {
        "nothing": (b"", FORM),
        "no field but the first": (encoded(fields[:1]), FORM),
        "every field twice": (encoded([*fields, *((name, MARKUP) for name, _ in fields)]), FORM),
        "fields that there are not": (encoded([*fields, *unknown]), FORM),
        "10,000 fields": (encoded([*fields, *((f"x{n}", "1") for n in range(10_000))]), FORM),
        "the first 1,900 times": (encoded((fields[:1] or [("a", "1")]) * 1900), FORM),
        "a NUL in a name": (encoded([*fields, ("a\0b", "1")]), FORM),
        "half a letter in a name": (encoded([*fields, ("a\udfff", "1")]), FORM),
        "broken percent signs": (sent + b"&a=%zz&%=%&b=%u1234&c=%e4", FORM),
        "bytes of another charset": (sent + "&a=ä".encode("latin-1"), f"{FORM}; charset=iso-8859-1"),
        "UTF-16": ("a=ä&b=ö".encode("utf-16"), f"{FORM}; charset=utf-16"),
        "in parts": ("".join(parts).encode("utf-8", "replace") + b"--b--\r\n", boundary),
        "in parts, with a file": (("".join(parts) + file).encode("utf-8", "replace"), boundary),
        "in parts that do not end": (b'--b\r\nContent-Disposition: form-data; name="a', boundary),
        "in parts without a boundary": (sent, "multipart/form-data"),
        "JSON": (b'{"csrf": 1, "a": {"b": []}}', "application/json"),
        "semicolons": (sent.replace(b"&", b";"), FORM),
        "more than a mebibyte": (b"a=" + b"x" * 1_100_000, FORM),
        "no content type": (sent, ""),
    }


class Reading(HTMLParser):
    """A page as a browser reads it. odd: what stands in it that we never put there; words: of `main`."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: list[str] = []
        self.words: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self._inside.append(tag)
        if PLANTED in tag or tag in {"style", "iframe", "object", "embed", "base"}:
            self.odd.append(f"<{tag}>")
        if tag == "script" and not said.get("src", "").startswith("/static/"):
            self.odd.append("a script")
        for name, value in said.items():
            if name.startswith(("on", "hx-on")) or PLANTED in name or name in {"style", "srcdoc"}:
                self.odd.append(f"<{tag} {name}={value[:40]}>")
            if name in ADDRESSES and not is_ours(value):
                self.odd.append(f"<{tag} {name}={value[:40]}>")

    def handle_data(self, data: str) -> None:
        if "main" in self._inside or "body" not in self._inside:
            self.words += data.split()


OPENS_A_PROGRAM = re.compile(r"tel:\+?[0-9]+|mailto:[A-Za-z0-9._~%-]+@[A-Za-z0-9._~%-]+")
"""A phone number or an email address and nothing beside: no subject, no copy to somebody else."""


def is_ours(address: str) -> bool:
    """Whether an address in a page leads to this site, whoever reads it, or to somebody's phone or mail."""
    if address == NO_ICON or OPENS_A_PROGRAM.fullmatch(address):
        return True
    if re.match(r"[\x00-\x20]*(?:[/\\]\s*[/\\]|[a-z][a-z0-9+.-]*:)", address, re.IGNORECASE):
        return False
    parts = urlsplit(re.sub(r"[\[\]]", "", address))
    return not parts.scheme and not parts.netloc


def assert_calm(answer: httpx.Response, what: object) -> None:
    """Answered, with nothing of what was sent at work in it and nothing of how we are made."""
    assert answer.status_code < 500, (what, answer.status_code, answer.text[:1000])
    assert_headers_are_ours(answer, what)
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if not answer.content:
        return
    assert kind in KINDS, (what, kind)
    assert answer.headers["X-Content-Type-Options"] == "nosniff", what
    if kind.startswith("text/"):
        assert "charset=utf-8" in answer.headers["Content-Type"].lower(), (what, kind)
    words = assert_nothing_planted(answer.text, what) if kind == "text/html" else answer.text.split()
    if kind == "application/xml":
        assert_all_is_text(answer.content, what)
    if answer.status_code >= 400:
        assert not OURS_ALONE.search(answer.text), (what, OURS_ALONE.findall(answer.text))
        told = str(answer.json()["detail"]).split() if kind.endswith("json") else words
        assert len(told) > 2, (what, "no sentence", answer.text[:500])


def assert_all_is_text(document: bytes, what: object) -> None:
    """An XML document has the elements and attributes of its writer only, and nothing else beside them."""
    whole = etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))
    assert b"<!DOCTYPE" not in document, what
    assert whole.getprevious() is None, (what, "a stylesheet, or a comment")
    for one in whole.iter():
        assert isinstance(one.tag, str), (what, "an instruction, a comment or an entity")
        assert not [name for name in (one.tag, *one.attrib) if PLANTED in str(name)], (what, one.tag)


def assert_headers_are_ours(answer: httpx.Response, what: object) -> None:
    """No header and no cookie that we did not mean; sent on to this site only."""
    for name, value in answer.headers.raw:
        assert PLANTED.encode() not in name.lower(), (what, name)
        assert not re.search(rb"[\r\n\0]", value), (what, name)
    for cookie in answer.headers.get_list("Set-Cookie"):
        assert COOKIES.fullmatch(cookie.partition("=")[0]), (what, cookie)
    if answer.has_redirect_location:
        onward = answer.headers["Location"]
        assert onward.startswith("/"), (what, onward)
        assert is_ours(onward), (what, onward)


def assert_nothing_planted(page: str, what: object) -> list[str]:
    """The page's elements, attributes and addresses are those of our templates; its words."""
    reading = Reading()
    reading.feed(page)
    reading.close()
    assert reading.odd == [], (what, reading.odd)
    assert f"<{PLANTED}" not in page, what
    return reading.words
