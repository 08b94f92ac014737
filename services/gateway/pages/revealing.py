"""Seeing through the mask of a protected family, for one page, by saying why (R-C13)."""

from starlette.requests import Request

from services.gateway.pages.words import WORDS
from shared.contracts.masking import MASK


def reveal_of(request: Request) -> dict[str, str]:
    """What a question is asked with: why its answer is not to be masked, where the reader said it."""
    why = request.query_params.get("reveal", "")
    return {"reveal": why} if why in WORDS["reveals"] else {}


def unmasked(values: dict[str, object]) -> dict[str, object]:
    """What a form is filled in with, without what is masked: the mask is nothing to be saved."""
    return {name: _without(value) for name, value in values.items()}


def _without(value: object) -> object:
    return "\n".join(line for line in value.split("\n") if line != MASK) if isinstance(value, str) else value
