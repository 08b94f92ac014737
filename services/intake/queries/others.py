"""The identity vault, the screen in use, and links without an account."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from services.intake.application.closed_off import is_restricted
from services.intake.application.matters import matter_for
from services.intake.domain.language import Guardian
from services.intake.domain.person import Person
from services.intake.domain.protection import Forbidden
from services.intake.domain.referral import Referral
from services.intake.queries import asked, views
from services.intake.queries.protected import sight_of
from services.intake.queries.reading import Reading
from shared.kernel.as_of import moment_of
from shared.kernel.asker import HELSINKI, Asker
from shared.kernel.refused import Refused, Unknown
from shared.plumbing.tokens import issue

LINK_OUTLASTS_DUE = timedelta(days=30)


def answer_person(query: asked.Person, asker: Asker, reading: Reading) -> dict[str, Any]:
    """PersonView. Unknown unless the asker may see a matter that the person is the subject of."""
    intake = reading.intake
    moment = moment_of(query.as_of, asker)
    person = intake.person_for(asker, query.person_id, moment)
    sight = sight_of(reading, asker, person.id, query.reveal)
    view = views.PersonView.model_validate(
        {
            **{name: getattr(person, name) for name in AS_KNOWN},
            "person_id": person.id,
            "guardians": [_guardian(each, person) for each in person.guardians],
            "protection": person.protection if person.protected_on(asker.today) else None,
            "forbidden": [_forbidden(each, person) for each in person.forbidden],
            "masked": sight.masked,
            "positions": {"intake": intake.recorder.position_at(moment)},
        },
        from_attributes=True,
    )
    return view.said(masked=sight.masked)


AS_KNOWN = ("given_name", "family_name", "birth_date", "municipality", "languages", "safe_contact")


def _guardian(guardian: Guardian, person: Person) -> dict[str, Any]:
    return {
        **vars(guardian),
        "guardian_id": person.guardian_id_of(guardian),
        "may_be_told": person.may_be_told(guardian),
    }


def _forbidden(told: Forbidden, person: Person) -> dict[str, Any]:
    """Of who is among the guardians no more, what was forbidden stays."""
    guardian = person.guardian(told.to)
    return {**vars(told), "guardian_id": guardian and person.guardian_id_of(guardian)}


def answer_screen(_query: asked.Screen, _asker: Asker, reading: Reading) -> dict[str, Any]:
    """ScreenView."""
    return views.ScreenView.model_validate(reading.intake.instrument).said()


def answer_step_link(query: asked.StepLink, asker: Asker, reading: Reading) -> dict[str, Any]:
    """StepLinkView: a token for one step, which holds until 30 days after the step's last day.

    Refused for a contact behind a restricted case: whoever had the link would be named nowhere (R-C10).
    """
    with reading.intake.database.rows() as rows:
        matter_for(reading.intake.policy, asker, rows, query.referral_id)
        if is_restricted(rows, query.referral_id):
            raise Refused("the case is restricted to named people: a link would open it to others")
    referral = reading.intake.load(Referral, query.referral_id)
    steps = referral.plan.steps if referral.plan else ()
    step = next((step for step in steps if step.step_id == query.step_id), None)
    if step is None:
        raise Unknown("the plan in force has no such step")
    expires = datetime.combine(max(step.due, asker.today) + LINK_OUTLASTS_DUE, time.max, HELSINKI)
    claims = {
        "sub": f"link:{step.step_id}",
        "role": "link",
        "region": referral.region,
        "may": {"referral_id": str(referral.id), "step_id": str(step.step_id)},
    }
    token = issue(reading.links, claims, lasting=expires - datetime.now(UTC))
    return views.StepLinkView(token=token, expires_at=expires).said()
