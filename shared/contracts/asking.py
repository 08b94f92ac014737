"""Commands and queries: what people ask, as frozen pydantic models.

The name of a command is its class's name in snake case: `ReceiveReferral` is `receive_referral`.
A field that is not in the model is refused, never ignored.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.words import Day, Moment

MEBIBYTE = 1024 * 1024


def snake(name: str) -> str:
    """`AgreeConsultationPlan` → `agree_consultation_plan`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Asked(BaseModel):
    """What a command and a query have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)
    example: ClassVar[dict[str, Any]]
    """A request that fits, for the API's documentation and its tests."""

    @classmethod
    def name(cls) -> str:
        return snake(cls.__name__)


class Command(Asked):
    """A request that something be so. `occurred_at`: when it happened, if not now; never in the future.

    largest: how many bytes such a request may have at the edge; patience: how many seconds its asker waits,
    None where it is as long as for any other.
    """

    largest: ClassVar[int] = MEBIBYTE
    patience: ClassVar[float | None] = None
    occurred_at: Moment | None = None


@dataclass(frozen=True)
class Personal:
    """What an answer tells about people: each reading of it is written down (R-P4).

    Names of fields: `texts.subject` lies deeper; of a list its entries are meant. fields: those that tell of
    people, of the answer. persons, matters: those with the ids of whom and of what it tells, of the answer or
    the question. mentioned: those with the ids of people of whom it says no more than who they are.
    """

    fields: tuple[str, ...]
    persons: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotPersonal:
    """An answer that tells of nobody. because: why, in a sentence."""

    because: str


Telling = Personal | NotPersonal


class Query(Asked):
    """A question. `takes_as_of` is False for lists and searches (R-T1).

    `by_post`: it names people, so the edge takes it in a body and never in an address, which is written down.
    `personal`: what its answer tells about people; each question says so, or it cannot be asked.
    """

    personal: ClassVar[Telling]

    takes_as_of: ClassVar[bool] = True
    by_post: ClassVar[bool] = False
    as_of: Annotated[Moment | Day, Field(union_mode="left_to_right")] | None = None
    """A moment, or a date, which means its end. The moment is tried first: midnight is not a date."""
