"""A joint plan prepared and solved in a process of its own: the services' own would stand still (R-M6)."""

import json
import subprocess
import sys
import time

import structlog

from services.matching.domain.planning.greedy import greedy_solution
from services.matching.domain.planning.handed_over import problem_handed_over
from services.matching.domain.planning.problem import Solution

GRACE = 20.0
"""Seconds after which a process that has not answered on a busy machine is given up."""
PROCESS = (sys.executable, "-m", "services.matching.domain.planning")
log = structlog.get_logger()


def solve_apart(
    handed_over: str, seconds: float, *, process: tuple[str, ...] = PROCESS, grace: float = GRACE
) -> Solution:
    """The plan found in so many seconds in all; the greedy one where the process gives none (R-M6).

    handed_over: JSON, as domain/planning/handed_over.py reads it.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [*process, str(time.time() + seconds)],
            input=handed_over,
            capture_output=True,
            text=True,
            timeout=seconds + grace,
            check=True,
        )
        return Solution.of(json.loads(done.stdout))
    except (subprocess.SubprocessError, OSError, ValueError) as failed:
        log.warning("the solver gave no plan: the greedy one stands", failed=type(failed).__name__)
        return greedy_solution(problem_handed_over(json.loads(handed_over)))
