"""Reads a PDF as a screen reader would find it: its text by the fonts' own tables, its tags, its language.

Only as much of ISO 32000 as our papers use: objects one by one, Flate streams, glyphs of two bytes.
"""

import re
import zlib

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
LETTER = rb"[^()\\]|\\."
STRING = rb"\(((?:%b|\((?:%b|\((?:%b)*\))*\))*)\)" % (LETTER, LETTER, LETTER)
"""A string; pairs of parentheses may stand in it as they are."""
SHOWN = re.compile(rb"/Lang\(\w+\)|/(f\d+) [\d.]+ Tf|" + STRING + rb"|(ET)", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def objects(pdf: bytes) -> dict[int, bytes]:
    """Every object by its number, its stream inflated."""
    return {int(number): inflated(body) for number, body in OBJECT.findall(pdf)}


def inflated(body: bytes) -> bytes:
    """An object with its stream readable."""
    head, found, stream = body.partition(b"stream\n")
    if not found:
        return body
    data = stream.removesuffix(b"\nendstream")
    return head + (zlib.decompress(data) if b"/FlateDecode" in head else data)


def text_of(pdf: bytes) -> str:
    """The text of all sheets, a line for each run of letters, in the order it is drawn."""
    found = objects(pdf)
    sheets = [body for body in found.values() if b"/Type/Page/" in body]
    assert sheets, "a PDF without a sheet"
    return "\n".join(text_on(sheet, found) for sheet in sheets)


def text_on(sheet: bytes, found: dict[int, bytes]) -> str:
    """The text of one sheet."""
    fonts = {
        name: letters(found[referred(rb"/ToUnicode", found[int(number)])])
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", found[referred(rb"/Resources", sheet)])
    }
    text, font = "", {}
    for name, shown, ends in SHOWN.findall(found[referred(rb"/Contents", sheet)]):
        if name:
            font = fonts[name]
        elif ends:
            text += "\n"
        else:
            glyphs = ESCAPED.sub(meant, shown)
            text += "".join(font.get(glyphs[at : at + 2], "\ufffd") for at in range(0, len(glyphs), 2))
    return text


def referred(name: bytes, body: bytes) -> int:
    """The number of the object that stands after a name."""
    reference = re.search(name + rb" (\d+) 0 R", body)
    assert reference, name
    return int(reference[1])


def letters(table: bytes) -> dict[bytes, str]:
    """Glyph → its letters, of a ToUnicode table."""
    pairs = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", table, re.MULTILINE)
    return {
        bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for glyph, text in pairs
    }


def meant(escape: re.Match[bytes]) -> bytes:
    """What an escape in a string stands for."""
    sign = escape[1]
    return bytes([int(sign, 8)]) if sign[:1].isdigit() else NAMED.get(sign, sign)


def tags_of(pdf: bytes) -> list[str]:
    """The kinds of the tags in the structure tree, in the file's order."""
    whole = b"\n".join(objects(pdf).values())
    return [name.decode() for name in re.findall(rb"/Type/StructElem[^>]*?/S/(\w+)", whole)]


def is_ua_1(pdf: bytes) -> bool:
    """Whether it says of itself that it is PDF/UA-1, is tagged, and shows its title."""
    whole = b"\n".join(objects(pdf).values())
    wanted = (
        b"<pdfuaid:part>1</pdfuaid:part>",
        b"/StructTreeRoot",
        b"/Marked true",
        b"/DisplayDocTitle true",
    )
    return all(each in whole for each in wanted)


def language_of(pdf: bytes) -> str:
    """The language of the document, of its catalogue."""
    catalogue = next(body for body in objects(pdf).values() if b"/Type/Catalog" in body)
    found = re.search(rb"/Lang\((\w+)\)", catalogue)
    return found[1].decode() if found else ""
