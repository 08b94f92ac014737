"""Beside the professionals themselves: teams, the core unit of a region, contact persons of the counties."""

from services.matching.domain.directory.contact_person import ContactPerson
from services.matching.domain.directory.core_unit import CoreUnit
from services.matching.domain.directory.team import Team

__all__ = ["ContactPerson", "CoreUnit", "Team"]
