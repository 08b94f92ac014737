"""Every sentence that a reader may meet: of the pages, and of the refusals of all services.

python -m tests.pages.sentences        brings the catalogues up to date; new sentences stand there empty
"""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from shared.kernel.reference import codes, label, vocabulary

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "services" / "gateway" / "locale"
LANGUAGES = ("fi", "sv")
SENTENCES_IN = {
    "_": 0, "N_": 0, "say": 1,
    "Refused": 0, "Misfit": 0, "NotAllowed": 0, "NotSignedIn": 0, "Unknown": 0, "NotYet": 0,
    "Problem": 1, "not_yet": 0, "not_signed_in": 0, "finding": 0, "PydanticCustomError": 1,
    "_field": 1, "_kind": 2, "checked": 1,
}  # fmt: skip
"""Calls that say something, and which of their arguments is the sentence."""
SHOWN_LISTS = (
    "contact_sources", "situations", "sectors", "service_lines", "referral_steps", "cynefin_domains", "tiers",
    "competences", "support_kinds", "counties", "regions", "goal_areas", "meeting_kinds", "places",
)  # fmt: skip
CHARSET = '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
TABLES = {"SENTENCES", "OTHERWISE"}
MAPPING = [("**/templates/**.html", "jinja2"), ("**.py", "tests.pages.sentences:extract")]


def extract(
    source: Any, _keywords: Any, _tags: Any, options: Any
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel's way of asking: line, function, sentence, comments. It has no options."""
    del options
    for node in ast.walk(ast.parse(source.read())):
        for sentence in said_in(node):
            yield node.lineno if hasattr(node, "lineno") else 0, "_", sentence, []


def said_in(node: ast.AST) -> list[str]:
    """The sentences that a node of the code says."""
    if isinstance(node, ast.Call):
        place = SENTENCES_IN.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
        return [] if place is None or place >= len(node.args) else texts(node.args[place])
    if isinstance(node, ast.FunctionDef) and node.name.startswith("refusal_to_"):
        returned = (inner.value for inner in ast.walk(node) if isinstance(inner, ast.Return))
        return [text for value in returned if value for text in texts(value)]
    if isinstance(node, ast.Dict):
        named = zip(node.keys, node.values, strict=True)
        return [t for key, value in named if getattr(key, "value", "") == "sentence" for t in texts(value)]
    if isinstance(node, ast.Assign) and TABLES & {getattr(target, "id", "") for target in node.targets}:
        values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
        return [text for value in values for text in texts(value)]
    return []


def texts(node: ast.expr) -> list[str]:
    """A constant's text; of a choice between two, both."""
    if isinstance(node, ast.IfExp):
        return texts(node.body) + texts(node.orelse)
    return (
        [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value else []
    )


def sentences() -> Catalog:
    """Every sentence in the code and the templates."""
    catalog = Catalog(project="tukiverkko", charset="utf-8")
    for folder in ("services", "shared"):
        found = extract_from_dir(str(ROOT / folder), MAPPING, keywords={"_": None}, strip_comment_tags=True)
        for file, _line, message, _comments, _context in found:
            catalog.add(message, locations=[(f"{folder}/{file}", 0)])
    return catalog


def unnamed(language: str) -> list[str]:
    """Names of the reference lists that a page shows and the list itself does not have in the language."""
    return [
        label(name, code, language)
        for name in SHOWN_LISTS
        for code, entry in zip(codes(name), vocabulary(name), strict=True)
        if not entry.get(language)
    ]


def expected(language: str) -> Catalog:
    """Every sentence that the language's catalogue has to have."""
    catalog = sentences()
    for name in unnamed(language):
        catalog.add(name, locations=[("shared/kernel/reference", 0)])
    return catalog


def catalogue(language: str) -> Catalog:
    """A language's catalogue as it is on disk."""
    path = LOCALE / language / "LC_MESSAGES" / "messages.po"
    return read_po(BytesIO(path.read_bytes() if path.exists() else b""), locale=language)


def bring_up_to_date() -> None:
    """Writes the new sentences into each catalogue and takes the unused out."""
    for language in LANGUAGES:
        template, catalog = expected(language), catalogue(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path = LOCALE / language / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        written = BytesIO()
        write_po(
            written,
            catalog,
            sort_output=True,
            omit_header=True,
            include_lineno=False,
            ignore_obsolete=True,
            width=0,
        )
        header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n' + CHARSET
        path.write_bytes(header.encode() + written.getvalue())


if __name__ == "__main__":
    bring_up_to_date()
