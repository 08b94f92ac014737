"""One case to measure with, carried out by intake itself."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from services.console.bench.log_of_contacts import COORDINATOR
from services.intake.commands import COMMANDS
from services.intake.service import IntakeDesk, open_intake
from shared.kernel.asker import HELSINKI
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

OPENED = date(2025, 8, 25)
USER = "tukihenkilo-0"
BUYERS = ("child_welfare", "education")
LINE = "neuropsychiatric_coaching"
SUMMARY = "Tavattiin kotona. Harjoiteltiin iltarutiinia ja sovittiin, mitä kokeillaan ensi viikolla. " * 4


class Casework:
    """Commands about one case, each at a clock of its own, by a coordinator. facts: how many it has."""

    def __init__(self, settings: Settings, case_id: str) -> None:
        self.desk: IntakeDesk = open_intake(settings)
        self.case_id = case_id
        self.worker, self.client = str(uuid4()), str(uuid4())
        self.buyers = {sector: str(uuid4()) for sector in BUYERS}
        self.facts = 0
        self._key = signing_key(settings.keys)

    def does(self, name: str, on: date, hour: int = 9, **told: Any) -> None:
        """A command about the case."""
        self.gives(name, {"case_id": self.case_id, **told}, on, hour)

    def gives(self, name: str, data: dict[str, Any], on: date, hour: int) -> None:
        """A command, its facts counted. RuntimeError where it is refused."""
        token = issue(self._key, COORDINATOR | {"clock": _at(on, hour)})
        reply = self.desk.carry_out({"name": name, "data": data, "id": str(uuid4()), "token": token})
        if reply["status"] != 200:  # noqa: PLR2004 - HTTP's OK
            raise RuntimeError(name, reply)
        self.facts += len(reply["result"]["facts"])

    def opens(self) -> None:
        """A contact about a child, then the case with its network."""
        contact = COMMANDS["receive_referral"].example
        about: dict[str, Any] = {"referral_id": str(uuid4()), "person_id": str(uuid4())}
        subject = {**contact["subject"], "person_id": about["person_id"]}
        told = {**contact, "referral_id": about["referral_id"], "subject": subject}
        self.gives("receive_referral", {**told, "received_at": _at(OPENED, 8)}, OPENED, 8)
        self.facts = 0
        self.does("open_case", OPENED, **about, service_line=LINE, process_lead=BUYERS[0])
        for member in (
            {"id": self.worker, "role": "worker", "user": USER, "name": "Tuki Esimerkki"},
            {"id": self.client, "role": "client", "name": "Nuori Esimerkki"},
            *({"id": each, "role": "buyer", "sector": sector} for sector, each in self.buyers.items()),
        ):
            self.does("add_network_member", OPENED, member=member)

    def plans(self) -> None:
        """A start meeting, the child's view and a plan with two goals."""
        start = self.meets(OPENED + timedelta(days=1), "start")
        on = OPENED + timedelta(days=1)
        self.does("record_child_view", on, 17, view="Haluan nukkua paremmin.", by="worker")
        goals = [
            {
                "goal_id": str(uuid4()), "title": title, "area": "everyday_life", "means": ["iltarutiini"],
                "steps": [{"step_id": str(uuid4()), "what": "Kolme iltaa ajoissa"}],
            }
            for title in ("Nukkuu yönsä", "Käy koulussa")
        ]  # fmt: skip
        self.does("agree_plan", on, 18, agreed_in=start, baseline="Valvoo öisin.", goals=goals,
                  effective_from=on.isoformat())  # fmt: skip

    def meets(self, on: date, kind: str = "regular") -> str:
        """A meeting at noon, agreed in the morning, written up in the afternoon: two facts."""
        meeting_id, who = str(uuid4()), [self.worker, self.client]
        who += self.buyers.values() if kind == "start" else []
        at = _at(on, 12)
        self.does("schedule_meeting", on, 9, meeting_id=meeting_id, kind=kind, starts_at=at, minutes=90,
                  place="home", participants=who, service_line=LINE)  # fmt: skip
        self.does("record_meeting", on, 15, meeting_id=meeting_id, started_at=at, minutes=90, place="home",
                  attended=who, summary=SUMMARY)  # fmt: skip
        return meeting_id

    def calls(self, on: date) -> None:
        """A contact between meetings."""
        call = {"with": "Huoltaja", "at": _at(on, 10), "direction": "incoming", "channel": "phone"}
        self.does("log_contact", on, 16, **call, gist="Viikko sujui hyvin, uni on parempaa kuin ennen.")

    def lives(self, weeks: int) -> None:
        """A meeting and a call each week, three facts, and no month's report."""
        for week in range(1, weeks + 1):
            self.meets(OPENED + timedelta(days=7 * week))
            self.calls(OPENED + timedelta(days=7 * week + 2))


def _at(on: date, hour: int) -> str:
    return datetime(on.year, on.month, on.day, hour, tzinfo=HELSINKI).isoformat()
