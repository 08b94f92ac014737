"""What an order (turvakielto) masks while it is in force: places, organisations and contacts (R-C13).

A field of an answer that tells one of them is written with one of these types; the masking itself stands
here and nowhere else. `View.said(masked=…)` says for a whole answer whether it is masked, and an answer with
such a field that does not say it is a bug and is not given.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import SerializationInfo, SerializerFunctionWrapHandler, WrapSerializer

from shared.contracts.masking import MASK


@dataclass(frozen=True)
class Masked:
    """Marks a field of an answer. what: "place", "organisation" or "contact"."""

    what: str


def masks(info: SerializationInfo) -> bool:
    """Whether this answer is masked. TypeError where who gives it did not say."""
    masked = (info.context or {}).get("masked")
    if not isinstance(masked, bool):
        msg = "an answer with places, organisations or contacts says whether they are masked"
        raise TypeError(msg)
    return masked


def hidden(told: str, *, masked: bool) -> str:
    """What is told, or the mask: where a text is put together from such fields."""
    return MASK if masked else told


def _text(told: Any, handler: SerializerFunctionWrapHandler, info: SerializationInfo) -> str:
    return hidden(str(handler(told)), masked=masks(info))


def _counts(told: Any, handler: SerializerFunctionWrapHandler, info: SerializationInfo) -> dict[str, int]:
    counted: dict[str, int] = handler(told)
    return {MASK: sum(counted.values())} if masks(info) and counted else counted


Place = Annotated[str, Masked("place"), WrapSerializer(_text)]
"""Where somebody is: a kind of place, a municipality."""
ByPlace = Annotated[dict[str, int], Masked("place"), WrapSerializer(_counts)]
"""Figures by place: masked, their sum."""
Organisation = Annotated[str, Masked("organisation"), WrapSerializer(_text)]
"""An organisation, or a service that names one: it tells where it is."""
ContactDetail = Annotated[str, Masked("contact"), WrapSerializer(_text)]
"""How or whom one reaches: a phone, an e-mail, an address, with whom one was in contact."""
