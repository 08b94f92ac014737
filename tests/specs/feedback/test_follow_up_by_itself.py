"""What a follow-up does by itself, day after day: waves, reminders, what was missed; each once."""

from tests.specs.feedback.centre import SAFE, START, WELL, Centre, at, done, refused, somebody


def test_the_first_wave_goes_with_the_start(centre: Centre) -> None:
    """R-F7: the message names nobody and says nothing of what it is about."""
    centre.follow_up(somebody(address="tyontekija@esimerkki.example"))
    (message,) = centre.store.messages()
    assert (message["to"], message["channel"]) == ("tyontekija@esimerkki.example", "email")
    assert message["link"].startswith("http://127.0.0.1:8080/f/")
    assert "15.9.2025" in message["body"]
    assert not {"lapsi", "OT", "Esimerkki", "case/"} & set(message["body"].split())


def test_waves_reminders_and_misses_come_on_their_days(centre: Centre) -> None:
    """R-F1, R-F2: every four weeks; reminded after a week, missed the day after two."""
    follow_up = centre.follow_up(somebody())
    for day in ("2025-09-07", "2025-09-08", "2025-09-15"):
        centre.store.tick(at(day))
    assert len(centre.store.messages()) == 2
    assert centre.waves(follow_up) == [(1, 1, 0, 0, 0)]
    centre.store.tick(at("2025-09-16"))
    assert centre.waves(follow_up) == [(1, 1, 0, 1, 0)]
    centre.store.tick(at("2025-09-28"))
    assert len(centre.waves(follow_up)) == 1
    centre.store.tick(at("2025-09-29", 1))
    assert centre.waves(follow_up) == [(1, 1, 0, 1, 0), (2, 1, 0, 0, 0)]
    assert len(centre.tokens()) == 2


def test_nothing_is_done_twice(centre: Centre) -> None:
    follow_up = centre.follow_up(somebody(), somebody("buyer"))
    for _ in range(3):
        centre.store.tick(at("2025-09-08"))
    assert len(centre.store.messages()) == 4
    for _ in range(3):
        centre.store.tick(at("2025-09-29"))
    assert len(centre.store.messages()) == 6
    facts = centre.store.rows(
        "SELECT topic, count(*) AS n FROM stored_events WHERE originator_id = %s GROUP BY topic", follow_up
    )
    assert {row["topic"]: row["n"] for row in facts} == {
        "feedback.follow-up-started": 1, "feedback.feedback-requested": 4, "feedback.reminder-sent": 2,
        "feedback.feedback-missed": 2,
    }  # fmt: skip
    assert centre.waves(follow_up) == [(1, 2, 0, 2, 0), (2, 2, 0, 0, 0)]


def test_the_clock_does_not_go_back(centre: Centre) -> None:
    """What a line claims later is heard, what it claims earlier changes nothing."""
    follow_up = centre.follow_up(somebody())
    centre.store.tick(at("2025-09-29"))
    centre.store.tick(at("2025-09-08"))
    assert centre.waves(follow_up) == [(1, 1, 0, 1, 0), (2, 1, 0, 0, 0)]


def test_a_paper_is_handed_over_and_not_sent(centre: Centre) -> None:
    """R-F7: no message goes; what is written on it is recorded on their behalf."""
    paper = somebody("client", channel="paper", age_group="child")
    follow_up = centre.follow_up(paper)
    assert centre.store.messages() == []
    assert centre.waves(follow_up) == [(1, 1, 0, 0, 0)]
    centre.does(
        "record_on_behalf", follow_up_id=follow_up, wave=1, recipient_id=paper["recipient_id"], answers=WELL,
        by="Keksitty Työntekijä",
    )  # fmt: skip
    (request,) = centre.shown(follow_up)["waves"][0]["requests"]
    assert request["state"] == "on_behalf"


def test_who_is_asked_only_once_ends_by_itself(centre: Centre) -> None:
    follow_up = centre.follow_up(somebody(), every_weeks=0)
    assert centre.shown(follow_up)["state"] == "running"
    centre.store.tick(at("2025-09-16"))
    assert centre.shown(follow_up)["state"] == "ended"
    centre.store.tick(at("2026-09-16"))
    assert len(centre.waves(follow_up)) == 1


def test_a_closed_case_is_asked_about_no_more(centre: Centre) -> None:
    """What is open lapses, and no message of it goes out; goals of the days before may still be rated."""
    case_id = centre.case()
    follow_up = centre.follow_up(somebody(), case_id=case_id)
    centre.intake("close_case", at("2025-09-05"), case_id=case_id, reason="Valmis.", outcome="resolved")
    centre.store.tick(at("2025-10-30"))
    shown = centre.shown(follow_up)
    assert (shown["state"], shown["stopped_on"]) == ("stopped", "2025-09-05")
    assert [each["state"] for each in shown["waves"][0]["requests"]] == ["lapsed"]
    assert len(centre.store.messages()) == 1
    (token,) = centre.tokens()
    assert done(centre.store.by_link("answer_sheet", token)) == {"state": "stopped", "sheets": []}
    rated = {"goal_id": follow_up, "attainment": 1, "by_role": "worker", "rated_on": "2025-09-04"}
    centre.does("rate_goal", clock=at("2025-10-30"), follow_up_id=follow_up, **rated)
    late = centre.tries("start_follow_up", None, at("2025-10-30"), follow_up_id=case_id, case_id=case_id,
        instruments=["wellbeing"], every_weeks=4, recipients=[somebody()])  # fmt: skip
    assert refused(late) == "the matter is closed: nobody is asked about it any more"


def test_a_wave_by_hand_goes_ahead_of_its_day(centre: Centre) -> None:
    follow_up = centre.follow_up(somebody())
    answer = centre.does("send_wave", clock=at("2025-09-20"), follow_up_id=follow_up)
    assert answer["wave"] == 2
    centre.store.tick(at("2025-09-29"))
    assert [each[0] for each in centre.waves(follow_up)] == [1, 2]


def test_a_wave_by_hand_passes_by_who_cannot_be_reached(centre: Centre) -> None:
    """R-F7: who cannot be reached waits, and does not keep the others from being asked ahead of the day."""
    follow_up = centre.follow_up(somebody(), somebody("guardian"))
    assert centre.waves(follow_up) == [(1, 1, 0, 0, 1)]
    assert centre.does("send_wave", clock=at("2025-09-20"), follow_up_id=follow_up)["wave"] == 2
    assert centre.waves(follow_up) == [(1, 1, 0, 0, 0), (2, 1, 0, 0, 1)]


def test_a_wave_by_hand_goes_first_to_who_can_be_reached_at_last(centre: Centre) -> None:
    """R-F7: whoever was asked already is not asked again for that."""
    case_id = centre.case()
    follow_up = centre.follow_up(somebody("guardian"), somebody(), case_id=case_id)
    assert centre.waves(follow_up) == [(1, 1, 0, 0, 1)]
    centre.knows(centre.person_of(case_id), SAFE)
    assert centre.does("send_wave", clock=at("2025-09-03"), follow_up_id=follow_up)["wave"] == 1
    assert centre.waves(follow_up) == [(1, 2, 0, 0, 0)]


def test_who_is_asked_once_and_cannot_be_reached_is_told_of(centre: Centre) -> None:
    """R-F7: there is no other wave to send instead."""
    follow_up = centre.follow_up(somebody("guardian"), every_weeks=0)
    by_hand = centre.tries("send_wave", None, at("2025-09-03"), follow_up_id=follow_up)
    assert refused(by_hand) == "there is no safe way to reach those who wait"


def test_it_is_told_when_somebody_was_reminded(centre: Centre) -> None:
    """The day on which it was done, which is later than it was due where nothing ran meanwhile."""
    follow_up = centre.follow_up(somebody())
    centre.store.tick(at("2025-09-10"))
    (request,) = centre.shown(follow_up)["waves"][0]["requests"]
    assert request["reminded_on"] == "2025-09-10"


def test_the_same_start_again_is_the_same_follow_up(centre: Centre) -> None:
    told = {
        "follow_up_id": centre.case(), "case_id": centre.case(), "instruments": ["wellbeing"],
        "every_weeks": 4, "recipients": [somebody()],
    }  # fmt: skip
    command = centre.case()
    first = centre.store.send("start_follow_up", told, command, clock=START)
    again = centre.store.send("start_follow_up", told, command, clock=START)
    assert done(first) == done(again)
    centre.store.work_off()
    assert len(centre.store.messages()) == 1
