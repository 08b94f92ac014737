"""A payer's users and a provider get their own part of billing, and nothing of the rest: of every question.

The questions are those that the services have: one that is new fails here until somebody has said of each of
these people whether it is theirs. 200, 403 or 404 for their own order, for another payer's invoice of the
same order, and for an order that is nothing to them.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from shared.plumbing.embedded.postgres import Postgres
from tests.permissions.asking import QUERIES
from tests.specs.billing.office import done, user_of
from tests.support.planted_order import PROVIDERS, STRANGER, Ids, PlantedOrders
from tests.support.planting import MARK, own
from tests.support.searching import fields_in
from tests.support.servers import passing_database

ASKERS: dict[str, dict[str, Any]] = {
    "payer": user_of("ls", "finance"),
    "buyer": user_of("ls", "buyer"),
    "provider": {"sub": "tuottaja-1", "role": "provider", "organisation": PROVIDERS[0]},
}
Statuses = tuple[int, int, int]
"""Of their own order; of another payer's invoice of it, where it is about an invoice; of another order."""
REFUSED: Statuses = (403, 403, 403)
OWN: Statuses = (200, 200, 404)
OF_ONE: Statuses = (200, 404, 404)
NOWHERE: Statuses = (404, 404, 404)
"""The role may; but they are in the network of neither case."""
LISTED: Statuses = (200, 200, 200)
"""Always answered: what is not theirs is left out."""
ROLES = ("payer", "buyer", "provider")
WHOSE: dict[str, tuple[Statuses, Statuses, Statuses]] = {
    "billing.order": (OWN, OWN, REFUSED),
    "billing.orders": (LISTED, LISTED, LISTED),
    "billing.agreement": (OWN, OWN, OWN),
    "billing.invoices": (LISTED, REFUSED, LISTED),
    "billing.invoice": (OF_ONE, REFUSED, OWN),
    "reporting.costs": (LISTED, REFUSED, REFUSED),
    "reporting.queue": (REFUSED, LISTED, REFUSED),
    "reporting.buyer_supervision": (REFUSED, NOWHERE, REFUSED),
    "intake.case": (REFUSED, NOWHERE, REFUSED),
    "intake.copy_out": (REFUSED, NOWHERE, REFUSED),
    "intake.monthly_report": (REFUSED, NOWHERE, REFUSED),
    "intake.cases": (REFUSED, LISTED, REFUSED),
    "intake.my_meetings": (REFUSED, LISTED, REFUSED),
    "intake.calendar_link": (REFUSED, LISTED, REFUSED),
}
NOBODYS = {
    "billing.accounting", "billing.job", "billing.origin", "billing.payments", "billing.preview_shares",
    "intake.access_log", "intake.access_log_copy", "intake.origin", "intake.people", "intake.person",
    "intake.referral", "intake.referrals", "intake.retention_due", "intake.screen",
    "intake.similar_contacts", "intake.step_link", "reporting.behind", "reporting.bottlenecks",
    "reporting.cadence", "reporting.contact_statistics", "reporting.days_to_match",
    "reporting.expert_load", "reporting.goal_areas", "reporting.network_map", "reporting.outcomes",
    "reporting.region_year", "reporting.research_file", "reporting.timeline",
}  # fmt: skip
"""Refused to all three, whatever it is about."""
APART = {"matching", "feedback"}
"""Of theirs, who know of no order, the matrix says whose they are."""
EVERY = {f"{service}.{name}" for service, asked in QUERIES.items() for name in asked if service not in APART}
TEXTS = {
    "payer": {"commit_to_pay.decision_ref"},
    "buyer": {"commit_to_pay.decision_ref", "sign_agreement.parties", "sign_agreement.rights_and_duties"},
    "provider": {"sign_agreement.parties", "sign_agreement.rights_and_duties"},
}
"""What each may read in words: a payer's finance the decisions of the payer itself, and no text beside."""
MONTHS = {"from": "2025-08", "to": "2026-03", "by": "payer"}


@pytest.fixture(scope="module")
def planted(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlantedOrders]:
    with passing_database(postgres) as url:
        yield PlantedOrders(tmp_path_factory.mktemp("own"), url)


def asked(question: str, ids: Ids, payer_id: str) -> dict[str, Any]:
    """The question's data about an order, or about a payer's invoice of it."""
    service, _, name = question.partition(".")
    data = dict(QUERIES[service][name].example)
    known = {**vars(ids), "number": ids.numbers[payer_id]}
    for field in set(data) & set(known):
        data[field] = known[field]
    return data


def answered(planted: PlantedOrders, question: str, role: str, ids: Ids, payer_id: str) -> dict[str, Any]:
    service, _, name = question.partition(".")
    data = asked(question, ids, payer_id)
    return dict(planted.told(service, name, data, **ASKERS[role]))


def test_of_every_question_it_is_said_whose_it_is() -> None:
    """A new question fails here until somebody has said so."""
    assert set(WHOSE) | NOBODYS == EVERY
    assert not set(WHOSE) & NOBODYS


@pytest.mark.parametrize("role", ROLES)
def test_each_question_is_answered_about_their_own_and_about_nothing_else(
    role: str, planted: PlantedOrders
) -> None:
    """R-B5: 403 where the role may not, 404 where it is not theirs: as if it were not there."""
    place = ROLES.index(role)
    came, told = {}, {}
    for question in sorted(EVERY):
        replies = [
            answered(planted, question, role, *about)
            for about in ((planted.own, "ls"), (planted.own, "si"), (planted.other, "ls"))
        ]
        came[question] = tuple(reply["status"] for reply in replies)
        told[question] = json.dumps([reply.get("result", {}) for reply in replies])
    assert came == {question: WHOSE[question][place] if question in WHOSE else REFUSED for question in EVERY}
    texts = {mark for answer in told.values() for mark in fields_in(answer, MARK)}
    assert texts == {own(field) for field in TEXTS[role]}
    strange = [*vars(planted.other).values(), PROVIDERS[1], STRANGER["organisation"]]
    for question, answer in told.items():
        assert [each for each in strange if isinstance(each, str) and each in answer] == [], question
        assert [each for each in planted.other.numbers.values() if each in answer] == [], question


def test_a_payers_finance_reads_its_own_invoices_only(planted: PlantedOrders) -> None:
    """R-B5: without saying which, of the order, of another payer by its code."""
    who = ASKERS["payer"]
    for data in ({}, {"order_id": planted.own.order_id}, {"payer_id": "ls"}):
        found = done(planted.told("billing", "invoices", data, **who))["invoices"]
        assert {each["payer_id"] for each in found} == {"ls"}
        assert {each["order_id"] for each in found} == {planted.own.order_id}
    assert planted.told("billing", "invoices", {"payer_id": "si"}, **who)["status"] == 403
    assert done(planted.told("billing", "invoices", {"order_id": planted.other.order_id}, **who)) == {
        "invoices": []
    }


@pytest.mark.parametrize("role", ["payer", "buyer"])
def test_of_the_other_payers_an_order_says_who_they_are_and_no_more(
    role: str, planted: PlantedOrders
) -> None:
    """R-B5: not where they take invoices, by which codes, or by which decision they pay."""
    order = done(planted.told("billing", "order", {"order_id": planted.own.order_id}, **ASKERS[role]))
    mine, *others = order["payers"]
    assert mine["payer_id"] == "ls"
    assert {"e_invoice", "cost_centre", "reference"} <= set(mine)
    assert {name for each in others for name in each} == {"payer_id", "sector", "organisation", "business_id"}
    assert [each["payer_id"] for each in order["commitments"] if "decision_ref" in each] == ["ls"]


def test_the_provider_reads_the_invoices_that_are_sent_in_its_name(planted: PlantedOrders) -> None:
    found = done(planted.told("billing", "invoices", {}, **ASKERS["provider"]))["invoices"]
    assert {each["payer_id"] for each in found} == {"ls", "si", "ps"}
    assert {each["order_id"] for each in found} == {planted.own.order_id}


def test_a_payers_finance_sees_what_it_was_charged_itself(planted: PlantedOrders) -> None:
    """R-B5: also where another payer of another sector is called the same in another order."""
    costs = done(planted.told("reporting", "costs", MONTHS, **ASKERS["payer"]))
    invoices = done(planted.told("billing", "invoices", {}, **ASKERS["payer"]))["invoices"]
    charged = sum((Decimal(each["net"]) for each in invoices), Decimal())
    assert charged > 0
    assert [(row["key"], Decimal(row["net"])) for row in costs["rows"]] == [("ls", charged)]
    of_all = done(planted.told("reporting", "costs", MONTHS))
    assert Decimal(of_all["sum"]["net"]) > charged
