"""A refusal names the policy that decided, where that tells nothing; what a region forbids is nowhere."""

from collections.abc import Iterator
from copy import copy
from pathlib import Path
from uuid import uuid4

import pytest
import structlog.testing

from services.intake.service import open_intake
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.policy import NOTHING_PERMITS
from tests.support.intake_store import IntakeStore
from tests.support.servers import passing_database

NOT_IN_08 = """
@id("no-professionals-in-08") @says("In county 08 professionals follow their contacts by phone.")
forbid (principal in intake::Role::"professional", action, resource is intake::Contact)
when { resource.county == "08" };
"""


@pytest.fixture(scope="module")
def asking(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[IntakeStore]:
    with passing_database(postgres) as url:
        yield IntakeStore(tmp_path_factory.mktemp("data"), url)


def test_a_refusal_names_its_policy_to_who_asks_and_in_the_log(asking: IntakeStore) -> None:
    """403: what the role may never do. Of a matter that is not there for one, the log alone says why."""
    with structlog.testing.capture_logs() as lines:
        refused = asking.ask("referral", {"referral_id": str(uuid4())}, who={"role": "researcher"})
    assert (refused["status"], refused["problem"]["policy"]) == (403, NOTHING_PERMITS)
    assert [line["policy"] for line in lines if line["event"] == "query"] == [NOTHING_PERMITS]


def test_a_matter_that_is_not_ones_own_is_unknown_and_only_the_log_says_by_which_policy(
    asking: IntakeStore,
) -> None:
    contact = {"referral_id": asking.receive()["result"]["referral_id"]}
    with structlog.testing.capture_logs() as lines:
        unknown = asking.ask("referral", contact, who={"region": "ita-suomi"})
        missing = asking.ask("referral", {"referral_id": str(uuid4())}, who={"region": "ita-suomi"})
    assert unknown["status"] == missing["status"] == 404
    assert unknown["problem"].keys() == missing["problem"].keys()
    assert "policy" not in unknown["problem"]
    assert [line["policy"] for line in lines if line["event"] == "refused"] == [NOTHING_PERMITS]
    assert contact["referral_id"] not in str(lines)


def test_what_a_region_forbids_about_matters_is_in_no_list(asking: IntakeStore, tmp_path: Path) -> None:
    """Its SQL is the product's; then each row is asked about."""
    own = tmp_path / "intake"
    own.mkdir()
    (own / "own.cedar").write_text(NOT_IN_08, encoding="utf-8")
    who = {"sub": "tyontekija-9", "role": "professional"}
    contact = asking.receive(who=who, channel="web")["result"]["referral_id"]
    strict = copy(asking)
    settings = asking.settings.model_copy(update={"own_policies": tmp_path})
    strict.desk = open_intake(settings, asking.beside)
    for store, seen in ((asking, True), (strict, False)):
        listed = store.ask("referrals", {"limit": 200}, who=who)["result"]["referrals"]
        assert (contact in {row["referral_id"] for row in listed}) is seen
        assert (store.ask("referral", {"referral_id": contact}, who=who)["status"] == 200) is seen
