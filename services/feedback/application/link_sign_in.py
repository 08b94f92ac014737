"""Who comes by a link without an account: the token of the link itself is what they show (R-F1).

It is no signed token, which has dots in it: any other service refuses it. Who they are nobody asks; what the
link is for, feedback finds by its hash.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from services.feedback.application.clock import Clock
from services.feedback.domain.links import hash_of
from shared.kernel.asker import Asker
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.tokens import Verifier

LONGEST = 200
SHOWN = 16
"""Digits of the hash by which facts name who answered: enough to tell links apart."""


@dataclass
class LinkVerifier(Verifier):
    """Also turns a link's token into an asker of the role link, whether or not it opens anything."""

    database: ServiceDatabase = field(kw_only=True)
    clock: Clock = field(kw_only=True)

    def asker(self, token: str | None) -> Asker:
        if not token or "." in str(token) or len(token) > LONGEST:
            return super().asker(token)
        link_hash = hash_of(token)
        with self.database.rows() as rows:
            row = rows.execute("SELECT region FROM links WHERE link_hash = %s", (link_hash,)).fetchone()
        return Asker(
            user=f"link:{link_hash[:SHOWN]}",
            role="link",
            region=row["region"] if row else "",
            now=self.clock.now() or datetime.now(UTC),
            may={"link": link_hash},
        )
