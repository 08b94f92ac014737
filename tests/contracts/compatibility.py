"""What a changed shape of a public message would break, named place by place.

Two things must go on working while versions are mixed: a reader that knows the old shape gets new messages,
and a reader that knows the new one gets old messages, from queues and from instances that are not updated
yet. A field that need not be there may be added, for readers pass over what they do not know; everything
else that changes what may be said or left out asks for a new version of the fact.
"""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
SAID_ONLY_TO_PEOPLE = {"title", "description", "examples"}
TAKEN_APART = {
    "$defs", "properties", "required", "items", "prefixItems", "additionalProperties", "anyOf", "enum",
    "const",
}  # fmt: skip
MISSING = "nothing"


def breaks(old: Schema, new: Schema) -> list[str]:
    """The incompatible changes between two JSON Schemas, as pydantic writes them; none: an empty list."""
    return list(Comparison(old, new).of(old, new, ""))


class Comparison:
    """Walks through two schemas side by side; each refers to its own definitions."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self._old = old.get("$defs", {})
        self._new = new.get("$defs", {})
        self._seen: set[tuple[str, str]] = set()

    def of(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        pair = (old.get("$ref", ""), new.get("$ref", ""))
        if all(pair):
            if pair in self._seen:
                return
            self._seen.add(pair)
        old, new = resolved(old, self._old), resolved(new, self._new)
        if "anyOf" in old or "anyOf" in new:
            yield from self._alternatives(old, new, place)
            yield from others(beside(old), beside(new), place)
            return
        if old.get("type") != new.get("type"):
            yield said(place, f"was {kind(old)} and is {kind(new)}")
            return
        yield from words(old, new, place)
        yield from others(old, new, place)
        yield from self._fields(old, new, place)
        for part in ("items", "additionalProperties"):
            if isinstance(old.get(part), dict) and isinstance(new.get(part), dict):
                yield from self.of(old[part], new[part], f"{place}[]")
            elif old.get(part) != new.get(part):
                yield said(place, f"{part} changed")
        if old.get("prefixItems") != new.get("prefixItems"):
            yield said(place, "prefixItems changed")

    def _fields(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        before, now = old.get("properties", {}), new.get("properties", {})
        needed_before, needed_now = set(old.get("required", ())), set(new.get("required", ()))
        for name, shape in before.items():
            there = f"{place}.{name}".lstrip(".")
            if name not in now:
                yield said(there, "was removed")
                continue
            if name in needed_now - needed_before:
                yield said(there, "must be there now: messages without it are still under way")
            if name in needed_before - needed_now:
                yield said(there, "may be missing now: readers rely on it")
            yield from self.of(shape, now[name], there)
        for name in now.keys() - before.keys():
            if name in needed_now:
                yield said(f"{place}.{name}".lstrip("."), "was added and must be there")

    def _alternatives(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        all_before, all_now = self._each(old, self._old), self._each(new, self._new)
        before, now = {kind(each): each for each in all_before}, {kind(each): each for each in all_now}
        if (len(before), len(now)) != (len(all_before), len(all_now)):  # several of one kind
            if all_before != all_now:
                yield said(place, "its alternatives changed")
            return
        for name in sorted(before.keys() - now.keys()):
            yield said(place, f"may no longer be {name}")
        for name in sorted(now.keys() - before.keys()):
            yield said(place, f"may be {name} now, which readers do not know")
        for name in sorted(before.keys() & now.keys()):
            yield from self.of(before[name], now[name], place)

    def _each(self, schema: Schema, definitions: Schema) -> list[Schema]:
        return [resolved(each, definitions) for each in schema.get("anyOf", [bare(schema)])]


def words(old: Schema, new: Schema, place: str) -> Iterator[str]:
    """The words that a field may say, where they are a closed list."""
    before, now = closed_list(old), closed_list(new)
    if before is None and now is None:
        return
    if before is None or now is None:
        yield said(place, "is no closed list any more" if now is None else "is a closed list now")
        return
    for word in before:
        if word not in now:
            yield said(place, f"may no longer be {word!r}")
    for word in now:
        if word not in before:
            yield said(place, f"may be {word!r} now, which readers do not know")


def others(old: Schema, new: Schema, place: str) -> Iterator[str]:
    """Every other keyword: pattern, format, bounds, default, and those that we do not know."""
    for name in sorted((old.keys() | new.keys()) - SAID_ONLY_TO_PEOPLE - TAKEN_APART - {"type"}):
        before, now = old.get(name, MISSING), new.get(name, MISSING)
        if before != now:
            yield said(place, f"{name} was {before} and is {now}")


def closed_list(schema: Schema) -> list[Any] | None:
    if "const" in schema:
        return [schema["const"]]
    return schema.get("enum")


def resolved(schema: Schema, definitions: Schema) -> Schema:
    """The schema that a reference stands for, with what is said beside the reference."""
    if "$ref" not in schema:
        return schema
    beside = {name: value for name, value in schema.items() if name != "$ref"}
    return resolved(definitions[schema["$ref"].rpartition("/")[2]], definitions) | beside


def bare(schema: Schema) -> Schema:
    """A schema as one of several alternatives has it: the default stands beside them."""
    return {name: value for name, value in schema.items() if name != "default"}


def beside(schema: Schema) -> Schema:
    """What stands beside the alternatives."""
    return {"default": schema["default"]} if "default" in schema else {}


def kind(schema: Schema) -> str:
    """What kind of value it is: a JSON type, with its format where it has one."""
    return " ".join(str(schema[name]) for name in ("type", "format") if name in schema) or "anything"


def said(place: str, what: str) -> str:
    return f"{place or 'the whole'}: {what}"
