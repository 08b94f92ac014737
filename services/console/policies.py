"""Whether the policies and the studies can be used, before anything is started."""

from pathlib import Path

import services
from services.reporting.queries.research.studies import read_studies
from shared.contracts.services import SERVICES
from shared.plumbing.policy.reading import read_policies
from shared.plumbing.settings import Settings


def refuse_broken_policies(settings: Settings) -> None:
    """BrokenPolicy where a region's own policies do not fit: a service would not start with them."""
    for service in SERVICES if settings.own_policies else ():
        read_policies(service, Path(services.__path__[0]) / service / "policies", settings.own_policies)


def refuse_broken_studies(settings: Settings) -> None:
    """BrokenStudy where a study's file does not fit: reporting would not start with it."""
    read_studies(settings.studies, str)
