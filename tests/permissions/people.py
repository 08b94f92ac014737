"""One person of each role, as the matrix of docs/permissions.md means them, and how matters stand to them."""

from datetime import UTC, datetime
from typing import Any

from shared.kernel.asker import Asker

REGION, COUNTY = "sisa-suomi", "08"
FAR_REGION, FAR_COUNTY = "ita-suomi", "12"
OTHER_COUNTY = "07"
COLUMNS = ("own", "other", "restricted", "closed", "protected", "other region", "broken glass")
"""How a matter stands to who asks. own: they take part in it. other: of the same region, another county and
sector, and they do not. restricted, closed, protected: as own, but the case is restricted to others, it is
closed, its person is under a non-disclosure order. other region: nobody of this region takes part in it.
broken glass: as other, but they broke the glass on it, where their role may."""
PEOPLE: dict[str, dict[str, Any]] = {
    "coordinator": {"sub": "koordinaattori-1"},
    "contact_person": {"sub": "yhdyshenkilo-1", "county": COUNTY, "sector": "education"},
    "professional": {"sub": "opettaja-1", "county": COUNTY, "sector": "education"},
    "worker": {"sub": "tukihenkilo-1", "organisation": "Esimerkkituottaja Oy"},
    "expert": {"sub": "asiantuntija-1", "organisation": "Esimerkkituottaja Oy"},
    "buyer": {"sub": "tilaaja-1", "sector": "child_welfare", "payer_id": "ls-08"},
    "provider": {"sub": "tuottaja-1", "organisation": "Esimerkkituottaja Oy"},
    "finance": {"sub": "talous-1"},
    "payer": {"sub": "maksaja-1", "payer_id": "ls-08"},
    "researcher": {"sub": "tutkija-1"},
    "operator": {"sub": "yllapitaja-1"},
    "admin": {"sub": "paakayttaja-1"},
    "integrator": {"sub": "liittyma-1"},
    "link": {"sub": "link:1"},
}
"""Role → the claims of its person, besides role and region. The link is for the own matter.

finance: of the centre; payer: finance, too, but of a payer, which decides what they may.
"""
ROLE_OF = {"payer": "finance"}
"""The role of who is not called by it here."""


def asker(role: str, name: str = "") -> Asker:
    """The role's person, asking for something. Of a link `may` says what it opens (told.py)."""
    who = dict(PEOPLE[role])
    user, of_role = who.pop("sub"), ROLE_OF.get(role, role)
    return Asker(user=user, role=of_role, region=REGION, now=datetime.now(UTC), asks=name, **who)
