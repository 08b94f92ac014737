"""A follow-up begins: of one matter, with instruments that are for whom it asks."""

from typing import Any

import pytest

from services.feedback.domain.follow_up import FollowUp
from services.feedback.domain.language import Chosen, Matter, Recipient
from shared.kernel.refused import Refused
from tests.specs.feedback.scenario import given
from tests.specs.feedback.stories import CASE, FAMILY, ID, MOTHER, REFERRAL, START, follow_up

PAPER = Recipient(MOTHER, "guardian", "paper")


def test_it_begins_with_the_newest_version_of_each_instrument() -> None:
    """R-F5: and keeps to it."""
    started = given(follow_up(instruments=["wellbeing", "alliance"]))
    assert [type(each).__name__ for each in started.facts] == ["FollowUpStarted"]
    started.then_it_is(
        instruments=(Chosen("wellbeing", "1"), Chosen("alliance", "1")), started_on=START, state="running",
        waves=(), newest_wave=0, flags=(),
    )  # fmt: skip


def test_it_belongs_to_the_matters_register() -> None:
    """R-T2: its facts name the county, the register and the service task."""
    standing = follow_up().pending_events[0].standing  # type: ignore[attr-defined]
    assert (standing.keeping.controller, standing.subject) == ("08", "follow-up/2025-00001")


def test_it_may_be_of_a_referral() -> None:
    """R-F6: a closed consultation is followed up."""
    professional = Recipient(ID, "professional", "email")
    of_referral = follow_up(
        matter=Matter(referral_id=REFERRAL), instruments=["ot_support"], every_weeks=0,
        recipients=(professional,),
    )  # fmt: skip
    assert of_referral.matter.referral_id == REFERRAL


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"matter": Matter()}, "of a referral or of a case"),
        ({"matter": Matter(CASE, REFERRAL)}, "of a referral or of a case"),
        ({"recipients": (FAMILY[0], FAMILY[0])}, "each recipient only once"),
        ({"instruments": ["ot_support"]}, "none of the instruments ot_support is for the role client"),
        ({"instruments": ["ors"]}, "ors is licensed and has no words here"),
    ],
)
def test_a_follow_up_that_cannot_be(told: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        follow_up(**told)
    assert refused.value.status == 409


def test_an_unknown_instrument_is_refused_with_the_known_ones() -> None:
    with pytest.raises(
        Refused, match="mood_o_meter is not known here: use one of alliance, ors, ot_supp"
    ) as no:
        follow_up(instruments=["mood_o_meter"])
    assert no.value.status == 422


def test_a_licensed_instrument_is_asked_on_paper() -> None:
    """R-F5: whoever holds the licence has the form; here its figures are scored."""
    asked: FollowUp = follow_up(instruments=["ors"], recipients=(PAPER,))
    assert asked.instruments == (Chosen("ors", "1"),)
