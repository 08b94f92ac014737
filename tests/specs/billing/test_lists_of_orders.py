"""Orders are listed for whoever they concern; an agreement says when it would end, before notice is given."""

from typing import Any

import pytest

from tests.specs.billing.office import AUGUST, Office, done, refused, user_of

PROVIDER = {"sub": "t-1", "role": "provider", "organisation": "Esimerkkituottaja Oy"}
FAR = {"sub": "talous-9", "region": "ita-suomi"}
COORDINATOR = {"sub": "koordinaattori-9", "role": "coordinator"}


def listed(office: Office, case_id: str, **who: Any) -> list[str]:
    """The ids of the case's orders that somebody sees."""
    answer = done(office.store.ask("orders", {"case_id": case_id}, **who))
    return [each["order_id"] for each in answer["orders"]]


def test_everybody_sees_the_orders_that_concern_them(office: Office) -> None:
    """The centre's finance and coordinators the region's, each payer and the provider their own."""
    case = office.case()
    alone, both = office.order(case, "ls"), office.order(case, "ls", "si")
    assert listed(office, case) == [both, alone]
    assert listed(office, case, **COORDINATOR) == [both, alone]
    assert listed(office, case, **user_of("ls")) == [both, alone]
    assert listed(office, case, **user_of("si")) == [both]
    assert listed(office, case, **user_of("si", "finance")) == [both]
    assert listed(office, case, **user_of("ps")) == []
    assert listed(office, case, **PROVIDER) == [both, alone]
    assert listed(office, case, **{**PROVIDER, "organisation": "Muu tuottaja Oy"}) == []
    assert listed(office, case, **FAR) == []


def test_nobody_without_an_organisation_sees_any(office: Office) -> None:
    """A role alone gives no right."""
    case = office.case()
    office.order(case, "ls")
    assert listed(office, case, sub="t-2", role="provider") == []
    assert listed(office, case, sub="b-2", role="buyer") == []
    assert listed(office, case, sub="b-3", role="buyer", sector="child_welfare") == []


def test_the_orders_of_a_restricted_case_are_there_for_no_other_coordinator(office: Office) -> None:
    """R-C10."""
    case = office.case()
    order_id = office.order(case, "ls")
    restricted = {"case_id": case, "restricted_to": ["koordinaattori-1"], "reason": "Tuttu perhe."}
    done(office.store.intake.send("change_restriction", restricted, who=AUGUST))
    office.store.hear()
    assert listed(office, case) == [order_id]
    assert listed(office, case, **COORDINATOR) == []
    answer = done(office.store.ask("orders", {"case_id": case}, **COORDINATOR))
    assert "case" not in answer


def test_a_row_says_what_is_ordered_and_on_which_agreements(office: Office) -> None:
    order_id = office.order(office.case(), "ls", signed=False)
    agreement_id = office.sign(order_id, starts_on="2025-09-01")
    (row,) = [each for each in done(office.store.ask("orders", {}))["orders"] if each["order_id"] == order_id]
    assert row["number"].startswith("order/")
    assert row["provider"] == "Esimerkkituottaja Oy"
    assert [payer["payer_id"] for payer in row["payers"]] == ["ls"]
    assert [each["agreement_id"] for each in row["agreements"]] == [agreement_id]


@pytest.mark.parametrize("written", ["{}", "case/{}", " {} "])
def test_a_case_is_found_by_its_number(office: Office, written: str) -> None:
    """The centre finds out which case it is; a payer does not."""
    case = office.case()
    number = done(office.store.ask("orders", {"case_id": case}))["case"]["number"]
    asked = {"case_number": written.format(number.rpartition("/")[2])}
    assert done(office.store.ask("orders", asked))["case"]["case_id"] == case
    assert done(office.store.ask("orders", asked, **COORDINATOR))["case"]["case_id"] == case
    assert "case" not in done(office.store.ask("orders", asked, **user_of("ls")))
    assert "case" not in done(office.store.ask("orders", asked, **FAR))
    assert "case" not in done(office.store.ask("orders", {"case_number": "1999-00001"}))


def test_a_list_goes_on_where_its_page_ended(office: Office) -> None:
    case = office.case()
    orders = [office.order(case, "ls", signed=False) for _ in range(3)]
    page = done(office.store.ask("orders", {"case_id": case, "limit": 2}))
    assert [each["order_id"] for each in page["orders"]] == [orders[2], orders[1]]
    following = done(office.store.ask("orders", {"case_id": case, "limit": 2, "cursor": page["next"]}))
    assert [each["order_id"] for each in following["orders"]] == [orders[0]]
    assert "next" not in following


def test_an_agreement_says_when_notice_would_end_it_and_nothing_changes(office: Office) -> None:
    """R-A2 to R-A4: as the notice itself would, its refusals too."""
    order_id = office.order(office.case(), "ls", signed=False)
    term = {"from": "2025-09-10", "to": "2026-06-07"}
    clause = {"days": 14}
    agreement_id = office.sign(order_id, term=term, starts_on="2025-09-10", notice_clause=clause)

    def on(day: str, **who: Any) -> Any:
        asked = {"agreement_id": agreement_id, "notice_on": day}
        return office.store.ask("agreement", asked, clock="2025-12-01T12:00:00+02:00", **who)

    assert done(on("2025-10-05"))["notice_ends_on"] == "2025-10-05"
    assert done(on("2025-10-15", **user_of("ls")))["notice_ends_on"] == "2025-10-29"
    assert "future" in refused(on("2025-12-02"))
    assert done(on("2025-11-01"))["state"] == "signed"
    given = {"agreement_id": agreement_id, "by": "buyer", "given_on": "2025-10-15"}
    done(office.store.send("give_notice", given, clock="2025-10-15T12:00:00+03:00"))
    assert "given already" in refused(on("2025-11-01"))


def test_a_page_leaves_no_gap_where_an_order_is_not_to_be_seen(office: Office) -> None:
    """R-C10: what is left out stands in no list and in no `next`."""
    case, hidden = office.case(), office.case()
    first = office.order(case, "ls", signed=False)
    office.order(hidden, "ls", signed=False)
    restricted = {"case_id": hidden, "restricted_to": ["koordinaattori-1"], "reason": "Tuttu perhe."}
    done(office.store.intake.send("change_restriction", restricted, who=AUGUST))
    office.store.hear()
    last = office.order(case, "ls", signed=False)
    page = done(office.store.ask("orders", {"limit": 2}, **COORDINATOR))
    assert [each["order_id"] for each in page["orders"]] == [last, first]
