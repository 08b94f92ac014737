"""A service's policies, ready to decide; each decision names the policy that made it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import cedarpy
import structlog

from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed
from shared.plumbing.policy.reading import Policies, Rule, read_policies

log = structlog.get_logger()
NOTHING_PERMITS = "nothing-permits-it"
"""What is named where no policy says yes: deny by default."""
BROKEN = "a-policy-could-not-be-evaluated"
REMEMBERED = 50_000
Value = str | bool | frozenset[str]
_WHO = ("user", "role", "region", "county", "sector", "organisation", "payer_id")


@dataclass(frozen=True)
class About:
    """What a request is about, as its service knows it: a kind of the schema and its attributes.

    It has no id, so that what is alike is decided once.
    """

    kind: str
    attributes: frozenset[tuple[str, Value]] = frozenset()

    @classmethod
    def of(cls, kind: str, **attributes: Value) -> Self:
        return cls(kind, frozenset(attributes.items()))


SERVICE = About("Service")
"""The service itself: what a role may ever ask of it, whatever matter it will be about."""


@dataclass(frozen=True)
class Decision:
    """Yes or no. policy: the `@id` of the policy that decided, or NOTHING_PERMITS."""

    allowed: bool
    policy: str


class Policy:
    """A service's policies. rules: each policy's id → what it says and where it stands."""

    def __init__(self, service: str, read: Policies) -> None:
        self.service = service
        self.rules: Mapping[str, Rule] = read.rules
        self.asks_each = read.has_own_about_matters
        """Whether the region's own policies look at matters: then lists ask about each row (reading.py)."""
        self._policies = cedarpy.PolicySet.from_str(read.text)
        self._schema = cedarpy.Schema.from_str(read.schema)
        self._decided = lru_cache(maxsize=REMEMBERED)(self._decide)

    def check(self, asker: Asker, name: str) -> None:
        """The first question. NotAllowed where the asker's role may never ask for this.

        name: of a command, a query or `operate`.
        """
        decision = self.decide(asker, SERVICE, name)
        if not decision.allowed:
            raise NotAllowed(
                "the role {role} may not do this ({name})", role=asker.role, name=name
            ).decided_by(decision.policy)

    def allows(self, asker: Asker, about: About, name: str | None = None) -> bool:
        """The second question: whether the asker may, about this one. A no is written to the log.

        name: what is asked for, where it is not what the asker's request is.
        """
        decision = self.decide(asker, about, name)
        if not decision.allowed:
            log.info("refused", service=self.service, policy=decision.policy, about=about.kind)
        return decision.allowed

    def decide(self, asker: Asker, about: About, name: str | None = None) -> Decision:
        """The decision alone; the same question is thought about once."""
        return self._decided(tuple(getattr(asker, field) for field in _WHO), name or asker.asks, about)

    def _decide(self, who: tuple[str | None, ...], name: str, about: About) -> Decision:
        named = dict(zip(_WHO, who, strict=True))
        me, this = self._uid("Asker", "me"), self._uid(about.kind, "this")
        attributes = {key: value for key, value in named.items() if value is not None and key != "role"}
        asker = {"uid": me, "attrs": attributes, "parents": [self._uid("Role", str(named["role"]))]}
        it = {"uid": this, "attrs": {key: _told(value) for key, value in about.attributes}, "parents": []}
        request = {"principal": me, "action": self._uid("Action", name), "resource": this, "context": {}}
        return self._read(cedarpy.is_authorized(request, self._policies, [asker, it], self._schema))

    def _read(self, result: cedarpy.AuthzResult) -> Decision:
        """A policy that fails is left out by Cedar, a forbidding one too: then the answer is no."""
        if result.decision is cedarpy.Decision.NoDecision or result.diagnostics.errors:
            log.error("a policy could not be evaluated", service=self.service)
            return Decision(allowed=False, policy=BROKEN)
        ids = sorted(result.diagnostics.id_annotations_by_reason.values())
        return Decision(result.allowed, ids[0] if ids else NOTHING_PERMITS)

    def _uid(self, kind: str, name: str) -> dict[str, Any]:
        return {"type": f"{self.service}::{kind}", "id": name}


def _told(value: Value) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def read_policy(service: str, folder: Path, own: Path | None = None) -> Policy:
    """The policies of a service, read from their files. BrokenPolicy where one cannot be used."""
    return Policy(service, read_policies(service, folder, own))
