"""A demanding separation: a standing team, a court case pending, parents who see nothing of each other."""

from typing import Any

from tests.support.client_cases.telling import CaseTelling, buyer, contact_person, coordinator, worker

NAMED, WORKER = coordinator(1), worker(1)
WELFARE, LAW = buyer("a", "child_welfare"), buyer("b", "family_law")
COUNTY_S = contact_person(1, "family_law")
LINE = {"service_line": "ot_consultation"}
MOTHER = {"given_name": "Minna", "family_name": "Esimerkki-Salo", "birth_date": "1985-04-05"}
FATHER = {"given_name": "Pekka", "family_name": "Esimerkki-Laakso", "birth_date": "1983-02-01"}
MOTHER_S = ("044 000 1111", "minna.salo@posti.example", "Turvakatu 5")
FATHER_S = ("050 000 2222", "pekka.laakso@posti.example", "Laaksotie 7")
"""Contact details: phone, e-mail, address."""
ENTRY_OF_MOTHER = f"Äiti kertoi pelostaan; numero {MOTHER_S[0]}, osoite {MOTHER_S[2]}."
ENTRY_OF_FATHER = f"Isä kertoi huolestaan; numero {FATHER_S[0]}, osoite {FATHER_S[2]}."
ASSESSED = "Arvioitiin yhdessä: {sectors}."
RISK = "Tapaamiset valvotusti."
TEXTS = {"child_welfare": "Lapsen arki on rauhoittunut.", "family_law": "Tapaamissopimus on valmisteilla."}
REASONS = {"police": "Ei vireillä olevaa asiaa.", "child_psychiatry": "Jono, tulee mukaan maaliskuussa."}


def the_parents_part() -> CaseTelling:
    """From the contact through the standing team's assessment to the plan and a month's report."""
    story = CaseTelling("separation", NAMED)
    _contact(story)
    _opens(story)
    _assessed_by_the_team(story)
    _works(story)
    return _asked(story)


def _contact(story: CaseTelling) -> None:
    """Both parents stand in the vault, each with a safe contact; the court case is told at once."""
    story.on("2025-01-07")
    for name, who, reached in (("mother", MOTHER, MOTHER_S), ("father", FATHER, FATHER_S)):
        safe = {"channel": "email", "address": reached[1], "safe_for": "vain tälle vanhemmalle"}
        told: dict[str, Any] = {**who, "person_id": story.id(name), "languages": ["fi"], "safe_contact": safe}
        story.does(NAMED, "register_person", **told)
    guardians = [
        {"person_id": story.id(name), "custody": "joint", "right_to_information": True}
        for name in ("mother", "father")
    ]
    child = {"given_name": "Lapsi", "family_name": "Esimerkki-Salo", "birth_date": "2016-09-01",
             "person_id": story.person_id, "languages": ["fi"], "guardians": guardians}  # fmt: skip
    referrer = {"name": "Leena Lastenvalvoja", "organisation": "Perheoikeus", "sector": "family_law"}
    story.refers(
        source="family_social_work", situations=["demanding_separation"], referrer=referrer, subject=child,
        trigger="Huoltoriita on käräjäoikeudessa, ratkaisu vasta syksyllä.",
    )  # fmt: skip
    story.of_contact("gather_background", summary="Oikeudenkäynti kesken.", agencies=[])
    story.of_contact("skip_step", step="structuring", reason="Kysymys on selvä.")
    story.of_contact("record_assessment", overall_assessment="Lapsi on riidan keskellä.")
    story.of_contact("skip_step", step="expertise", reason="Pysyvä tiimi on koolla.")


def _opens(story: CaseTelling) -> None:
    story.on("2025-01-10").opens(process_lead="family_law", nature="corrective", **LINE)
    story.joins("worker", "worker", user=WORKER["user"]).joins("child", "client")
    story.joins("mother", "guardian", name="Minna Esimerkki-Salo")
    story.joins("father", "guardian", name="Pekka Esimerkki-Laakso")
    story.joins("welfare", "buyer", user=WELFARE["user"], sector="child_welfare")
    story.joins("law", "buyer", user=LAW["user"], sector="family_law")
    story.joins("social work", "other", sector="family_social_work")
    story.on("2025-01-14", "13:00").meets(
        WORKER, "start meeting", "start", "worker", "child", "welfare", "law", place="office"
    )
    story.of_case(WORKER, "record_child_view", view="Haluan, että riita loppuu.", by="worker")


def _assesses(story: CaseTelling, *sectors: str, absent: tuple[str, ...] = ()) -> None:
    missing = [{"sector": each, "reason": REASONS[each]} for each in absent]
    story.of_case(WORKER, "assess_risk", sectors=sectors, absent=missing, conclusion=RISK,
                  text=ASSESSED.format(sectors=", ".join(sectors)))  # fmt: skip


def _assessed_by_the_team(story: CaseTelling) -> None:
    """R-C6: one sector is not enough, nor is a team of which some are not accounted for."""
    plan = plan_of(story)
    story.on("2025-01-15").of_case(WORKER, "agree_plan", refused=True, **plan)
    _assesses(story, "family_law")
    story.of_case(WORKER, "agree_plan", refused=True, **plan)
    _assesses(story, "child_welfare", "family_social_work")
    story.of_case(WORKER, "agree_plan", refused=True, **plan)
    story.of_case(WORKER, "assess_risk", refused=True, sectors=["child_welfare"], conclusion=RISK, text="-",
                  absent=[{"sector": "police", "reason": ""}])  # fmt: skip
    _assesses(story, "child_welfare", "family_law", absent=("police", "child_psychiatry"))
    story.of_case(WORKER, "agree_plan", **plan)


def plan_of(story: CaseTelling) -> dict[str, Any]:
    return story.plan(
        "Vaihdot päättyvät riitaan.", "Rauhalliset vaihdot", "safe_relationships", "valvotut vaihdot"
    )


def _works(story: CaseTelling) -> None:
    """Each parent is met and heard alone."""
    for day, name, whom, entry in (
        ("2025-01-21", "mother", "Äiti", ENTRY_OF_MOTHER),
        ("2025-01-22", "father", "Isä", ENTRY_OF_FATHER),
    ):
        story.on(day, "10:00").meets(WORKER, f"with the {name}", "regular", "worker", name, summary=entry)
        call: dict[str, Any] = {"with": whom, "at": story.now.isoformat(), "gist": entry}
        story.of_case(WORKER, "log_contact", direction="incoming", channel="phone", **call)
    story.on("2025-02-03").reports(WORKER, "2025-01", *TEXTS.items())


def _asked(story: CaseTelling) -> CaseTelling:
    story.on("2025-02-04").settles()
    story.asks_of_case(NAMED, "coordinator's").asks_of_case(COUNTY_S, "contact person's")
    story.asks_of_case(NAMED, "copy", query="intake.copy_out")
    story.asks_of_case(NAMED, "copy in English", query="intake.copy_out", language="en")
    for name, who in (("welfare", WELFARE), ("law", LAW)):
        story.asks_of_case(who, f"{name} case")
        story.asks_of_case(who, f"{name} copy", query="intake.copy_out")
        story.asks_of_case(who, f"{name} report", query="intake.monthly_report", month="2025-01")
        story.asks_of_case(who, f"{name} supervision", query="reporting.buyer_supervision")
        story.asks(who, "reporting.queue", f"{name} queue")
    story.asks_of_case(NAMED, "public timeline", query="reporting.timeline")
    return story.asks(NAMED, "intake.referral", "contact", referral_id=story.referral_id)
