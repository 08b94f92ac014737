"""That intake knows more of a person: perhaps how they are reached, for whom a message waits (R-F7).

What it knows is not told on the bus (R-P1): the row says that it is worth asking again.
"""

from typing import Any

from services.feedback.projections.reading import Projection, Rows
from shared.contracts import intake
from shared.contracts.envelope import Message


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes where in the log it was told; the same fact again changes nothing."""
    fact = message.body
    if isinstance(fact, intake.PersonRegistered | intake.PersonCorrected):
        _told(rows, fact.person, message.position)
    elif isinstance(fact, intake.SubjectIdentified):
        _told(rows, fact.subject, message.position)
    elif isinstance(fact, intake.PersonsMerged):
        _told(rows, fact.person, message.position)


def _told(rows: Rows, person: str, position: int) -> None:
    rows.execute(_TOLD, (person, position))


_TOLD = """
INSERT INTO vault_told (person, position) VALUES (%s, %s)
ON CONFLICT (person) DO UPDATE SET position = greatest(vault_told.position, excluded.position)
"""

VAULT = Projection("vault", ("vault_told",), apply)
