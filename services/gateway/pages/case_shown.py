"""A case in words: its flags, the people of its network, its goals."""

from typing import Any

from services.gateway.pages.page import labelled, say

Case = dict[str, Any]


def flags_in_words(case: Case, language: str) -> list[dict[str, Any]]:
    """The flags, each with its sentence in the reader's language and since when."""
    return [
        {
            "code": flag["code"],
            "since": flag["since"],
            "text": say(language, flag["sentence"], **in_words(flag["values"], language)),
        }
        for flag in case["flags"]
    ]


def in_words(values: dict[str, Any], language: str) -> dict[str, Any]:
    """A flag's values; sectors by their names."""
    if "sectors" not in values:
        return values
    return values | {"sectors": [labelled(language, "sectors", code) for code in values["sectors"]]}


def called(member: dict[str, Any], language: str) -> str:
    """A member in a few words: the name where it is told, the role, the sector or organisation."""
    role = labelled(language, "network_roles", member["role"])
    sector = labelled(language, "sectors", member["sector"]) if member.get("sector") else ""
    name = member.get("name") or member.get("user")
    place = ", ".join(part for part in (sector, member.get("organisation")) if part)
    told = f"{name} ({role})" if name else role
    return f"{told}, {place}" if place else told


def people(case: Case, language: str) -> dict[str, str]:
    """By id, what each of the network is called."""
    return {member["id"]: called(member, language) for member in case["network"]}


def goal_titles(case: Case) -> dict[str, str]:
    """By id, every goal there has been by its newest title."""
    return {goal["goal_id"]: goal["title"] for plan in case["revisions"] for goal in plan["goals"]}
