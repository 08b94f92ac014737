"""How far is searched: county → region → nation, and at last virtually (R-M4)."""

from collections.abc import Iterator

from services.matching.domain.language import SCOPES, Mode, Scope, Step
from shared.kernel.reference import codes, region_of, vocabulary


def counties_of(scope: Scope, county: str) -> frozenset[str]:
    """The counties that a scope covers, seen from a county."""
    if scope == "county":
        return frozenset({county})
    if scope == "region":
        here = region_of(county)
        return frozenset(next(each["counties"] for each in vocabulary("regions") if each["id"] == here))
    return frozenset(codes("counties"))


def steps_from(scope: Scope, mode: Mode | None) -> Iterator[Step]:
    """The scopes from one on. Beyond the county a virtual consultation is offered, unless on site is a must.

    Where nobody in the whole country can come, the last step offers a virtual consultation all the same.
    """
    for each in SCOPES[SCOPES.index(scope) :]:
        yield Step(each, virtual=mode == "virtual" or (mode is None and each != "county"))
    if mode == "on_site":
        yield Step("national", virtual=True)
