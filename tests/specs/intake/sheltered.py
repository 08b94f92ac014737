"""A sheltered family: a child under a non-disclosure order, and every place, organisation and contact that
a matter can have written down somewhere, each with a mark of its own.
"""

from typing import Any
from uuid import uuid4

from tests.specs.intake.case_desk import BUYER, COORDINATOR, WORKER, CaseDesk, done, member
from tests.specs.intake.case_in_time import ClockedStore
from tests.support.intake_store import EXAMPLE

MARK = "Piilopaikka"
"""Stands in each planted word, and nowhere else."""
PHONE, EMAIL = "+358 40 999 0001", "piilopaikka.yhteys@koulu.example"
REFERRER = {
    "name": "Olli Opettaja", "title": "opettaja", "organisation": f"{MARK}n koulu", "sector": "education",
    "phone": PHONE, "email": EMAIL,
}  # fmt: skip
PLACES = ("school", "office")
"""Kinds of places where the meetings are; nothing else in the matter is called so."""
DAY = "2025-09-03"
CONTACT_PERSON = {"sub": "yhdys-1", "role": "contact_person", "county": "08", "sector": "education"}
PROFESSIONAL = {"sub": "opettaja-1", "role": "professional"}


def planted(text: str) -> set[str]:
    """What of the family's places, organisations and contacts stands in an answer."""
    return {word for word in (MARK, PHONE, EMAIL) if word.casefold() in text.casefold()}


class Sheltered:
    """The family's contact and case, told in an autumn; afterwards it is the sixth of October."""

    def __init__(self, store: ClockedStore) -> None:
        self.store, self.desk = store, CaseDesk(store)
        self.at("2025-08-25")
        desk = self.desk
        self.worker, self.client = member("worker", WORKER, organisation=f"{MARK} Oy"), member("client")
        self.buyer = member("buyer", BUYER, organisation=f"{MARK}n hyvinvointialue")
        self.subject = {**EXAMPLE["subject"], "person_id": str(uuid4()), "municipality": MARK}
        told = desk.refer(
            subject=self.subject, referrer=REFERRER, source="other", source_other=f"{MARK}n seurakunta"
        )
        self.person_id, self.referral_id = self.subject["person_id"], told["referral_id"]
        self.meetings = [str(uuid4()) for _ in PLACES]
        self._correct()
        self._work_on_contact()
        self.case_id = desk.open(
            self.worker, self.client, self.buyer,
            referral_id=self.referral_id, person_id=self.person_id, base_services=[f"{MARK}n perheneuvola"],
        )  # fmt: skip
        self._work_on_case()

    def at(self, day: str) -> None:
        """Noon of a day from now on."""
        self.store.clock = f"{day}T12:00:00+03:00"

    def protect(self, **told: Any) -> None:
        """Puts the child under the order."""
        told = {"order": "non_disclosure", **told}
        done(self.desk.store.send("protect_person", {"person_id": self.person_id, **told}))

    def _correct(self) -> None:
        safe = {"channel": "paper", "address": f"{MARK}ntie 1", "safe_for": "lapsi"}
        done(self.desk.store.send("correct_person", {**self.subject, "safe_contact": safe}))

    def _work_on_contact(self) -> None:
        step = {
            "what": "Kutsutaan koolle.", "due": "2099-01-01",
            "responsible": {"sector": "education", "organisation": f"{MARK}n koulu"},
        }  # fmt: skip
        agency = {"sector": "education", "organisation": f"{MARK}n koulu", "role": "opetus"}
        self._contact(
            "gather_background", summary="Lyhyesti.", agencies=[agency], prior_services=[f"{MARK}n neuvola"]
        )
        for skipped in ("structuring", "expertise"):
            self._contact("skip_step", step=skipped, reason="Ei tarvita.")
        self._contact("record_assessment", hypothesis="Palvelut eivät kohtaa.")
        self._contact("agree_consultation_plan", steps=[step], evaluate_on="2099-02-01")

    def _contact(self, name: str, **told: Any) -> None:
        done(self.desk.store.send(name, {"referral_id": self.referral_id, **told}))

    def _work_on_case(self) -> None:
        self.at("2025-09-02")
        there = [self.worker["id"], self.client["id"]]
        for place, meeting_id in zip(PLACES, self.meetings, strict=True):
            self._case(
                "schedule_meeting", meeting_id=meeting_id, kind="regular", starts_at=f"{DAY}T12:00:00+03:00",
                minutes=90, place=place, participants=there, service_line="neuropsychiatric_coaching",
            )  # fmt: skip
        self.at("2025-10-06")
        for place, meeting_id in zip(PLACES, self.meetings, strict=True):
            self._case(
                "record_meeting", meeting_id=meeting_id, started_at=f"{DAY}T12:00:00+03:00", minutes=90,
                place=place, attended=there, summary="Tavattiin.",
            )  # fmt: skip
        self._case(
            "log_contact", at=f"{DAY}T15:00:00+03:00", direction="incoming", channel="phone",
            gist="Kuulumiset.", **{"with": f"{MARK}n rehtori {PHONE}"},
        )  # fmt: skip
        section = {"for_sectors": ["child_welfare"], "text": "Kuukausi sujui."}
        self._case("write_monthly_report", month="2025-09", sections=[section])
        self._case("send_monthly_report", month="2025-09")

    def _case(self, name: str, **told: Any) -> None:
        done(self.desk.does(name, self.case_id, COORDINATOR, **told))
