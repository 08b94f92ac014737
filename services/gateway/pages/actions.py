"""What one may do with a contact: a command as a form, and when it makes sense to offer it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.gateway.pages.fields import Field
from services.gateway.pages.words import ENDED

Referral = dict[str, Any]


@dataclass(frozen=True)
class Action:
    """A command as a form.

    step: the step of the seven that it does. when: whether it is offered beside the steps.
    ids: the ids that the form gives: field → what it is made from. fixed: data that is not asked for.
    """

    command: str
    title: str
    fields: tuple[Field, ...]
    step: str = ""
    when: Callable[[Referral], bool] = lambda _: True
    ids: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    key: str = ""

    @property
    def name(self) -> str:
        """Its own name among the forms: a command may have several forms."""
        return self.key or self.command


def is_open(referral: Referral) -> bool:
    """Not closed, declined, redirected or withdrawn."""
    return referral["state"] not in ENDED


def is_ended(referral: Referral) -> bool:
    """Closed, declined, redirected or withdrawn."""
    return not is_open(referral)


def has_plan(referral: Referral) -> bool:
    """Open, and a plan was agreed."""
    return is_open(referral) and bool(referral.get("plan"))


def has_no_plan(referral: Referral) -> bool:
    """Open, and no plan was agreed yet."""
    return is_open(referral) and not referral.get("plan")


def has_duplicates(referral: Referral) -> bool:
    """Open, and it may repeat an earlier contact."""
    return is_open(referral) and bool(referral.get("possible_duplicates"))


def first_open(referral: Referral) -> str:
    """The step that is next, as intake says; empty where none is left."""
    return str(referral.get("next_step") or "")
