"""Instruments as they are chosen, and what a link asks."""

from datetime import date
from typing import Any

from services.feedback.application import Feedback
from services.feedback.domain.follow_up import FollowUp
from services.feedback.domain.instruments import Instrument, Item
from services.feedback.domain.instruments.answering import Asked, asked_of
from services.feedback.domain.language import Request
from services.feedback.queries import asked
from services.feedback.queries.views.sheets import AnswerSheetView, InstrumentsView
from shared.kernel.asker import Asker


def answer_instruments(_query: asked.Instruments, _asker: Asker, feedback: Feedback) -> dict[str, Any]:
    """InstrumentsView, by name."""
    newest = [feedback.instruments.newest(name) for name in feedback.instruments.ids]
    return InstrumentsView.model_validate(
        {
            "instruments": [
                {
                    **_named(each),
                    "for_roles": each.roles,
                    "variants": [one.variant for one in each.variants],
                    "own": each.own,
                    "worded": each.worded,
                    "items": [_item(each, item) for item in each.variants[0].items],
                    "asked": [
                        {**vars(one), "items": [_item(each, item) for item in one.items]}
                        for one in each.variants
                    ],
                }
                for each in newest
            ]
        }
    ).said()


def answer_answer_sheet(query: asked.AnswerSheet, asker: Asker, feedback: Feedback) -> dict[str, Any]:
    """AnswerSheetView. Unknown for a link that opens nothing; the questions while it is open, and no more."""
    follow_up, request = feedback.of_link(asker, query.token)
    state = _state(follow_up, request, asker.today)
    if state != "open":
        return AnswerSheetView(state=state, sheets=[]).said()  # type: ignore[arg-type]
    recipient = follow_up.recipient(request.recipient_id)
    theirs = asked_of(recipient, follow_up.instruments, feedback.instruments)
    return AnswerSheetView.model_validate(
        {
            "state": state,
            "until": request.due,
            "role": recipient.role,
            "variant": theirs[0].variant.variant,
            "sheets": [sheet_of(each) for each in theirs],
        }
    ).said()


def sheet_of(one: Asked) -> dict[str, Any]:
    """An instrument as somebody is asked it, its items named with it."""
    instrument, variant = one.instrument, one.variant
    return {
        **_named(instrument),
        "easy_title": instrument.easy_title,
        "intro": instrument.intro,
        "faces": variant.faces,
        "needed": instrument.scoring.needed,
        "items": [_item(instrument, item, key=f"{instrument.id}.{item.item}") for item in variant.items],
    }


def _state(follow_up: FollowUp, request: Request, today: date) -> str:
    if request.state == "answered":
        return "used"
    if follow_up.stopped_on is not None:
        return "stopped"
    is_open = request.state == "requested" and request.due is not None and today <= request.due
    return "open" if is_open else "late"


def _named(instrument: Instrument) -> dict[str, Any]:
    return {"instrument": instrument.id, "version": instrument.version, "title": instrument.title}


def _item(instrument: Instrument, item: Item, key: str | None = None) -> dict[str, Any]:
    scale = instrument.scale
    ends = {"min": scale.labels.get(scale.least), "max": scale.labels.get(scale.most)}
    labels = {str(value): words for value, words in scale.labels.items()}
    return {
        "item": key or item.item,
        "text": item.text,
        "easy": item.easy,
        "min": scale.least,
        "max": scale.most,
        "step": f"0.{'0' * (scale.decimals - 1)}1" if scale.decimals else "1",
        "labels": labels | {name: words for name, words in ends.items() if words},
    }
