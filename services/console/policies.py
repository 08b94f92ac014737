"""Whether the policies can be used, before anything is started."""

from pathlib import Path

import services
from shared.contracts.services import SERVICES
from shared.plumbing.policy.reading import read_policies
from shared.plumbing.settings import Settings


def refuse_broken_policies(settings: Settings) -> None:
    """BrokenPolicy where a region's own policies do not fit: a service would not start with them."""
    for service in SERVICES if settings.own_policies else ():
        read_policies(service, Path(services.__path__[0]) / service / "policies", settings.own_policies)
