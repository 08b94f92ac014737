"""The columns of old contacts: which field of which command of intake each fills. Pure."""

from collections.abc import Mapping

from services.console.importing.cells import (
    as_county,
    as_day,
    as_end_of_day,
    as_list,
    as_noon,
    as_whole_number,
    as_yes_or_no,
)
from services.console.importing.columns import Column, Form
from services.intake.commands import (
    CloseReferral,
    DeclineReferral,
    GiveAdvice,
    ReceiveReferral,
    RecordDutyToReport,
    RecordFirstDecision,
    RedirectReferral,
    WithdrawReferral,
)
from shared.contracts.asking import Command

ENDINGS: Mapping[str, type[Command]] = {
    "closed": CloseReferral,
    "declined": DeclineReferral,
    "redirected": RedirectReferral,
    "withdrawn": WithdrawReferral,
}
CLOSED = "closed"
PERSON = Column(
    "person", ("subject", "person_id"),
    "Whom it was about: your own code of the person, or their id where they are known here; with it also"
    " given_name, family_name, birth_date and languages. Without any of these it was about nobody named",
)  # fmt: skip
RECEIVED = Form(
    ReceiveReferral,
    (
        Column("received_on", ("received_at",), "The day it came in", as_noon),
        Column("source", ("source",), "Who made contact"),
        Column("source_other", ("source_other",), "Which source, where source is other"),
        Column("channel", ("channel",), "How it came in"),
        Column("county", ("county",), "Whose it is", as_county),
        Column("service_line", ("service_line",), "What was asked for"),
        Column("situations", ("situations",), "One or more", as_list),
        Column("trigger", ("trigger",), "What set the matter off"),
        Column("urgency", ("urgency",), "How soon help was needed"),
        Column("referrer_name", ("referrer", "name"), "Who made contact"),
        Column("referrer_title", ("referrer", "title"), "Their title"),
        Column("referrer_organisation", ("referrer", "organisation"), "Where they worked"),
        Column("referrer_sector", ("referrer", "sector"), "For which sector"),
        Column("referrer_phone", ("referrer", "phone"), "Lets a contact made twice be recognised"),
        Column("referrer_email", ("referrer", "email"), "Lets a contact made twice be recognised"),
        Column("legal_basis", ("legal_basis",), "On what ground in law it was recorded"),
        Column(
            "child_welfare_notification", ("child_welfare_notification",), "yes or no; no where it is empty",
            as_yes_or_no,
        ),
        PERSON,
        Column("given_name", ("subject", "given_name"), "With person"),
        Column("family_name", ("subject", "family_name"), "With person"),
        Column("birth_date", ("subject", "birth_date"), "With person", as_day),
        Column("municipality", ("subject", "municipality"), "Of the person"),
        Column("languages", ("subject", "languages"), "Of the person: codes, like fi, sv, se, ar", as_list),
    ),
)  # fmt: skip
ADVISED = Form(
    GiveAdvice,
    (
        Column("advice", ("advice",), "What was advised; needed where ending is closed"),
        Column("minutes", ("minutes",), "How long that took; with advice", as_whole_number),
        Column("support_kinds", ("support_kinds",), "With advice", as_list),
    ),
)
DECIDED = Form(
    RecordFirstDecision,
    (
        Column(
            "first_decision_on", ("decided_on",), "Of a notification: the day of the first decision", as_day
        ),
        Column("informed", ("informed",), "Of a notification: who was told of it", as_list),
    ),
)
REPORTED = Form(
    RecordDutyToReport,
    (
        Column("report_to", ("to",), "Of violence against a child: to whom a report was to be made"),
        Column("report_made_on", ("made_on",), "The day on which it was made", as_day),
        Column("report_reason_not", ("reason_not",), "Or why none was made"),
    ),
)
FURTHER = {ADVISED: "", DECIDED: "first_decision_on", REPORTED: "report_made_on"}
"""What may have happened before the end → the column of its day; the day of the end where there is none."""
ENDED = (
    Column("ending_reason", ("reason",), "Why it ended"),
    Column("turned_to", ("to",), "Where the one who made contact turned"),
)
ENDING = Column("ending", (), "How it ended")
ENDED_ON = Column("ended_on", ("occurred_at",), "The day it ended, before today", as_end_of_day)
EXAMPLE = {
    "key": "Y-2021-0001",
    "received_on": "4.3.2021",
    "source": "school",
    "channel": "phone",
    "county": "08",
    "service_line": "ot_consultation",
    "situations": "demanding_neuropsychiatric | school_absence",
    "trigger": "Nuori ei ole käynyt koulua syksyn jälkeen, ja apu on jumissa.",
    "urgency": "routine",
    "referrer_name": "Olli Opettaja",
    "referrer_organisation": "Esimerkkilän koulu",
    "referrer_sector": "education",
    "legal_basis": "statutory_task",
    "child_welfare_notification": "no",
    "person": "L-0001",
    "given_name": "Lapsi",
    "family_name": "Esimerkki",
    "birth_date": "6.5.2010",
    "languages": "fi",
    "advice": "Kutsu koulu ja perheneuvola samaan palaveriin ennen uusia lähetteitä.",
    "minutes": "20",
    "support_kinds": "coordination",
    "ended_on": "18.3.2021",
    "ending": "closed",
    "ending_reason": "Suunnitelma etenee.",
}
