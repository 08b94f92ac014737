"""Recognising a contact that was made twice (R-I7).

The texts made here name people: they leave the domain only as blind indexes (HMAC under the region's
key), which say "the same" and nothing else.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from services.intake.domain.language import Referrer, Subject

WITHIN = timedelta(days=30)
"""P: how far apart two contacts may be and still be one."""


@dataclass(frozen=True)
class ReferrerKeys:
    """How a referrer is kept, and how one is sought among those kept. Two are the same where they meet."""

    kept: tuple[str, ...]
    sought: tuple[str, ...]


def referrer_keys(referrer: Referrer) -> ReferrerKeys:
    """R-I7: the same phone or the same email, else the same name and organisation.

    "Else" speaks of each pair: where either of the two left no phone and no email, the names decide;
    where both did, two numbers are two people even if the names are alike.
    """
    ways = tuple(
        key
        for key in (
            f"phone {_phone(referrer.phone)}" if referrer.phone else "",
            f"email {_plain(referrer.email)}" if referrer.email else "",
        )
        if key
    )
    name = f"{_plain(referrer.name)} of {_plain(referrer.organisation)}"
    reachable, nameless = f"reachable {name}", f"only {name}"
    if ways:
        return ReferrerKeys(kept=(*ways, reachable), sought=(*ways, nameless))
    return ReferrerKeys(kept=(nameless,), sought=(nameless, reachable))


def subject_keys(subject: Subject) -> tuple[str, ...]:
    """R-I7: the person_id, else name and birth date: two who share either are the same subject."""
    name = f"{_plain(subject.given_name)} {_plain(subject.family_name)}"
    return f"person {subject.person_id}", f"named {name} born {subject.birth_date.isoformat()}"


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _phone(number: str) -> str:
    """Digits only, and a Finnish number alike with and without its country code."""
    digits = re.sub(r"[^\d+]", "", number)
    digits = re.sub(r"^(\+|00)358(0(?=\d))?", "0", digits)
    return digits.lstrip("+")
