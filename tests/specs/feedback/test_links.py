"""Links: what stands in the address cannot be guessed, and is kept nowhere (R-F1)."""

import re
from uuid import UUID, uuid5

from services.feedback.domain.links import hash_of, token_of
from tests.specs.feedback.scenario import given
from tests.specs.feedback.stories import CHILD, ID, MOTHER, SECRET, SEND, follow_up

ONE = token_of(SECRET, ID, 1, CHILD, 1)


def test_a_token_has_256_bits_and_needs_no_escaping() -> None:
    """R-F1: at least 160 bits, in letters that an address takes as they are."""
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", ONE)


def test_each_request_has_another() -> None:
    """R-F1: by secret, follow-up, wave, recipient and attempt."""
    others = {
        token_of(b"o" * 32, ID, 1, CHILD, 1), token_of(SECRET, uuid5(ID, "other"), 1, CHILD, 1),
        token_of(SECRET, ID, 2, CHILD, 1), token_of(SECRET, ID, 1, MOTHER, 1),
        token_of(SECRET, ID, 1, CHILD, 2), ONE,
    }  # fmt: skip
    assert len(others) == 6
    assert len({hash_of(each) for each in others}) == 6


def test_the_same_request_has_the_same_again() -> None:
    """A reminder carries it once more."""
    assert token_of(SECRET, UUID(str(ID)), 1, UUID(str(CHILD)), 1) == ONE


def test_facts_hold_the_hash_alone() -> None:
    """R-F1: who reads the store opens no link."""
    sent = given(follow_up(), SEND)
    told = " ".join(str(vars(each)) for each in sent.history)
    assert hash_of(ONE) in told
    assert ONE not in told
