"""Policies from their files: those of the product, and those that a region adds.

A policy stands in a `.cedar` file with `@id("…")`, by which a refusal names it, and `@says("…")`, the same in
plain words. A region's own may only forbid: what they take away is taken away, and what widens a right is a
change of the product, with its row in the matrix. They are read at the start; one that is broken stops it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cedarpy


class BrokenPolicy(ValueError):
    """Policies that cannot be used, in a sentence that names the file."""


@dataclass(frozen=True)
class Rule:
    """A policy as people read it. effect: "permit" or "forbid". file: where it stands."""

    id: str
    says: str
    effect: str
    file: str
    about_matters: bool


@dataclass(frozen=True)
class Policies:
    """All that decides for a service: the policies' text, their schema, and each as people read it."""

    text: str
    schema: str
    rules: Mapping[str, Rule]
    has_own_about_matters: bool


def read_policies(service: str, folder: Path, own: Path | None = None) -> Policies:
    """The service's policies. folder: the product's. own: the region's, whose folder of that service counts.

    BrokenPolicy where a file cannot be read, does not fit the schema, or has a policy without a name.
    """
    schema = (folder / f"{service}.cedarschema").read_text(encoding="utf-8")
    files = sorted(folder.glob("*.cedar"))
    added = _own_files(service, own)
    rules: dict[str, Rule] = {}
    for path in (*files, *added):
        for rule in _rules_of(path, schema, service):
            if rule.id in rules:
                raise BrokenPolicy(f"{path}: the name {rule.id} is taken in {rules[rule.id].file}")
            if path in added and rule.effect != "forbid":
                raise BrokenPolicy(f"{path}: a region's own policy may only forbid, {rule.id} does not")
            rules[rule.id] = rule
    text = "\n".join(path.read_text(encoding="utf-8") for path in (*files, *added))
    names = {path.name for path in added}
    asks_each = any(rule.about_matters for rule in rules.values() if rule.file in names)
    return Policies(text, schema, rules, has_own_about_matters=asks_each)


def _own_files(service: str, own: Path | None) -> list[Path]:
    if own is None:
        return []
    if not own.is_dir():
        raise BrokenPolicy(f"{own}: there is no such folder of policies")
    return sorted((own / service).glob("*.cedar"))


def _rules_of(path: Path, schema: str, service: str) -> Iterable[Rule]:
    text = path.read_text(encoding="utf-8")
    try:
        policies = json.loads(cedarpy.policies_to_json_str(text))["staticPolicies"].values()
    except ValueError as error:
        raise BrokenPolicy(f"{path}: this cannot be read as Cedar: {error}") from None
    checked = cedarpy.validate_policies(text, schema)
    if not checked.validation_passed:
        raise BrokenPolicy(f"{path}: {'; '.join(each.error for each in checked.errors)}")
    return [_rule_of(policy, path, service) for policy in policies]


def _rule_of(policy: dict[str, Any], path: Path, service: str) -> Rule:
    notes = policy.get("annotations") or {}
    if not notes.get("id") or not notes.get("says"):
        raise BrokenPolicy(f'{path}: each policy has @id("…") and @says("…"), and one of them has not')
    of_service = policy["resource"].get("entity_type") == f"{service}::Service"
    return Rule(notes["id"], notes["says"], policy["effect"], path.name, about_matters=not of_service)
