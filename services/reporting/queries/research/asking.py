"""The question for a study's research file: it is asked for once, made apart, and fetched by asking again."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow, dict_row

from services.reporting.domain.research import Study
from services.reporting.queries.asked import ResearchFile
from services.reporting.queries.research.studies import Studies
from services.reporting.queries.views.research import File, ResearchFileView
from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed, Refused, Unknown
from shared.plumbing.policy import About, Policy

ASKED = """INSERT INTO research_files (study_id, fingerprint, as_of, names, asked_at, asked_by)
    VALUES (%(study)s, %(fingerprint)s, %(as_of)s, %(names)s, %(now)s, %(who)s)
    ON CONFLICT DO NOTHING"""
NEWEST = """SELECT * FROM research_files
    WHERE study_id = %(study)s AND fingerprint = %(fingerprint)s AND as_of = %(as_of)s
    ORDER BY state IN ('waiting', 'done') DESC, asked_at DESC, job_id LIMIT 1"""
LET_GO = """UPDATE research_files SET file = NULL, state = 'gone'
    WHERE state = 'done' AND (made_at < now() - interval '1 hour'
        OR told <> (SELECT count(*) FROM people_told))"""
AGAIN = timedelta(minutes=1)
"""So long after a file could not be made, asking has it tried again."""


class ResearchFiles:
    """Answers research_file. studies: by their ids; policy: None: nobody may, for there are no studies."""

    def __init__(self, studies: Studies | None = None, policy: Policy | None = None) -> None:
        self._studies: Mapping[UUID, Study] = studies or {}
        self._policy = policy

    def answer(self, query: ResearchFile, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
        """ResearchFileView. Unknown: no such study. NotAllowed: not of it. Refused: see Study.refuse.

        Where something is refused nothing is asked for, and nothing made.
        """
        study = self._studies.get(query.study_id)
        if study is None:
            raise Unknown("there is no study with this id")
        named = About.of("Study", region=study.region, named=asker.user in study.researchers)
        if self._policy is None or not self._policy.allows(asker, named):
            raise NotAllowed("you are not named as a researcher of this study")
        names = list(query.columns or study.columns)
        study.refuse(asker.user, asker.region, names, asker.today)
        as_of = _month_ended(query.as_of, asker.today)
        return _view(study, _file(rows, study, names, as_of, asker)).said()


def _month_ended(as_of: Any, today: date) -> date:
    """As known at which day it is made: files of two days would tell who came between them."""
    last = today.replace(day=1) - timedelta(days=1)
    if as_of is None:
        return last
    if type(as_of) is not date or as_of > last or (as_of + timedelta(days=1)).day != 1:
        raise Refused("a research file is made as known at the end of a month that is over")
    return as_of


def _file(rows: Connection[Any], study: Study, names: list[str], as_of: date, asker: Asker) -> DictRow:
    values = {
        "study": study.study_id, "fingerprint": fingerprint(study, names), "as_of": as_of, "names": names,
        "now": asker.now, "who": asker.user,
    }  # fmt: skip
    with rows.cursor(row_factory=dict_row) as cursor:
        cursor.execute(LET_GO)
        found = cursor.execute(NEWEST, values).fetchone()
        if found is None or found["state"] == "gone" or _may_be_tried_again(found, asker):
            cursor.execute(ASKED, values)
            found = cursor.execute(NEWEST, values).fetchone()
    if found is None:
        msg = "a file that was asked for is not there"
        raise RuntimeError(msg)
    return found


def fingerprint(study: Study, names: list[str]) -> str:
    """What makes a file another one: whatever the study's file says, and which columns were asked for."""
    told = (sorted(study.researchers), study.permit, study.columns, study.first, study.last, study.k, names)
    return hashlib.sha256(repr((study.purpose, *told)).encode()).hexdigest()


def _may_be_tried_again(found: DictRow, asker: Asker) -> bool:
    return bool(found["state"] == "failed" and asker.now - found["made_at"] > AGAIN)


def _view(study: Study, found: DictRow) -> ResearchFileView:
    content = found["file"]
    file = None
    if content is not None:
        name = f"research.{study.study_id}.{found['as_of']}.zip"
        file = File(name=name, media_type="application/zip", content=b64encode(content).decode("ascii"))
    return ResearchFileView(
        study_id=UUID(study.study_id), state=found["state"], as_of=found["as_of"],
        columns=found["names"], people=found["people"], rows=found["rows"], file=file,
    )  # fmt: skip
