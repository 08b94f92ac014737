"""intake as a nameko service: entrypoints without opinions, and the permissions decided by policy."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import structlog
from pydantic_core import from_json

from services.intake.application import Intake
from services.intake.commands import COMMANDS, BreakGlass
from services.intake.projections import PROJECTIONS
from services.intake.publication import Publication
from services.intake.queries import QUERIES
from services.intake.queries.answers import ANSWERS
from services.intake.queries.giving import GIVING_AWAY, given_with, persons_of
from services.intake.queries.reading import Reading as Answering
from services.intake.queries.safe_contact import SafeContact, answer_safe_contact
from services.intake.reactions import Assigning, Joining
from shared.contracts.asking import Command, Query
from shared.contracts.envelope import encoded
from shared.contracts.matching import FACTS
from shared.kernel.asker import Asker
from shared.kernel.grounds import ground_of
from shared.plumbing import metrics
from shared.plumbing.access.books import ACCESS_BOOK, DISCLOSURE_BOOK, AccessSealer
from shared.plumbing.access.entries import Disclosure, Reader, Reading, Told
from shared.plumbing.access.log import AccessLog
from shared.plumbing.ask import SyncServices
from shared.plumbing.completeness import Completeness, tally_of_log
from shared.plumbing.desk import SAFE_CONTACT, Desk, Loop, fitting
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
from shared.plumbing.sealing.rotating import Turning
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

log = structlog.get_logger()
MOST_FACTS = 1000
SOURCES = {"matching": FACTS}
POLICIES = Path(__file__).parent / "policies"
PROJECTION_NAMES = tuple(projection.name for projection in PROJECTIONS)


class FromMatching(Subscription):
    """Reads matching's facts. Intake is ready without matching as well: what is found is heard of later."""

    def standing(self) -> dict[str, Any]:
        told = super().standing()
        return {**told, "ready": told["stopped"] is None}


class IntakeDesk(Desk):
    """Carries commands out and answers from its own streams and rows."""

    service = "intake"
    commands: ClassVar[Mapping[str, type[Command]]] = COMMANDS
    queries: ClassVar[Mapping[str, type[Query]]] = QUERIES

    def __init__(  # noqa: PLR0917 - what it carries out by, and what it reads
        self,
        intake: Intake,
        log: PublicLog,
        verifier: Verifier,
        key: RegionKey,
        subscriptions: Sequence[Subscription],
        others: Sequence[Loop],
        reading: Answering,
    ) -> None:
        super().__init__(verifier, intake.policy, [*subscriptions, *others], AccessLog(intake.database))
        self._intake = intake
        self._log = log
        self._key = key
        self._reading = reading
        self.appliers = [loop.applier for loop in subscriptions]

    def operations(self) -> Operations:
        return Operations(self.appliers, OwnWords(self._key, "parked"))

    def positions(self) -> dict[str, int]:
        with self._intake.database.rows() as rows:
            found = rows.execute("SELECT source, position FROM subscriptions").fetchall()
        seen = {row["source"]: int(row["position"]) for row in found}
        return {"intake": self._intake.recorder.position_at(), **seen}

    def give_command(self, command: Command, carrying: Carrying) -> tuple[dict[str, Any], int | None]:
        result, position = self._intake.carry_out(command, carrying)
        if isinstance(command, BreakGlass) and position is not None:
            metrics.GLASS_BROKEN.labels(self.service, carrying.asker.role).inc()
            log.warning(
                "glass broken", service=self.service, role=carrying.asker.role, number=result["number"]
            )
        return result, position

    def _safe_contact(self, request: dict[str, Any]) -> tuple[dict[str, Any], dict[str, int]]:
        asker = self.verifier.asker(request.get("token"))
        self.policy.check(asker, SAFE_CONTACT)
        query = fitting(SafeContact, request.get("data"))
        told = answer_safe_contact(query, asker.region, self._reading)
        reader = Reader.of(asker, ground_of(asker, None, None), request.get("correlation"))
        self.write_down(query, told, reader)
        return told, {}

    def give_answer(self, query: Query, asker: Asker) -> dict[str, Any]:
        return ANSWERS[query.name()](query, asker, self._reading)

    def also_about(self, told: Told) -> Told:
        if told.persons or not told.matters:  # one matter's answer that names its person knows it already
            return told
        with self._intake.database.rows() as rows:
            return told.with_persons(persons_of(rows, told.matters))

    def disclosed(self, query: Query, reading: Reading) -> Sequence[Disclosure]:
        if not isinstance(query, GIVING_AWAY):
            return ()
        with self._intake.database.rows() as rows:
            return given_with(query, reading, rows)

    def facts_after(self, request: dict[str, Any]) -> dict[str, Any]:
        return dict(from_json(self.facts_as_json(request)))

    def facts_as_json(self, request: dict[str, Any]) -> bytes:
        head = self._intake.recorder.position_at()
        limit = min(int(request.get("limit", MOST_FACTS)), MOST_FACTS)
        messages = self._log.after(int(request.get("position", 0)), limit)
        # Asked each time: a log that was restored under a running service is another one.
        log_id = str(self._intake.recorder.log_id()).encode()
        facts = b",".join(map(encoded, messages))
        return b'{"log_id":"%b","head":%d,"facts":[%b]}' % (log_id, head, facts)

    def tally(self, request: dict[str, Any]) -> dict[str, Any]:
        with self._intake.database.rows() as rows:
            ranges = tally_of_log(rows, int(request.get("after", 0)), int(request.get("upto", 0)))
            earlier = earlier_logs(rows) if request.get("earlier") else []
        return {"log_id": str(self._intake.recorder.log_id()), "ranges": ranges, "earlier": earlier}


def open_intake(settings: Settings, others: SyncServices | None = None) -> IntakeDesk:
    """The desk with its store, its relay and its sealers, not yet running. others: None: over the bus."""
    database = ServiceDatabase(settings.database_of("intake"), "intake")
    key = region_key(settings.keys)
    policy = read_policy("intake", POLICIES, settings.own_policies)
    sealing = open_sealing(settings, database)
    intake = Intake(database, sealing, key, policy, standing_team=settings.standing_team)
    intake.finish_erasures()
    publication = Publication(key, settings.region)
    log = PublicLog(intake.recorder, publication)
    relay = Relay(database, log, bus_url(settings))
    chain = Chain(database, seal_key(settings.keys), KnownSeals(settings.seals))
    sealer = Sealer(chain, SealPost("intake", settings.region, bus_url(settings)))
    access = AccessSealer(
        [
            Chain(database, seal_key(settings.keys), KnownSeals(settings.seals), book=book)
            for book in (ACCESS_BOOK, DISCLOSURE_BOOK)
        ]
    )
    others = others or RpcServices(bus_url(settings), asker="intake", letters=letters_of(settings))
    reading = Answering(intake, signing_key(settings.keys), others)
    loops: list[Loop] = [
        relay,
        sealer,
        access,
        Turning(sealing.keys.store, intake.finish_erasures),
        Forgetting(sealing.keys),
        Assigning(intake),
        Joining(intake, signing_key(settings.keys), others),
        Renewal(
            database,
            of_code(PROJECTIONS),
            lambda chosen, tell: rebuild_intake(settings, others, chosen, tell),
            {source: whence_from(others, source) for source in SOURCES},
        ),
    ]
    subscriptions = [
        FromMatching(
            source,
            database,
            bus_url(settings),
            pull=pull_from(others, source),
            kinds=kinds,
            projections=PROJECTIONS,
            completeness=Completeness(source, tally_from(others, source)),
        )
        for source, kinds in SOURCES.items()
    ]
    verifier = open_verifier(settings, database)
    return IntakeDesk(intake, log, verifier, key, subscriptions, loops, reading)


def rebuild_intake(
    settings: Settings, services: SyncServices, chosen: Sequence[str] | None = None, tell: Tell = no_words
) -> Rebuild:
    """The rows of others' facts made anew, all or those of some projections."""
    sources = [Source(name, pull_from(services, name), kinds) for name, kinds in SOURCES.items()]
    return Rebuild(settings.database_of("intake"), "intake", sources, PROJECTIONS, chosen, tell)


class IntakeService(ServedByDesk):
    """What is going on, and what do we do together: asked over nameko's RPC."""

    name = "intake"


SERVED = (IntakeService, open_intake)
"""What the services' process serves of it."""
