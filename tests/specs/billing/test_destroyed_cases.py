"""Where a case is destroyed, what its orders and agreements say in words goes with it; the books stay."""

from typing import Any

from services.billing.application.erasing import Destroying
from tests.specs.billing.office import Office, done


def destroyed(office: Office, case_id: str) -> None:
    """Two admins agree, and billing hears of it."""
    told: dict[str, Any] = {"case_id": case_id, "basis": "mistaken_record"}
    for admin in ("paakayttaja-1", "paakayttaja-2"):
        who = {"sub": admin, "role": "admin"}
        done(office.store.intake.send("destroy_matter", told, who=who))
    office.store.hear()


def test_the_texts_of_its_orders_and_agreements_are_gone_for_everybody(office: Office) -> None:
    """R-P2: they read `[erased]`; who pays, what was billed and every number stay."""
    order_id = office.order(case := office.case(), "ls")
    other = office.order(office.case(), "ls")
    office.meet(case, "2025-09-03")
    office.invoice(order_id)
    before = office.invoices(order_id)
    destroyed(office, case)
    loop = Destroying(office.store.desk._billing)  # noqa: SLF001 - as the service runs it
    while loop.step():
        pass
    (commitment,) = office.asked(order_id)["commitments"]
    assert commitment["decision_ref"] == "[erased]"
    agreement_id = office.asked(order_id)["agreements"][0]["agreement_id"]
    agreement = done(office.store.ask("agreement", {"agreement_id": agreement_id}))
    assert {agreement["rights_and_duties"], *agreement["parties"]} == {"[erased]"}
    assert office.invoices(order_id) == before
    assert office.asked(other)["commitments"][0]["decision_ref"] == "Päätös ls"


def test_again_it_changes_nothing(office: Office) -> None:
    """R-P2: a restart goes on, and what was done is not done twice."""
    office.order(case := office.case(), "ls")
    destroyed(office, case)
    loop = Destroying(office.store.desk._billing)  # noqa: SLF001 - as the service runs it
    while loop.step():
        pass
    assert not Destroying(office.store.desk._billing).step()  # noqa: SLF001
