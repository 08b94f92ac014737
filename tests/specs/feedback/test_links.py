"""Links without an account: opened by whoever has one, answered once, and nothing told of anybody."""

from concurrent.futures import ThreadPoolExecutor

from tests.specs.feedback.centre import LOW, WELL, Centre, at, done, refused, somebody


def a_link(centre: Centre, role: str = "worker") -> tuple[str, str]:
    follow_up = centre.follow_up(somebody(role))
    (token,) = centre.tokens()
    return follow_up, token


def test_a_link_shows_the_questions_and_nobody(centre: Centre) -> None:
    """R-F1: no name, no number, nothing of the case."""
    follow_up, token = a_link(centre)
    sheet = done(centre.store.by_link("answer_sheet", token))
    assert (sheet["state"], sheet["until"], sheet["role"]) == ("open", "2025-09-15", "worker")
    (asked,) = sheet["sheets"]
    assert asked["items"][0]["item"] == "wellbeing.mood"
    assert asked["items"][0]["labels"]["max"]["fi"]
    assert set(sheet) == {"state", "until", "role", "variant", "sheets"}
    assert follow_up not in str(sheet)


def test_a_child_is_shown_faces(centre: Centre) -> None:
    """R-F1: an easy version for a small child, chosen by role and age."""
    case_id = centre.case({"channel": "email", "address": "lapsi@perhe.example", "safe_for": "lapsi"})
    centre.follow_up(somebody("client", age_group="child"), case_id=case_id)
    (token,) = centre.tokens()
    sheet = done(centre.store.by_link("answer_sheet", token))
    assert (sheet["variant"], sheet["sheets"][0]["faces"]) == ("child", True)
    assert sheet["sheets"][0]["items"][0]["easy"]["sv"]


def test_a_link_is_answered_once(centre: Centre) -> None:
    """R-F1: the second answer is kindly refused, and changes nothing."""
    follow_up, token = a_link(centre)
    told = done(centre.store.by_link("answer", token, answers=WELL))
    assert told == {"facts": ["FeedbackGiven"]}
    again = centre.store.by_link("answer", token, answers=LOW)
    assert (again["status"], refused(again)) == (409, "this was answered already, thank you")
    assert done(centre.store.by_link("answer_sheet", token)) == {"state": "used", "sheets": []}
    shown = centre.shown(follow_up)
    assert [each["score"] for each in shown["scores"][0]["points"]] == ["75.0"]
    assert shown["waves"][0]["requests"][0]["answered_on"] == "2025-09-01"


def test_many_answers_at_once_are_one(centre: Centre) -> None:
    """R-F1: of those who press twice, one wins."""
    follow_up, token = a_link(centre)
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda _: centre.store.by_link("answer", token, answers=WELL), range(6)))
    assert sorted(each["status"] for each in replies) == [200, *[409] * 5]
    assert centre.waves(follow_up) == [(1, 1, 1, 0, 0)]


def test_a_late_link_opens_nothing(centre: Centre) -> None:
    """R-F1: it holds for fourteen days."""
    follow_up, token = a_link(centre)
    centre.store.tick(at("2025-09-15", 23))
    assert done(centre.store.by_link("answer_sheet", token))["state"] == "open"
    centre.store.tick(at("2025-09-16", 1))
    assert done(centre.store.by_link("answer_sheet", token)) == {"state": "late", "sheets": []}
    late = centre.store.by_link("answer", token, answers=WELL)
    assert (late["status"], refused(late)) == (409, "the time to answer ended on 2025-09-15")
    assert centre.waves(follow_up) == [(1, 1, 0, 1, 0)]


def test_an_unknown_or_changed_link_opens_nothing(centre: Centre) -> None:
    """R-F1: and leaves nothing behind."""
    _, token = a_link(centre)
    before = centre.store.desk.positions()["feedback"]
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")
    for other in (changed, token[:-1], "x", "a b", token + "x"):
        for reply in (
            centre.store.by_link("answer_sheet", other),
            centre.store.by_link("answer", other, answers=WELL),
        ):
            assert (reply["status"], refused(reply)) == (404, "this link does not open anything")
    assert centre.store.desk.positions()["feedback"] == before


def test_one_link_does_not_answer_for_another(centre: Centre) -> None:
    """R-F1: who shows one link and names another is told of neither."""
    centre.follow_up(somebody(), somebody("buyer"))
    one, other = centre.tokens()
    reply = centre.store.desk.answer({"name": "answer_sheet", "data": {"token": other}, "token": one})
    assert (reply["status"], refused(reply)) == (404, "this link does not open anything")
    signed_in = centre.store.ask("answer_sheet", {"token": one})
    assert signed_in["status"] == 403


def test_a_link_opens_nothing_else(centre: Centre) -> None:
    """R-F1: with it nobody reads the follow-up, here or elsewhere."""
    follow_up, token = a_link(centre)
    for name, data in (("follow_up", {"follow_up_id": follow_up}), ("instruments", {})):
        assert centre.store.desk.answer({"name": name, "data": data, "token": token})["status"] == 403
    elsewhere = centre.store.intake.desk.answer({"name": "referrals", "data": {}, "token": token})
    assert elsewhere["status"] == 401


def test_answers_that_do_not_fit_are_told_by_item(centre: Centre) -> None:
    _, token = a_link(centre)
    reply = centre.store.by_link("answer", token, answers={**WELL, "mood": 9})
    assert reply["status"] == 422
    assert [each["field"] for each in reply["problem"]["fields"]] == ["answers.mood"]
    assert done(centre.store.by_link("answer_sheet", token))["state"] == "open"


def test_a_fall_is_noticed_in_the_save_of_the_answer(centre: Centre) -> None:
    """R-F4: worker and coordinator are told."""
    follow_up, token = a_link(centre)
    done(centre.store.by_link("answer", token, answers=WELL))
    centre.store.tick(at("2025-09-29"))
    (newer,) = set(centre.tokens()) - {token}
    told = done(centre.store.by_link("answer", newer, answers=LOW))
    assert told["facts"] == ["FeedbackGiven", "DeclineNoticed"]
    (flag,) = centre.shown(follow_up)["flags"]
    assert (flag["code"], flag["text"]) == ("decline", "the answers are getting worse")


def test_a_reminder_carries_the_same_link(centre: Centre) -> None:
    """R-F1: which is stored nowhere, only its hash."""
    _, token = a_link(centre)
    centre.store.tick(at("2025-09-08"))
    assert len(centre.store.messages()) == 2
    assert centre.tokens() == [token]
    for table in ("links", "messages", "follow_ups", "commands"):
        rows = centre.store.rows(f"SELECT * FROM {table}")  # noqa: S608 - of the list
        assert token not in str(rows)


def test_an_answered_request_is_not_reminded(centre: Centre) -> None:
    _, token = a_link(centre)
    done(centre.store.by_link("answer", token, answers=WELL))
    centre.store.tick(at("2025-09-08"))
    assert len(centre.store.messages()) == 1
