"""Who may do what with a follow-up: by role, and by how it stands to them (deny by default)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import services
from services.feedback.commands import COMMANDS
from shared.kernel.asker import Asker
from shared.plumbing.policy import SERVICE, About, read_policy

POLICY = read_policy("feedback", Path(services.__path__[0]) / "feedback" / "policies")
NOW = datetime(2025, 9, 1, 9, tzinfo=UTC)
BY_LINK = {"answer", "answer_sheet"}
IN_THE_WORK = {"set_goal_scale", "rate_goal", "record_on_behalf"}
READS = {"follow_up", "follow_ups", "recipients_scores"}
ACTIONS = {*COMMANDS, *READS, *BY_LINK, "instruments", "accesses", "operate"}
RIGHTS = {
    "coordinator": ACTIONS - BY_LINK - {"accesses", "operate"},
    "worker": IN_THE_WORK | READS | {"instruments"},
    "expert": IN_THE_WORK | READS | {"instruments"},
    "buyer": {"follow_up", "follow_ups"},
    "professional": BY_LINK,
    "link": BY_LINK,
    "admin": {"instruments", "accesses"},
    "operator": {"operate"},
    "contact_person": set(),
    "provider": set(),
    "finance": set(),
    "researcher": set(),
    "integrator": set(),
}


def asker(role: str, asks: str, region: str = "sisa-suomi") -> Asker:
    return Asker("joku-1", role, region, NOW, asks=asks)


def follow_up(**told: bool | str) -> About:
    """Of the region, and nobody's in particular."""
    stands: dict[str, bool | str] = dict.fromkeys(("closed_off", "works_on", "buys", "linked"), False)
    return About.of("FollowUp", **{**stands, "region": "sisa-suomi", **told})


def allowed(role: str, about: About, region: str = "sisa-suomi") -> set[str]:
    return {name for name in ACTIONS if POLICY.decide(asker(role, name, region), about).allowed}


@pytest.mark.parametrize("role", sorted(RIGHTS))
def test_what_a_role_may_ever_ask(role: str) -> None:
    assert allowed(role, SERVICE) == RIGHTS[role]


def test_a_coordinator_works_on_the_follow_ups_of_the_region() -> None:
    """But answers for nobody by a link that is not theirs."""
    assert allowed("coordinator", follow_up()) >= {*COMMANDS} - BY_LINK | READS
    assert not allowed("coordinator", follow_up()) & BY_LINK
    assert allowed("coordinator", follow_up(), region="ita-suomi") == set()


@pytest.mark.parametrize("role", ["worker", "expert"])
def test_who_works_in_the_network_rates_and_reads(role: str) -> None:
    assert allowed(role, follow_up(works_on=True)) >= IN_THE_WORK | READS
    assert allowed(role, follow_up()) == set()
    assert allowed(role, follow_up(buys=True)) == set()


def test_a_buyer_is_told_figures_alone() -> None:
    """R-C14: never what anybody answered."""
    told = allowed("buyer", follow_up(buys=True))
    assert {"follow_up", "follow_ups"} <= told
    assert "recipients_scores" not in told
    assert allowed("buyer", follow_up(works_on=True)) == set()


@pytest.mark.parametrize("role", ["link", "professional"])
def test_a_link_opens_what_it_was_made_for(role: str) -> None:
    """R-F1, R-F6: also of a restricted case, for who is asked there knows of it."""
    assert allowed(role, follow_up(linked=True)) == BY_LINK
    assert allowed(role, follow_up(linked=True, closed_off=True)) == BY_LINK
    assert allowed(role, follow_up()) == set()


@pytest.mark.parametrize("role", ["coordinator", "worker", "expert", "buyer"])
def test_a_restricted_case_has_no_follow_up_for_others(role: str) -> None:
    """R-C10: whoever they are otherwise."""
    assert allowed(role, follow_up(closed_off=True, works_on=True, buys=True)) == set()
