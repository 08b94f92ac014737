"""Where a public fact says something in other words than the stored one: each kind registers how."""

from functools import singledispatch
from typing import Any

from shared.plumbing.keys import RegionKey


@singledispatch
def translated(_fact: object, _key: RegionKey) -> dict[str, Any]:
    """The fields that a contract says in other words than the fact. key: makes pseudonyms of people."""
    return {}
