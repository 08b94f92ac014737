"""Where a refusal is shown: at the fields it is about, or above the form."""

from dataclasses import dataclass, field

from services.gateway.pages.fields import Field, names, nearest
from services.gateway.problems import Problem


@dataclass(frozen=True)
class Wrongs:
    """What is wrong with a form, in the reader's language. status: of the answer (409, 422 …)."""

    status: int = 200
    problem: str = ""
    errors: dict[str, str] = field(default_factory=dict)


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
    return Wrongs(problem.status, " ".join([*([] if errors and not left else [said]), *left]), errors)
