"""Follow-ups: one from its stream, those of a matter from rows."""

from typing import Any

from psycopg.rows import DictRow

from services.feedback.application import Feedback
from services.feedback.application.feedback import EACH_ONES
from services.feedback.application.matters import RESTRICTED, matter_of
from services.feedback.domain.follow_up import FollowUp
from services.feedback.domain.instruments.answering import asked_of
from services.feedback.domain.language import Matter, Recipient, Request, Wave
from services.feedback.queries import asked
from services.feedback.queries.sheets import sheet_of
from services.feedback.queries.views.follow_ups import FollowUpRow, FollowUpsView, FollowUpView
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker

FLAGS = {
    "decline": "the answers are getting worse",
    "unreachable": "a request waits: there is no safe way to reach them",
    "unanswered": "the last two requests were not answered",
}
"""A flag's code → its sentence."""


def answer_follow_up(query: asked.FollowUp, asker: Asker, feedback: Feedback) -> dict[str, Any]:
    """FollowUpView. Unknown where it is not there, or not for this asker.

    Who may not know what each one answered is told figures of all together: counts, goals, flags by kind.
    """
    moment = moment_of(query.as_of, asker)
    follow_up = feedback.follow_up_for(asker, query.follow_up_id, moment)
    coming, each_ones = follow_up.next_wave, feedback.sees_each(asker, query.follow_up_id)
    return FollowUpView.model_validate(
        {
            "follow_up_id": follow_up.id,
            "number": follow_up.subject,
            "state": follow_up.state,
            "case_id": follow_up.matter.case_id,
            "referral_id": follow_up.matter.referral_id,
            "started_on": follow_up.started_on,
            "stopped_on": follow_up.stopped_on,
            "every_weeks": follow_up.every_weeks,
            "next_wave_on": coming and coming[1],
            "instruments": [
                {**vars(each), "title": feedback.instruments.of_version(each).title}
                for each in follow_up.instruments
            ],
            "recipients": [_recipient(each, follow_up, feedback) for each in follow_up.recipients],
            "waves": [_wave(follow_up, each, each_ones=each_ones) for each in follow_up.waves],
            "scores": _series(follow_up) if each_ones else [],
            **_goals(follow_up, each_ones=each_ones),
            "flags": [_flag(vars(each), each_ones=each_ones) for each in follow_up.flags],
            "positions": {"feedback": feedback.recorder.position_at(moment)},
        }
    ).said()


def answer_follow_ups(query: asked.FollowUps, asker: Asker, feedback: Feedback) -> dict[str, Any]:
    """FollowUpsView. Unknown where there is no such matter, or none that concerns the asker."""
    wanted = Matter(query.case_id, query.referral_id)
    with feedback.database.rows() as rows:
        feedback.whose.refuse_strangers_matter(asker, rows, matter_of(rows, wanted))
        found = rows.execute(_OF_MATTER, {"matter": query.case_id or query.referral_id}).fetchall()
        seen = [(row, feedback.whose.about(asker, rows, row)) for row in found]
    told = [
        _row(row, each_ones=feedback.whose.allows(asker, about, EACH_ONES))
        for row, about in seen
        if feedback.whose.allows(asker, about)
    ]
    return FollowUpsView(follow_ups=told).said()


def _flag(flag: dict[str, Any], *, each_ones: bool) -> dict[str, Any]:
    whose = {} if each_ones else {"recipient_id": None, "instrument": None}
    return {**flag, **whose, "text": FLAGS[flag["code"]]}


def _row(row: DictRow, *, each_ones: bool) -> FollowUpRow:
    flags = [_flag(each, each_ones=each_ones) for each in row["flags"]]
    told = {
        "number": f"{FollowUp.kind}/{row['number']}",
        "state": row["state"],
        "flags": flags,
    }
    return FollowUpRow.model_validate({**row, **told})


def _recipient(recipient: Recipient, follow_up: FollowUp, feedback: Feedback) -> dict[str, Any]:
    theirs = asked_of(recipient, follow_up.instruments, feedback.instruments)
    told = {name: getattr(recipient, name) for name in ("recipient_id", "role", "channel", "age_group")}
    return told | {"asks": [sheet_of(each) for each in theirs]}


_TOLD_OF_EACH = ("recipient_id", "due", "reminded_on", "answered_on", "why")


def _wave(follow_up: FollowUp, wave: Wave, *, each_ones: bool) -> dict[str, Any]:
    requests = [each for each in follow_up.requests if each.wave == wave.wave]
    return {
        **vars(wave),
        "sent_on": min(each.first_on for each in requests),
        "requests": [
            {
                **{name: getattr(each, name) for name in _TOLD_OF_EACH},
                "state": _state(each),
            }
            for each in (requests if each_ones else ())
        ],
    }


def _state(request: Request) -> str:
    if request.state == "answered":
        return "on_behalf" if request.on_behalf else "answered"
    return "sent" if request.state == "requested" else request.state


def _series(follow_up: FollowUp) -> list[dict[str, Any]]:
    """Each recipient's scores of each instrument, by wave; erased ones are left out."""
    return [
        {"recipient_id": each.recipient_id, "role": each.role, **vars(chosen), "points": points}
        for each in follow_up.recipients
        for chosen in follow_up.instruments
        if (points := _points(follow_up, each.recipient_id, chosen.instrument))
    ]


def _points(follow_up: FollowUp, recipient_id: object, instrument: str) -> list[dict[str, Any]]:
    return [
        {"wave": request.wave, "on": request.answered_on or request.on, "score": score.score}
        for request in sorted(follow_up.requests, key=lambda each: each.wave)
        if request.recipient_id == recipient_id
        for score in request.scores
        if score.instrument == instrument and score.figure is not None
    ]


def _goals(follow_up: FollowUp, *, each_ones: bool) -> dict[str, Any]:
    """Goals with their ratings and scales; the words of a scale are for who sees each one's answers."""
    goals: dict[Any, list[Any]] = {}
    for each in sorted(follow_up.ratings, key=lambda each: each.rated_on):
        goals.setdefault(each.goal_id, []).append(each)
    return {
        "goals": goals,
        "scales": {
            goal_id: {
                "weight": each.weight,
                "scale": ({str(level.level): level.text for level in each.scale} or None)
                if each_ones
                else None,
            }
            for goal_id, each in follow_up.scales.items()
        },
        "t_score": follow_up.t_score,
        "t_scores": [{"on": day, "t_score": score} for day, score in follow_up.t_scores],
    }


_OF_MATTER = f"""
SELECT f.*, {RESTRICTED.format(matter="f.matter_id")} AS restricted_to
FROM follow_ups f WHERE f.matter_id = %(matter)s ORDER BY f.place DESC
"""  # noqa: S608 - a column
