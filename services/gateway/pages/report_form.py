"""The form of a month's report: a part for each audience of buyers, in it the text and each goal's progress.

A field's name says for whom its words are (`child_welfare.text`, `child_welfare-education.0.text`), so that
nothing that was typed for one sector is ever put back into the words for another.
"""

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from services.gateway.pages.fields import Field, Filled, read
from services.gateway.pages.words import N_

Report = dict[str, Any]
Values = dict[str, Any]


@dataclass(frozen=True)
class OfGoal:
    """What the form asks about a goal: how the month went, and how far it has come."""

    goal_id: str
    title: str
    fields: tuple[Field, Field]


@dataclass(frozen=True)
class Part:
    """A part of the form. key: begins the names of its fields. sectors: for whose buyers it is."""

    key: str
    sectors: tuple[str, ...]
    text: Field
    goals: tuple[OfGoal, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All of its fields, in their order."""
        return (self.text, *(field for goal in self.goals for field in goal.fields))

    def is_used(self, values: Values) -> bool:
        """Whether something is written in it."""
        return any(values.get(field.name) for field in self.fields)


def parts_of(report: Report) -> list[Part]:
    """The form's parts: what is written already, then one for all buyers, and one for each of them."""
    goals = {goal["goal_id"]: goal["title"] for goal in report["goals"]}
    goals |= {each["goal_id"]: each["goal_title"] for one in report["sections"] for each in one["progress"]}
    written = [tuple(sorted(one["for_sectors"])) for one in report["sections"]]
    everybody = tuple(sorted(report["for_sectors"]))
    new = [] if not everybody else [everybody, *((sector,) for sector in everybody)]
    audiences = [*written, *(one for one in dict.fromkeys(new) if one not in written)]
    keys = keys_of(audiences)
    return [_part(key, audience, goals) for key, audience in zip(keys, audiences, strict=True)]


def keys_of(audiences: list[tuple[str, ...]]) -> list[str]:
    """A name for each audience; the second for the same one gets a number."""
    names = ["-".join(audience) for audience in audiences]
    return [
        name if names.index(name) == n else f"{name}-{names[:n].count(name) + 1}"
        for n, name in enumerate(names)
    ]


def _part(key: str, audience: tuple[str, ...], goals: dict[str, str]) -> Part:
    text = Field(f"{key}.text", N_("The month in your words"), "long", required=False)
    told = tuple(
        OfGoal(
            goal_id,
            title,
            (
                Field(f"{key}.{goal_id}.text", N_("How it went"), "long", required=False),
                Field(
                    f"{key}.{goal_id}.attainment", N_("Attainment"), "select", "attainments", required=False
                ),
            ),
        )
        for goal_id, title in goals.items()
    )
    return Part(key, audience, text, told)


def known_values(report: Report, parts: list[Part]) -> Values:
    """What is written already, by the names of the fields."""
    values: Values = {}
    for part, section in zip(parts, report["sections"], strict=False):
        values[part.text.name] = section["text"]
        for each in section["progress"]:
            rated = each.get("attainment")
            values[f"{part.key}.{each['goal_id']}.text"] = each["text"]
            values[f"{part.key}.{each['goal_id']}.attainment"] = "" if rated is None else str(rated)
    return values


@dataclass(frozen=True)
class Written:
    """The report as it was sent in. sections: for the command. places: where it is there → its field."""

    filled: Filled
    sections: list[dict[str, Any]]
    places: dict[str, str]


def written(parts: list[Part], posted: FormData) -> Written:
    """What was written. A part, and a goal in it, that is left empty is none."""
    values: Values = {}
    sections: list[dict[str, Any]] = []
    places: dict[str, str] = {}
    for part in parts:
        values |= read(part.fields, posted).values
        if not part.is_used(values):
            continue
        here = f"sections.{len(sections)}"
        places[f"{here}.text"] = part.text.name
        progress: list[dict[str, Any]] = []
        for goal in part.goals:
            said = {field.name.rpartition(".")[2]: values[field.name] for field in goal.fields}
            if any(said.values()):
                places |= {
                    f"{here}.progress.{len(progress)}.{field.name.rpartition('.')[2]}": field.name
                    for field in goal.fields
                }
                progress.append({"goal_id": goal.goal_id} | _as_data(said))
        said = {"for_sectors": list(part.sectors), "progress": progress}
        sections.append(said | ({"text": values[part.text.name]} if values[part.text.name] else {}))
    return Written(Filled({}, values), sections, places)


def _as_data(said: dict[str, str]) -> dict[str, Any]:
    """What was said of a goal: blanks left out, the rating as a number."""
    told: dict[str, Any] = {name: words for name, words in said.items() if words}
    if (rated := said.get("attainment", "")).removeprefix("-").isdecimal():
        told["attainment"] = int(rated)
    return told
