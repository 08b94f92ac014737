"""What a coordinator does with a contact, ready for scenarios."""

from datetime import date, timedelta
from uuid import UUID

from services.intake.domain.language import Agency
from tests.specs.intake.examples import LAPSI, MEETING, NOON, SCREEN, TUESDAY
from tests.specs.intake.scenario import does

IDENTIFIED = does("identify_subject", person_id=LAPSI.person_id, legal_basis="statutory_task")
LOW_SCREEN = does("screen_referral", answers={item.id: 0 for item in SCREEN.items}, instrument=SCREEN)
OTHERWISE = does("identify_otherwise", reason="Oma arvio.")
ADVICE = does("give_advice", advice="Kutsukaa koulu mukaan.", minutes=20, support_kinds=("coordination",))
BACKGROUND = does(
    "gather_background", summary="Esitiedot.", agencies=(Agency("education", "Koulu", "opetus"),)
)
STRUCTURE = does(
    "structure_situation", question="Mitä ensin?", cynefin="complex", rationale="Monta toimijaa."
)
NO_STRUCTURING = does("skip_step", step="structuring", reason="Kysymys on selvä.")
NO_EXPERTISE = does("skip_step", step="expertise", reason="Oma osaaminen riittää.")
ASSESSMENT = does("record_assessment", hypothesis="Palvelut eivät kohtaa.")
TIER = does("decide_tier", tier=2, reason="Arvion mukaan.")
REQUEST = UUID("33333333-3333-4333-8333-333333333333")
EXPERTISE = does("request_expertise", match_request_id=REQUEST, competences=("trauma",), mode="either")
FOUND = does("assign_expertise", match_request_id=REQUEST)
CONSULTATION = does(
    "hold_consultation",
    meeting_id=UUID("44444444-4444-4444-8444-444444444444"),
    held_at=NOON,
    minutes=60,
    mode="virtual",
    participants=(),
    client_present=True,
    shared_view="Arki ensin.",
    at=NOON + timedelta(hours=2),
)
PLAN = does("agree_consultation_plan", steps=(MEETING,), evaluate_on=date(2023, 5, 2), on=TUESDAY)
REVISION = does(
    "revise_consultation_plan",
    steps=(MEETING,), evaluate_on=date(2023, 5, 2), reason="Loma.", on=date(2023, 3, 14),
)  # fmt: skip
EVALUATION = does("evaluate_consultation", outcome="moved_on")
CLOSE = does("close_referral", reason="Suunnitelma etenee.")
DECLINE = does("decline_referral", reason="Ei kuulu tänne.")
REDIRECT = does("redirect_referral", reason="Kuuluu muualle.", to="Perheneuvola")
WITHDRAW = does("withdraw_referral", reason="Tilanne ratkesi.")
REOPEN = does("reopen_referral", reason="Tilanne palasi.")

READY_TO_PLAN = (BACKGROUND, NO_STRUCTURING, ASSESSMENT, NO_EXPERTISE)
PLANNED = (*READY_TO_PLAN, PLAN)
