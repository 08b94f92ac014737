"""given … when … then, for a case in memory. Each step also replays the facts and compares.

given(PLANNED).when(does("close_case", reason="Valmis.", on=MONDAY)).then("CaseClosed")

`opened()` is a case with a worker, a client and a buyer, ready for verbs; `given(*decisions)` tells a story
that begins there. `begun()` is the same without anybody in its network.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Self
from uuid import UUID

from services.intake.domain.case import Case
from services.intake.domain.case.language import Member
from shared.kernel.refused import Refused
from tests.specs.intake.examples import KEEPING, LAPSI
from tests.specs.intake.scenario import Decision, does

__all__ = [
    "AUGUST_25", "BUYER", "CASE_ID", "CLIENT", "OPENED", "WORKER", "Decision", "Story", "adds", "begun",
    "does", "given", "moment", "opened",
]  # fmt: skip

AUGUST_25 = date(2025, 8, 25)
"""The Monday on which the case is opened and its network joins."""
CASE_ID = UUID("ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7")
WORKER = Member(
    UUID("aaaaaaaa-0000-4000-8000-000000000001"), "worker", user="tukihenkilo-1", organisation="Tuottaja Oy"
)
CLIENT = Member(UUID("aaaaaaaa-0000-4000-8000-000000000002"), "client")
BUYER = Member(
    UUID("aaaaaaaa-0000-4000-8000-000000000003"), "buyer", user="tilaaja-a", sector="child_welfare"
)
OPENED: dict[str, Any] = {
    "id": CASE_ID,
    "number": "2025-00004",
    "region": "sisa-suomi",
    "county": "08",
    "keeping": KEEPING,
    "situations": ("demanding_neuropsychiatric",),
    "referral_id": UUID("5f0c7a52-2f0b-4f5e-9d3a-3f1c7a0e8b11"),
    "person_id": LAPSI.person_id,
    "service_line": "neuropsychiatric_coaching",
    "process_lead": "child_welfare",
    "on": AUGUST_25,
}


def moment(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of a day, by UTC: noon unless said."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def adds(member: Member, on: date = AUGUST_25) -> Decision:
    """Somebody joins the network."""
    return does("add_network_member", member=member, on=on)


@dataclass
class Story:
    """A case, all its facts, and what its last decision came to."""

    case: Case
    history: list[Any]
    facts: list[Any]
    refusal: Refused | None = None

    @classmethod
    def of(cls, case: Case) -> Self:
        begun_with = list(case.collect_events())
        return cls(case, begun_with, begun_with)

    @property
    def fact(self) -> Any:
        """The one fact that the last decision came to."""
        [fact] = self.facts
        return fact

    def when(self, *decisions: Decision) -> Self:
        for decision in decisions:
            self._decide(decision)
        return self

    def then(self, *facts: str, **told: object) -> Self:
        """Exactly these facts came of the last decision; told: what the last of them says."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert [type(fact).__name__ for fact in self.facts] == list(facts)
        assert {name: getattr(self.facts[-1], name) for name in told} == told
        return self

    def then_refused(self, words: str) -> Self:
        """The last decision was refused in a sentence with these words, and nothing happened."""
        assert self.refusal is not None, f"not refused: {self.facts}"
        assert words in str(self.refusal)
        assert not self.facts
        return self

    def then_it_is(self, **expected: object) -> Self:
        """The case stands like this: `state="closed"`, `outcome="resolved"`."""
        assert {name: getattr(self.case, name) for name in expected} == expected
        return self

    def _decide(self, decision: Decision) -> None:
        self.refusal = None
        try:
            getattr(self.case, decision.verb)(**decision.told)
        except Refused as refusal:
            self.refusal = refusal
        self.facts = list(self.case.collect_events())
        self.history += self.facts
        assert replayed(self.history) == self.case


def begun(*decisions: Decision, **opening: Any) -> Story:
    """A case as opened (OPENED, with these words), an empty network, after decisions that went through."""
    story = Story.of(Case.open_case(**{**OPENED, **opening}))
    for decision in decisions:
        story.when(decision)
        assert story.refusal is None, f"{decision.verb}: {story.refusal}"
    return story


def given(*decisions: Decision, **opening: Any) -> Story:
    """A case with WORKER, CLIENT and BUYER in its network, after decisions that all went through."""
    return begun(adds(WORKER), adds(CLIENT), adds(BUYER), *decisions, **opening)


def opened(**opening: Any) -> Case:
    """The case of `given`, without its story."""
    return given(**opening).case


def replayed(history: list[Any]) -> Case:
    """The case that its facts make, and nothing but its facts."""
    case: Any = None
    for fact in history:
        case = fact.mutate(case)
    assert isinstance(case, Case)
    return case
