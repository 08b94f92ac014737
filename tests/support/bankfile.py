"""Files of the matching scenario's shape with other values, and what must come out: a plain walk beside it.

The walk knows the bank as the file tells it and asks nothing of the code under test: who may be proposed,
how far is searched, how many points each has, which team is the smallest.
"""

import random
from datetime import date
from typing import Any

from tests.support.bankwalk import Bank, Person, Sought
from tests.support.playfile import DAY, HOUR, Line, PlayFile, noon

REGIONS = {
    "sisa-suomi": ("07", "08", "16"), "lansi-suomi": ("05", "06", "17"),
    "ita-suomi": ("12", "13", "14", "15"), "pohjois-suomi": ("18", "19", "20", "21"),
}  # fmt: skip
COMPETENCES = ("trauma", "rare_disease", "autism_spectrum", "custody", "immigration", "substance_use")
ROLES = ("expert", "support_person", "coach", "school_support_worker")
LANGUAGES = (("fi",), ("fi", "sv"), ("sv",), ("fi", "en"), ("fi", "sv", "en"))
EDUCATION = ("socionomi", "psykologi", "toimintaterapeutti")
BACKGROUND = ("lastensuojelu", "psykiatria", "koulu")
FIELDS = ("health", "social", "education", "organisations")
DECLINED = ("workload", "conflict_of_interest", "client_refused", "competence", "other")
PEOPLE = 24


class BankFile(PlayFile):
    """A bank of a region and of elsewhere, requests for two children, a decline, a confirmation, a team.

    declined: for what the first who is asked says no.
    """

    def __init__(self, seed: int, declined: str) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made up, and the same each time
        self.timed = []
        self.declined = declined
        self.region = self.chance.choice(sorted(REGIONS))
        self.home = self.chance.choice(REGIONS[self.region])
        self.role = self.chance.choice(ROLES)
        self.by = {"user": "koordinaattori-7", "role": "coordinator", "region": self.region}
        self.first = date(2025, self.chance.randint(2, 8), self.chance.randint(1, 28))
        self.bank = Bank(REGIONS[self.region])
        self.expected: dict[str, Line] = {}
        self.teams: dict[str, Line] = {}
        self.sought: dict[str, Sought] = {}
        for place in range(PEOPLE):
            self._enter(place)
        self.children = [self._child() for _ in range(2)]
        self.bank.conflict(self._somebody_in_conflict(), self.children[0]["person"])
        self.settle(noon(self.first) + HOUR)
        self._go_on()

    # The bank.

    def _enter(self, place: int) -> None:
        chance, at = self.chance, noon(self.first)
        near = chance.random() < 0.6
        county = chance.choice(REGIONS[self.region] if near else sorted(sum(REGIONS.values(), ())))
        also = (chance.choice(REGIONS[self.region]),) if chance.random() < 0.2 else ()
        person = Person(
            professional_id=self.new_id(),
            role=self.role if chance.random() < 0.85 else chance.choice(ROLES),
            field=chance.choice(FIELDS),
            county=county,
            counties=tuple(dict.fromkeys((county, *also))),
            competences=tuple(chance.sample(COMPETENCES, chance.randint(1, 3))),
            languages=chance.choice(LANGUAGES),
            education=tuple(chance.sample(EDUCATION, chance.randint(0, 2))),
            background=tuple(chance.sample(BACKGROUND, chance.randint(0, 2))),
            modes=chance.choice((("virtual",), ("on_site",), ("virtual", "on_site"), ("virtual", "on_site"))),
            hours=chance.choice((2, 4.5, 6, 10, 20)),
            user=f"ammattilainen-{place}",
        )
        self.say(at, self.by, "matching.register_professional", **person.told())
        self.bank.people[person.professional_id] = person
        self._vet(person)
        self._away(person)

    def _vet(self, person: Person) -> None:
        """Most are vetted; some by an extract that was too old when it was looked at, which is refused."""
        at, kind = noon(self.first), self.chance.random()
        if kind < 0.15:
            return
        old = kind < 0.3
        issued = self.first - (220 if old else self.chance.randint(5, 150)) * DAY
        self.say(
            at, self.by, "matching.attest_vetting", refused=old, professional_id=person.professional_id,
            by="Keksitty työnantaja", extract_issued_on=issued.isoformat(), checked_on=self.first.isoformat(),
        )  # fmt: skip
        person.vetted = not old

    def _away(self, person: Person) -> None:
        at, kind = noon(self.first) + HOUR / 2, self.chance.random()
        who: Line = {"professional_id": person.professional_id}
        if kind < 0.08:
            self.say(at, self.by, "matching.retire", **who, reason="Eläkkeelle.")
            person.retired = True
        elif kind < 0.2:
            until = self.chance.choice((None, self.first + 20 * DAY))
            told: Line = {} if until is None else {"until": until.isoformat()}
            self.say(at, self.by, "matching.pause", **who, reason="Vapaalla.", **told)
            person.paused_until = until or date.max

    def _somebody_in_conflict(self) -> str:
        who = self.chance.choice(sorted(self.bank.people))
        told: Line = {"professional_id": who, "with": {"person_id": self.children[0]["person"]}}
        self.say(noon(self.first) + HOUR / 2, self.by, "matching.declare_conflict", **told, reason="Suku.")
        return who

    def _child(self) -> Line:
        """A contact about a child and the case opened for it: the ids."""
        at = noon(self.first)
        ids = {"referral": self.new_id(), "person": self.new_id(), "case": self.new_id()}
        self.say(
            at, self.by, "intake.receive_referral", referral_id=ids["referral"], received_at=at.isoformat(),
            source="family_social_work", channel="phone", county=self.home, service_line="support_person",
            situations=["school_absence"], trigger="Tuen tarve.", urgency="routine",
            referrer={"name": "Työntekijä", "organisation": "Yksikkö", "sector": "family_social_work"},
            subject={"person_id": ids["person"], "given_name": "Nuori", "family_name": "Esimerkki",
                     "birth_date": "2011-03-04", "languages": ["fi"]}, legal_basis="statutory_task",
        )  # fmt: skip
        self.say(at, self.by, "intake.open_case", case_id=ids["case"], referral_id=ids["referral"],
                 person_id=ids["person"], service_line="support_person",
                 process_lead="family_social_work")  # fmt: skip
        return ids

    # What is sought.

    def _open(self, at: Any, child: int, on: str = "case", **more: Any) -> Sought:
        ids, chance = self.children[child], self.chance
        starts = at.date() + chance.randint(0, 20) * DAY
        ends = chance.choice((None, None, starts + 60 * DAY, starts + 200 * DAY))
        sought = Sought(
            request_id=self.new_id(),
            person=ids["person"],
            role=self.role,
            county=self.home,
            competences=more.get("competences") or (chance.choice(COMPETENCES),),
            languages=chance.choice((("fi",), ("fi",), ("sv",), ())),
            mode=chance.choice((None, None, "virtual", "on_site")),
            background=tuple(chance.sample(BACKGROUND, chance.randint(0, 2))),
            education=tuple(chance.sample(EDUCATION, chance.randint(0, 2))),
            same_county=chance.random() < 0.5,
            hours=chance.choice((1, 2, 3.5)),
            starts_on=starts,
            ends_on=ends,
            team=more.get("team", False),
        )
        self.say(at, self.by, "matching.open_match_request", **sought.told({f"{on}_id": ids[on]}))
        return sought

    def _propose(self, at: Any, sought: Sought, name: str) -> list[str]:
        """Proposed and asked after: who must be ranked, in order."""
        self.sought[sought.request_id] = sought
        about: Line = {"match_request_id": sought.request_id}
        self.say(at, self.by, "matching.propose_candidates", **about)
        asked = {"at": at.isoformat(), "by": self.by, "query": "matching.match_request", "data": about}
        self.timed.append((at, asked | {"save_as": name}))
        found = self.bank.found(sought, at.date())
        if sought.team:
            self.teams[name] = found
        else:
            self.expected[name] = found
        ranked: list[str] = [each[0] for each in found["ranked"]]
        return ranked

    def _go_on(self) -> None:
        """Asked and refused; the same child again; another child; a month later; a team."""
        at = noon(self.first + 2 * DAY)
        for _ in range(40):  # a request for which somebody is found: who, is for the walk to say
            state = self.chance.getstate()
            sought = self._open(at, 0)
            if len(self.bank.found(sought, at.date())["ranked"]) > 1:
                break
            self.timed.pop()
            self.chance.setstate(state)
            self.chance.random()
        who = self._propose(at, sought, "first")[0]
        self._decline(at + HOUR, sought, who)
        self._propose(at + 2 * HOUR, sought, "asked again")
        self._propose(at + 3 * HOUR, self._open(at + 3 * HOUR, 0, "referral"), "the same child")
        other = self._open(at + 4 * HOUR, 1)
        ranked = self._propose(at + 4 * HOUR, other, "another child")
        if ranked:
            self._confirm(at + 5 * HOUR, other, ranked)
        self._propose(at + 6 * HOUR, self._open(at + 6 * HOUR, 1), "hours are taken")
        later = at + 31 * DAY
        self._propose(later, sought, "a month later")
        for place, many in enumerate((2, 3, 4)):
            needed = tuple(self.chance.sample(COMPETENCES, many))
            team = self._open(later + HOUR, 1, competences=needed, team=True)
            self._propose(later + HOUR, team, f"team {place}")

    def _decline(self, at: Any, sought: Sought, who: str) -> None:
        about: Line = {"match_request_id": sought.request_id, "professional_id": who}
        self.say(at, self.by, "matching.offer_match", **about)
        expert = {"user": self.bank.people[who].user, "role": "expert", "region": self.region}
        self.say(at, self.by, "matching.decline_offer", refused=True, **about, reason=self.declined)
        self.say(at, expert, "matching.decline_offer", **about, reason=self.declined)
        self.bank.declined(sought, who, self.declined, at.date())

    def _confirm(self, at: Any, sought: Sought, ranked: list[str]) -> None:
        """The last-ranked where there are several: not without a reason (R-M3)."""
        about: Line = {"match_request_id": sought.request_id, "professional_ids": [ranked[-1]]}
        if len(ranked) > 1:
            self.say(at, self.by, "matching.confirm_match", refused=True, **about)
        self.say(at, self.by, "matching.confirm_match", **about, reason="Perhe tuntee hänet.")
        self.bank.people[ranked[-1]].take(sought, at.date())
