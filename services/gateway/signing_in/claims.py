"""From what a sign-in service says of somebody to what our tokens say: user, role, region and place.

Nothing is guessed: who has no role or no region there, or one that is unknown here, does not come in.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.gateway.languages import N_
from services.gateway.problems import Problem
from shared.kernel.reference import codes
from shared.plumbing.tokens import ROLES

WORDS = ("user", "name", "role", "region", "county", "sector", "organisation", "payer_id")
"""What we may be told; each comes in the claim of its own name (user: `sub`) unless said otherwise."""
LISTS = {
    "region": ("regions", N_("region")),
    "county": ("counties", N_("county")),
    "sector": ("sectors", N_("sector")),
}
LONGEST = 200
NOT_FOR_PEOPLE = frozenset({"link"})
"""A link's rights come from the link alone."""


@dataclass(frozen=True)
class Reading:
    """How the sign-in service's claims are read.

    claims: word → its claim. roles: what they call a role or a group → our role. people: user → the words
    that the sign-in service does not know of them.
    """

    claims: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, words: str = "", file: Path | None = None) -> "Reading":
        """From the settings: `user=oid role=ot_role`, and a JSON file of claims, roles and people.

        ValueError, naming what is wrong, where one of them cannot be read.
        """
        told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file else {}
        if unknown := set(told) - {"claims", "roles", "people"}:
            raise ValueError(f"the mapping of sign-ins has unknown parts: {', '.join(sorted(unknown))}")
        pairs = [pair.partition("=") for pair in words.replace(",", " ").split()]
        claims = dict(told.get("claims", {})) | {word: claim for word, _, claim in pairs}
        if unknown := {word for word, claim in claims.items() if word not in WORDS or not claim}:
            raise ValueError(f"claims of sign-ins are written word=claim, not: {', '.join(sorted(unknown))}")
        return cls(claims, dict(told.get("roles", {})), dict(told.get("people", {})))

    def told(self, claims: Mapping[str, Any], word: str) -> Any:
        """What the claims say for a word; None where they say nothing. `a.b` is `b` inside `a`."""
        found: Any = claims
        name = self.claims.get(word, "sub" if word == "user" else word)
        for part in [name] if name in claims else name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found


@dataclass(frozen=True)
class Person:
    """Who signs in. claims: for our own token; name: to be shown."""

    claims: dict[str, str]
    name: str


def person_in(claims: Mapping[str, Any], reading: Reading) -> Person:
    """Who it is. Problem 403 with a sentence where the account has no place here."""
    user = text_of(reading.told(claims, "user"))
    if not user:
        raise Problem(403, "the sign-in service does not say who you are: ask your administrator")
    own = reading.people.get(user, {})
    found = {"sub": user, "role": own.get("role") or role_in(reading.told(claims, "role"), reading)}
    for word in WORDS[3:]:
        said = own.get(word) or text_of(reading.told(claims, word))
        if said:
            found[word] = said
    checked(found)
    return Person(found, own.get("name") or text_of(reading.told(claims, "name")) or user)


def role_in(told: Any, reading: Reading) -> str:
    """The one role of ours among what is told: a role, or a list of roles and groups."""
    said = [text_of(one) for one in (told if isinstance(told, list) else [told])]
    found = {reading.roles.get(one, one) for one in said} & set(ROLES) - NOT_FOR_PEOPLE
    if not found:
        raise Problem(403, "your account has no role here: ask your administrator for one")
    if len(found) > 1:
        raise Problem(403, "your account has several roles here: ask your administrator which one is to hold")
    return found.pop()


def checked(found: Mapping[str, str]) -> None:
    """Problem 403 where the region is missing, or something said is not known here."""
    if found["role"] not in ROLES or found["role"] in NOT_FOR_PEOPLE:
        raise Problem(403, "your account has no role here: ask your administrator for one")
    if "region" not in found:
        raise Problem(403, "your account has no region here: ask your administrator for one")
    for word, (known, called) in LISTS.items():
        if word in found and found[word] not in codes(known):
            raise Problem(
                403, "your account's {word} is not known here: ask your administrator", {"word": called}
            )


def text_of(told: Any) -> str:
    """A text of usable length; empty for anything else."""
    usable = isinstance(told, str) and told.isprintable() and len(told) <= LONGEST
    return told.strip() if usable else ""
