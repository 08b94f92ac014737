"""Everything that people can tell the system, each command at least once, in the order of life: three
contacts, two cases, persons put right and merged. Examples of the commands, and what these leave out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from services.billing.commands import COMMANDS as OF_BILLING
from services.feedback.commands import COMMANDS as OF_FEEDBACK
from services.matching.commands import COMMANDS as OF_MATCHING
from tests.support.planting import COMMANDS, planted

Data = dict[str, Any]
NAMES = UUID("6b0e5b0c-4d6e-5d1c-9d0a-5c1f0a1e2b3c")


def an_id(name: str) -> str:
    """The same for a name each time."""
    return str(uuid5(NAMES, name))


FIRST, SECOND, UNNAMED = (an_id(name) for name in ("first", "second", "unnamed"))
"""Contacts: about the child of the case; about the same once more; without a name at first."""
CHILD, OTHER, THIRD, DOUBLE = (an_id(name) for name in ("child", "other", "third", "double"))
"""Persons: the third is registered by hand, and the double is merged into them."""
CASE, SIBLINGS = an_id("case"), an_id("siblings")
MEETING, NEXT, LATER, MISSED = (an_id(name) for name in ("start", "next", "later", "missed"))
WORKER, BUYER, CLIENT, LEAVER = (an_id(name) for name in ("worker", "buyer", "client", "leaver"))
PERSONS, REFERRALS, CASES = (CHILD, OTHER, THIRD), (FIRST, SECOND, UNNAMED), (CASE, SIBLINGS)
KEPT = "Tämä säilyy."
MONTH = "2025-09"
BUYERS = {"sub": "tilaaja-1", "role": "buyer", "sector": "child_welfare"}
CONTACT_PERSON = {"sub": "yhdyshenkilo-9", "role": "contact_person", "county": "07", "sector": "police"}
WORKERS = {"sub": "tukihenkilo-1", "role": "worker"}
FINANCE = {"sub": "talous-1", "role": "finance"}
PAYER = {"sub": "tilaaja-2", "role": "buyer", "payer_id": "ls-08"}
ORDER, AGREEMENT = an_id("order"), an_id("agreement")
INVOICE = "23456780-000001"
"""The first of the provider of the commands' examples."""
ADMINS = tuple({"sub": f"paakayttaja-{each}", "role": "admin"} for each in (1, 2))


@dataclass(frozen=True)
class Said:
    """One command: its data with the marks in them, when it was given, by whom where not by a coordinator."""

    name: str
    data: Data
    clock: str
    who: Data

    @property
    def service(self) -> str:
        if self.name in OF_MATCHING:
            return "matching"
        if self.name in OF_FEEDBACK:
            return "feedback"
        return "billing" if self.name in OF_BILLING else "intake"


def everything() -> Iterator[Said]:
    """All of it, each to be accepted."""
    for day, told in (("2025-09-01", contacts()), ("2025-09-02", people()), ("2025-09-02", opened())):
        yield from (said(day, *each) for each in told)
    for day, told in (("2025-09-03", planned()), ("2025-10-02", followed()), ("2026-01-14", ended())):
        yield from (said(day, *each) for each in told)


def billed() -> Iterator[Said]:
    """All that billing is told in words, of an order of the first case; it has to have heard of the case."""
    yield from (said("2026-01-14", *each) for each in (*ordered(), *agreed()))


def erasures() -> Iterator[Said]:
    """Each of two admins erases all persons and all matters: the first asks, the second confirms."""
    named = [("erase_person", {"person_id": each}) for each in PERSONS]
    named += [("destroy_matter", {"referral_id": each}) for each in REFERRALS]
    named += [("destroy_matter", {"case_id": each}) for each in CASES]
    died = {"basis": "mistaken_record", "died_on": "2025-12-01"}
    yield from (said("2026-01-15", name, data | died, who) for who in ADMINS for name, data in named)


def kept() -> Said:
    """A contact that nobody erases."""
    _, data = example("receive_referral", referral_id=an_id("kept"), subject=None, trigger=KEPT)
    return Said("receive_referral", data, "2026-01-15T12:00:00+02:00", {})


def example(name: str, **changes: Any) -> tuple[str, Data]:
    """The command's example with these changes; what is changed to None is left out."""
    whole = {**COMMANDS[name].example, **changes}
    return name, {field: value for field, value in whole.items() if value is not None}


def of_case(name: str, **changes: Any) -> tuple[str, Data]:
    return example(name, case_id=changes.pop("case_id", CASE), **changes)


def subject(person_id: str) -> Data:
    """A child with all that may be said of them."""
    guardian = {
        "name": "Huoltaja Esimerkki",
        "custody": "sole",
        "right_to_information": True,
        "order": "Päätös",
    }
    return {
        "person_id": person_id, "given_name": "Lapsi", "family_name": "Esimerkki", "birth_date": "2010-05-06",
        "municipality": "Esimerkkilä", "languages": ["fi"], "guardians": [guardian],
    }  # fmt: skip


def contacts() -> Iterator[tuple[Any, ...]]:
    """Three contacts, and all that is done about the first."""
    whole = {
        "received_at": "2025-09-01T09:20:00+03:00", "source": "other", "source_other": "Naapuri",
        "child_welfare_notification": True,
    }  # fmt: skip
    yield example("screen_situation")
    yield example("receive_referral", referral_id=FIRST, subject=subject(CHILD), **whole)
    yield example("receive_referral", referral_id=SECOND, subject=subject(CHILD), **whole)
    yield example("resolve_duplicate", referral_id=SECOND, same=False, of=FIRST)
    yield example("receive_referral", referral_id=UNNAMED, subject=None, **whole)
    yield example("identify_subject", referral_id=UNNAMED, subject=subject(OTHER))
    yield *example("break_glass", case_id=None, referral_id=UNNAMED), CONTACT_PERSON
    for name in ("screen_referral", "identify_otherwise", "assess_urgency", "give_advice"):
        yield example(name, referral_id=FIRST)
    yield example("record_first_decision", referral_id=FIRST, decided_on="2025-09-01")
    yield example("record_duty_to_report", referral_id=FIRST, made_on="2025-09-01")
    yield example(
        "record_duty_to_report", referral_id=FIRST, to="child_welfare", made_on=None, reason_not="Ei"
    )
    yield example("gather_background", referral_id=FIRST)
    yield example("structure_situation", referral_id=FIRST)
    yield example("record_assessment", referral_id=FIRST, overall_assessment="Kokonaisuus on selvä.")
    named = {"role": "lastenpsykiatri", "sector": "child_psychiatry", "name": "Liisa Esimerkki"}
    held = "2025-09-01T10:00:00+03:00"
    yield example("hold_consultation", referral_id=FIRST, held_at=held, participants=[named])
    yield example("decide_tier", referral_id=FIRST)
    yield example("request_expertise", referral_id=FIRST)
    yield example("skip_step", referral_id=SECOND)
    yield from consultation()
    for name in ("decline_referral", "redirect_referral", "withdraw_referral"):
        yield example(name, referral_id=UNNAMED, to="Esimerkkilän perheneuvola")
        yield example("reopen_referral", referral_id=UNNAMED, to="Sinne mistä tultiin")


def consultation() -> Iterator[tuple[Any, ...]]:
    """The plan of the first contact, revised, followed and evaluated."""
    step = {
        "step_id": an_id("step"), "what": "Koulu kutsuu koolle.", "due": "2025-09-21",
        "responsible": {"sector": "education", "organisation": "Esimerkkilän koulu"},
    }  # fmt: skip
    plan = {"referral_id": FIRST, "steps": [step], "evaluate_on": "2025-12-02"}
    yield example("agree_consultation_plan", **plan)
    yield example("revise_consultation_plan", **plan)
    yield example("report_step", referral_id=FIRST, step_id=an_id("step"), due="2025-09-28")
    yield example("evaluate_consultation", referral_id=FIRST, text="Asia eteni.")


def people() -> Iterator[tuple[Any, ...]]:
    """Persons registered by hand, put right, merged and kept safe."""
    safe = {"channel": "email", "address": "turva@koti.example", "safe_for": "lapsi itse"}
    third = subject(THIRD) | {"safe_contact": safe}
    yield "register_person", third
    yield "register_person", planted(COMMANDS["register_person"], third) | {"person_id": DOUBLE}
    yield "merge_persons", {"person_id": DOUBLE, "into": THIRD}
    corrected = planted(COMMANDS["correct_person"], third)
    yield "correct_person", corrected
    yield example("protect_person", person_id=THIRD)
    yield example("forbid_disclosure", person_id=THIRD, to=corrected["guardians"][0]["name"])


def opened() -> Iterator[tuple[Any, ...]]:
    """Two cases of one family, and the network of the first."""
    yield of_case("open_case", referral_id=FIRST, person_id=CHILD, usual_end="2026-12-31")
    yield of_case("open_case", case_id=SIBLINGS, referral_id=UNNAMED, person_id=OTHER)
    yield of_case("link_cases", other_case_id=SIBLINGS)
    yield *of_case("break_glass", case_id=SIBLINGS), WORKERS
    for member, role, more in (
        (WORKER, "worker", {"user": "tukihenkilo-1"}), (BUYER, "buyer", {"user": BUYERS["sub"],
        "sector": "child_welfare"}), (CLIENT, "client", {}), (LEAVER, "close_person", {}),
    ):  # fmt: skip
        about = {
            "id": member,
            "role": role,
            "name": "Liisa Esimerkki",
            "organisation": "Esimerkki Oy",
            **more,
        }
        yield of_case("add_network_member", member=about)
    yield of_case("remove_network_member", member_id=LEAVER)


def planned() -> Iterator[tuple[Any, ...]]:
    """The start meeting, the child's own view, the plan and its small steps."""
    here = {"participants": [WORKER, BUYER, CLIENT]}
    yield of_case("schedule_meeting", meeting_id=MEETING, starts_at="2025-09-03T09:00:00+03:00", **here)
    came = {"attended": [WORKER, BUYER, CLIENT], "started_at": "2025-09-03T09:00:00+03:00"}
    yield of_case("record_meeting", meeting_id=MEETING, **came)
    yield of_case("correct_meeting", meeting_id=MEETING, summary="Sovittiin.")
    yield of_case("record_child_view")
    yield of_case("record_child_view", view=None, why_not="Lapsi ei halunnut.")
    yield of_case("assess_risk")
    yield of_case("agree_plan", agreed_in=MEETING)
    yield of_case("take_goal_step")
    plan = {"agreed_in": MEETING, "effective_from": "2025-09-03", "county_plan_ref": "ASIAKAS-SUUNNITELMA 13"}
    yield of_case("revise_plan", **plan)


def followed() -> Iterator[tuple[Any, ...]]:
    """What happens between: meetings moved, called off and missed, contacts, the month's report."""
    regular = {"kind": "regular", "participants": [WORKER, CLIENT]}
    for meeting in (NEXT, LATER, MISSED):
        at = "2025-10-01T09:00:00+03:00" if meeting == MISSED else "2025-10-10T09:00:00+03:00"
        yield of_case("schedule_meeting", meeting_id=meeting, starts_at=at, **regular)
    yield of_case("move_meeting", meeting_id=NEXT, starts_at="2025-10-11T09:00:00+03:00")
    yield of_case("cancel_meeting", meeting_id=LATER)
    yield of_case("record_no_show", meeting_id=MISSED)
    yield of_case("log_contact")
    yield of_case("note_engagement")
    yield of_case("write_monthly_report", month=MONTH)
    yield of_case("send_monthly_report", month=MONTH)
    yield *of_case("acknowledge_report", month=MONTH), BUYERS
    yield of_case("change_restriction", restricted_to=["koordinaattori-1", "tukihenkilo-1", "tilaaja-1"])
    yield of_case("suspend_case")
    yield of_case("resume_case")


def ended() -> Iterator[tuple[Any, ...]]:
    """The case and its contact come to their end."""
    yield of_case("close_case")
    yield example("close_referral", referral_id=FIRST, to="Esimerkkilän perheneuvola")


def ordered() -> Iterator[tuple[Any, ...]]:
    """An order at a price by the month, which is invoiced though nobody met: and what becomes of it."""
    order = {"order_id": ORDER}
    monthly = {"per": "month", "amount": "500.00", "no_show": "none"}
    changed = {"price": monthly | {"amount": "550.00"}, "effective_from": "2026-02-01"}
    yield *example("place_order", **order, case_id=CASE, price=monthly), FINANCE
    yield *example("sign_agreement", **order, agreement_id=AGREEMENT), FINANCE
    yield *example("commit_to_pay", **order), PAYER
    yield *example("agree_cost_shares", **order), FINANCE
    yield *example("revise_cost_shares", **order), FINANCE
    yield *example("raise_ceiling", **order), FINANCE
    yield *example("change_price", **order, **changed), FINANCE
    yield *example("decide_taxable", **order), FINANCE
    yield *example("run_invoicing", order_ids=[ORDER]), FINANCE


def agreed() -> Iterator[tuple[Any, ...]]:
    """What ends it, and an invoice taken back."""
    yield *example("credit_invoice", number=INVOICE), FINANCE
    yield *example("end_agreement", agreement_id=AGREEMENT), FINANCE
    yield *example("end_order", order_id=ORDER), FINANCE


def said(day: str, name: str, data: Data, who: Data | None = None) -> Said:
    """A command given on a day at noon, a mark in each field that has room for one."""
    return Said(name, planted(COMMANDS[name], data), f"{day}T12:00:00+02:00", who or {})
