"""Who read what about a person: intake's own log and the others', for the admin and for the person."""

import base64
import binascii
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from services.intake.application.closed_off import closed_off
from services.intake.domain.case import Case
from services.intake.domain.person import Person
from services.intake.domain.referral import Referral
from services.intake.queries import asked_access
from services.intake.queries.reading import Reading
from services.intake.queries.views.access import AccessLogView, EntryView, GivenView
from shared.contracts.services import SERVICES
from shared.kernel.asker import Asker
from shared.kernel.refused import Misfit, Unknown
from shared.plumbing.access import past
from shared.plumbing.ask import NoAnswer
from shared.plumbing.tokens import issue

YOUNG = timedelta(days=730)
"""What is older is told for a special reason only (R-P4)."""
PATIENCE = 2.0
"""Seconds for another service's part."""
OTHERS = tuple(name for name in SERVICES if name != "intake")
SEPARATION = "demanding_separation"
TO_A_GUARDIAN = "guardian"
OF_THE_OTHERS = frozenset(
    {
        "guardians", "safe_contact", "texts.referrer", "texts.consultations", "network", "network.name",
        "network.user", "contacts", "contacts.with_whom", "contacts.gist", "child_views", "child_views.view",
        "risks", "risks.text", "possible_duplicates", "links",
    }
)  # fmt: skip
"""Fields in which a parent may have spoken, or stands: in a separation the copy does not name them (R-C9)."""

_MATTERS = f"""
SELECT referral_id AS id, '{Referral.kind}/' || number AS number,
    {closed_off("referrals.referral_id")} AS hidden
FROM referrals WHERE person_id = ANY (%(persons)s) AND region = %(region)s
UNION ALL SELECT case_id, '{Case.kind}/' || number,
    cardinality(restricted_to) > 0 AND NOT %(user)s = ANY (restricted_to)
FROM cases WHERE person_id = ANY (%(persons)s) AND region = %(region)s
"""  # noqa: S608 - kinds and columns
_KNOWN_HERE = """
SELECT FROM people WHERE person_id = %(person)s AND region = %(region)s
UNION ALL SELECT FROM access_log
WHERE (persons @> ARRAY[%(person)s::uuid] OR mentioned @> ARRAY[%(person)s::uuid]) AND region = %(region)s
LIMIT 1
"""


def answer_access_log(query: asked_access.AccessLog, asker: Asker, reading: Reading) -> dict[str, Any]:
    """AccessLogView, of a professional of the directory too. Unknown where nobody read of this id there."""
    page = _page(query, asker, reading)
    entries = [
        EntryView(**_entry(line, page.numbers), user=line["user_name"], correlation=line["correlation"])
        for line in page.lines
    ]
    given = [GivenView(**_given(each, page.numbers)) for each in page.given]
    return page.view(query, entries, given, masked=page.protected(reading, asker))


def answer_access_log_copy(
    query: asked_access.AccessLogCopy, asker: Asker, reading: Reading
) -> dict[str, Any]:
    """AccessLogView without names of those who read. Unknown as above.

    In a separation, for a protected person, and where they were only mentioned, it is withheld where the
    readers work, which tells where somebody gets help, of which contact or case they read, for each parent
    may have made their own, and what was given to a guardian.
    """
    page = _page(query, asker, reading)
    quiet = page.in_separation(reading) or page.protected(reading, asker)
    entries = [EntryView(**_quietly(_entry(line, page.numbers), line, quiet=quiet)) for line in page.lines]
    given = [
        GivenView(**_quietly(_given(each, page.numbers), each, quiet=quiet))
        for each in page.given
        if not (quiet and each["recipient_kind"] == TO_A_GUARDIAN)
    ]
    return page.view(query, entries, given, withheld=quiet, masked=page.protected(reading, asker))


class Page:
    """Some lines, and the person's matters by which they were found. numbers: of those one may know."""

    def __init__(self, person_id: UUID, matters: list[DictRow], since: datetime | None) -> None:
        self.person_id = person_id
        self.matters = tuple(row["id"] for row in matters)
        self.numbers = {str(row["id"]): str(row["number"]) for row in matters if not row["hidden"]}
        self.since = since
        self.lines: list[dict[str, Any]] = []
        self.given: list[dict[str, Any]] = []
        self.away: list[str] = []
        self.next: str | None = None
        self._kinds = {row["id"]: str(row["number"]).partition("/")[0] for row in matters}

    def view(
        self,
        query: asked_access.AccessLog | asked_access.AccessLogCopy,
        entries: list[EntryView],
        given: list[GivenView],
        *,
        withheld: bool = False,
        masked: bool,
    ) -> dict[str, Any]:
        """AccessLogView as JSON. masked: where the readers work is, for it tells where somebody gets help."""
        return AccessLogView(
            person_id=query.person_id, since=self.since, entries=entries, disclosures=given, away=self.away,
            withheld=withheld, next=self.next,
        ).said(masked=masked)  # fmt: skip

    def in_separation(self, reading: Reading) -> bool:
        """Whether a matter of the person is a demanding separation."""
        kinds: dict[str, Any] = {Referral.kind: Referral, Case.kind: Case}
        return any(
            SEPARATION in reading.intake.load(kinds[kind], matter).situations
            for matter, kind in self._kinds.items()
        )

    def protected(self, reading: Reading, asker: Asker) -> bool:
        """R-C13: whether the person, or a guardian of theirs, is under a non-disclosure order."""
        return reading.intake.masked(self.person_id, asker.today)


def _page(query: asked_access.AccessLog | asked_access.AccessLogCopy, asker: Asker, reading: Reading) -> Page:
    since = None if query.special_reason else asker.now - YOUNG
    persons = tuple({query.person_id, reading.intake.now_known_as(query.person_id)})
    with reading.intake.database.rows() as rows:
        matters, known = _matters(rows, asker, query.person_id, persons)
        page = Page(query.person_id, matters, since)
        sought = past.Sought(
            asker.region, persons, page.matters, query.limit + 1, since, _before(query.cursor)
        )
        own = past.lines(rows, "intake", sought)
        page.given = [] if query.cursor else past.given(rows, sought)
    others = [_of_another(service, sought, asker, reading, page) for service in OTHERS]
    found = past.newest([own, *others], query.limit + 1)
    if not known and not found:
        raise Unknown("there is no {kind} with the id {id}", kind=Person.kind, id=str(query.person_id))
    page.lines = found[: query.limit]
    if len(found) > query.limit:
        page.next = _written(past.Place.of(page.lines[-1]))
    return page


def _matters(
    rows: Connection[DictRow], asker: Asker, person_id: UUID, persons: tuple[UUID, ...]
) -> tuple[list[DictRow], bool]:
    """The person's contacts and cases of the asker's region, and whether intake knows the person there."""
    values = {"persons": list(persons), "person": person_id, "user": asker.user, "region": asker.region}
    matters = rows.execute(_MATTERS, values).fetchall()
    return matters, bool(matters) or rows.execute(_KNOWN_HERE, values).fetchone() is not None


def _of_another(
    service: str, sought: past.Sought, asker: Asker, reading: Reading, page: Page
) -> list[dict[str, Any]]:
    """Its lines; none where it does not answer, and then the page says so."""
    try:
        request = {"name": "accesses", "token": _token(asker, reading), **sought.as_request()}
        reply = reading.others.ask(service, "accesses", request, PATIENCE)
    except NoAnswer:
        page.away.append(service)
        return []
    if reply["status"] != 200:  # noqa: PLR2004 - done
        page.away.append(service)
        return []
    return list(reply["result"]["lines"])


def _token(asker: Asker, reading: Reading) -> str:
    """The asker goes on to another service as who they are."""
    claims = {"sub": asker.user, "role": asker.role, "region": asker.region}
    return issue(reading.links, claims, lasting=timedelta(minutes=1))


def _entry(line: dict[str, Any], numbers: dict[str, str]) -> dict[str, Any]:
    """A line as it is told. Of who was only mentioned no more than that is told."""
    names = ("at", "service", "query", "role", "organisation", "sector", "county", "purpose", "legal_basis")
    fields = line["fields"] if line["about"] else [name for name in line["fields"] if name == "guardians"]
    return {
        **{name: line[name] for name in names},
        "special_reason": line["special_reason"],
        "reveal": line["reveal"],
        "matters": _numbers(line, numbers),
        "fields": fields,
    }


def _given(line: dict[str, Any], numbers: dict[str, str]) -> dict[str, Any]:
    names = (
        "at", "what", "recipient_sector", "recipient_county", "recipient_organisation", "role",
        "organisation", "purpose", "legal_basis", "fields",
    )  # fmt: skip
    told = {name: line[name] for name in names}
    return {**told, "recipient": line["recipient_kind"], "matters": _numbers(line, numbers)}


def _quietly(told: dict[str, Any], line: dict[str, Any], *, quiet: bool) -> dict[str, Any]:
    if not quiet and line.get("about", True):
        return told
    fields = [name for name in told["fields"] if name not in OF_THE_OTHERS or not line.get("about", True)]
    where = ("organisation", "sector", "county", "recipient_organisation")
    return {**told, **{name: None for name in where if name in told}, "fields": fields, "matters": []}


def _numbers(line: dict[str, Any], numbers: dict[str, str]) -> list[str]:
    """Of the person's own matters, as far as one may know of them (R-C10); never of anybody else's."""
    return sorted(numbers[each] for each in line["matters"] if each in numbers)


def _written(place: past.Place) -> str:
    return base64.urlsafe_b64encode(place.as_text().encode()).decode()


def _before(cursor: str | None) -> past.Place | None:
    try:
        return past.Place.read(base64.urlsafe_b64decode(cursor.encode()).decode()) if cursor else None
    except (ValueError, binascii.Error):
        raise Misfit("the cursor is none of ours: begin without one") from None
