"""One referral, as it stands or as it was known then."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from services.intake.application.closed_off import closed_off_from
from services.intake.application.matters import matter_for
from services.intake.domain.person import Person
from services.intake.domain.plan import Plan
from services.intake.domain.referral import Referral
from services.intake.queries import asked, views
from services.intake.queries.protected import sight_of
from services.intake.queries.reading import Reading
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date

READS_TEXTS = frozenset({"coordinator", "contact_person"})


def answer_referral(query: asked.Referral, asker: Asker, reading: Reading) -> dict[str, Any]:
    """ReferralView; LinkedStepView for a link. Unknown where it is not there, or not for this asker."""
    intake = reading.intake
    moment = moment_of(query.as_of, asker)
    with intake.database.rows() as rows:
        matter_for(intake.policy, asker, rows, query.referral_id)
        referral = intake.load(Referral, query.referral_id, moment)
        hidden = closed_off_from(asker, rows, _linked(referral))
        others = _others(rows, asker, (each for each in referral.possible_duplicates if each not in hidden))
    if asker.role == "link":
        return _linked_step(referral, asker)
    subject = None
    if referral.person_id and asker.role in READS_TEXTS:
        subject = intake.who_is(referral.person_id, moment)
    day = local_date(moment or asker.now)
    sight = sight_of(reading, asker, referral.person_id, query.reveal)
    view = views.ReferralView(
        **_what_anyone_sees(referral, hidden),
        plan=_plan(referral.plan, day, with_texts=asker.role in READS_TEXTS),
        possible_duplicates=others if asker.role in READS_TEXTS else [],
        texts=_texts(referral, subject) if asker.role in READS_TEXTS else None,
        glasses=_glasses(referral, asker),
        protected=sight.protected,
        masked=sight.masked,
        positions={"intake": intake.recorder.position_at(moment)},
    )
    return view.said(masked=sight.masked)


def _glasses(referral: Referral, asker: Asker) -> list[views.GlassView]:
    """Who opened it in an emergency: told to coordinators."""
    told = referral.glasses if asker.role == "coordinator" else ()
    return [views.GlassView.model_validate(glass) for glass in told]


def _linked(referral: Referral) -> set[UUID]:
    """The other contacts that it names."""
    return {*referral.possible_duplicates, *filter(None, [referral.duplicate_of])}


def _what_anyone_sees(referral: Referral, hidden: frozenset[UUID]) -> dict[str, Any]:
    """hidden: the other contacts that are not there for who asks (R-C10)."""
    names = set(views.ReferralView.model_fields) - {
        "referral_id", "number", "deadlines", "plan", "possible_duplicates", "texts", "positions",
        "screening", "duplicate_of", "waiting_for", "glasses", "protected", "masked",
    }  # fmt: skip
    offered = set(referral.possible_duplicates)
    decided = {"duplicate"} if offered and offered <= hidden else set()
    return {
        **{name: getattr(referral, name) for name in names},
        "referral_id": referral.id,
        "number": referral.subject,
        "deadlines": _deadlines(referral),
        "waiting_for": [what for what in referral.waiting_for if what not in decided],
        "duplicate_of": referral.duplicate_of if referral.duplicate_of not in hidden else None,
        "screening": referral.screening and views.ScreeningView.model_validate(referral.screening),
    }


def _deadlines(referral: Referral) -> views.Deadlines:
    if referral.first_decision_due is None or referral.assessment_due is None:
        return views.Deadlines()
    return views.Deadlines(
        first_decision_due=referral.first_decision_due,
        first_decision_open=referral.first_decision_open,
        assessment_due=views.Due(
            date=referral.assessment_due, next_working_day=referral.assessment_next_working_day
        ),
        assessment_open=referral.assessment_open,
    )


def _plan(plan: Plan | None, day: Any, *, with_texts: bool) -> views.PlanView | None:
    if plan is None:
        return None
    steps = [
        views.StepView(
            step_id=step.step_id,
            what=step.what if with_texts else None,
            responsible=views.ResponsibleView.model_validate(step.responsible) if with_texts else None,
            sector=step.responsible.sector,
            due=step.due,
            outcome=step.outcome,
            overdue=step.overdue(day),
        )
        for step in plan.steps
    ]
    return views.PlanView(
        revision=plan.revision, agreed_on=plan.agreed_on, evaluate_on=plan.evaluate_on, steps=steps
    )


def _texts(referral: Referral, subject: Person | None) -> views.ReferralTexts:
    names = set(views.ReferralTexts.model_fields) - {"subject"}
    told = {name: getattr(referral, name) for name in names}
    known = subject and {
        "person_id": subject.id,
        "given_name": subject.given_name,
        "family_name": subject.family_name,
        "birth_date": subject.birth_date,
    }
    return views.ReferralTexts.model_validate({**told, "subject": known}, from_attributes=True)


def _others(
    rows: Connection[DictRow], asker: Asker, referral_ids: Iterable[UUID]
) -> list[views.OtherReferral]:
    """The possible duplicates that the asker may know of."""
    found = rows.execute(
        "SELECT referral_id, number, received_at FROM referrals WHERE referral_id = ANY(%s) AND region = %s"
        " ORDER BY received_at DESC",
        (list(referral_ids), asker.region),
    ).fetchall()
    return [
        views.OtherReferral.model_validate({**row, "number": f"{Referral.kind}/{row['number']}"})
        for row in found
    ]


def _linked_step(referral: Referral, asker: Asker) -> dict[str, Any]:
    step_id = (asker.may or {}).get("step_id")
    step = next(s for s in (referral.plan.steps if referral.plan else ()) if str(s.step_id) == step_id)
    view = views.LinkedStepView(
        referral_id=referral.id,
        number=referral.subject,
        step_id=step.step_id,
        sector=step.responsible.sector,
        due=step.due,
        outcome=step.outcome,
    )
    return view.said()
