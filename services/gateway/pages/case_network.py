"""The people of a case and the cases beside it, as its forms need them: whom one chooses from."""

from typing import Any

from starlette.requests import Request

from services.gateway.asking import ask_query
from services.gateway.pages.case_forms import WORKS, Case
from services.gateway.pages.case_shown import people
from services.gateway.pages.page import choices, labelled
from services.gateway.pages.words import N_
from services.gateway.problems import Problem

Choices = dict[str, list[tuple[str, str]]]
SAID_OF_A_MEMBER = ("id", "role", "user", "sector", "organisation", "name", "pair_of")


def choices_of(case: Case, language: str) -> Choices:
    """What only this case's forms choose from."""
    names = people(case, language)
    # Who leaves today is in the network until midnight, and may come back at once.
    now = [member for member in case["network"] if not member.get("until")]
    left = [member for member in case["network"] if member.get("until")]
    return {
        "current_members": [(member["id"], names[member["id"]]) for member in now],
        "left_members": [(member["id"], names[member["id"]]) for member in left],
        "workers": [(member["id"], names[member["id"]]) for member in now if member["role"] in WORKS],
        "towards": [
            ("worker", labelled(language, "network_roles", "worker")),
            *choices(language, "sectors"),
        ],
    }


def member_again(case: Case, member_id: str) -> dict[str, Any]:
    """A member who left, as they come back. Problem 422 where nobody was chosen."""
    for member in case["network"]:
        if member["id"] == member_id:
            return {name: member[name] for name in SAID_OF_A_MEMBER if member.get(name)}
    raise missing("member_id")


async def sought_case(request: Request, number: str) -> str:
    """The id of the case that has this number. Problem where there is none that the reader may see."""
    if not number:
        raise missing("other_number")
    answer = await ask_query(request, "intake", "cases", {"number": number, "limit": 1})
    for found in answer.result["cases"]:
        return str(found["case_id"])
    sentence = N_("there is no case with the number {number}")
    values = {"number": number}
    wrong = {"field": "other_number", "sentence": sentence, "values": values}
    raise Problem(422, sentence, values, fields=[wrong])


def missing(field: str) -> Problem:
    """A field was left empty that the command cannot do without."""
    sentence = N_("this is needed")
    return Problem(422, sentence, fields=[{"field": field, "sentence": sentence}])
