"""given … when … then, for a referral in memory. Each step also replays the facts and compares.

given(BACKGROUND).when(ASSESSMENT).then_refused("an assessment needs …")
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from services.intake.domain.referral import Referral
from shared.kernel.refused import Refused
from tests.specs.intake.examples import RECEIVED


@dataclass(frozen=True)
class Decision:
    """A verb of the referral with what it is told."""

    verb: str
    told: Mapping[str, Any]

    def but(self, **told: Any) -> "Decision":
        """The same with other words."""
        return Decision(self.verb, {**self.told, **told})


def does(verb: str, **told: Any) -> Decision:
    return Decision(verb, told)


class Scenario:
    """A referral and what its last decision came to."""

    def __init__(self, referral: Referral) -> None:
        self.referral = referral
        self.history: list[Any] = list(referral.collect_events())
        self.facts: list[Any] = []
        self.refusal: Refused | None = None

    def when(self, *decisions: Decision) -> Self:
        for decision in decisions:
            self._decide(decision)
        return self

    def then(self, *facts: str) -> Self:
        """Exactly these facts came of the last decision."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert [type(fact).__name__ for fact in self.facts] == list(facts)
        return self

    def then_refused(self, words: str) -> Self:
        """The last decision was refused in a sentence with these words, and nothing happened."""
        assert self.refusal is not None, f"not refused: {self.facts}"
        assert words in str(self.refusal)
        assert not self.facts
        return self

    def then_it_is(self, **expected: object) -> Self:
        """The referral stands like this: `state="planned"`, `tier=2`."""
        assert {name: getattr(self.referral, name) for name in expected} == expected
        return self

    def _decide(self, decision: Decision) -> None:
        self.refusal = None
        try:
            getattr(self.referral, decision.verb)(**decision.told)
        except Refused as refusal:
            self.refusal = refusal
        self.facts = list(self.referral.collect_events())
        self.history += self.facts
        assert replayed(self.history) == self.referral


def given(*decisions: Decision, **received: Any) -> Scenario:
    """A contact as received (examples.RECEIVED, with these words), after decisions that all went through."""
    scenario = Scenario(Referral.receive(**{**RECEIVED, **received}))
    for decision in decisions:
        scenario.when(decision)
        assert scenario.refusal is None, f"{decision.verb}: {scenario.refusal}"
    return scenario


def replayed(history: list[Any]) -> Referral:
    """The referral that its facts make, and nothing but its facts."""
    referral: Any = None
    for fact in history:
        referral = fact.mutate(referral)
    assert isinstance(referral, Referral)
    return referral
