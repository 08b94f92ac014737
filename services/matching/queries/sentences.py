"""Why somebody is proposed, and why not, in words (R-M2): a code's sentence, and its places filled in."""

from typing import Any

from services.matching.domain.language import Reason
from services.matching.queries.views.requests import BecauseView

SENTENCES = {
    "education": "education: {met} (wished for: {wanted})",
    "background": "background: {met} (wished for: {wanted})",
    "competence": "competence: {met} (needed: {wanted})",
    "language": "language: {met} (needed: {wanted})",
    "education_any": "education: none is wished for",
    "background_any": "background: none is wished for",
    "competence_any": "competence: none is asked for",
    "language_any": "language: none is asked for",
    "distance": "works in the {near}; lives in county {county}",
    "load": "{free} of {own} hours a week are free",
    "retired": "has retired",
    "paused": "takes nothing new for a time",
    "parked": "declined for workload: may be asked again from {until}",
    "conflict": "has declared a conflict of interest",
    "declined": "declined this request: {reason}",
    "unvetted": "no extract of the criminal record was checked",
    "over_capacity": "{free} hours a week are free, and {needed} are needed",
    "competence_missing": "lacks the competence {competences}",
    "language_missing": "does not speak {languages}",
    "mode_missing": "does not work this way: {mode}",
}
"""A reason's code → its sentence; `_any`: where nothing of the kind was asked for."""
NOTHING = "–"


def told(reason: Reason, *, with_points: bool) -> BecauseView:
    """The reason as an answer says it."""
    code = f"{reason.code}_any" if reason.values.get("wanted") == () else reason.code
    values = {name: _written(value) for name, value in reason.values.items()}
    return BecauseView(
        code=reason.code,
        points=reason.points if with_points else None,
        values=dict(reason.values),
        sentence=SENTENCES[code],
        text=SENTENCES[code].format(**values),
    )


def _written(value: Any) -> str:
    return (", ".join(value) or NOTHING) if isinstance(value, list | tuple) else str(value)
