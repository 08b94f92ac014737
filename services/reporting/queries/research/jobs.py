"""The loop that has research files made: one process at a time, each file in a process apart.

The file stays for an hour, for its study to fetch it, and goes sooner where more becomes known of people: who
was erased or is protected since is in none that is told (R-P2, R-C13).
"""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import psycopg
import structlog
from psycopg.rows import DictRow

from services.reporting.queries.research.asking import LET_GO, fingerprint
from services.reporting.queries.research.rows import handed_over
from services.reporting.queries.research.studies import Studies
from shared.kernel.asker import HELSINKI
from shared.plumbing.jobs import Jobs
from shared.plumbing.store.database import ServiceDatabase

PATIENCE = 1800.0
"""Seconds after which a process that has made no file is given up."""
PROCESS = (sys.executable, "-m", "services.reporting.domain.research")
KNOWN = "SELECT count(*) AS n FROM people_told"
DONE = """UPDATE research_files SET state = 'done', file = %(file)s, people = %(people)s, rows = %(rows)s,
    told = %(told)s, made_at = %(at)s WHERE job_id = %(job)s"""
FAILED = "UPDATE research_files SET state = 'failed', made_at = %(at)s WHERE job_id = %(job)s"
log = structlog.get_logger()


class ResearchJobs(Jobs):
    """Works off what was asked for. key_of: a study's id → the key that its pseudonyms are made with."""

    command = "research_file"
    oldest = "SELECT * FROM research_files WHERE state = 'waiting' ORDER BY asked_at, job_id LIMIT 1"
    waiting = "SELECT count(*) AS n FROM research_files WHERE state = 'waiting'"

    def __init__(
        self,
        database: ServiceDatabase,
        studies: Studies,
        key_of: Callable[[str], bytes],
        *,
        process: tuple[str, ...] = PROCESS,
    ) -> None:
        super().__init__("research", database)
        self._studies, self._key_of, self._process = studies, key_of, process

    def work_waits(self, lock: psycopg.Connection[DictRow]) -> bool:
        lock.execute(LET_GO)
        return super().work_waits(lock)

    def _on(self, job: DictRow) -> None:
        study = self._studies.get(job["study_id"])
        if study is None or fingerprint(study, job["names"]) != job["fingerprint"]:
            self._failed(job, "its study is another one by now")
            return
        key = self._key_of(study.study_id)
        today = job["asked_at"].astimezone(HELSINKI).date()
        with self.database.rows() as rows:
            known = rows.execute(KNOWN).fetchall()[0]["n"]
            told = handed_over(rows, study, job["names"], as_of=job["as_of"], today=today, key=key)
        try:
            done = subprocess.run(  # noqa: S603 - our own module, no shell
                self._process, input=told.encode(), capture_output=True, timeout=PATIENCE, check=True
            )
            people, lines = _counted(done.stdout)
        except (subprocess.SubprocessError, OSError, ValueError, zipfile.BadZipFile) as error:
            self._failed(job, type(error).__name__)
            return
        values = {"job": job["job_id"], "file": done.stdout, "people": people, "rows": lines, "told": known}
        with self.database.rows() as rows:
            rows.execute(DONE, values | {"at": datetime.now(UTC)})
        log.info("research file made", service="reporting", study=study.study_id, people=people, rows=lines)

    def _failed(self, job: DictRow, because: str) -> None:
        log.warning("a research file was not made", service="reporting", because=because)
        with self.database.rows() as rows:
            rows.execute(FAILED, {"job": job["job_id"], "at": datetime.now(UTC)})


def _counted(file: bytes) -> tuple[int, int]:
    """How many people and rows a file has, as its report says."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        report = json.loads(archive.read("report.json"))
    return report["people"], report["rows"]
