"""Commands and queries: what people ask, as frozen pydantic models.

The name of a command is its class's name in snake case: `ReceiveReferral` is `receive_referral`.
A field that is not in the model is refused, never ignored.
"""

import re
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from shared.kernel.reference import codes

ShortText = Annotated[str, Field(min_length=1, max_length=200)]
LongText = Annotated[str, Field(min_length=1, max_length=20_000)]
Minutes = Annotated[int, Field(ge=1, le=1440)]
PastMoment = AwareDatetime
"""A moment with its zone. That it is not in the future is checked against the asker's clock."""


def snake(name: str) -> str:
    """`AgreeConsultationPlan` → `agree_consultation_plan`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Asked(BaseModel):
    """What a command and a query have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    example: ClassVar[dict[str, Any]]
    """A request that fits, for the API's documentation and its tests."""

    @classmethod
    def name(cls) -> str:
        return snake(cls.__name__)


class Command(Asked):
    """A request that something be so. `occurred_at`: when it happened, if not now."""

    occurred_at: PastMoment | None = None


class Query(Asked):
    """A question. `takes_as_of` is False for lists and searches (R-T1)."""

    takes_as_of: ClassVar[bool] = True
    as_of: Annotated[PastMoment | date, Field(union_mode="left_to_right")] | None = None
    """A moment, or a date, which means its end. The moment is tried first: midnight is not a date."""


def finding(sentence: str, **values: str | int) -> PydanticCustomError:
    """What a validator raises: a sentence with `{places}` that the edge can translate."""
    return PydanticCustomError("finding", sentence, {"sentence": sentence, **values})


def Code(vocabulary: str) -> Any:  # noqa: N802 - reads as a type where it is used
    """The type of a code of a reference list; others are refused with a sentence naming the allowed."""
    allowed = codes(vocabulary)

    def known(code: str) -> str:
        if code not in allowed:
            raise finding(
                "{code} is not known here: use one of {allowed}", code=code, allowed=", ".join(allowed)
            )
        return code

    return Annotated[str, AfterValidator(known), Field(json_schema_extra={"enum": list(allowed)})]
