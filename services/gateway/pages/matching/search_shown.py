"""What the page of a search shows: parts of its long lists, and who everybody in them is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from services.gateway.languages import language_of
from services.gateway.pages.matching import search_forms as forms
from services.gateway.pages.matching.because import in_words
from services.gateway.pages.matching.people import Professional, called, who_are
from services.gateway.pages.matching.places import begins_at
from services.gateway.pages.page import labelled, say
from services.gateway.pages.sending import Opened, today
from services.gateway.pages.words import N_, code_list

Row = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A page of a list. before, after: where the page before and the next one begin; None for none."""

    rows: Sequence[Row]
    count: int
    before: int | None
    after: int | None

    @classmethod
    def of(cls, request: Request, rows: Sequence[Row], name: str, size: int) -> "Part":
        """The page that begins where the address says."""
        first = min(begins_at(request, name), max(len(rows) - 1, 0))
        after = first + size if first + size < len(rows) else None
        return cls(rows[first : first + size], len(rows), max(first - size, 0) if first else None, after)

    @property
    def shown(self) -> list[str]:
        """The ids of who is on it."""
        return [str(row["professional_id"]) for row in self.rows]


@dataclass(frozen=True)
class People:
    """Who is on the page. told: by id, what the directory says; ranks: those proposed, by id."""

    told: dict[str, Professional]
    ranks: dict[str, Row]
    language: str

    def name(self, professional_id: str) -> str:
        """What one calls somebody."""
        return called(self.told.get(professional_id), self.language)

    def why(self, row: Row) -> list[dict[str, Any]]:
        """The reasons of one proposed or ruled out, in words."""
        return in_words(row["because"], self.language)

    def choices(self, search: forms.Search, ids: Iterable[str]) -> list[tuple[str, str]]:
        """Of whom one chooses: each with rank and name, and whether they said yes; nobody who said no."""
        answers = {offer["professional_id"]: offer["state"] for offer in search["offers"]}
        wanted = sorted(
            {each for each in ids if each in self.ranks}, key=lambda each: self.ranks[each]["rank"]
        )
        return [
            (each, self._choice(each, answers.get(each, "")))
            for each in wanted
            if answers.get(each) != "declined"
        ]

    def _choice(self, professional_id: str, answer: str) -> str:
        row, yes = self.ranks[professional_id], answer == "accepted"
        sentence = N_("{rank}. {name}, said yes") if yes else N_("{rank}. {name}")
        return say(self.language, sentence, rank=row["rank"], name=self.name(professional_id))

    def covered(self, code: str) -> str:
        """The word of what nobody can give: a competence, or a field of the core unit."""
        lists = ("competences", "fields_of_core_unit")
        found = next((each for each in lists if code in code_list(each)), lists[0])
        return labelled(self.language, found, code)


async def people_of(request: Request, search: forms.Search, shown: list[str], picked: list[str]) -> People:
    """Those on the page, with the team, who was asked and who is confirmed."""
    ids = [
        *search["confirmed"],
        *picked,
        *(search["team"]["professional_ids"] if search.get("team") else []),
        *(offer["professional_id"] for offer in search["offers"]),
        *shown,
    ]
    ranks = {row["professional_id"]: row for row in search["ranked"]}
    return People(await who_are(request, ids), ranks, language_of(request))


def chosen_first(search: forms.Search, chosen: list[str], opened: Opened) -> list[str]:
    """Who has to stand among the choices, on whatever page of the list one is."""
    sent = opened.filled.values.get("professional_ids", []) if opened.name == forms.CONFIRM.name else []
    return list(dict.fromkeys([*chosen, *sent, *forms.first_choice(search)]))


def known_values(search: forms.Search, chosen: list[str]) -> dict[str, dict[str, Any]]:
    """By the form's name, what it comes filled in with."""
    there = {row["professional_id"] for row in search["ranked"]}
    who = [each for each in chosen if each in there] or forms.first_choice(search)
    return {
        "confirm_match": {"professional_ids": forms.as_shown(search, who)},
        "end_match": {"ended_on": today()},
    }
