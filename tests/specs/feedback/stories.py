"""A family that is followed up, and what happens to it, ready for scenarios."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from services.feedback.domain.follow_up import FollowUp
from services.feedback.domain.instruments import read_instruments
from services.feedback.domain.language import Matter, Recipient
from services.feedback.domain.links import hash_of, token_of
from services.feedback.domain.rules import rules_for
from shared.kernel.facts import Keeping
from tests.specs.feedback.scenario import Decision, does

SECRET = b"s" * 32
ID = UUID("8be5da1b-3aca-5a99-8ff6-6c6e290b2104")
CASE = UUID("ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7")
REFERRAL = UUID("5b6f1f3e-0c52-4a0b-9a3e-3d6b8e2f7c11")
KEEPING = Keeping(controller="08", register="family_services", service_task="family_services")
START = date(2025, 9, 1)
KNOWN = read_instruments()
RULES = rules_for("sisa-suomi", START)
CHILD, MOTHER, WORKER = (uuid5(ID, name) for name in ("child", "mother", "worker"))
FAMILY = (
    Recipient(CHILD, "client", "sms", "+358 40 000 0001", "child"),
    Recipient(MOTHER, "guardian", "email", "aiti@perhe.example"),
)
WELL = {"mood": 4, "sleep": 4, "safe": 4, "people": 4, "day": 4}
"""A score of 75."""
MIDDLING = dict.fromkeys(WELL, 3)
"""50."""
BADLY = dict.fromkeys(WELL, 2)
"""25."""


def follow_up(**told: Any) -> FollowUp:
    """The family is asked every four weeks how it is."""
    return FollowUp.start_follow_up(
        **{
            "id": ID, "number": "2025-00001", "region": "sisa-suomi", "keeping": KEEPING,
            "matter": Matter(case_id=CASE), "instruments": ["wellbeing"], "every_weeks": 4,
            "recipients": FAMILY, "known": KNOWN, "on": START, **told,
        }
    )  # fmt: skip


def day(weeks: int, days: int = 0) -> date:
    """So long after the start."""
    return START + timedelta(weeks=weeks, days=days)


def link(wave: int, who: UUID, attempt: int = 1) -> str:
    return hash_of(token_of(SECRET, ID, wave, who, attempt))


def sends(wave: int, on: date, *reached: UUID, attempt: int = 1) -> Decision:
    """A wave to those who can be reached; all of the family unless they are named."""
    return does("send_wave", on=on, links=links(wave, *reached, attempt=attempt), rules=RULES)


def links(wave: int, *reached: UUID, attempt: int = 1) -> dict[UUID, str]:
    return {who: link(wave, who, attempt) for who in reached or (CHILD, MOTHER)}


SEND = sends(1, START)
NOBODY = does("send_wave", on=START, links={}, rules=RULES)


def answers(wave: int, who: UUID, on: date, given: dict[str, Any], attempt: int = 1) -> Decision:
    return does("answer", link_hash=link(wave, who, attempt), answers=given, known=KNOWN, on=on)


def written(wave: int, who: UUID, on: date, given: dict[str, Any]) -> Decision:
    return does(
        "record_on_behalf", wave=wave, recipient_id=who, answers=given, by="Tukihenkilö", known=KNOWN, on=on
    )


def notices(who: UUID, on: date) -> Decision:
    return does("notice_decline", recipient_id=who, known=KNOWN, on=on)


def reminds(on: date) -> Decision:
    return does("remind", on=on)


def misses(on: date) -> Decision:
    return does("miss", on=on)


def goal(number: int) -> UUID:
    return uuid5(ID, f"goal {number}")


def scales(number: int, weight: int = 1, **told: Any) -> Decision:
    return does(
        "set_goal_scale", **{"goal_id": goal(number), "weight": weight, "scale": (), "on": START, **told}
    )


def rates(number: int, attainment: int, rated_on: date = START, **told: Any) -> Decision:
    own = {"by_role": "worker", "on": max(rated_on, START), **told}
    return does("rate_goal", goal_id=goal(number), attainment=attainment, rated_on=rated_on, **own)


STOP = does("stop_follow_up", reason="Työ päättyi.", on=day(2))
