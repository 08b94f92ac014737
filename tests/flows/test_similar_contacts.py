"""R-I7 while a contact is still being written down: those it may repeat, and only to whom they concern."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from shared.plumbing.embedded.postgres import Postgres
from tests.support.intake_store import EXAMPLE, IntakeStore
from tests.support.servers import create_database, drop_database

OTHER_REGION = {"sub": "koordinaattori-9", "region": "ita-suomi"}
CONTACT_PERSON = {"sub": "yhdyshenkilo-1", "role": "contact_person", "county": "08", "sector": "education"}
UNCONCERNED = CONTACT_PERSON | {"sub": "yhdyshenkilo-3", "sector": "police"}
REFERRER = {key: EXAMPLE["referrer"][key] for key in ("name", "organisation")}
SUBJECT = {key: EXAMPLE["subject"][key] for key in ("given_name", "family_name", "birth_date")}
AT = "2023-03-20T09:00:00+02:00"


@pytest.fixture(scope="module")
def asking(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[IntakeStore]:
    name = f"similar_{uuid4().hex}"
    store = IntakeStore(tmp_path_factory.mktemp("data"), create_database(postgres, name))
    answer = store.receive(
        subject=EXAMPLE["subject"], referrer=EXAMPLE["referrer"] | {"phone": "040 1234567"}
    )
    assert answer["status"] == 200
    yield store
    drop_database(postgres, name)


def found(asking: IntakeStore, who: dict[str, Any] | None = None, **asked: Any) -> list[dict[str, Any]]:
    """The contacts offered for such a contact."""
    data = {"referrer": REFERRER, "subject": SUBJECT, "received_at": AT} | asked
    answer = asking.ask("similar_contacts", data, who=who or {})
    assert answer["status"] == 200, answer
    return list(answer["result"]["contacts"])


def test_it_is_offered_with_its_number_day_and_state(asking: IntakeStore) -> None:
    """R-I7: enough to open it and decide, and nothing of what was said in it."""
    (one,) = found(asking)
    assert one.keys() == {"referral_id", "number", "received_on", "state"}
    assert (one["received_on"], one["state"]) == ("2023-03-07", "received")


def test_a_phone_alone_tells_who_rings(asking: IntakeStore) -> None:
    """R-I7: the same phone, written in another way."""
    assert len(found(asking, referrer={"phone": "+358 40 123 4567"})) == 1
    assert found(asking, referrer={"phone": "+358 40 999 9999"}) == []


def test_another_child_or_another_season_is_another_contact(asking: IntakeStore) -> None:
    """R-I7: the same subject within 30 days."""
    assert found(asking, subject=SUBJECT | {"birth_date": "2011-05-06"}) == []
    assert found(asking, received_at="2023-04-07T09:00:00+03:00") == []


def test_only_to_whom_it_concerns(asking: IntakeStore) -> None:
    """R-P1: another region, and a sector that takes no part, are told nothing at all."""
    assert len(found(asking, CONTACT_PERSON)) == 1
    assert found(asking, OTHER_REGION) == []
    assert found(asking, UNCONCERNED) == []


def test_it_says_what_it_needs_to_recognise_anybody(asking: IntakeStore) -> None:
    """A name alone is nobody."""
    answer = asking.ask("similar_contacts", {"referrer": {"name": "Olli"}, "subject": SUBJECT})
    assert answer["status"] == 422
    assert "a name and an organisation" in str(answer["problem"])
