"""What a case's people do together, ready for stories: meetings, the child's view, the plan, its steps."""

from datetime import date
from uuid import UUID

from services.intake.domain.case.goals import AskedGoal
from services.intake.domain.case.language import GoalStep
from tests.specs.intake.case_story import BUYER, CLIENT, WORKER, does, moment

SEPTEMBER_3 = date(2025, 9, 3)
"""The Wednesday of the start meeting."""
SEPTEMBER_9 = date(2025, 9, 9)
"""The Tuesday of the first regular meeting."""
START = UUID("bbbbbbbb-0000-4000-8000-000000000001")
REGULAR = UUID("bbbbbbbb-0000-4000-8000-000000000002")
SLEEP = UUID("cccccccc-0000-4000-8000-000000000001")
SCHOOL = UUID("cccccccc-0000-4000-8000-000000000002")
EVENINGS = GoalStep(UUID("dddddddd-0000-4000-8000-000000000001"), "Kolme iltaa ajoissa")
PHONE = GoalStep(UUID("dddddddd-0000-4000-8000-000000000002"), "Puhelin pois kello 21")
ONE_LESSON = GoalStep(UUID("dddddddd-0000-4000-8000-000000000003"), "Yksi oppitunti")
SLEEPS = AskedGoal(SLEEP, "Nukkuu yönsä", ("iltarutiini",), area="everyday_life", steps=(EVENINGS, PHONE))
STUDIES = AskedGoal(SCHOOL, "Käy koulua", ("kevennetty lukujärjestys",), area="studies", steps=(ONE_LESSON,))

SCHEDULE_START = does(
    "schedule_meeting",
    meeting_id=START,
    kind="start",
    starts_at=moment(SEPTEMBER_3),
    minutes=90,
    place="home",
    participants=(WORKER.id, CLIENT.id, BUYER.id),
    service_line="neuropsychiatric_coaching",
    at=moment(date(2025, 9, 1)),
)
RECORD_START = does(
    "record_meeting",
    meeting_id=START,
    started_at=moment(SEPTEMBER_3),
    minutes=90,
    place="home",
    attended=(WORKER.id, CLIENT.id, BUYER.id),
    summary="Sovittiin, miten aloitetaan.",
    at=moment(SEPTEMBER_3, 15),
)
SCHEDULE = SCHEDULE_START.but(
    meeting_id=REGULAR,
    kind="regular",
    starts_at=moment(SEPTEMBER_9),
    participants=(WORKER.id, CLIENT.id),
    at=moment(date(2025, 9, 7)),
)
RECORD = RECORD_START.but(
    meeting_id=REGULAR,
    started_at=moment(SEPTEMBER_9),
    attended=(WORKER.id, CLIENT.id),
    summary="Harjoiteltiin iltaa.",
    at=moment(SEPTEMBER_9, 15),
)
MOVE = does(
    "move_meeting",
    meeting_id=REGULAR,
    starts_at=moment(date(2025, 9, 10)),
    reason="Koulun retki.",
    at=moment(date(2025, 9, 8)),
)
CANCEL = does(
    "cancel_meeting", meeting_id=REGULAR, cancelled_by="client", reason="Sairaana.", at=moment(SEPTEMBER_9, 8)
)
NO_SHOW = does("record_no_show", meeting_id=REGULAR, by="client", at=moment(SEPTEMBER_9, 15))
CORRECT = does(
    "correct_meeting", meeting_id=REGULAR, minutes=75, reason="Kirjattu väärin.", at=moment(SEPTEMBER_9, 16)
)
VIEW = does("record_child_view", view="Haluan nukkua paremmin.", by="worker", on=SEPTEMBER_3)
PLAN = does(
    "agree_plan",
    agreed_in=START,
    baseline="Valvoo öisin, koulupäiviä kaksi viikossa.",
    goals=(SLEEPS, STUDIES),
    effective_from=SEPTEMBER_3,
    on=SEPTEMBER_3,
)
NOVEMBER_13 = date(2025, 11, 13)
REVISION = does(
    "revise_plan",
    **{**PLAN.told, "effective_from": NOVEMBER_13, "on": NOVEMBER_13, "reason": "Tavoite tarkentui."},
)
STEP = does("take_goal_step", goal_id=SLEEP, step_id=EVENINGS.step_id, outcome="done", on=SEPTEMBER_9)
SUSPEND = does("suspend_case", reason="Perhe on matkalla.", on=SEPTEMBER_9)
CLOSE = does("close_case", reason="Tavoitteet saavutettiin.", on=date(2025, 12, 10))

MET = (SCHEDULE_START, RECORD_START)
READY_TO_PLAN = (*MET, VIEW)
PLANNED = (*READY_TO_PLAN, PLAN)
