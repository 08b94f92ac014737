"""A family returns from a conflict zone: complex, its base services stay, restricted to named people."""

from typing import Any

from tests.support.client_cases.telling import CaseTelling, Who, buyer, contact_person, coordinator, worker

NAMED, WORKER, BUYER = coordinator(1), worker(1), buyer("a", "child_welfare")
OTHERS: dict[str, Who] = {
    "coordinator": coordinator(2),
    "contact_person": contact_person(1, "child_welfare"),
    "worker": worker(2),
    "buyer": buyer("b", "education"),
    "same_buyer": buyer("c", "child_welfare"),
}
"""Who is not named: the region's other coordinator, the county's contact person, a worker, two buyers."""
SEE_CONTACTS = ("coordinator", "contact_person")
REFERRER = {"name": "Saara Sosiaalityöntekijä", "organisation": "Lastensuojelu", "sector": "child_welfare"}
CHILD = {"given_name": "Lapsi", "family_name": "Esimerkki-Paluu", "birth_date": "2021-06-01"}
BASE_SERVICES = ["Neuvola", "Varhaiskasvatus", "Lastensuojelun avohuolto"]
RESTRICTED = [NAMED["user"], WORKER["user"], BUYER["user"]]
PERIOD = {"from": "2025-01-01", "to": "2025-01-31"}
FIGURES: dict[str, dict[str, Any]] = {
    "reporting.contact_statistics": PERIOD, "reporting.queue": {}, "reporting.cadence": {},
    "reporting.goal_areas": {}, "reporting.network_map": {},
}  # fmt: skip
"""Every figure and list that knows of contacts or cases."""


def the_family_returns() -> CaseTelling:
    """The whole story: before the restriction, while it holds, and after it was lifted."""
    story = CaseTelling("conflict-zone", NAMED)
    _contacts(story)
    _asked_by_everybody(story.on("2025-01-17").settles(), "before", refused=False)
    _work(story)
    _asked_by_everybody(story.on("2025-02-10").settles(), "while", refused=True)
    _asked_by_the_named(story)
    story.on("2025-03-03").of_case(NAMED, "change_restriction", restricted_to=[], reason="Vaara on ohi.")
    _asked_by_everybody(story.settles(), "after", refused=False)
    return story.asks_of_case(OTHERS["coordinator"], "after case")


def _contacts(story: CaseTelling) -> None:
    """An ordinary contact, and the family's: structured as complex, planned together."""
    teacher = {"name": "Olli Opettaja", "organisation": "Esimerkkilän koulu", "sector": "education"}
    story.on("2025-01-13").does(
        OTHERS["coordinator"], "receive_referral", referral_id=story.id("another contact"),
        received_at=story.now.isoformat(), source="school", channel="phone", county="08",
        service_line="ot_consultation", situations=["school_absence"], trigger="Poissaoloja.",
        urgency="routine", legal_basis="statutory_task", referrer=teacher,
    )  # fmt: skip
    guardian = {"name": "Äiti Esimerkki-Paluu", "custody": "sole", "right_to_information": True}
    child = {**CHILD, "person_id": story.person_id, "languages": ["fi"], "guardians": [guardian]}
    story.on("2025-01-14").refers(
        source="child_welfare", situations=["conflict_zone_return", "immigration"], referrer=REFERRER,
        subject=child, trigger="Perhe palasi leiriltä; kukaan ei johda kokonaisuutta.",
    )  # fmt: skip
    agencies = ["child_welfare", "health_care", "education", "police"]
    story.of_contact(
        "gather_background", summary="Viisi toimijaa, ei yhteistä suunnitelmaa.",
        agencies=[{"sector": each, "organisation": "Yksikkö", "role": "mukana"} for each in agencies],
        prior_services=BASE_SERVICES,
    )  # fmt: skip
    story.of_contact("structure_situation", question="Mitä ensin, ja kuka kutsuu koolle?", cynefin="complex",
                     rationale="Syytä ja seurausta ei voi erottaa ennalta.")  # fmt: skip
    story.of_contact("record_assessment", hypothesis="Turvallinen arki ensin.")
    story.of_contact("skip_step", step="expertise", reason="Oma osaaminen riittää alkuun.")
    step = {"what": "Neuvola tapaa perheen.", "due": "2025-02-28",
            "responsible": {"sector": "health_care", "organisation": "Neuvola"}}  # fmt: skip
    story.of_contact("agree_consultation_plan", steps=[step], evaluate_on="2025-04-30")


def _work(story: CaseTelling) -> None:
    story.on("2025-01-20").opens(
        service_line="ot_consultation", process_lead="child_welfare", nature="corrective",
        required_parties=["child_welfare", "health_care", "police"], base_services=BASE_SERVICES,
        restricted_to=RESTRICTED,
    )  # fmt: skip
    story.joins("stranger", "worker", user="tukihenkilo-2", refused=True)
    story.joins("worker", "worker", user=WORKER["user"]).joins("child", "client")
    story.joins("mother", "guardian", name="Äiti Esimerkki-Paluu")
    story.joins("buyer", "buyer", user=BUYER["user"], sector="child_welfare")
    story.joins("nurse", "other", sector="health_care").joins("officer", "other", sector="police")
    story.on("2025-01-22", "14:00").meets(
        WORKER, "start meeting", "start", "worker", "child", "mother", "buyer"
    )
    plan = story.plan("Lapsi nukkuu huonosti.", "Turvallinen arki", "everyday_life", "kotikäynnit")
    story.of_case(WORKER, "agree_plan", refused=True, **plan)
    story.of_case(WORKER, "record_child_view", why_not="Lapsi on kolmevuotias; havainnoitiin.", by="worker")
    story.of_case(WORKER, "agree_plan", **plan)
    for number, day in enumerate(("2025-01-28", "2025-02-04"), start=1):
        story.on(day, "14:00").meets(WORKER, f"meeting {number}", "regular", "worker", "child", "mother")
    story.on("2025-02-05").reports(WORKER, "2025-01", ("child_welfare", "Arki on alkanut asettua."))
    story.of_case(BUYER, "acknowledge_report", month="2025-01")
    story.of_case(OTHERS["coordinator"], "log_contact", refused=True, channel="phone", direction="incoming",
                  gist="?", at=story.now.isoformat(), **{"with": "Naapuri"})  # fmt: skip


def _asked_by_everybody(story: CaseTelling, when: str, *, refused: bool) -> None:
    """Whoever is not named asks for everything that they may ask for at all."""
    for name, who in OTHERS.items():
        if when == "while":
            story.asks_of_case(who, f"{when} {name} case", refused=True)
            story.asks(who, "intake.cases", f"{when} {name} cases", limit=200)
            story.asks(who, "reporting.queue", f"{when} {name} waiting")
            story.asks_of_case(who, f"{when} {name} supervision", query="reporting.buyer_supervision",
                               refused=True)  # fmt: skip
            if who["role"] != "buyer":
                story.asks_of_case(who, f"{when} {name} timeline", query="reporting.timeline", refused=True)
        if name in SEE_CONTACTS:
            _of_the_contact(story, who, f"{when} {name}", refused=refused)


def _of_the_contact(story: CaseTelling, who: Who, said: str, *, refused: bool) -> None:
    about: dict[str, Any] = {"referral_id": story.referral_id}
    story.asks(who, "intake.referral", f"{said} referral", refused=refused, **about)
    story.asks(who, "intake.person", f"{said} person", refused=refused, person_id=story.person_id)
    story.asks(who, "reporting.timeline", f"{said} contact's timeline", refused=refused, **about)
    story.asks(who, "intake.referrals", f"{said} referrals", limit=200)
    story.asks(who, "intake.similar_contacts", f"{said} similar", referrer=REFERRER_SOUGHT, subject=CHILD,
               received_at="2025-01-15T09:00:00+02:00")  # fmt: skip
    for query, data in FIGURES.items():
        story.asks(who, query, f"{said} {query}", **data)


def _asked_by_the_named(story: CaseTelling) -> None:
    for name, who in (("coordinator", NAMED), ("worker", WORKER), ("buyer", BUYER)):
        story.asks_of_case(who, f"named {name} case")
        story.asks(who, "intake.cases", f"named {name} cases", limit=200)
    story.asks_of_case(NAMED, "named timeline", query="reporting.timeline")
    _of_the_contact(story, NAMED, "named coordinator", refused=False)


REFERRER_SOUGHT = {name: REFERRER[name] for name in ("name", "organisation")}
