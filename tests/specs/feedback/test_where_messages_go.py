"""R-F7: messages go only where it is safe; what cannot go waits, and goes once it can."""

from typing import Any

import pytest

from services.feedback.application.post import Message, NotDelivered
from services.feedback.application.sending import MOST_TRIES
from tests.specs.feedback.centre import SAFE, WELL, Centre, at, done, refused, somebody


def test_a_child_is_reached_at_the_safe_contact_alone(centre: Centre) -> None:
    """R-F7: whatever address was given, and by the way that is safe."""
    case_id = centre.case(SAFE)
    centre.follow_up(somebody("client", address="muu@osoite.example"), case_id=case_id)
    (message,) = centre.store.messages()
    assert (message["to"], message["channel"]) == ("+358 40 000 0001", "sms")


def test_without_a_safe_contact_nothing_is_sent(centre: Centre) -> None:
    """R-F7: it waits, and is shown; it is not missed."""
    follow_up = centre.follow_up(somebody("guardian", address="aiti@perhe.example"))
    assert centre.store.messages() == []
    assert centre.waves(follow_up) == [(1, 0, 0, 0, 1)]
    assert [each["code"] for each in centre.shown(follow_up)["flags"]] == ["unreachable"]
    centre.store.tick(at("2025-09-20"))
    assert centre.waves(follow_up) == [(1, 0, 0, 0, 1)]


@pytest.mark.parametrize("channel", ["phone", "paper"])
def test_a_call_or_a_letter_is_no_message(channel: str, centre: Centre) -> None:
    case_id = centre.case({"channel": channel, "address": "Keksittykatu 1", "safe_for": "nuori"})
    centre.follow_up(somebody("client"), case_id=case_id)
    assert centre.store.messages() == []


def test_it_goes_once_the_vault_knows_a_way(centre: Centre) -> None:
    """R-F7: with a last day of its own."""
    case_id = centre.case()
    follow_up = centre.follow_up(somebody("client"), case_id=case_id)
    centre.store.tick(at("2025-09-05"))
    centre.knows(centre.person_of(case_id), SAFE, at("2025-09-05", 12))
    centre.store.work_off()
    assert [each["to"] for each in centre.store.messages()] == ["+358 40 000 0001"]
    (request,) = centre.shown(follow_up)["waves"][0]["requests"]
    assert (request["state"], request["due"]) == ("sent", "2025-09-19")


def test_an_address_is_looked_up_as_the_message_goes(centre: Centre) -> None:
    """R-F7: what was safe on Monday need not be on the day of the reminder."""
    case_id = centre.case(SAFE)
    centre.follow_up(somebody("client"), case_id=case_id)
    centre.knows(centre.person_of(case_id), {**SAFE, "address": "+358 40 000 0002"}, at("2025-09-03"))
    centre.store.tick(at("2025-09-08"))
    assert sorted(each["to"] for each in centre.store.messages()) == ["+358 40 000 0001", "+358 40 000 0002"]


def test_intake_writes_down_that_it_told_an_address(centre: Centre) -> None:
    """R-P4: who reads it is feedback."""
    case_id = centre.case(SAFE)
    person = centre.person_of(case_id)
    centre.follow_up(somebody("client"), case_id=case_id)
    log = centre.store.intake.ask(
        "access_log", {"person_id": person}, who={"role": "admin", "clock": at("2025-09-02")}
    )
    lines = [each for each in done(log)["entries"] if each["query"] == "safe_contact"]
    assert {each["user"] for each in lines} == {"feedback"}
    assert lines[0]["fields"] == ["channel", "address"]


def test_no_address_lies_in_feedbacks_rows(centre: Centre) -> None:
    """R-P1: neither in the messages nor anywhere beside the sealed facts."""
    centre.follow_up(somebody(address="tyontekija@esimerkki.example"))
    for table in ("messages", "follow_ups", "links", "commands", "stored_events"):
        rows = centre.store.rows(f"SELECT * FROM {table}")  # noqa: S608 - of the list
        assert "tyontekija@esimerkki" not in str(rows)


def test_where_intake_is_away_the_wave_waits_and_nothing_is_said(centre: Centre) -> None:
    """Not to know is not the same as that there is no way."""
    case_id = centre.case(SAFE)
    away = centre.store.intake.beside.desks.pop("intake", None)
    centre.store.intake.beside.desks.pop("intake", None)
    try:
        follow_up = centre.follow_up(somebody("client"), case_id=case_id)
        assert centre.waves(follow_up) == []
        by_hand = centre.tries("send_wave", follow_up_id=follow_up)
        assert (by_hand["status"], refused(by_hand)) == (
            503, "it is not known just now how they are reached: try again shortly",
        )  # fmt: skip
    finally:
        centre.store.intake.beside.desks["intake"] = away or centre.store.intake.desk
    centre.store.waking.leave_nobody_aside()
    centre.store.work_off()
    assert centre.waves(follow_up) == [(1, 1, 0, 0, 0)]


class Closed:
    """A post office that takes nothing; later it does."""

    def __init__(self) -> None:
        self.tried: list[Message] = []

    def send(self, message: Message) -> None:
        self.tried.append(message)
        raise NotDelivered("not_taken")


def try_again(centre: Centre) -> None:
    with centre.store.waking.database.rows() as rows:
        rows.execute("UPDATE messages SET next_try = clock_timestamp()")
    centre.store.work_off()


def test_what_is_not_taken_is_tried_again_and_then_parked(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-F7: with growing pauses; at last the follow-up says that it did not arrive, and it is never lost."""
    closed = Closed()
    monkeypatch.setattr(centre.store.sending, "_post", closed)
    follow_up = centre.follow_up(somebody())
    assert centre.store.sending.standing()["later"] == 1
    for _ in range(MOST_TRIES - 1):
        try_again(centre)
    assert len(closed.tried) == MOST_TRIES
    assert len({each.message_id for each in closed.tried}) == 1
    assert centre.store.sending.standing()["parked"] == 1
    (row,) = centre.store.rows("SELECT state, because, tries FROM messages")
    assert row == {"state": "parked", "because": "not_taken", "tries": MOST_TRIES}
    (request,) = centre.shown(follow_up)["waves"][0]["requests"]
    assert (request["state"], request["why"]) == ("waiting", "not_delivered")


def test_what_did_not_arrive_goes_again_by_hand(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a new link; the old one opens nothing."""
    post = centre.store.sending._post  # noqa: SLF001 - put back below
    closed = Closed()
    monkeypatch.setattr(centre.store.sending, "_post", closed)
    follow_up = centre.follow_up(somebody())
    for _ in range(MOST_TRIES - 1):
        try_again(centre)
    monkeypatch.setattr(centre.store.sending, "_post", post)
    centre.store.tick(at("2025-09-03"))
    assert centre.store.messages() == []
    centre.does("send_wave", clock=at("2025-09-03"), follow_up_id=follow_up)
    centre.store.work_off()
    (message,) = centre.store.messages()
    old = closed.tried[0].link.rpartition("/")[2]
    assert message["link"] != closed.tried[0].link
    assert refused(centre.store.by_link("answer", old, answers=WELL)) == "this link does not open anything"


def test_what_nobody_needs_any_more_is_dropped(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that could not go at once is not sent after the follow-up was stopped."""
    post = centre.store.sending._post  # noqa: SLF001 - put back below
    monkeypatch.setattr(centre.store.sending, "_post", Closed())
    follow_up = centre.follow_up(somebody())
    centre.does("stop_follow_up", follow_up_id=follow_up, reason="Työ päättyi.")
    monkeypatch.setattr(centre.store.sending, "_post", post)
    try_again(centre)
    assert centre.store.messages() == []
    assert centre.store.rows("SELECT state, because FROM messages") == [
        {"state": "dropped", "because": "not_needed"}
    ]


def test_who_made_contact_is_asked_once_it_is_closed(centre: Centre) -> None:
    """R-F6: the professional, about the support that they got; once, however often it is closed."""
    referral_id = centre.referral(referrer={
        "name": "Keksitty Lähettäjä", "organisation": "Koulu", "sector": "education",
        "email": "lahettaja@koulu.example",
    })  # fmt: skip
    consulted(centre, referral_id)
    closed(centre, referral_id, "2025-09-10")
    (follow_up,) = centre.asks("follow_ups", referral_id=referral_id)["follow_ups"]
    assert (follow_up["state"], follow_up["waves"], follow_up["requested"]) == ("running", 1, 1)
    (message,) = centre.store.messages()
    assert (message["to"], message["channel"]) == ("lahettaja@koulu.example", "email")
    (token,) = centre.tokens()
    (sheet,) = done(centre.store.by_link("answer_sheet", token))["sheets"]
    assert (sheet["instrument"], sheet["intro"]["sv"].split()[0]) == ("ot_support", "Hur")
    centre.intake("reopen_referral", at("2025-09-11"), referral_id=referral_id, reason="Lisätietoa.")
    closed(centre, referral_id, "2025-09-12")
    assert len(centre.store.messages()) == 1


def test_who_left_no_address_waits(centre: Centre) -> None:
    """R-F6, R-F7: it is shown as such."""
    unreached = {"name": "Keksitty Lähettäjä", "organisation": "Koulu", "sector": "education"}
    referral_id = centre.referral(referrer=unreached)
    consulted(centre, referral_id)
    closed(centre, referral_id, "2025-09-10")
    (follow_up,) = centre.asks("follow_ups", referral_id=referral_id)["follow_ups"]
    assert (follow_up["waiting"], follow_up["flags"][0]["code"]) == (1, "unreachable")


def test_advice_alone_is_no_consultation(centre: Centre) -> None:
    """R-F6: a contact that was advised and closed at once is not asked about."""
    referral_id = centre.referral()
    advice: dict[str, Any] = {"advice": "Kysy koululta.", "minutes": 10, "support_kinds": ["coordination"]}
    centre.intake("give_advice", referral_id=referral_id, **advice)
    closed(centre, referral_id, "2025-09-10")
    assert centre.asks("follow_ups", referral_id=referral_id)["follow_ups"] == []


def consulted(centre: Centre, referral_id: str) -> None:
    centre.intake(
        "hold_consultation", at("2025-09-02"), referral_id=referral_id, meeting_id=referral_id[:-1] + "0",
        held_at=at("2025-09-02", 8), minutes=60, mode="virtual",
        participants=[{"role": "asiantuntija", "sector": "child_welfare"}], client_present=False,
        shared_view="Yhteinen näkemys.",
    )  # fmt: skip
    advice: dict[str, Any] = {"advice": "Kysy koululta.", "minutes": 10, "support_kinds": ["coordination"]}
    centre.intake("give_advice", at("2025-09-02"), referral_id=referral_id, **advice)


def closed(centre: Centre, referral_id: str, day: str) -> None:
    centre.intake("close_referral", at(day), referral_id=referral_id, reason="Valmis.")
    centre.store.tick(at(day, 12))
