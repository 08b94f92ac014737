"""Named examples: a made-up child, a made-up teacher, fixed days."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.intake.domain.language import Referrer, Subject
from services.intake.domain.plan import PlanStep, ResponsibleParty
from services.intake.domain.screening import read_instrument
from shared.kernel.facts import Keeping

TUESDAY = date(2023, 3, 7)
NOON = datetime(2023, 3, 7, 10, 0, tzinfo=UTC)
SCREEN = read_instrument()
KEEPING = Keeping("08", "social_welfare_client_register", "family_services")

OLLI = Referrer(
    name="Olli Opettaja",
    organisation="Esimerkkilän koulu",
    sector="education",
    phone="+358 40 000 0000",
    email="olli@koulu.example",
)

LAPSI = Subject(
    person_id=UUID("0b6f1f0e-54a6-4f26-8a43-9a1f6f0c2d77"),
    given_name="Lapsi",
    family_name="Esimerkki",
    birth_date=date(2010, 5, 6),
    languages=("fi",),
)

RECEIVED: dict[str, Any] = {
    "id": UUID("5f0c7a52-2f0b-4f5e-9d3a-3f1c7a0e8b11"),
    "number": "2023-00017",
    "region": "sisa-suomi",
    "keeping": KEEPING,
    "received_at": NOON,
    "source": "school",
    "channel": "phone",
    "county": "08",
    "service_line": "ot_consultation",
    "situations": ("demanding_neuropsychiatric",),
    "trigger": "Tilanne on jumissa.",
    "urgency": "routine",
    "referrer": OLLI,
    "legal_basis": "statutory_task",
    "at": NOON,
}

FIRST_STEP = UUID("11111111-1111-4111-8111-111111111111")
SECOND_STEP = UUID("22222222-2222-4222-8222-222222222222")
SCHOOL = ResponsibleParty("education", "Esimerkkilän koulu")
MEETING = PlanStep("Yhteinen palaveri", SCHOOL, due=date(2023, 3, 21), step_id=FIRST_STEP)
PHONE_CALL = PlanStep("Soitto kotiin", SCHOOL, due=date(2023, 3, 8), step_id=SECOND_STEP)
