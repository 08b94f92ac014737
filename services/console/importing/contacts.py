"""Old contacts from a file: a line is one contact that was received and ended before the system. Pure.

Each is received at noon of its day, and advised and ended at the end of its last: the facts happened then,
and were recorded when the file was read.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from services.console.importing.cells import (
    Unreadable,
    as_county,
    as_day,
    as_end_of_day,
    as_list,
    as_noon,
    as_whole_number,
    as_yes_or_no,
    day_of,
)
from services.console.importing.columns import Cells, Column, Data, Form
from services.console.importing.kinds import KEY, Kind, Named, Read, Step, refusal_of_key
from services.intake.commands import (
    CloseReferral,
    DeclineReferral,
    GiveAdvice,
    ReceiveReferral,
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


def read(cells: Cells, named: Named, today: date) -> Read:
    """The contact of a line, what was advised, and how it ended."""
    about = {"referral_id": str(named.id)}
    steps, reasons = _received(cells, named, about)
    at, reasons_of_days = _days(cells, today)
    reasons += reasons_of_days
    ending = cells.get(ENDING.name, "")
    if ending == CLOSED or any(column.name in cells for column in ADVISED.columns):
        advised = ADVISED.fill(cells, about | at)
        steps.append(named.step(GiveAdvice.name(), advised.data))
        reasons += advised.reasons
    if command := ENDINGS.get(ending):
        ended = Form(command, ENDED).fill(cells, about | at)
        steps.append(named.step(command.name(), ended.data))
        reasons += ended.reasons
    else:
        reasons.append(f"{ENDING.name}: use one of: {', '.join(ENDINGS)}")
    return Read(tuple(steps), tuple(dict.fromkeys(reasons)))


def _received(cells: Cells, named: Named, about: Data) -> tuple[list[Step], list[str]]:
    refused = refusal_of_key(PERSON.name, cells[PERSON.name]) if PERSON.name in cells else None
    if PERSON.name in cells:
        cells = {**cells, PERSON.name: _person_id(cells[PERSON.name], named)}
    filled = RECEIVED.fill(cells, about)
    if "received_at" in filled.data:
        filled.data["occurred_at"] = filled.data["received_at"]
    step = named.step(ReceiveReferral.name(), filled.data)
    return [step], [*([refused] if refused else []), *filled.reasons]


def _person_id(key: str, named: Named) -> str:
    try:
        return str(UUID(key))
    except ValueError:
        return str(named.other("person", key))


def _days(cells: Cells, today: date) -> tuple[Data, list[str]]:
    """When it ended, as the commands want it; and what does not fit in the two days."""
    try:
        ended = day_of(cells.get(ENDED_ON.name, ""))
    except Unreadable as unreadable:
        return {}, [f"{ENDED_ON.name}: {unreadable}"]
    if ended >= today:
        return {}, [f"{ENDED_ON.name}: an old contact ended before today; record this one as it goes on"]
    at = {ENDED_ON.place[0]: as_end_of_day(cells[ENDED_ON.name])}
    try:
        before = day_of(cells.get("received_on", ""))
    except Unreadable:
        return at, []  # told of its own column
    return at, [f"{ENDED_ON.name}: it ended before it was received"] if ended < before else []


CONTACTS = Kind(
    name="contacts",
    service="intake",
    question="referral",
    id_field="referral_id",
    columns=(KEY, *RECEIVED.columns, *ADVISED.columns, ENDED_ON, ENDING, *ENDED),
    needed=frozenset({
        KEY.name, ENDED_ON.name, ENDING.name, ENDED[0].name,
        *(each.name for each in RECEIVED.columns if RECEIVED.needs(each)),
    }),
    example=EXAMPLE,
    read=read,
)  # fmt: skip
