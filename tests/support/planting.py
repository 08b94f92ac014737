"""Marks planted in everything that people may write in words, and a search for them in bytes.

What is a text is told by the commands' own schemas: a string without a list of codes, a format or a pattern.
"""

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from services.intake.commands import COMMANDS
from shared.contracts.asking import Command

MARK = "Zqx4711Vmk"
NO_TEXTS = frozenset({"user", "restricted_to", "screen_code", "languages", "phone", "month"})
"""Who signs in is stored as it is, for logs must name them; codes and digits have no room for a mark."""


def planted(command: type[Command]) -> dict[str, Any]:
    """The command's example with a mark in each of its texts."""
    schema = command.model_json_schema()
    return dict(_marked(dict(command.example), schema, schema.get("$defs", {})))


def _marked(value: Any, schema: Mapping[str, Any], defs: Mapping[str, Any], name: str = "") -> Any:
    for each in _kinds(schema, defs):
        if isinstance(value, dict) and ("properties" in each or "additionalProperties" in each):
            known, others = each.get("properties", {}), each.get("additionalProperties") or {}
            return {
                field: _marked(said, known.get(field) or others, defs, field) for field, said in value.items()
            }
        if isinstance(value, list) and "items" in each:
            return [_marked(one, each["items"], defs, name) for one in value]
        if isinstance(value, str) and _is_text(each, defs, name):
            return f"{MARK}.{value}" if "@" in value else f"{MARK} {name}: {value}"
    return value


def _kinds(schema: Mapping[str, Any], defs: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What a schema says, its references followed and its alternatives one by one."""
    if "$ref" in schema:
        yield from _kinds(defs[schema["$ref"].rpartition("/")[2]], defs)
    elif "anyOf" in schema:
        for each in schema["anyOf"]:
            yield from _kinds(each, defs)
    else:
        yield schema


def _is_text(schema: Mapping[str, Any], defs: Mapping[str, Any], name: str) -> bool:
    bound = {"enum", "const", "format", "pattern"}
    kinds = (each for each in _kinds(schema, defs) if each.get("type") == "string")
    return name not in NO_TEXTS and any(not bound & each.keys() for each in kinds)


def texts_of(command: type[Command]) -> list[str]:
    """Every text that is planted in a command."""

    def inside(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for each in value.values():
                yield from inside(each)
        elif isinstance(value, list):
            for each in value:
                yield from inside(each)

    return [text for text in inside(planted(command)) if MARK in text]


def everything_planted() -> dict[str, list[str]]:
    """Command → its planted texts; those without any text are left out."""
    found = {name: texts_of(command) for name, command in COMMANDS.items()}
    return {name: texts for name, texts in found.items() if texts}


def ways_to_write(mark: str) -> dict[str, bytes]:
    """How the mark looks in bytes: in plain, in UTF-16, as hexadecimal digits, in base64 at each offset."""
    plain = mark.encode()
    ways = {"plain": plain, "UTF-16": mark.encode("utf-16-le"), "hex": plain.hex().encode()}
    for offset in range(3):
        # The characters that depend on what stands before or behind are cut off.
        coded = base64.b64encode(b"\0" * offset + plain)
        ways[f"base64 at {offset}"] = coded[4 if offset else 0 : len(coded) - 4]
    return ways


def places_of(mark: str, *folders: Path) -> list[str]:
    """Every file below the folders that holds the mark in any way, and in which."""
    found = []
    for path in sorted(each for folder in folders for each in folder.rglob("*") if each.is_file()):
        held = path.read_bytes()
        found += [f"{path}: {way}" for way, said in ways_to_write(mark).items() if said in held]
    return found
