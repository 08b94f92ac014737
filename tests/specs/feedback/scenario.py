"""given … when … then, for a follow-up in memory. Each step replays the facts as they would be read again.

given(follow_up(), SEND).when(answers("liisa", mood=4)).then("FeedbackGiven")
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from pydantic_core import to_json

from services.feedback.domain.follow_up import FollowUp
from shared.kernel.refused import Refused
from shared.plumbing.store.mapper import OF_EVERY_EVENT, shape


@dataclass(frozen=True)
class Decision:
    """A verb with what it is told."""

    verb: str
    told: Mapping[str, Any]

    def but(self, **told: Any) -> "Decision":
        """The same with other words."""
        return Decision(self.verb, {**self.told, **told})


def does(verb: str, **told: Any) -> Decision:
    return Decision(verb, told)


class Scenario:
    """A follow-up and what its last decision came to."""

    def __init__(self, stream: FollowUp) -> None:
        self.stream = stream
        self.facts: list[Any] = list(stream.collect_events())
        self.history: list[Any] = list(self.facts)
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

    def then_refused(self, words: str, status: int = 409) -> Self:
        """The last decision was refused in a sentence with these words, and nothing happened."""
        assert self.refusal is not None, f"not refused: {self.facts}"
        assert words in str(self.refusal)
        assert self.refusal.status == status
        assert not self.facts
        return self

    def then_it_is(self, **expected: object) -> Self:
        """The follow-up stands like this: `state="stopped"`."""
        assert {name: getattr(self.stream, name) for name in expected} == expected
        return self

    def then_its_waves_are(self, *expected: tuple[int, int, int, int]) -> Self:
        """Wave, requested, answered, missed."""
        waves = [(each.wave, each.requested, each.answered, each.missed) for each in self.stream.waves]
        assert waves == list(expected)
        return self

    def _decide(self, decision: Decision) -> None:
        self.refusal = None
        try:
            getattr(self.stream, decision.verb)(**decision.told)
        except Refused as refusal:
            self.refusal = refusal
        self.facts = list(self.stream.collect_events())
        self.history += self.facts
        assert replayed(self.history) == self.stream


def given(stream: FollowUp, *decisions: Decision) -> Scenario:
    """A follow-up after decisions that all went through."""
    scenario = Scenario(stream)
    for decision in decisions:
        scenario.when(decision)
        assert scenario.refusal is None, f"{decision.verb}: {scenario.refusal}"
    return scenario


def replayed(history: list[Any]) -> Any:
    """What the facts make, and nothing but the facts, each of them read as it would be written."""
    stream: Any = None
    for fact in history:
        stream = as_read_again(fact).mutate(stream)
    return stream


def as_read_again(fact: Any) -> Any:
    """The fact as the store would give it back: its own fields written as JSON, and read."""
    kind: Any = type(fact)
    outer = {"meta", "standing", *OF_EVERY_EVENT}
    own = {name: value for name, value in vars(fact).items() if name not in outer}
    read = shape(kind).validate_json(to_json(shape(kind).dump_python(own, mode="json")))
    again = object.__new__(kind)
    again.__dict__.update(vars(fact), **read)
    return again
