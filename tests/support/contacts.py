"""Files of contacts with an OT centre, made up by chance, and what must come out of them.

The figures are counted here in plain Python while the file is made, by the rules of the domain as a reader
of them would, with nothing of the product's: another way to the same numbers.
"""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.support.counted import HELSINKI, Contact, Line, Standing, figures_of

COUNTIES = {"sisa-suomi": ("07", "08", "16"), "ita-suomi": ("12", "13", "14", "15")}
SOURCES = (
    "family_social_work",
    "child_welfare",
    "child_psychiatry",
    "family_centre",
    "vip_network",
    "school",
    "police",
)
SITUATIONS = (
    "substitute_care",
    "demanding_separation",
    "rare_disease",
    "immigration",
    "school_absence",
    "disability_psychiatry",
)
CHANNELS = ("phone", "web", "email", "visit", "api")
SECTORS = ("family_social_work", "child_welfare", "education", "child_psychiatry", "health_care", "police")
SUPPORT = ("competence", "tension_mediation", "coordination", "reflection")
SCREEN = ("agencies", "mismatch", "stuck", "rarity", "safety", "duration", "earlier_help", "disagreement")
BASIC, SPECIAL = 7, 15  # the highest scores of these levels


class File:
    """A file of `count` contacts. seed: the same seed gives the same file."""

    def __init__(self, seed: int, count: int = 20) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made up, and the same each time
        self.region = self.chance.choice(sorted(COUNTIES))
        self.first = date(2022, 1, 1) + timedelta(days=self.chance.randrange(900))
        self.days = self.chance.randrange(40, 150)
        self.by = {"user": f"koordinaattori-{seed}", "role": "coordinator", "region": self.region}
        self.contacts = [self._contact(number) for number in range(count)]
        if count > 1:
            self._repeat(*self.contacts[:2])
        self._send_again(self.chance.randint(1, count))
        self.lines = sorted((line for c in self.contacts for line in c.lines), key=lambda line: line["at"])
        self.last = self.first + timedelta(days=self.days)

    def new_id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    # The file.

    def _contact(self, number: int) -> Contact:
        # Some come minutes after midnight, when it is still yesterday elsewhere.
        minutes = self.chance.choice([5, 30, 9 * 60, 14 * 60 + 20, 23 * 60 + 55])
        midnight = datetime.combine(
            self.first + timedelta(days=self.chance.randrange(self.days)), datetime.min.time(), HELSINKI
        )
        at = (midnight + timedelta(minutes=minutes)).astimezone(ZoneInfo("UTC")) + timedelta(seconds=number)
        contact = Contact(
            self.new_id(), at, self.chance.choice(COUNTIES[self.region]), self.chance.choice(SOURCES),
            self.chance.choice(CHANNELS), tuple(self.chance.sample(SITUATIONS, self.chance.randint(1, 3))),
            [Standing(at)],
        )  # fmt: skip
        self._say(contact, "receive_referral", self._receipt(contact, number))
        self._walk(contact)
        return contact

    def _receipt(self, contact: Contact, number: int) -> Line:
        told = {
            "received_at": contact.at.isoformat(),
            "source": contact.source,
            "channel": contact.channel,
            "county": contact.county,
            "service_line": "ot_consultation",
            "situations": list(contact.situations),
            "trigger": f"Heräte {number}.",
            "urgency": "routine",
            "legal_basis": "statutory_task",
            "referrer": {"name": f"Työntekijä {number}", "organisation": "Yksikkö", "sector": "education"},
        }
        subject = {
            "person_id": self.new_id(), "given_name": f"Lapsi{number}", "family_name": "Esimerkki",
            "birth_date": "2012-03-04", "languages": ["fi"],
        }  # fmt: skip
        return told | ({"subject": subject} if self.chance.random() < 0.7 else {})

    def _walk(self, contact: Contact) -> None:
        """Steps in the order that the rules want, ended somewhere on the way; refusals in between."""
        self._refused(contact, "evaluate_consultation", {"outcome": "resolved"})
        for step in (self._screen, self._otherwise, self._advise):
            if self.chance.random() < 0.4:
                step(contact)
        way = (self._background, self._structure, self._assess, self._tier, self._plan, self._evaluate)
        for step in way[: self.chance.randint(0, len(way))]:
            step(contact)
        self._end(contact)

    def _screen(self, contact: Contact) -> None:
        answers = {item: self.chance.randint(0, 3) for item in SCREEN}
        score = sum(answers.values())
        level = "basic" if score <= BASIC else "special" if score <= SPECIAL else "demanding"
        self._say(contact, "screen_referral", {"answers": answers}, level=level)

    def _otherwise(self, contact: Contact) -> None:
        self._say(contact, "identify_otherwise", {"reason": "Nähtiin muuten."}, otherwise=True)

    def _advise(self, contact: Contact) -> None:
        kinds = self.chance.sample(SUPPORT, self.chance.randint(1, 2))
        given = {"advice": "Kysy koululta.", "minutes": self.chance.randint(5, 60), "support_kinds": kinds}
        self._say(contact, "give_advice", given, support=contact.history[-1].support | set(kinds))

    def _background(self, contact: Contact) -> None:
        self._refused(contact, "agree_consultation_plan", self._a_plan(contact))
        agency = {"sector": self.chance.choice(SECTORS), "organisation": "Koulu", "role": "opetus"}
        data = {"summary": "Esitiedot.", "agencies": [agency]}
        self._say(contact, "gather_background", data, state="background_gathered")

    def _structure(self, contact: Contact) -> None:
        if self.chance.random() < 0.5:
            self._say(contact, "skip_step", {"step": "structuring", "reason": "Selvä asia."})
            return
        data = {"question": "Mitä ensin?", "cynefin": "complex", "rationale": "Monta toimijaa."}
        self._say(contact, "structure_situation", data, state="structured")

    def _assess(self, contact: Contact) -> None:
        self._say(contact, "record_assessment", {"hypothesis": "Palvelut eivät kohtaa."}, state="assessed")

    def _tier(self, contact: Contact) -> None:
        tier = self.chance.randint(1, 4)
        self._say(contact, "decide_tier", {"tier": tier, "reason": "Arvion mukaan."}, tier=tier)

    def _a_plan(self, contact: Contact) -> Line:
        party = {"sector": self.chance.choice(SECTORS), "organisation": "Yksikkö"}
        due = (contact.day + timedelta(days=self.chance.randint(20, 60))).isoformat()
        return {"steps": [{"what": "Palaveri", "responsible": party, "due": due}], "evaluate_on": due}

    def _plan(self, contact: Contact) -> None:
        self._say(contact, "skip_step", {"step": "expertise", "reason": "Oma osaaminen riittää."})
        self._say(contact, "agree_consultation_plan", self._a_plan(contact), state="planned")

    def _evaluate(self, contact: Contact) -> None:
        self._say(contact, "evaluate_consultation", {"outcome": "moved_on"}, state="evaluated")

    def _end(self, contact: Contact) -> None:
        now = contact.history[-1]
        may_close = bool(now.support) or now.state in {"planned", "evaluated"}
        if not may_close:
            self._refused(contact, "close_referral", {"reason": "Ei vielä."})
        ends = {"decline": "declined", "withdraw": "withdrawn", "redirect": "redirected"}
        ends |= {"close": "closed"} if may_close else {}
        if self.chance.random() < 0.5:
            verb = self.chance.choice(sorted(ends))
            self._say(contact, f"{verb}_referral", {"reason": "Päättyi."}, state=ends[verb])
            if self.chance.random() < 0.3:
                self._say(contact, "reopen_referral", {"reason": "Jatkuu."}, state=now.state)

    def _repeat(self, first: Contact, other: Contact) -> None:
        """A person finds that one contact repeats another."""
        same = {"same": True, "of": other.referral_id}
        self._say(first, "resolve_duplicate", same, late=other, duplicate=True)

    def _send_again(self, number: int) -> None:
        """So many commands are sent twice, with their ids."""
        for contact in self.chance.sample(self.contacts, number):
            contact.lines.append(dict(self.chance.choice([x for x in contact.lines if "expect" not in x])))

    def _say(
        self, contact: Contact, command: str, data: Line, late: Contact | None = None, **change: Any
    ) -> None:
        """A command that is carried out, some time after the one before; what it changes in the figures."""
        if command == "receive_referral":
            at = contact.at
        else:
            last = max(datetime.fromisoformat(line["at"]) for line in (late or contact).lines + contact.lines)
            at = last + timedelta(minutes=self.chance.choice([1, 7, 60, 3 * 24 * 60]))
            contact.history.append(replace(contact.history[-1], since=at, **change))
        contact.lines.append(self._line(contact, command, data, at))

    def _refused(self, contact: Contact, command: str, data: Line) -> None:
        at = datetime.fromisoformat(contact.lines[-1]["at"])
        contact.lines.append(self._line(contact, command, data, at) | {"expect": "refused"})

    def _line(self, contact: Contact, command: str, data: Line, at: datetime) -> Line:
        said = {"referral_id": contact.referral_id, **data}
        return {
            "id": self.new_id(),
            "at": at.isoformat(),
            "by": self.by,
            "command": f"intake.{command}",
            "data": said,
        }

    # What must come out.

    def commands(self) -> dict[str, Any]:
        refused = sum("expect" in line for line in self.lines)
        return {"ok": len(self.lines) - refused, "refused": refused, "unexpected": []}

    def figures(self, as_of: date | None = None, county: str | None = None) -> dict[str, Any]:
        """The contact statistics of all days of the file, now or as known at the end of a day."""
        return figures_of(self.contacts, as_of, county)
