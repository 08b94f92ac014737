"""Which parts of a fact are sealed, by the marks in its types (shared/kernel/sealed.py).

A fact's fields as JSON go in; the sealed strings come out as a list, and in their places stand placeholders
`{"~": 0}` with their number in the list. What is None stays None: that there is nothing is no secret, and a
publication may say it without opening anything.
"""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from typing_extensions import is_typeddict

from shared.kernel.sealed import Seal

PLACE = "~"
Take = Callable[[Any, list[str]], Any]
"""Takes the sealed strings of a value out into a list; the value with placeholders."""


@cache
def taker(hint: Any) -> Take | None:
    """How the sealed strings are taken out of a value of this type, written as JSON; None where it has none.

    TypeError where a type may be this or that and the two are sealed differently: write them as one.
    """
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _text if any(isinstance(mark, Seal) for mark in parts[1:]) else taker(parts[0])
    if origin in {Union, types.UnionType}:
        takers = {each for each in map(taker, parts) if each}
        if len(takers) > 1:
            raise TypeError(f"{hint} may be sealed in two ways")
        return next(iter(takers), None)
    if origin in {tuple, list, set, frozenset, Sequence}:
        return _taker_of_each(parts)
    if origin in {dict, Mapping}:
        return _taker_of_values(parts[1])
    if isinstance(hint, type) and (is_dataclass(hint) or is_typeddict(hint)):
        return taker_of_fields(get_type_hints(hint, include_extras=True))
    return None


def taker_of_fields(hints: Mapping[str, Any]) -> Take | None:
    """The same for a dictionary of fields by name. It is changed in place."""
    takers = {name: take for name, hint in hints.items() if (take := taker(hint))}
    if not takers:
        return None

    def take_fields(value: Any, texts: list[str]) -> Any:
        if value is not None:
            for name, take in takers.items():
                if value.get(name) is not None:
                    value[name] = take(value[name], texts)
        return value

    return take_fields


def _text(value: Any, texts: list[str]) -> Any:
    if value is None:
        return None
    texts.append(value)
    return {PLACE: len(texts) - 1}


def _taker_of_each(parts: tuple[Any, ...]) -> Take | None:
    takers = {take for part in parts if part is not Ellipsis and (take := taker(part))}
    if not takers:
        return None
    if len(takers) > 1 or len([part for part in parts if part is not Ellipsis]) > 1:
        raise TypeError(f"{parts}: a tuple of different things, some of them sealed")
    (take,) = takers
    return lambda value, texts: None if value is None else [take(each, texts) for each in value]


def _taker_of_values(hint: Any) -> Take | None:
    take = taker(hint)
    if take is None:
        return None
    return lambda value, texts: None if value is None else {k: take(v, texts) for k, v in value.items()}


def put_back(value: Any, texts: Sequence[str]) -> Any:
    """The value with its strings in their places again. Dictionaries and lists are changed in place."""
    if type(value) is dict:
        if len(value) == 1 and PLACE in value:
            return texts[value[PLACE]]
        for name, each in value.items():
            if type(each) in {dict, list}:
                value[name] = put_back(each, texts)
    elif type(value) is list:
        value[:] = [put_back(each, texts) if type(each) in {dict, list} else each for each in value]
    return value
