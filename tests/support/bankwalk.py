"""Who may be proposed, counted plainly: of the rules as the design tells them, not of the code under test."""

from collections import Counter
from dataclasses import dataclass
from dataclasses import field as fresh
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from typing import Any

Line = dict[str, Any]
POINTS = {"competence": 30, "language": 10, "education": 15, "background": 15}
THREE_MONTHS = 92
"""Days. The made-up work lasts 60 or 200 of them, or has no end."""


@dataclass
class Person:
    """Somebody of the bank as the file tells of them; what happens to them on the way is kept here."""

    professional_id: str
    role: str
    field: str
    county: str
    counties: tuple[str, ...]
    competences: tuple[str, ...]
    languages: tuple[str, ...]
    education: tuple[str, ...]
    background: tuple[str, ...]
    modes: tuple[str, ...]
    hours: float
    user: str
    vetted: bool = False
    retired: bool = False
    paused_until: date | None = None
    parked_until: date | None = None
    conflicts: set[str] = fresh(default_factory=set)
    taken: list[tuple[float, date, date]] = fresh(default_factory=list)

    def told(self) -> Line:
        """The command that enters them."""
        return {
            "professional_id": self.professional_id, "name": f"Keksitty {self.user}", "roles": [self.role],
            "organisation": "Keksitty yksikkö", "field": self.field, "counties": list(self.counties),
            "competences": list(self.competences), "languages": list(self.languages),
            "education": list(self.education), "background": list(self.background),
            "modes": list(self.modes), "hours_per_week": self.hours, "county": self.county,
            "contact": {"user": self.user},
        }  # fmt: skip

    def take(self, sought: "Sought", on: date) -> None:
        """A confirmed match takes hours, from its start or from now."""
        self.taken.append((sought.hours, max(sought.starts_on, on), sought.ends_on or date.max))

    def busy(self, sought: "Sought") -> float:
        """The most hours that are taken on any day of the work: every day is looked at, for a year."""
        days = ((sought.ends_on or sought.starts_on + timedelta(days=365)) - sought.starts_on).days + 1
        of_days = (
            sum(hours for hours, first, last in self.taken if first <= day <= last)
            for day in (sought.starts_on + timedelta(days=number) for number in range(days))
        )
        return max(of_days)


@dataclass
class Sought:
    """What a request seeks, for whom, and who has said no to it."""

    request_id: str
    person: str
    role: str
    county: str
    competences: tuple[str, ...]
    languages: tuple[str, ...]
    mode: str | None
    background: tuple[str, ...]
    education: tuple[str, ...]
    same_county: bool
    hours: float
    starts_on: date
    ends_on: date | None
    team: bool
    said_no: set[str] = fresh(default_factory=set)
    reached: int = 0
    """How far was searched by now: 0 county, 1 region, 2 nation."""

    def told(self, matter: Line) -> Line:
        """The command that opens it."""
        must: Line = {"competences": list(self.competences), "languages": list(self.languages)}
        must |= {"mode": self.mode} if self.mode else {}
        should = {
            "background": list(self.background), "education": list(self.education),
            "same_county": self.same_county,
        }  # fmt: skip
        ends: Line = {"ends_on": self.ends_on.isoformat()} if self.ends_on else {}
        return {
            "match_request_id": self.request_id, "for": matter, "role": self.role, "county": self.county,
            "must": must, "should": should, "hours_per_week": self.hours,
            "starts_on": self.starts_on.isoformat(), **ends, **({"team": {}} if self.team else {}),
        }  # fmt: skip


class Bank:
    """Everybody, and a region's counties."""

    def __init__(self, region: tuple[str, ...]) -> None:
        self.region = region
        self.people: dict[str, Person] = {}

    def conflict(self, who: str, person: str) -> None:
        self.people[who].conflicts.add(person)

    def declined(self, sought: Sought, who: str, reason: str, on: date) -> None:
        """R-M7: workload parks for 30 days, a conflict holds in every matter of that child."""
        if reason == "workload":
            self.people[who].parked_until = on + timedelta(days=30)
            return
        sought.said_no.add(who)
        if reason == "conflict_of_interest":
            self.conflict(who, sought.person)

    def found(self, sought: Sought, on: date) -> Line:
        """What must come out: `scope`, `virtual`, `ranked` (id and points, in order), `ruled_out`, `team`."""
        steps = [("county", False), ("region", True), ("national", True)][sought.reached :]
        steps = [(scope, sought.mode != "on_site" and far) for scope, far in steps]
        if sought.mode == "virtual":
            steps = [(scope, True) for scope, _ in steps]
        if sought.mode == "on_site":
            steps.append(("national", True))
        for scope, virtual in steps:
            found = self._in(scope, sought, on, virtual=virtual)
            if found["team"] if sought.team else found["ranked"]:
                break
        return found

    def _in(self, scope: str, sought: Sought, on: date, *, virtual: bool) -> Line:
        ranked, out, able = [], {}, []
        for person in self.people.values():
            if person.role != sought.role or not self._near(person, scope, sought.county):
                continue
            why = self._not_free(person, sought, on) | self._unfit(person, sought, virtual=virtual)
            if why:
                out[person.professional_id] = why
            else:
                able.append(person)
                ranked.append((person.professional_id, self.points(person, sought)))
        ranked.sort(key=lambda each: (-each[1], each[0]))
        team = _smallest(able, sought) if sought.team else None
        return {"scope": scope, "virtual": virtual, "ranked": ranked, "ruled_out": out, "team": team}

    def _near(self, person: Person, scope: str, county: str) -> bool:
        counties = {"county": (county,), "region": self.region}.get(scope)
        return counties is None or bool(set(person.counties) & set(counties))

    @staticmethod
    def _not_free(person: Person, sought: Sought, on: date) -> set[str]:
        """R-M1."""
        lasts = (sought.ends_on - sought.starts_on).days if sought.ends_on else THREE_MONTHS + 1
        checks = {
            "retired": person.retired,
            "paused": person.paused_until is not None and on <= person.paused_until,
            "parked": person.parked_until is not None and on < person.parked_until,
            "conflict": sought.person in person.conflicts,
            "declined": person.professional_id in sought.said_no,
            "unvetted": not person.vetted and lasts > THREE_MONTHS,
            "over_capacity": person.hours - person.busy(sought) < sought.hours,
        }
        return {code for code, hinders in checks.items() if hinders}

    @staticmethod
    def _unfit(person: Person, sought: Sought, *, virtual: bool) -> set[str]:
        has = set(person.competences) & set(sought.competences)
        fits = has if sought.team else set(sought.competences) <= has
        comes = sought.mode is None or sought.mode in person.modes
        if virtual and sought.mode == "on_site":
            comes = "virtual" in person.modes
        checks = {
            "competence_missing": not fits,
            "language_missing": not set(sought.languages) <= set(person.languages),
            "mode_missing": not comes,
        }
        return {code for code, lacks in checks.items() if lacks}

    def points(self, person: Person, sought: Sought) -> int:
        """R-M2: what is met of what is wanted, how near, how much of the own hours is free."""
        pairs = {
            "competence": (sought.competences, person.competences),
            "language": (sought.languages, person.languages),
            "education": (sought.education, person.education),
            "background": (sought.background, person.background),
        }
        met = sum(
            POINTS[part] * len(set(wanted) & set(has)) // len(wanted)
            for part, (wanted, has) in pairs.items()
            if wanted
        )
        near = 15 + 15 * sought.same_county if sought.county in person.counties else 0
        if not near and set(person.counties) & set(self.region):
            near = 8
        free = max(person.hours - person.busy(sought), 0)
        return met + near + int(15 * Fraction(free) / Fraction(person.hours))


def _smallest(able: list[Person], sought: Sought) -> Line | None:
    """R-M5, by trying all: the fewest who cover it, then the balance of fields, then the load; None: none."""
    for size in range(1, len(sought.competences) + 1):
        teams = [
            (sum(many**2 for many in Counter(each.field for each in team).values()),
             sum(Fraction(each.busy(sought)) / Fraction(each.hours) for each in team))
            for team in combinations(able, size)
            if set(sought.competences) <= {known for each in team for known in each.competences}
        ]  # fmt: skip
        if teams:
            return {"size": size, "best": min(teams)}
    return None
