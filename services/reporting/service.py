"""reporting as a nameko service: entrypoints without opinions. It reads others' facts and keeps rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from services.reporting.projections import PROJECTIONS
from services.reporting.queries import QUERIES
from services.reporting.queries.answers import ANSWERS
from services.reporting.queries.research import ResearchFiles, ResearchJobs, Studies, read_studies
from services.reporting.queries.whose import may_be_told
from shared.contracts import billing, feedback, intake, matching
from shared.contracts.asking import Query
from shared.contracts.subscribing import WISHES, ReadEvents
from shared.kernel.asker import Asker
from shared.kernel.refused import Unknown
from shared.plumbing.access.books import ACCESS_BOOK, AccessSealer
from shared.plumbing.access.log import AccessLog
from shared.plumbing.ask import SyncServices
from shared.plumbing.completeness import Completeness
from shared.plumbing.desk import EVENTS, SUBSCRIBERS, Desk, Loop, fitting
from shared.plumbing.forwarding import Outside, forwarder_of, sources_of
from shared.plumbing.hosting import ServedByDesk, bus_url, open_verifier
from shared.plumbing.keys import RegionKey, region_key, seal_key
from shared.plumbing.operations import Operations
from shared.plumbing.policy import Policy, read_policy
from shared.plumbing.rebuild import Rebuild, Source, Tell, no_words
from shared.plumbing.renewal import Renewal, whence_from
from shared.plumbing.rpc import RpcServices
from shared.plumbing.sealing.letters import letters_of
from shared.plumbing.sealing.own_words import OwnWords
from shared.plumbing.seals.chain import Chain
from shared.plumbing.seals.known import KnownSeals
from shared.plumbing.settings import Settings
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.subscription import Subscription, pull_from, tally_from
from shared.plumbing.tokens import Verifier
from shared.plumbing.versions import of_code

SOURCES = {
    "intake": intake.FACTS,
    "billing": billing.FACTS,
    "matching": matching.FACTS,
    "feedback": feedback.FACTS,
}
Answering = Callable[..., dict[str, Any]]
POLICIES = Path(__file__).parent / "policies"
PROJECTION_NAMES = tuple(projection.name for projection in PROJECTIONS)


class ReportingDesk(Desk):
    """Answers from the rows; it has no commands and no facts. studies: by id; policy: None: ours."""

    service = "reporting"
    queries: ClassVar[Mapping[str, type[Query]]] = QUERIES

    def __init__(
        self,
        database: ServiceDatabase,
        verifier: Verifier,
        key: RegionKey,
        subscriptions: Sequence[Subscription],
        others: Sequence[Loop] = (),
        *,
        outside: Outside | None = None,
        policy: Policy | None = None,
        studies: Studies | None = None,
    ) -> None:
        policy = policy or read_policy(self.service, POLICIES)
        super().__init__(verifier, policy, [*subscriptions, *others], AccessLog(database))
        self._database = database
        self._key = key
        self._outside = outside or Outside(database, (), SOURCES)
        self._answers: Mapping[str, Answering] = ANSWERS | {
            "research_file": ResearchFiles(studies, policy).answer
        }
        self.appliers = [loop.applier for loop in subscriptions]

    def operations(self) -> Operations:
        return Operations(self.appliers, OwnWords(self._key, "parked"))

    def positions(self) -> dict[str, int]:
        with self._database.rows() as rows:
            found = rows.execute("SELECT source, position FROM subscriptions").fetchall()
        return {row["source"]: int(row["position"]) for row in found}

    def _events(self, request: dict[str, Any]) -> tuple[dict[str, Any], dict[str, int]]:
        asker = self.verifier.asker(request.get("token"))
        self.policy.check(asker, EVENTS)
        return self._outside.read(fitting(ReadEvents, request.get("data")), asker)

    def _subscribers(self, request: dict[str, Any]) -> tuple[dict[str, Any], dict[str, int]]:
        asker = self.verifier.asker(request.get("token"))
        self.policy.check(asker, SUBSCRIBERS)
        kind = self._kind(WISHES, request, "there is no operation {name}")
        return self._outside.carry_out(fitting(kind, request.get("data")), asker), self.positions()

    def give_answer(self, query: Query, asker: Asker) -> dict[str, Any]:
        """As to one known by pseudonyms: the facts name no users and no organisations, and so do the rows."""
        own = asker.organisation and self._key.organisation_pseudonym(asker.organisation)
        asker = replace(asker, user=self._key.user_pseudonym(asker.user), organisation=own)
        with self._database.rows() as rows:
            told = may_be_told(self.policy, query, asker, rows)
            # Where the policies say no, so does the answer's own SQL, and in words that tell nothing.
            answer = self._answers[query.name()](query, asker, rows)
        if not told:
            raise Unknown("no matter with this id is known here")
        return answer


def open_reporting(settings: Settings) -> ReportingDesk:
    """The desk with its subscriptions and, where there is a RabbitMQ, the forwarder, not yet running."""
    database = ServiceDatabase(settings.database_of("reporting"), "reporting")
    services = RpcServices(bus_url(settings), asker="reporting", letters=letters_of(settings))
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
    renewal = Renewal(
        database,
        of_code(PROJECTIONS),
        lambda chosen, tell: rebuild_reporting(settings, services, chosen, tell),
        {source: whence_from(services, source) for source in SOURCES},
    )
    verifier, key = open_verifier(settings, database), region_key(settings.keys)
    policy = read_policy("reporting", POLICIES, settings.own_policies)
    seals = KnownSeals(settings.seals)
    access = AccessSealer([Chain(database, seal_key(settings.keys), seals, book=ACCESS_BOOK)])
    studies = read_studies(settings.studies, key.user_pseudonym)
    research = ResearchJobs(database, studies, key.study_key)
    sources = sources_of(services, SOURCES)
    others: list[Loop] = [renewal, access, research]
    if not settings.embedded:  # in memory there is nobody outside to forward to: they ask over HTTP
        others.append(forwarder_of(settings, database, bus_url(settings), sources))
    return ReportingDesk(
        database, verifier, key, subscriptions, others,
        outside=Outside(database, sources, SOURCES), policy=policy, studies=studies,
    )  # fmt: skip


def rebuild_reporting(
    settings: Settings, services: SyncServices, chosen: Sequence[str] | None = None, tell: Tell = no_words
) -> Rebuild:
    """The rows made anew, all or those of some projections. services: by which the sources are asked."""
    sources = [Source(name, pull_from(services, name), kinds) for name, kinds in SOURCES.items()]
    return Rebuild(settings.database_of("reporting"), "reporting", sources, PROJECTIONS, chosen, tell)


class ReportingService(ServedByDesk):
    """What do we know: statistics, timelines and the work queue, asked over nameko's RPC."""

    name = "reporting"


SERVED = (ReportingService, open_reporting)
"""What the services' process serves of it."""
