"""Scores: sums of named parts, each with its reason (R-M2). The points of a part are a region's data.

All arithmetic is in whole points, rounded down: the same input gives the same order on every machine.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from services.matching.domain.hours import hundredths, most_taken
from services.matching.domain.language import Candidate, Need, Reason, Scope, Value
from services.matching.domain.rules import MatchingRules, Points
from shared.kernel.reference import region_of


def parts_of_score(who: Candidate, need: Need, rules: MatchingRules) -> tuple[Reason, ...]:
    """Education, background, competence, language, distance and load, in this order."""
    points, must, should = rules.points, need.must, need.should
    return (
        _part("education", points.education, should.education, who.education),
        _part("background", points.background, should.background, who.background),
        _part("competence", points.competence, must.competences, who.competences),
        _part("language", points.language, must.languages, who.languages),
        _distance(who, need, points),
        _load(who, need, points),
    )


def score_of(parts: Iterable[Reason]) -> int:
    """The sum of the parts' points."""
    return sum(part.points for part in parts)


def nearness(who: Candidate, county: str) -> Scope:
    """Whether somebody works in the county itself, in its region or elsewhere in the country."""
    if who.works_in(frozenset({county})):
        return "county"
    here = region_of(county)
    return "region" if any(region_of(c) == here for c in who.counties or (who.county,)) else "national"


def load_of(who: Candidate, need: Need) -> Fraction:
    """Given hours to own hours, in the fullest week of the need. Somebody without hours is fully loaded."""
    own = hundredths(who.hours_per_week)
    return Fraction(most_taken(who.reservations, need.starts_on, need.ends_on), own) if own else Fraction(1)


def points_of(who: Candidate, need: Need, rules: MatchingRules) -> int:
    """The same sum without its reasons, for plans that look at very many."""
    points, must, should = rules.points, need.must, need.should
    return (
        _share(points.education, should.education, who.education)
        + _share(points.background, should.background, who.background)
        + _share(points.competence, must.competences, who.competences)
        + _share(points.language, must.languages, who.languages)
        + _distance_points(nearness(who, need.county), need, points)
        + _load_points(_free(who, need), who, points)
    )


def _part(code: str, most: int, wanted: Sequence[str], has: Sequence[str]) -> Reason:
    met = tuple(each for each in wanted if each in has)
    values: dict[str, Value] = {"has": tuple(has), "wanted": tuple(wanted), "met": met}
    return Reason(code, _share(most, wanted, has), values)


def _share(most: int, wanted: Sequence[str], has: Sequence[str]) -> int:
    """In proportion to how much of what is wanted is there; nothing wanted gives nothing."""
    return most * sum(each in has for each in wanted) // len(wanted) if wanted else 0


def _distance(who: Candidate, need: Need, points: Points) -> Reason:
    near = nearness(who, need.county)
    values: dict[str, Value] = {"near": near, "county": who.county, "modes": tuple(who.modes)}
    return Reason("distance", _distance_points(near, need, points), values)


def _distance_points(near: Scope, need: Need, points: Points) -> int:
    if near == "county":
        return points.same_county + (points.wished_county if need.should.same_county else 0)
    return points.same_region if near == "region" else 0


def _load(who: Candidate, need: Need, points: Points) -> Reason:
    free = _free(who, need)
    values = {"free": f"{free / 100:g}", "own": f"{hundredths(who.hours_per_week) / 100:g}"}
    return Reason("load", _load_points(free, who, points), values)


def _load_points(free: int, who: Candidate, points: Points) -> int:
    own = hundredths(who.hours_per_week)
    return points.load * free // own if own else 0


def _free(who: Candidate, need: Need) -> int:
    taken = most_taken(who.reservations, need.starts_on, need.ends_on)
    return max(hundredths(who.hours_per_week) - taken, 0)
