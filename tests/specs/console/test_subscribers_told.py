"""What `subscriber` says to people, and what a grant means."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.subscribers import lines, row
from shared.contracts import billing, feedback, intake, matching
from shared.contracts.envelope import PREFIX
from shared.contracts.subscribing import Granted, UnknownEvent, binding_of, checked_grants
from shared.kernel.refused import Misfit
from shared.plumbing.forwarding.at_broker import last_rise, readable
from shared.plumbing.forwarding.replay import read_cursor, written

KINDS = [kind for service in (intake, matching, billing, feedback) for kind in service.FACTS.values()]
NAMES = sorted({kind.FACT for kind in KINDS})
SERVICES = sorted({name.partition(".")[0] for name in NAMES})
ROW = {
    "name": "kunta-x", "events": ["billing.*"], "due": None, "asked_at": None,
    "token_until": "2027-11-23T00:00:00+00:00",
}  # fmt: skip
QUEUE = {"messages": 3, "consumers": 0, "acknowledged": None, "acknowledged_ever": False, "full": False}


def fits(key: str, pattern: str) -> bool:
    """Whether a topic exchange takes a routing key to what is bound by a pattern, word by word."""
    if pattern == "#":
        return True
    words, wanted = key.split("."), pattern.split(".")
    return len(words) == len(wanted) and all(w in {"*", word} for word, w in zip(words, wanted, strict=True))


@given(st.sets(st.sampled_from([*NAMES, *(f"{service}.*" for service in SERVICES), "#"]), max_size=6))
def test_a_grant_covers_over_http_what_its_binding_brings_by_queue(grants: set[str]) -> None:
    granted = Granted(grants)
    for kind in KINDS:
        by_queue = any(fits(kind.routing_key(), binding_of(grant)) for grant in grants)
        assert granted.covers(kind.type()) == by_queue, kind.FACT
        assert granted.reads(kind.FACT.partition(".")[0]) or not by_queue


@pytest.mark.parametrize("odd", ["", "x", "intake", PREFIX, f"{PREFIX}intake", f"{PREFIX}intake.case-opened"])
def test_what_is_no_type_of_ours_is_covered_by_no_grant(odd: str) -> None:
    assert not Granted(["#"]).covers(odd)


def test_grants_are_kept_once_and_in_order_and_an_unknown_one_is_named() -> None:
    assert checked_grants([" billing.*", "#", "billing.*", ""], NAMES) == ["#", "billing.*"]
    for wrong in ("intake.#", "intake.case-*", "*", "*.case-opened", "intake.case-opened.v1"):
        with pytest.raises(UnknownEvent):
            checked_grants([wrong], NAMES)


@given(st.text(max_size=60))
def test_whatever_is_given_as_a_cursor_is_read_or_refused_in_a_sentence(text: str) -> None:
    with contextlib.suppress(Misfit):
        read_cursor(text)


def test_a_cursor_that_was_handed_out_is_understood() -> None:
    assert read_cursor(written({})) == {}


def test_a_subscriber_reads_its_own_queue_and_the_stream_only_where_all_is_granted() -> None:
    assert readable("subscriber.kunta-x", everything=False) == r"^(subscriber\.kunta\-x)$"
    assert readable("subscriber.kunta-x", everything=True).endswith(r"|case\.events\.log)$")


def test_the_last_acknowledgement_is_when_the_count_last_rose() -> None:
    samples = [
        {"sample": 7, "timestamp": 180_000}, {"sample": 7, "timestamp": 120_000},
        {"sample": 3, "timestamp": 60_000},
    ]  # fmt: skip
    risen = last_rise(samples)
    assert risen is not None
    assert risen.timestamp() == 120
    assert last_rise(samples[:2]) is None


def test_a_line_says_what_waits_and_what_to_do() -> None:
    assert "3 wait, not connected, acknowledged never" in row(ROW | {"queue": QUEUE})
    assert "full" in row(ROW | {"queue": QUEUE | {"full": True}})
    assert "not finished" in row(ROW | {"due": "grants", "queue": QUEUE})
    assert "`rotate`" in row(ROW | {"queue": None})
    assert lines({"subscribers": []}) == ["nobody subscribes"]
