"""Policies are read from files, decide with a name, and a broken one stops the start."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed
from shared.plumbing.policy import NOTHING_PERMITS, SERVICE, About, BrokenPolicy, Policy, read_policy
from tests.permissions.matrix import ROOT, policy_of
from tests.permissions.people import asker
from tests.permissions.told import about

SHIPPED = ROOT / "services" / "intake" / "policies"
NO_COPIES = """
@id("no-copies-for-experts") @says("In our region experts do not copy cases out.")
forbid (principal in intake::Role::"expert", action == intake::Action::"copy_out", resource);
"""


def of_the_region(folder: Path, text: str, name: str = "own.cedar") -> Policy:
    """Intake's policies with one more of the region's."""
    (folder / "intake").mkdir()
    (folder / "intake" / name).write_text(text, encoding="utf-8")
    return read_policy("intake", SHIPPED, folder)


def test_what_no_policy_permits_is_refused_by_default() -> None:
    with pytest.raises(NotAllowed) as refusal:
        policy_of("intake").check(asker("researcher"), "referral")
    assert refusal.value.policy == NOTHING_PERMITS


def test_a_role_that_does_not_exist_may_nothing() -> None:
    nobody = Asker(user="x", role="king", region="sisa-suomi", now=datetime.now(UTC))
    assert not policy_of("intake").decide(nobody, SERVICE, "case").allowed


def test_what_is_no_action_is_refused_to_everybody() -> None:
    assert not policy_of("intake").decide(asker("coordinator"), SERVICE, "no_such_thing").allowed


def test_what_is_told_in_another_shape_is_refused() -> None:
    """A policy that cannot be evaluated must not be passed over: it may be one that forbids."""
    misshapen = About.of("Case", region="sisa-suomi")
    assert not policy_of("intake").decide(asker("coordinator", "case"), misshapen).allowed


@pytest.mark.parametrize(
    ("role", "kind", "changes", "policy"),
    [
        ("contact_person", "Contact", {"sectors": frozenset(), "received_by": "yhdyshenkilo-1"},
         "contact-received-by-contact-person"),
        ("contact_person", "Case", {"sectors": frozenset(), "takes_part": True}, "case-with-contact-person"),
        ("coordinator", "Person", {"has_matter": False, "registered_in": "sisa-suomi"},
         "person-registered-in-the-region"),
    ],
)  # fmt: skip
def test_one_way_to_see_a_matter_is_enough(
    role: str, kind: str, changes: dict[str, Any], policy: str
) -> None:
    told = About.of(kind, **{**dict(about("intake", kind, "own", role).attributes), **changes})
    decided = policy_of("intake").decide(
        asker(role, {"Person": "person", "Case": "case"}.get(kind, "referral")), told
    )
    assert (decided.allowed, decided.policy) == (True, policy)


def test_what_the_region_registered_is_closed_off_with_a_restricted_case() -> None:
    """R-C10: who it is about is there for the named alone."""
    told = About.of("Person", has_matter=False, registered_in="sisa-suomi", closed_off=True)
    assert not policy_of("intake").decide(asker("coordinator", "person"), told).allowed


def test_a_region_forbids_more(tmp_path: Path) -> None:
    policy = of_the_region(tmp_path, NO_COPIES)
    expert, case = asker("expert", "copy_out"), about("intake", "Case", "own", "expert")
    assert policy_of("intake").decide(expert, case).allowed
    assert policy.decide(expert, case).policy == "no-copies-for-experts"
    assert policy.decide(asker("expert", "case"), case).allowed


def test_a_region_knows_only_its_own_service(tmp_path: Path) -> None:
    of_the_region(tmp_path, NO_COPIES)
    other = read_policy("reporting", ROOT / "services" / "reporting" / "policies", tmp_path)
    assert "no-copies-for-experts" not in other.rules


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NO_COPIES.replace("forbid", "permit"), "may only forbid"),
        (NO_COPIES.replace("copy_out", "copy_everything"), "copy_everything"),
        (NO_COPIES.replace("resource)", "resource) when { resource.colour }"), "colour"),
        (NO_COPIES.replace("forbid (", "forbid "), "cannot be read as Cedar"),
        (NO_COPIES.replace('@id("no-copies-for-experts")', ""), "@id"),
        (NO_COPIES.replace("no-copies-for-experts", "buyer"), "is taken in roles.cedar"),
    ],
)
def test_a_broken_policy_stops_the_start_and_says_where(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BrokenPolicy) as broken:
        of_the_region(tmp_path, text)
    assert "own.cedar" in str(broken.value)
    assert said in str(broken.value)


def test_a_folder_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(BrokenPolicy, match="no such folder"):
        read_policy("intake", SHIPPED, tmp_path / "typo")


def test_lists_ask_about_each_row_where_the_region_looks_at_matters(tmp_path: Path) -> None:
    """What a region forbids about matters is forbidden in lists too, that come of SQL (listing.py)."""
    of_matters = NO_COPIES.replace("resource)", "resource is intake::Case)").replace(
        '== intake::Action::"copy_out"', ""
    )
    assert of_the_region(tmp_path, of_matters).asks_each
    assert not policy_of("intake").asks_each
