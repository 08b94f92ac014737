"""Where a public fact says something in other words than the stored one: each kind registers how.

    @translates(facts.ReferralReceived)
    def _(fact: Written, key: RegionKey) -> Said: ...

A stored fact is read here as it is written, as JSON: a text is not opened to say that there is one.
"""

from collections.abc import Callable
from typing import Any

from eventsourcing.domain import DomainEvent

from shared.plumbing.keys import RegionKey
from shared.plumbing.store.mapper import Written

Said = dict[str, Any]
"""Fields of a public fact by name."""
Translation = Callable[[Written, RegionKey], Said]
"""The fields that a contract says in other words. key: makes pseudonyms of people and users."""

TRANSLATIONS: dict[type[DomainEvent], Translation] = {}


def translates(*kinds: type[DomainEvent]) -> Callable[[Translation], Translation]:
    """Registers how these facts are translated."""

    def register(translation: Translation) -> Translation:
        TRANSLATIONS.update(dict.fromkeys(kinds, translation))
        return translation

    return register
