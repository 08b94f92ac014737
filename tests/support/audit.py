"""Is a weakness known in anything we depend on? `make audit` asks with pip-audit, for every locked version.

Exit codes: 0 every part was asked about and nothing is known; 1 something is known; 3 not every part could be
asked about, as where the advisory service is out of reach. 3 is no clean result, and is never told as one.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.parts import LOCK

CLEAN, KNOWN, NOT_ASKED = 0, 1, 3
SECONDS = 600.0
"""How long the whole audit may take: some hundred questions to a service far away."""


@dataclass(frozen=True)
class Verdict:
    """What came out: the exit code, and the sentences that are printed."""

    code: int
    sentences: tuple[str, ...]


def audit(lock: Path = LOCK, *, osv: str | None = None) -> Verdict:
    """Asks about every version in a lock file. osv: address of an OSV service to ask, not the registry's own.

    Whatever keeps pip-audit from answering is told as not asked, in a sentence.
    """
    other = ["--vulnerability-service", "osv", "--osv-url", osv] if osv else []
    command: list[str | Path] = [
        Path(sys.executable).with_name("pip-audit"), "--requirement", lock, "--require-hashes",
        "--disable-pip", "--progress-spinner", "off", "--format", "json", *other,
    ]  # fmt: skip
    try:
        ran = subprocess.run(command, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return _not_asked(f"it took more than {SECONDS:.0f} seconds")
    except FileNotFoundError:
        return _not_asked("pip-audit is not installed")
    try:
        report = json.loads(ran.stdout)
    except ValueError:
        return _not_asked(
            _last_words(ran.stderr.decode(errors="replace")) or f"it ended with {ran.returncode}"
        )
    return verdict(report)


def verdict(report: dict[str, Any]) -> Verdict:
    """What pip-audit's JSON says. A part that it passed over was not asked about."""
    told = report["dependencies"]
    passed_over = [each["name"] for each in told if "skip_reason" in each]
    known = [
        f"{each['name']} {each['version']}: {weakness['id']}, mended in "
        f"{', '.join(weakness['fix_versions']) or 'no release yet'}"
        for each in told
        for weakness in each.get("vulns", ())
    ]
    sentences = list(known)
    if passed_over:
        sentences.append(
            f"The advisory service knew nothing of {len(passed_over)} of {len(told)} parts, so nobody has "
            f"looked at them: {', '.join(passed_over)}."
        )
    if known:
        return Verdict(KNOWN, (*sentences, f"{len(known)} known weaknesses in {len(told)} parts."))
    if passed_over:
        return Verdict(NOT_ASKED, (*sentences, "This is not a clean audit."))
    return Verdict(CLEAN, (f"No weakness is known in any of the {len(told)} parts.",))


def _last_words(said: str) -> str:
    """What went wrong, of all that pip-audit said before it gave up: its last line, without brackets."""
    last = (said.strip().splitlines() or [""])[-1]
    return re.sub(r"^ERROR:[\w.]+:", "", last).partition("(")[0].strip()


def _not_asked(why: str) -> Verdict:
    return Verdict(
        NOT_ASKED,
        (
            f"The advisory service could not be asked: {why}.",
            "This is not a clean audit: run it where the service or its mirror (OSV=address) is in reach.",
        ),
    )


if __name__ == "__main__":
    came_out = audit(osv=sys.argv[1] if len(sys.argv) > 1 else None)
    print("\n".join(came_out.sentences))
    raise SystemExit(came_out.code)
