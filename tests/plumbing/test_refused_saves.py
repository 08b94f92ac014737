"""What PostgreSQL says where it refuses a save by itself."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from eventsourcing.persistence import StoredEvent

from shared.plumbing.migrations import migrate
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.round_trip import round_trip
from shared.plumbing.store.storing import PREPARE, REFUSED, Save, stores

NOW = datetime(2023, 3, 7, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("version", [1, 7])
def test_what_is_refused_is_not_quoted(database: str, version: int) -> None:
    """R-P1: it tells the row that it refuses, to its own log too; no byte of the fact is in it."""
    migrate(database, "intake")
    stream = uuid4()
    with ServiceDatabase(database, "intake").own_connection() as connection:
        connection.execute(PREPARE)
        first = StoredEvent(stream, 1, "intake.test", b"{}")
        round_trip(connection, [stores([Save([first], NOW)])])
        refused = StoredEvent(stream, version, "intake.test", b"Aino Esimerkki")
        with pytest.raises(REFUSED) as told:
            round_trip(connection, [stores([Save([refused], NOW)])])
    assert str(stream) in str(told.value)
    assert "Aino" not in str(told.value)
    assert b"Aino".hex() not in str(told.value)
