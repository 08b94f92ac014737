"""What the projections have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Cursor
from psycopg.rows import DictRow

from shared.contracts.billing import OrderFact, RunFact
from shared.contracts.envelope import Message
from shared.contracts.feedback import FollowUpFact
from shared.contracts.intake import CaseFact
from shared.contracts.matching import MatchFact, ProfessionalFact

Rows = Cursor[DictRow]


BEGINNINGS = (
    (CaseFact, "case was never opened"),
    (OrderFact, "order was never placed"),
    (RunFact, "run was never asked for"),
    (ProfessionalFact, "professional was never registered"),
    (MatchFact, "match was never requested"),
    (FollowUpFact, "follow-up was never started"),
)


class TooEarly(LookupError):
    """A fact about a matter whose beginning is not here: the log was read with a hole."""

    def __init__(self, message: Message[Any]) -> None:
        fact = message.body
        told = (said for kind, said in BEGINNINGS if isinstance(fact, kind))
        about = next(told, "referral was never received")
        super().__init__(f"{fact.FACT} at {message.position}: its {about} here")


@dataclass(frozen=True)
class Projection:
    """A picture made of facts. `apply` writes in the caller's transaction and may be given a fact twice.

    apply_all: the same rows as `apply` for each message in turn, in few statements; None: one by one.
    version: grows whenever `apply` would make other rows of the same facts. Then the rows are made anew
    beside the old ones when the new release starts (shared/plumbing/renewal.py).
    """

    name: str
    tables: tuple[str, ...]
    apply: Callable[[Message[Any], Rows], None]
    version: int = 1
    apply_all: Callable[[Sequence[Message[Any]], Rows], None] | None = None
