"""matching as a nameko service: entrypoints without opinions, and the permissions decided by policy."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from pydantic_core import from_json

from services.matching.application import Destroying, Matching, PlanningJobs
from services.matching.commands import COMMANDS
from services.matching.projections import PROJECTIONS
from services.matching.publication import Publication
from services.matching.queries import QUERIES
from services.matching.queries.answers import ANSWERS
from services.matching.reactions import Opening
from shared.contracts.asking import Command, Query
from shared.contracts.envelope import encoded
from shared.contracts.intake import FACTS
from shared.kernel.asker import Asker
from shared.plumbing.access.books import ACCESS_BOOK, AccessSealer
from shared.plumbing.access.log import AccessLog
from shared.plumbing.ask import SyncServices
from shared.plumbing.completeness import Completeness, tally_of_log
from shared.plumbing.desk import Desk, Loop
from shared.plumbing.hosting import ServedByDesk, bus_url, open_verifier
from shared.plumbing.keys import RegionKey, region_key, seal_key, signing_key
from shared.plumbing.operations import Operations
from shared.plumbing.policy import read_policy
from shared.plumbing.rebuild import Rebuild, Source, Tell, no_words
from shared.plumbing.relay import PublicLog, Relay
from shared.plumbing.renewal import Renewal, whence_from
from shared.plumbing.rpc import RpcServices
from shared.plumbing.sealing.forgetting import Forgetting
from shared.plumbing.sealing.letters import letters_of
from shared.plumbing.sealing.opening import open_sealing
from shared.plumbing.sealing.own_words import OwnWords
from shared.plumbing.seals.chain import Chain, earlier_logs
from shared.plumbing.seals.known import KnownSeals
from shared.plumbing.seals.post import SealPost
from shared.plumbing.seals.sealer import Sealer
from shared.plumbing.settings import Settings
from shared.plumbing.store.application import Carrying
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.subscription import Subscription, pull_from, tally_from
from shared.plumbing.tokens import Verifier
from shared.plumbing.versions import of_code

MOST_FACTS = 1000
SOURCES = {"intake": FACTS}
POLICIES = Path(__file__).parent / "policies"
PROJECTION_NAMES = tuple(projection.name for projection in PROJECTIONS)


class MatchingDesk(Desk):
    """Carries commands out and answers from its own streams and rows, and from rows of intake's facts."""

    service = "matching"
    commands: ClassVar[Mapping[str, type[Command]]] = COMMANDS
    queries: ClassVar[Mapping[str, type[Query]]] = QUERIES

    def __init__(  # noqa: PLR0917 - what it carries out by, and what it reads
        self,
        matching: Matching,
        log: PublicLog,
        verifier: Verifier,
        key: RegionKey,
        subscriptions: Sequence[Subscription],
        others: Sequence[Loop] = (),
    ) -> None:
        super().__init__(verifier, matching.policy, [*subscriptions, *others], AccessLog(matching.database))
        self._matching = matching
        self._log = log
        self._key = key
        self.appliers = [loop.applier for loop in subscriptions]

    def operations(self) -> Operations:
        return Operations(self.appliers, OwnWords(self._key, "parked"))

    def positions(self) -> dict[str, int]:
        with self._matching.database.rows() as rows:
            found = rows.execute("SELECT source, position FROM subscriptions").fetchall()
        seen = {row["source"]: int(row["position"]) for row in found}
        return {"matching": self._matching.recorder.position_at(), **seen}

    def give_command(self, command: Command, carrying: Carrying) -> tuple[dict[str, Any], int | None]:
        return self._matching.carry_out(command, carrying)

    def give_answer(self, query: Query, asker: Asker) -> dict[str, Any]:
        return ANSWERS[query.name()](query, asker, self._matching)

    def facts_after(self, request: dict[str, Any]) -> dict[str, Any]:
        return dict(from_json(self.facts_as_json(request)))

    def facts_as_json(self, request: dict[str, Any]) -> bytes:
        head = self._matching.recorder.position_at()
        limit = min(int(request.get("limit", MOST_FACTS)), MOST_FACTS)
        messages = self._log.after(int(request.get("position", 0)), limit)
        # Asked each time: a log that was restored under a running service is another one.
        log_id = str(self._matching.recorder.log_id()).encode()
        facts = b",".join(map(encoded, messages))
        return b'{"log_id":"%b","head":%d,"facts":[%b]}' % (log_id, head, facts)

    def tally(self, request: dict[str, Any]) -> dict[str, Any]:
        with self._matching.database.rows() as rows:
            ranges = tally_of_log(rows, int(request.get("after", 0)), int(request.get("upto", 0)))
            earlier = earlier_logs(rows) if request.get("earlier") else []
        return {"log_id": str(self._matching.recorder.log_id()), "ranges": ranges, "earlier": earlier}


def open_matching(settings: Settings, others: SyncServices | None = None) -> MatchingDesk:
    """The desk with its store, its relay, its sealers and its reader. others: None: over the bus."""
    database = ServiceDatabase(settings.database_of("matching"), "matching")
    key = region_key(settings.keys)
    policy = read_policy("matching", POLICIES, settings.own_policies)
    sealing = open_sealing(settings, database)
    matching = Matching(database, sealing, key, policy, signing_key(settings.keys))
    log = PublicLog(matching.recorder, Publication(key, settings.region))
    services = others or RpcServices(bus_url(settings), asker="matching", letters=letters_of(settings))
    seals = KnownSeals(settings.seals)
    access = AccessSealer([Chain(database, seal_key(settings.keys), seals, book=ACCESS_BOOK)])
    post = SealPost("matching", settings.region, bus_url(settings))
    loops: list[Loop] = [
        Relay(database, log, bus_url(settings)),
        Sealer(Chain(database, seal_key(settings.keys), seals), post),
        access,
        Forgetting(sealing.keys),
        PlanningJobs(matching),
        Opening(matching),
        Destroying(matching),
        Renewal(
            database,
            of_code(PROJECTIONS),
            lambda chosen, tell: rebuild_matching(settings, services, chosen, tell),
            {source: whence_from(services, source) for source in SOURCES},
        ),
    ]
    subscriptions = [
        Subscription(
            source,
            database,
            bus_url(settings),
            pull=pull_from(services, source),
            kinds=kinds,
            projections=PROJECTIONS,
            completeness=Completeness(source, tally_from(services, source)),
        )
        for source, kinds in SOURCES.items()
    ]
    return MatchingDesk(matching, log, open_verifier(settings, database), key, subscriptions, loops)


def rebuild_matching(
    settings: Settings, services: SyncServices, chosen: Sequence[str] | None = None, tell: Tell = no_words
) -> Rebuild:
    """The rows of others' facts made anew, all or those of some projections."""
    sources = [Source(name, pull_from(services, name), kinds) for name, kinds in SOURCES.items()]
    return Rebuild(settings.database_of("matching"), "matching", sources, PROJECTIONS, chosen, tell)


class MatchingService(ServedByDesk):
    """Who can help: asked over nameko's RPC."""

    name = "matching"


SERVED = (MatchingService, open_matching)
"""What the services' process serves of it."""
