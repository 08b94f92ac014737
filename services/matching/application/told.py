"""A command's fields as the arguments of its verb; what its model calls otherwise has its name again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from shared.contracts.asking import Command
from shared.plumbing.store.verbs import arguments


def told(verb: Callable[..., Any], command: Command, at: datetime) -> dict[str, Any]:
    """As `arguments`, with the name, which a command's class has for itself."""
    name = getattr(command, "full_name", None)
    return {**arguments(verb, command, at), **({} if name is None else {"name": name})}
