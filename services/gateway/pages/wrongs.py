"""Where a refusal is shown: at the fields it is about, or above the form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from services.gateway.pages.fields import Field, names, nearest
from services.gateway.problems import Problem


@dataclass(frozen=True)
class Wrongs:
    """What is wrong with a form, in the reader's language.

    status: of the answer (409, 422 …). errors: sentences by the names of the fields. labels: what these
    fields are called (English), each with the number of its row: ("2. ", "Role in the matter").
    """

    status: int = 200
    problem: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)


def wrongs(problem: Problem, fields: tuple[Field, ...], language: str) -> Wrongs:
    """A problem, spread over the form. The sentence itself is shown unless fields say all of it."""
    known = names(fields)
    errors: dict[str, str] = {}
    left: list[str] = []
    for path, sentence in problem.fields_said(language):
        place = nearest(path, known)
        if place:
            errors.setdefault(place, sentence)
        else:
            left.append(f"{path}: {sentence}")
    said = problem.said(language)
    sentence = " ".join([*([] if errors and not left else [said]), *left])
    return Wrongs(problem.status, sentence, errors, labels(fields, errors))


def labels(fields: tuple[Field, ...], wanted: Iterable[str]) -> dict[str, tuple[str, str]]:
    """What the fields of these names are called, so that a list of what is wrong tells them apart."""
    return {name: told for name in wanted if (told := called(fields, name))}


def called(fields: tuple[Field, ...], name: str) -> tuple[str, str] | None:
    """What one field is called, with the numbers of the rows that it stands in: ("2. 1. ", "Step")."""
    for one in fields:
        if one.name == name:
            return "", one.label
        if row := re.fullmatch(rf"{re.escape(one.name)}\.([0-9]+)\.(.+)", name):
            inside = called(one.fields, row[2])
            return inside and (f"{int(row[1]) + 1}. {inside[0]}", inside[1])
    return None
