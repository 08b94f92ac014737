"""What the desk that keeps the grants answers about them: to subscribers, and to who looks after these."""

from collections.abc import Collection, Mapping, Sequence
from functools import singledispatchmethod
from typing import Any

from shared.contracts.asking import Asked
from shared.contracts.envelope import PublicFact
from shared.contracts.subscribing import (
    AddSubscriber,
    Granted,
    ListSubscribers,
    ReadEvents,
    RemoveSubscriber,
    RotateSubscriber,
    SubscriberChanges,
    SubscriberMade,
)
from shared.kernel.asker import Asker
from shared.plumbing.ask import SyncServices
from shared.plumbing.forwarding.forwarder import Forwarder, Keeping
from shared.plumbing.forwarding.grants import Grants
from shared.plumbing.forwarding.places import Source
from shared.plumbing.forwarding.replay import Replay
from shared.plumbing.renewal import whence_from
from shared.plumbing.settings import Settings
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.subscription import pull_from


class Outside:
    """The grants, and what is read by them. kinds: by source, its public facts."""

    def __init__(
        self,
        database: ServiceDatabase,
        sources: Sequence[Source],
        kinds: Mapping[str, Mapping[str, type[PublicFact]]],
    ) -> None:
        self._grants = Grants(database, names_of(kinds))
        self._replay = Replay(sources)

    def read(self, wish: ReadEvents, asker: Asker) -> tuple[dict[str, Any], dict[str, int]]:
        """A page of what the asker is granted, and how far each log was read for it."""
        granted = Granted(self._grants.of(asker).events)
        return self._replay.page(wish.after, wish.limit, granted)

    def carry_out(self, wish: Asked, asker: Asker) -> dict[str, Any]:
        """What was asked of the grants, done. Misfit, Unknown."""
        return dict(self._do(wish, asker))

    @singledispatchmethod
    def _do(self, wish: Asked, _asker: Asker) -> dict[str, Any]:
        raise TypeError(type(wish).__name__)

    @_do.register
    def _(self, wish: AddSubscriber, asker: Asker) -> dict[str, Any]:
        return {"subscriber": self._grants.add(wish.subscriber, wish.events, asker).as_dict()}

    @_do.register
    def _(self, wish: SubscriberMade, _asker: Asker) -> dict[str, Any]:
        return {"subscriber": self._grants.made(wish.subscriber).as_dict()}

    @_do.register
    def _(self, wish: RotateSubscriber, asker: Asker) -> dict[str, Any]:
        return {"subscriber": self._grants.rotated(wish.subscriber, asker).as_dict()}

    @_do.register
    def _(self, wish: RemoveSubscriber, asker: Asker) -> dict[str, Any]:
        return {"removed": self._grants.removed(wish.subscriber, asker)}

    @_do.register
    def _(self, _wish: ListSubscribers, _asker: Asker) -> dict[str, Any]:
        return {"subscribers": [one.as_dict() for one in self._grants.listed()]}

    @_do.register
    def _(self, wish: SubscriberChanges, _asker: Asker) -> dict[str, Any]:
        return {"changes": self._grants.changes(wish.limit)}


def names_of(kinds: Mapping[str, Mapping[str, type[PublicFact]]]) -> Collection[str]:
    """The names of all public facts: `intake.referral-received`."""
    return {kind.FACT for of_source in kinds.values() for kind in of_source.values()}


def sources_of(services: SyncServices, names: Collection[str]) -> list[Source]:
    """The logs of these services, asked over RPC."""
    return [Source(name, pull_from(services, name), whence_from(services, name)) for name in names]


def forwarder_of(
    settings: Settings, database: ServiceDatabase, bus_url: str, sources: Sequence[Source]
) -> Forwarder:
    """The forwarder, as the settings want it."""
    keeping = Keeping(settings.event_log_days, settings.event_log_mebibytes)
    return Forwarder(database, bus_url, sources, settings.forwarded_a_second, keeping)
