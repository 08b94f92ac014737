"""The list of referrals goes on where its page ended, and takes no cursor that nobody wrote."""

from typing import Any

from tests.specs.intake.case_desk import CaseDesk, done


def test_every_referral_stands_on_one_page_newest_first(desk: CaseDesk) -> None:
    mine = [desk.refer(received_at=f"2025-08-{day}T09:00:00+03:00")["referral_id"] for day in (11, 12, 13)]
    found: list[str] = []
    more: dict[str, Any] = {}
    while True:
        page = done(desk.store.ask("referrals", {"limit": 2, **more}))
        found += [each["referral_id"] for each in page["referrals"]]
        if "next" not in page:
            break
        more = {"cursor": page["next"]}
    assert len(set(found)) == len(found)
    assert [each for each in found if each in mine] == mine[::-1]


def test_a_cursor_of_somebody_s_own_making_is_refused(desk: CaseDesk) -> None:
    assert desk.store.ask("referrals", {"cursor": "arvaus"})["status"] == 422
