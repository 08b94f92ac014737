"""What the console says of keys and of what is to be erased, for people."""

from services.console.private import lines_of_due, lines_of_keys

RING = {"name": "region-seal-0001-20261122.key", "made_on": "2026-11-22", "wraps": 64}


def test_a_ring_key_has_a_line_and_the_erasure_list_one() -> None:
    said = lines_of_keys({"ring": [RING], "destroyed": 3, "without_ring_key": 0})
    assert said == [
        "region-seal-0001-20261122.key: made 2026-11-22, wraps 64 keys",
        "on the erasure list: 3 keys",
    ]


def test_keys_that_cannot_be_opened_are_told() -> None:
    said = lines_of_keys({"ring": [RING], "destroyed": 0, "without_ring_key": 2})
    assert "2 keys cannot be opened: their ring key is gone" in said


def test_a_turn_says_what_it_wrapped_and_what_is_gone() -> None:
    turned = {"wrapped": 64, "gone": ()}
    said = lines_of_keys({"ring": [RING], "destroyed": 0, "without_ring_key": 0, "turned": turned})
    assert "turned: 64 keys wrapped anew, destroyed none" in said


def test_what_is_due_is_a_line_each_and_nothing_is_said_as_well() -> None:
    kept = {"service_task": "family_services", "kept_until": "2055-09-01"}
    due = [{"kind": "referral", "id": "a", "number": "referral/2025-00001", **kept}]
    due.append({"kind": "person", "id": "b", **kept})
    assert lines_of_due(due) == [
        "referral/2025-00001  family_services, kept until 2055-09-01",
        "person b  family_services, kept until 2055-09-01",
    ]
    assert lines_of_due([]) == ["nothing is to be erased"]
