"""Where a fact of intake comes from, for whoever may open its contact, its case or its person."""

from typing import Any

from services.intake.queries.asked import Person, Referral
from services.intake.queries.asked_cases import Case
from services.intake.queries.one import answer_referral
from services.intake.queries.one_case import answer_case
from services.intake.queries.others import answer_person
from services.intake.queries.reading import Reading
from shared.contracts.origins import Origin
from shared.kernel.asker import Asker
from shared.plumbing import origins
from shared.plumbing.origins import Opening


def answer_origin(query: Origin, asker: Asker, reading: Reading) -> dict[str, Any]:
    """OriginView. Unknown where it is not there, or not for this asker."""
    openings = {
        "referral": Opening(
            lambda fact: Referral(referral_id=fact.stream),
            lambda question, whom: answer_referral(question, whom, reading),
        ),
        "case": Opening(
            lambda fact: Case(case_id=fact.stream),
            lambda question, whom: answer_case(question, whom, reading),
        ),
        "person": Opening(
            lambda fact: Person(person_id=fact.stream),
            lambda question, whom: answer_person(question, whom, reading),
        ),
    }
    return origins.answer_origin(query, asker, reading.intake.recorder, reading.intake.policy, openings)
