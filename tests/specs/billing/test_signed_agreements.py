"""An agreement is signed, gets its evidence, is given notice of and ends."""

from typing import Any

import pytest

from tests.specs.billing.office import Office, done, refused, user_of

TERM = {"from": "2025-09-10", "to": "2026-06-07"}


def told(office: Office, agreement_id: str, **more: Any) -> dict[str, Any]:
    return done(office.store.ask("agreement", {"agreement_id": agreement_id, **more}))


def notice(office: Office, agreement_id: str, on: str, by: str = "buyer", **who: Any) -> Any:
    data = {"agreement_id": agreement_id, "by": by, "given_on": on}
    return office.store.send("give_notice", data, **({"clock": f"{on}T12:00:00+02:00"} | who))


def test_an_agreement_has_no_end_until_notice_or_an_end_sets_it(office: Office) -> None:
    agreement_id = office.sign(office.order(office.case(), signed=False), term=TERM, starts_on="2025-09-10")
    answer = told(office, agreement_id)
    assert (answer["state"], answer["ends_on"], answer["term"]) == ("signed", None, TERM)


@pytest.mark.parametrize(
    ("given_on", "ends_on"),
    [("2025-09-01", "2025-09-01"), ("2025-10-05", "2025-10-05"), ("2025-10-15", "2025-11-30")],
)
def test_notice_sets_its_end(office: Office, given_on: str, ends_on: str) -> None:
    """R-A2, R-A3: before the start and in the first month at once; coaching later by a calendar month."""
    case = office.case("neuropsychiatric_coaching")
    order_id = office.order(case, "ls", signed=False, service_line="neuropsychiatric_coaching")
    agreement_id = office.sign(order_id, term=TERM, starts_on="2025-09-10", notice_clause=None)
    answer = done(notice(office, agreement_id, given_on))
    assert (answer["state"], answer["ends_on"]) == ("notice_given", ends_on)
    assert "given already" in refused(notice(office, agreement_id, given_on))


def test_without_a_clause_other_lines_agree_an_end_date(office: Office) -> None:
    """R-A4."""
    order_id = office.order(office.case(), "ls", signed=False)
    agreement_id = office.sign(order_id, term=TERM, starts_on="2025-09-10", notice_clause=None)
    said = "the agreement has no notice clause: agree an end date"
    assert refused(notice(office, agreement_id, "2025-10-15")) == said
    end = {"agreement_id": agreement_id, "reason": "Sovittiin."}
    late = office.store.send("end_agreement", end | {"ends_on": "2026-06-08"})
    assert "ends with its term" in refused(late)
    done(office.store.send("end_agreement", end | {"ends_on": "2025-11-15"}))
    assert told(office, agreement_id)["ends_on"] == "2025-11-15"
    assert "ended already" in refused(notice(office, agreement_id, "2025-10-16"))


def test_a_party_gives_its_own_notice(office: Office) -> None:
    """The buyers' the buyers, the provider's the provider; nobody else knows of the agreement."""
    order_id = office.order(office.case(), "ls", signed=False)
    agreement_id = office.sign(order_id, starts_on="2025-09-01")
    buyer = user_of("ls")
    provider = {"sub": "t-1", "role": "provider", "organisation": "Esimerkkituottaja Oy"}
    assert "its own notice" in refused(notice(office, agreement_id, "2025-09-05", "provider", **buyer))
    stranger = {**provider, "organisation": "Toinen Oy"}
    assert notice(office, agreement_id, "2025-09-05", "provider", **stranger)["status"] == 404
    done(notice(office, agreement_id, "2025-09-05", "provider", **provider))


def test_it_starts_within_its_term(office: Office) -> None:
    order_id = office.order(office.case(), "ls", signed=False)
    data = {"order_id": order_id, "parties": ["a"], "rights_and_duties": "x", "term": TERM}
    data |= {"agreement_id": "8e0b6f0e-1f2a-4a53-8d1b-5c2f9a7d4c99"}
    said = refused(office.store.send("sign_agreement", data | {"starts_on": "2025-09-09"}))
    assert said.startswith("the agreement starts within its term")


def test_evidence_is_added_and_never_taken_away(office: Office) -> None:
    """R-V2."""
    order_id = office.order(office.case(), "ls", signed=False)
    agreement_id = office.sign(order_id, vat_exemption={"individual_plan": True})
    add = {"agreement_id": agreement_id, "vat_exemption": {"provider_registered": True}}
    done(office.store.send("add_vat_evidence", add))
    evidence = told(office, agreement_id)["vat_exemption"]
    assert evidence == {
        "provider_registered": True, "authority_decision": False, "individual_plan": True,
        "self_monitoring_plan": False,
    }  # fmt: skip
    assert "there already" in refused(office.store.send("add_vat_evidence", add))


def test_work_after_its_end_waits_for_another(office: Office) -> None:
    """R-A1."""
    order_id = office.order(case := office.case(), "ls", signed=False)
    term = {"from": "2025-09-01", "to": "2025-09-10"}
    office.sign(order_id, term=term, starts_on="2025-09-01")
    office.meet(case, "2025-09-12")
    office.invoice(order_id)
    assert office.invoices(order_id) == []
    assert office.flags(order_id) == {"agreement_over"}
    office.sign(order_id, term={"from": "2025-09-11", "to": "2025-12-31"}, starts_on="2025-09-11")
    office.invoice(order_id)
    assert office.nets(order_id) == {"ls": "60.00"}
