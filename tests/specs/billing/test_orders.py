"""Orders: placed for a case that exists, shared to exactly 100, priced and ended by their days."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.specs.billing.office import HOURLY, Office, done, payer, refused, user_of


def test_an_order_names_a_case_that_exists(office: Office) -> None:
    """R-B1: a case that intake told of; also one that billing has not heard of yet is unknown."""
    assert office.place(str(uuid4()))["status"] == 404
    placed = done(office.place(office.case()))
    assert placed["facts"] == ["OrderPlaced"]
    assert placed["number"].startswith("order/")


def test_a_case_of_another_region_is_unknown(office: Office) -> None:
    elsewhere = {"region": "ita-suomi"}
    reply = office.store.send("place_order", _data(office), **elsewhere)
    assert reply["status"] == 404


def _data(office: Office) -> dict[str, object]:
    placed = office.case()
    return {
        "order_id": str(uuid4()), "case_id": placed, "service_line": "school_support", "price": HOURLY,
        "provider": {"name": "Esimerkkituottaja Oy", "business_id": "2345678-0"}, "payers": [payer("ls")],
        "starts_on": "2025-09-01",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ("business_id", "2345678-1"), ("iban", "FI2112345600000786"), ("bic", "NDEA"),
    ],
)  # fmt: skip
def test_identifiers_are_checked(office: Office, place: str, wrong: str) -> None:
    """R-V3: a business id, an IBAN, a BIC whose own check does not pass is a misfit."""
    data = _data(office)
    data["provider"] = {"name": "Esimerkkituottaja Oy", "business_id": "2345678-0", place: wrong}
    reply = office.store.send("place_order", data)
    assert reply["status"] == 422
    assert wrong in str(reply["problem"]["fields"])


def test_an_e_invoice_goes_to_an_address_that_can_be_one(office: Office) -> None:
    """R-V3: an OVT code holds a business id with its check digit."""
    wrong = {**payer("ls"), "e_invoice": {"address": "003701120388", "operator": "003721291126"}}
    assert office.store.send("place_order", _data(office) | {"payers": [wrong]})["status"] == 422


def test_each_payer_has_a_code_of_its_own(office: Office) -> None:
    twice = [payer("ls"), {**payer("si"), "payer_id": "ls"}]
    said = refused(office.store.send("place_order", _data(office) | {"payers": twice}))
    assert said == "each payer has a code of its own in the order"


@pytest.mark.parametrize("short", ["32.3334", "33.3335", "33.33339"])
def test_shares_sum_to_exactly_100(office: Office, short: str) -> None:
    """R-B1: not a ten-thousandth more or less, and no finer part."""
    order_id = office.order(office.case(), "ls", "si", "ps")
    assert office.share(order_id, ls=short, si="33.3333", ps="33.3333")["status"] in {409, 422}
    done(office.share(order_id, ls="33.3334", si="33.3333", ps="33.3333"))


@pytest.mark.parametrize(
    "shares",
    [
        {"ls": "100.0001", "si": "0"},
        {"ls": "100.0001", "si": "-0.0001"},
        {"ls": "33.33333", "si": "66.66667"},
    ],
)
def test_a_share_is_none_beyond_100_or_below_nothing(office: Office, shares: dict[str, str]) -> None:
    """R-B1: each field that does not fit is named, and nothing of it holds."""
    order_id = office.order(office.case(), "ls", "si")
    reply = office.share(order_id, **shares)
    assert reply["status"] == 422
    (said,) = {each["sentence"] for each in reply["problem"]["fields"]}
    assert said == "a share is a percent from 0 to 100 with up to four decimals"
    assert office.asked(order_id)["shares"] == []


@pytest.mark.parametrize(
    "price", [{"amount": "-0.01"}, {"amount": "58.375"}, {"km": "-1.00"}, {"per": "day"}, {"no_show": "most"}]
)
def test_a_price_is_an_amount_of_whole_cents_for_what_there_is(office: Office, price: dict[str, str]) -> None:
    """A negative price, too: a clear refusal that names the field, and no order."""
    data = _data(office)
    reply = office.store.send("place_order", data | {"price": HOURLY | price})
    assert reply["status"] == 422
    assert [each["field"] for each in reply["problem"]["fields"]] == [f"price.{name}" for name in price]
    assert office.store.ask("order", {"order_id": data["order_id"]})["status"] == 404


def test_a_share_may_be_nothing_and_need_not_be_said(office: Office) -> None:
    """R-B1."""
    order_id = office.order(office.case(), "ls", "si")
    done(office.share(order_id, ls="100"))
    (agreed,) = office.asked(order_id)["shares"]
    assert agreed["shares"] == {"ls": "100.0000", "si": "0.0000"}


def test_a_single_payer_has_100_without_saying(office: Office) -> None:
    """R-B1."""
    (agreed,) = office.asked(office.order(office.case(), "ls"))["shares"]
    assert agreed == {"effective_from": "2025-09-01", "shares": {"ls": "100"}}


def test_shares_name_the_orders_payers(office: Office) -> None:
    """R-B1."""
    order_id = office.order(office.case(), "ls", "si")
    assert "its payers are ls, si" in refused(office.share(order_id, ls="50", ps="50"))


def test_a_payers_decision_is_its_own(office: Office) -> None:
    """R-B7: by its own user; nobody else's, the centre's neither."""
    order_id = office.order(office.case(), "ls", "si", committed=())
    decision = {"order_id": order_id, "payer_id": "si", "decision_ref": "x", "decided_on": "2025-08-18"}
    assert office.store.send("commit_to_pay", decision)["status"] == 403
    assert office.store.send("commit_to_pay", decision, **user_of("ls"))["status"] == 403
    same_code_elsewhere = {**user_of("si"), "organisation": "Toinen"}
    assert office.store.send("commit_to_pay", decision, **same_code_elsewhere)["status"] == 404
    done(office.commit(order_id, "si"))
    assert office.asked(order_id)["committed"] == ["si"]


def test_a_decision_of_tomorrow_is_none(office: Office) -> None:
    order_id = office.order(office.case(), "ls", committed=())
    assert "in the future" in refused(office.commit(order_id, "ls", decided_on="2199-01-01"))


def test_a_ceiling_is_raised_never_lowered(office: Office) -> None:
    """R-B6."""
    order_id = office.order(office.case(), "ls", ceiling={"amount": "1000.00"})
    said = {"order_id": order_id, "effective_from": "2025-10-01", "reason": "Työ jatkuu."}
    lower = office.store.send("raise_ceiling", said | {"ceiling": {"amount": "1000.00"}})
    assert "not higher" in refused(lower)
    hours = office.store.send("raise_ceiling", said | {"ceiling": {"hours": 40}})
    assert "stays what it is" in refused(hours)
    done(office.store.send("raise_ceiling", said | {"ceiling": {"amount": "1200.00"}}))
    limits = office.asked(order_id)["ceiling"]["limits"]
    assert [each["amount"] for each in limits] == ["1000.00", "1200.00"]


def test_a_price_changes_within_the_order(office: Office) -> None:
    order_id = office.order(office.case(), "ls", ends_on="2025-12-31")
    said = {"order_id": order_id, "price": {**HOURLY, "amount": "65.00"}, "reason": "Indeksi."}
    assert "starts only" in refused(
        office.store.send("change_price", said | {"effective_from": "2025-08-31"})
    )
    assert "ends on" in refused(office.store.send("change_price", said | {"effective_from": "2026-01-01"}))
    done(office.store.send("change_price", said | {"effective_from": "2025-10-01"}))
    monthly = {**HOURLY, "per": "month"}
    same = {**said, "effective_from": "2025-11-01", "price": monthly}
    assert "place a new order" in refused(office.store.send("change_price", same))


def test_an_order_ends_and_not_later_again(office: Office) -> None:
    order_id = office.order(office.case(), "ls")
    end = {"order_id": order_id, "reason": "Työ päättyi."}
    assert "before it starts" in refused(office.store.send("end_order", end | {"ends_on": "2025-08-31"}))
    assert done(office.store.send("end_order", end | {"ends_on": "2025-11-30"}))["state"] == "ended"
    assert "already" in refused(office.store.send("end_order", end | {"ends_on": "2025-12-31"}))


def test_an_order_is_told_as_it_was_known_then(office: Office) -> None:
    """R-T1: shares that were agreed later are not in it, nor is what was billed later."""
    order_id = office.order(case := office.case(), "ls", "si")
    office.meet(case, "2025-09-03")
    before = office.asked(order_id)
    then = datetime.now(UTC).isoformat()
    done(office.share(order_id, ls="50", si="50"))
    office.order(case, "ps")
    office.meet(case, "2025-09-04")
    office.invoice(order_id)
    now = office.asked(order_id)
    assert {flag["code"] for flag in now["flags"]} == {"second_order"}
    assert now["ceiling"]["used"] == "120.00"
    known_then = office.asked(order_id, as_of=then)
    assert known_then.pop("positions")["billing"] == before.pop("positions")["billing"]
    assert known_then == before


def test_its_facts_say_whose_register_they_are_kept_in(office: Office) -> None:
    """R-T2: the register of the case that intake named; of a joint order the same one for every payer."""
    order_id = office.order(office.case(), "ls", "si")
    facts = office.store.desk.facts_after({"position": 0})["facts"]
    own = [fact for fact in facts if fact["data"].get("order_id") == order_id]
    assert {fact["controller"] for fact in own} == {"08"}
    assert {fact["register"] for fact in own} == {"social_welfare_client_register"}


def test_what_is_told_of_it_names_nobody(office: Office) -> None:
    """R-P1: a payer is its code and its sector on the bus; no organisation, no words, no reason."""
    order_id = office.order(office.case(), "ls", "si")
    office.share(order_id, ls="50", si="50")
    done(office.revise(order_id, "2025-10-01", ls="60", si="40"))
    facts = office.store.desk.facts_after({"position": 0})["facts"]
    said = str([fact for fact in facts if fact["data"].get("order_id") == order_id])
    for word in ("Maksaja", "Päätös", "Sovittiin", "Esimerkkituottaja", "003701120389"):
        assert word not in said
