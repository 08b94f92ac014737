"""The shapes of intake's answers."""

from pydantic import BaseModel

from services.intake.queries.views.access import AccessLogView
from services.intake.queries.views.calendar import CalendarLinkView, MyMeetingsView
from services.intake.queries.views.case import CasesView, CaseView
from services.intake.queries.views.case_report import MonthlyReportView
from services.intake.queries.views.copying import CopyOutView
from services.intake.queries.views.others import (
    ForbiddenView,
    GuardianView,
    ItemView,
    LevelView,
    PersonView,
    ProtectionView,
    ReferralRow,
    ReferralsView,
    SafeContactView,
    ScreenView,
    SimilarContact,
    SimilarContactsView,
    StepLinkView,
)
from services.intake.queries.views.people import PeopleView
from services.intake.queries.views.referral import (
    AdviceView,
    AgencyView,
    AlternativeView,
    AssessmentView,
    BackgroundView,
    ClientOfView,
    ConsultationView,
    Deadlines,
    Due,
    LinkedStepView,
    OtherReferral,
    ParticipantView,
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
from services.intake.queries.views.retention import DueView, RetentionDueView
from services.intake.queries.views.view import GlassView
from shared.contracts.origins import OriginView

VIEWS: dict[str, type[BaseModel]] = {
    "referral": ReferralView,
    "referrals": ReferralsView,
    "person": PersonView,
    "screen": ScreenView,
    "step_link": StepLinkView,
    "similar_contacts": SimilarContactsView,
    "case": CaseView,
    "cases": CasesView,
    "monthly_report": MonthlyReportView,
    "copy_out": CopyOutView,
    "my_meetings": MyMeetingsView,
    "calendar_link": CalendarLinkView,
    "people": PeopleView,
    "access_log": AccessLogView,
    "access_log_copy": AccessLogView,
    "retention_due": RetentionDueView,
    "origin": OriginView,
}
"""By the query's name."""

__all__ = [
    "VIEWS",
    "AdviceView",
    "AgencyView",
    "AlternativeView",
    "AssessmentView",
    "BackgroundView",
    "ClientOfView",
    "ConsultationView",
    "Deadlines",
    "Due",
    "DueView",
    "ForbiddenView",
    "GlassView",
    "GuardianView",
    "ItemView",
    "LevelView",
    "LinkedStepView",
    "OtherReferral",
    "ParticipantView",
    "PersonView",
    "PlanView",
    "ProtectionView",
    "ReferralRow",
    "ReferralTexts",
    "ReferralView",
    "ReferralsView",
    "ReferrerView",
    "ResponsibleView",
    "RetentionDueView",
    "SafeContactView",
    "ScreenView",
    "ScreeningView",
    "SimilarContact",
    "SimilarContactsView",
    "StepLinkView",
    "StepView",
    "StructureView",
    "SubjectView",
]
