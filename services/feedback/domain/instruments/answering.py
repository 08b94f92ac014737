"""Answers to a recipient's instruments: read, refused where they do not fit, scored.

An answer names its item as `instrument.item`, or as `item` alone where only one of the recipient's
instruments has an item of that name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.feedback.domain.instruments.catalogue import Instruments
from services.feedback.domain.instruments.instrument import Instrument, Scale, Variant
from services.feedback.domain.language import Answer, Chosen, Recipient, Score
from shared.kernel.refused import Misfit

Wrong = dict[str, object]


@dataclass(frozen=True)
class Asked:
    """An instrument as one recipient is asked it."""

    instrument: Instrument
    variant: Variant


@dataclass(frozen=True)
class Reply:
    """What somebody answered, and what it comes to: one score for each instrument answered well enough."""

    answers: tuple[Answer, ...]
    scores: tuple[Score, ...]


def asked_of(recipient: Recipient, chosen: Iterable[Chosen], instruments: Instruments) -> tuple[Asked, ...]:
    """What a recipient is asked: those of a follow-up's instruments that are for them."""
    each_of = (instruments.of_version(each) for each in chosen)
    return tuple(Asked(each, variant) for each in each_of if (variant := each.variant_for(recipient)))


def read_reply(answers: Mapping[str, int | float], asked: Sequence[Asked]) -> Reply:
    """The answers, in the order of the items. Items may be left out, but not all of them.

    Misfit, with a sentence for each item that is unknown, ambiguous, named twice, or not on its scale.
    """
    if not answers:
        raise _misfit([_field("answers", "answer at least one item")])
    read, wrong = _read(answers, asked)
    if wrong:
        raise _misfit(wrong)
    values = {each.instrument.id: _values(each, read) for each in asked}
    scores = (
        Score(each.instrument.id, each.instrument.version, str(score))
        for each in asked
        if (score := each.instrument.score(values[each.instrument.id])) is not None
    )
    given = (
        Answer(instrument, item, str(value))
        for instrument, of_one in values.items()
        for item, value in of_one.items()
    )
    return Reply(tuple(given), tuple(scores))


def _read(
    answers: Mapping[str, int | float], asked: Sequence[Asked]
) -> tuple[dict[tuple[str, str], Decimal], list[Wrong]]:
    read: dict[tuple[str, str], Decimal] = {}
    wrong: list[Wrong] = []
    for name, given in answers.items():
        meant = _meant(name, asked)
        place = f"answers.{name[:80]}"
        if not meant:
            wrong.append(_field(place, "there is no item {item} here", item=name[:80]))
        elif len(meant) > 1:
            names = ", ".join(f"{each.instrument.id}.{name}" for each in meant)
            wrong.append(_field(place, "say of which instrument: {names}", names=names))
        else:
            item = (meant[0].instrument.id, name.rpartition(".")[2])
            value = _value(given, meant[0].instrument)
            if value is None:
                wrong.append(_off_the_scale(place, item[1], meant[0].instrument.scale))
            elif item in read:
                wrong.append(_field(place, "answer the item {item} once", item=item[1]))
            else:
                read[item] = value
    return read, wrong


def _meant(name: str, asked: Sequence[Asked]) -> list[Asked]:
    instrument, _, item = name.rpartition(".")
    return [
        each
        for each in asked
        if instrument in {"", each.instrument.id} and any(item == one.item for one in each.variant.items)
    ]


def _value(given: Any, instrument: Instrument) -> Decimal | None:
    """None where it is no number, off the scale or too fine."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    scale, value = instrument.scale, Decimal(str(given))
    if not value.is_finite() or not scale.least <= value <= scale.most:
        return None
    rounded = round(value, scale.decimals)
    return rounded if rounded == value else None


def _off_the_scale(place: str, item: str, scale: Scale) -> Wrong:
    if scale.decimals:
        return _field(
            place, "answer {item} from {least} to {most}, with {decimals} decimals at most",
            item=item, least=scale.least, most=scale.most, decimals=scale.decimals,
        )  # fmt: skip
    return _field(
        place, "answer {item} with a whole number from {least} to {most}",
        item=item, least=scale.least, most=scale.most,
    )  # fmt: skip


def _values(asked: Asked, read: Mapping[tuple[str, str], Decimal]) -> dict[str, Decimal]:
    """What was answered of one instrument, in the order of its items."""
    name = asked.instrument.id
    return {each.item: read[name, each.item] for each in asked.variant.items if (name, each.item) in read}


def _field(field: str, sentence: str, **values: object) -> Wrong:
    return {"field": field, "sentence": sentence, "values": values}


def _misfit(wrong: list[Wrong]) -> Misfit:
    """Says the first in a sentence; all of them stand at their fields."""
    first: dict[str, Any] = wrong[0]
    return Misfit(str(first["sentence"]), fields=wrong, **first["values"])
