"""Marks planted in everything that people may tell of people: names, days of birth, texts, numbers to ring.

What is personal is told by the commands' own schemas: any text without a list of codes, a format or a
pattern, and any day that is not one of the work. Each field has a mark of its own; all marks of a kind begin
the same, so that one search finds them all and what it finds names the field.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from services.billing.commands import COMMANDS as OF_BILLING
from services.feedback.commands import COMMANDS as OF_FEEDBACK
from services.intake.commands import COMMANDS as OF_INTAKE
from services.matching.commands import COMMANDS as OF_MATCHING
from shared.contracts.asking import Command

MARK = "Zqx4711Vmk"
"""What every planted text holds, with the field's own six digits behind it."""
DIGITS = "4711081523"
"""What every planted number to ring begins with."""
LANGUAGE = "zqx-Zqxv-ZQ"
"""A language nobody speaks: a code has no room for more."""
FIRST_DAY, DAYS = date(1931, 1, 1), 25_000
"""Planted days of birth and death lie here: nothing else that is written has to do with such days."""
NO_TEXTS = {
    "restricted_to": "who signs in: stored as it is, for rights and logs name them",
    "user": "who signs in, as above",
    "screen_code": "refused unless it is a code that we gave",
    "month": "a month of the work: refused unless it is one",
    "request_expertise.languages": "what the expert has to speak: a code, told on the bus",
    **{
        f"place_order.{name}": "who sells and who pays are organisations; an invoice has to name them"
        for name in (
            "name",
            "organisation",
            "business_id",
            "iban",
            "bic",
            "address",
            "street",
            "town",
            "postal",
            "operator",
            "cost_centre",
            "reference",
        )
    },
    "record_payment.reference": "refused unless it is a reference number",
    **{
        f"{command}.{name}": "what a professional is for the work: found and proposed by it, without a name"
        for command in ("register_professional", "update_profile", "confirm_profile", "open_match_request")
        for name in ("organisation", "education", "background", "languages", "target_ages")
    },
    "attest_vetting.by": "an employer: an organisation",
    "form_team.name": "a team is called by what it does; its members stand in it by their ids",
    "change_team.name": "as above",
    "start_follow_up.instruments": "names of instruments: refused unless they are known",
    "answer.token": "a link's token, which we gave; only its hash is kept",
    "read_bank_file.content": "a file of the bank's, of which amounts, days and references are kept",
}
"""Strings of no list of codes in which nobody can tell of anybody, and why; by name, or command and name."""
DAYS_OF_THE_WORK = frozenset(
    {
        "decided_on", "made_on", "due", "evaluate_on", "until", "effective_from", "usual_end",
        "starts_on", "ends_on", "valid_until", "given_on", "paid_on", "from", "to", "ended_on", "checked_on",
        "extract_issued_on", "rated_on",
    }
)  # fmt: skip
"""When the work was or will be done: in clear under random ids, as the threat model says (S1)."""
Schema = Mapping[str, Any]


def personal_fields(command: type[Command]) -> set[str]:
    """Where a command may tell of people: "receive_referral.subject.guardians.name"."""
    schema = command.model_json_schema()
    return {
        path for path, leaf in _leaves(schema, schema.get("$defs", {}), command.name()) if _tells(path, leaf)
    }


def planted(command: type[Command], data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with a mark in each field that may tell of people; what has one already keeps it."""
    fields = personal_fields(command)

    def marked(value: Any, path: str) -> Any:
        if isinstance(value, dict):
            by_name = {name: marked(each, f"{path}.{name}") for name, each in value.items()}
            return by_name if path not in fields else {k: mark_in(v, path) for k, v in value.items()}
        if isinstance(value, list):
            return [marked(each, path) for each in value]
        return mark_in(value, path) if isinstance(value, str) and path in fields else value

    return dict(marked(dict(data), command.name()))


def planted_fields(command: type[Command], data: Mapping[str, Any]) -> set[str]:
    """In which fields of these data marks stand."""

    def inside(value: Any, path: str) -> Iterator[str]:
        if isinstance(value, dict):
            for name, each in value.items():
                yield from inside(each, path if path in fields else f"{path}.{name}")
        elif isinstance(value, list):
            for each in value:
                yield from inside(each, path)
        elif isinstance(value, str) and marks_in(value):
            yield path

    fields = personal_fields(command)
    return set(inside(dict(data), command.name()))


def mark_in(text: str, path: str) -> str:
    """The text with the field's mark, as the field has room for one."""
    if marks_in(text):
        return text
    name = path.rpartition(".")[2]
    if name == "languages":
        return LANGUAGE
    if name == "phone":
        return f"+{DIGITS}{int(own(path), 16) % 1000:03d}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return (FIRST_DAY + timedelta(days=int(own(path), 16) % DAYS)).isoformat()
    return f"{MARK}{own(path)}.{text}" if "@" in text else f"{text} {MARK}{own(path)}"


def own(path: str) -> str:
    """The six digits by which a field's mark is known."""
    return sha256(path.encode()).hexdigest()[:6]


def marks_in(text: str) -> list[str]:
    """The marks of any kind in a text."""
    return [each for each in all_marks() if each in text]


def all_marks() -> tuple[str, ...]:
    """How marks begin, and every planted day as it is written."""
    return (MARK, DIGITS, LANGUAGE, *DAYS_PLANTED)


def fields_with_days() -> list[str]:
    """Where days of birth and of death are told."""
    return [path for path in ALL_FIELDS if path.rpartition(".")[2] in {"birth_date", "died_on"}]


def whose(mark: str) -> str:
    """The field that a text with a mark was planted in, for whoever reads a failure."""
    found = re.search(rf"{MARK}([0-9a-f]{{6}})", mark)
    return next((path for path in ALL_FIELDS if found and own(path) == found[1]), "unknown")


def _leaves(schema: Schema, defs: Schema, path: str) -> Iterator[tuple[str, Schema]]:
    """Every string that a schema has room for, with its place."""
    for each in _kinds(schema, defs):
        if each.get("type") == "string":
            yield path, each
        if "items" in each:
            yield from _leaves(each["items"], defs, path)
        if isinstance(each.get("additionalProperties"), dict):
            yield from _leaves(each["additionalProperties"], defs, path)
        for name, field in each.get("properties", {}).items():
            yield from _leaves(field, defs, f"{path}.{name}")


def _kinds(schema: Schema, defs: Schema) -> Iterator[Schema]:
    """What a schema says, its references followed and its alternatives one by one."""
    if "$ref" in schema:
        yield from _kinds(defs[schema["$ref"].rpartition("/")[2]], defs)
    elif "anyOf" in schema:
        for each in schema["anyOf"]:
            yield from _kinds(each, defs)
    else:
        yield schema


def _tells(path: str, leaf: Schema) -> bool:
    name = path.rpartition(".")[2]
    if leaf.get("format") == "date":
        return name not in DAYS_OF_THE_WORK
    coded = {"enum", "const", "format", "pattern"} & leaf.keys()
    return not coded and name not in NO_TEXTS and f"{path.partition('.')[0]}.{name}" not in NO_TEXTS


COMMANDS: dict[str, type[Command]] = {**OF_INTAKE, **OF_MATCHING, **OF_BILLING, **OF_FEEDBACK}
"""Those by which people tell of people; no two services have one of the same name."""
ALL_FIELDS: tuple[str, ...] = tuple(
    sorted(path for command in COMMANDS.values() for path in personal_fields(command))
)
"""Every field of every command in which people may tell of people."""
DAYS_PLANTED: tuple[str, ...] = tuple(
    (FIRST_DAY + timedelta(days=int(own(path), 16) % DAYS)).isoformat() for path in fields_with_days()
)
