"""What a received contact is: whose, of which register, in which words people name it."""

from datetime import timedelta

import pytest

from shared.kernel.refused import Refused
from tests.specs.intake.examples import KEEPING, NOON
from tests.specs.intake.scenario import given


def test_it_has_a_number_people_can_say() -> None:
    given().then_it_is(subject="referral/2023-00017", state="received")


def test_it_names_controller_register_and_service_task() -> None:
    """R-T2: each fact about a person names them; they are fixed when the contact is received."""
    received = given().then_it_is(keeping=KEEPING)
    assert all(fact.standing.keeping == KEEPING for fact in received.history)


def test_it_is_not_received_in_the_future() -> None:
    with pytest.raises(Refused, match="in the future"):
        given(received_at=NOON + timedelta(seconds=1))
