"""Whose matters an asker sees: a coordinator the region's, a contact person the county's.

A contact behind a case that is restricted to named people is there for these alone, in figures too, until the
restriction is lifted (R-C10). Here an asker's `user` is a pseudonym, as in the facts (service.py).
"""

from dataclasses import dataclass

from psycopg.sql import SQL, Composed

from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed

CONTACT_ROLES = frozenset({"coordinator", "contact_person"})
"""Who sees contacts here."""


CLOSED_OFF = SQL(
    """EXISTS (SELECT FROM cases behind
        WHERE behind.referral_id = {} AND behind.valid_to = 'infinity'
            AND cardinality(behind.restricted_to) > 0 AND NOT %(me)s = ANY (behind.restricted_to))"""
)


def closed_off(contact: SQL) -> Composed:
    """Whether a contact is closed off from `%(me)s` now, whatever was asked as of then. contact: its id."""
    return CLOSED_OFF.format(contact)


@dataclass(frozen=True)
class Sight:
    """What rows are seen. county None: all of the region; sector None: whatever sector's."""

    region: str
    county: str | None = None
    sector: str | None = None


def sight_of(asker: Asker) -> Sight:
    """What the asker sees. NotAllowed for everyone else (deny by default)."""
    if asker.role == "coordinator":
        return Sight(asker.region)
    if asker.role == "contact_person" and asker.county:
        return Sight(asker.region, asker.county, asker.sector)
    raise NotAllowed("the role {role} sees no figures of matters here", role=asker.role)


def sight_of_figures(asker: Asker) -> Sight:
    """What figures count: a researcher's those of the region, without small counts (R-R2)."""
    return Sight(asker.region) if asker.role == "researcher" else sight_of(asker)


def narrowed(sight: Sight, region: str | None, county: str | None) -> Sight:
    """The part that was asked for. NotAllowed where it lies outside of what is seen."""
    if region and region != sight.region:
        raise NotAllowed("you see the figures of your own region only ({region})", region=sight.region)
    if county and sight.county and county != sight.county:
        raise NotAllowed("you see the figures of your own county only ({county})", county=sight.county)
    return Sight(sight.region, county or sight.county, sight.sector)
