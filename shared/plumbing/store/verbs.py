"""A command's fields as the arguments of the verb that has its name.

The domain knows no pydantic: its verbs take plain values and frozen dataclasses. What a verb takes is
read from its hints; `on` (the day) and `at` (the moment) are the command's own time.
"""

import inspect
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from shared.contracts.asking import Command
from shared.kernel.calendar import local_date


def arguments(verb: Callable[..., Any], command: Command, at: datetime) -> dict[str, Any]:
    """The verb's keyword arguments that the command and its time give."""
    given = command.model_dump(exclude_none=True)
    taken = _taken(verb)
    fields = _shape(verb).validate_python({name: given[name] for name in taken & given.keys()})
    when = {"on": local_date(at), "at": at}
    return {**fields, **{name: when[name] for name in taken & when.keys()}}


@cache
def _taken(verb: Callable[..., Any]) -> frozenset[str]:
    return frozenset(inspect.signature(verb).parameters)


@cache
def _shape(verb: Callable[..., Any]) -> TypeAdapter[Any]:
    hints = get_type_hints(verb)
    own = {name: hint for name, hint in hints.items() if name != "return"}
    return TypeAdapter(TypedDict(f"{verb.__name__}_arguments", own, total=False))  # type: ignore[operator]
