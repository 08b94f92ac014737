"""The shapes of intake's answers."""

from pydantic import BaseModel

from services.intake.queries.views.others import (
    GuardianView,
    ItemView,
    LevelView,
    PersonView,
    ReferralRow,
    ReferralsView,
    SafeContactView,
    ScreenView,
    StepLinkView,
)
from services.intake.queries.views.referral import (
    AdviceView,
    AgencyView,
    AssessmentView,
    BackgroundView,
    ConsultationView,
    Deadlines,
    Due,
    LinkedStepView,
    OtherReferral,
    PlanView,
    ReferralTexts,
    ReferralView,
    ReferrerView,
    ResponsibleView,
    ScreeningView,
    StepView,
    StructureView,
    SubjectView,
)

VIEWS: dict[str, type[BaseModel]] = {
    "referral": ReferralView,
    "referrals": ReferralsView,
    "person": PersonView,
    "screen": ScreenView,
    "step_link": StepLinkView,
}
"""By the query's name."""

__all__ = [
    "VIEWS",
    "AdviceView",
    "AgencyView",
    "AssessmentView",
    "BackgroundView",
    "ConsultationView",
    "Deadlines",
    "Due",
    "GuardianView",
    "ItemView",
    "LevelView",
    "LinkedStepView",
    "OtherReferral",
    "PersonView",
    "PlanView",
    "ReferralRow",
    "ReferralTexts",
    "ReferralView",
    "ReferralsView",
    "ReferrerView",
    "ResponsibleView",
    "SafeContactView",
    "ScreenView",
    "ScreeningView",
    "StepLinkView",
    "StepView",
    "StructureView",
    "SubjectView",
]
