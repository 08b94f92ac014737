"""What people ask of intake, in the order of the flow.

One model a command; a command's name is its class's in snake case. Nothing that is not in a model is
accepted.
"""

from services.intake.commands.contact import (
    AssessUrgency,
    GiveAdvice,
    IdentifyOtherwise,
    IdentifySubject,
    ReceiveReferral,
    RecordDutyToReport,
    RecordFirstDecision,
    ResolveDuplicate,
    ScreenReferral,
    ScreenSituation,
)
from services.intake.commands.ending import (
    CloseReferral,
    DeclineReferral,
    RedirectReferral,
    ReopenReferral,
    WithdrawReferral,
)
from services.intake.commands.person import CorrectPerson, RegisterPerson
from services.intake.commands.work import (
    AgreeConsultationPlan,
    DecideTier,
    EvaluateConsultation,
    GatherBackground,
    HoldConsultation,
    RecordAssessment,
    ReportStep,
    RequestExpertise,
    ReviseConsultationPlan,
    SkipStep,
    StructureSituation,
)
from shared.contracts.asking import Command

_IN_ORDER: tuple[type[Command], ...] = (
    ReceiveReferral,
    IdentifySubject,
    ResolveDuplicate,
    ScreenSituation,
    ScreenReferral,
    IdentifyOtherwise,
    AssessUrgency,
    RecordFirstDecision,
    RecordDutyToReport,
    GiveAdvice,
    GatherBackground,
    StructureSituation,
    SkipStep,
    RecordAssessment,
    HoldConsultation,
    DecideTier,
    RequestExpertise,
    AgreeConsultationPlan,
    ReviseConsultationPlan,
    ReportStep,
    EvaluateConsultation,
    DeclineReferral,
    RedirectReferral,
    WithdrawReferral,
    ReopenReferral,
    CloseReferral,
    RegisterPerson,
    CorrectPerson,
)

COMMANDS: dict[str, type[Command]] = {command.name(): command for command in _IN_ORDER}
"""Every command of intake by its name."""

__all__ = [
    "COMMANDS",
    "AgreeConsultationPlan",
    "AssessUrgency",
    "CloseReferral",
    "CorrectPerson",
    "DecideTier",
    "DeclineReferral",
    "EvaluateConsultation",
    "GatherBackground",
    "GiveAdvice",
    "HoldConsultation",
    "IdentifyOtherwise",
    "IdentifySubject",
    "ReceiveReferral",
    "RecordAssessment",
    "RecordDutyToReport",
    "RecordFirstDecision",
    "RedirectReferral",
    "RegisterPerson",
    "ReopenReferral",
    "ReportStep",
    "RequestExpertise",
    "ResolveDuplicate",
    "ReviseConsultationPlan",
    "ScreenReferral",
    "ScreenSituation",
    "SkipStep",
    "StructureSituation",
    "WithdrawReferral",
]
