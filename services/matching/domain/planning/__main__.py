"""A joint plan in a process of its own: a problem as JSON on stdin, its solution as JSON on stdout.

    python -m services.matching.domain.planning 15 < problem.json

The argument: within how many seconds. The services run on eventlet: a solver inside would stop all of them.
"""

import json
import sys

from services.matching.domain.planning.problem import Problem
from services.matching.domain.planning.solver import solve


def main() -> None:
    """Reads, solves, writes."""
    problem = Problem.of(json.load(sys.stdin))
    json.dump(solve(problem, float(sys.argv[1])).plain(), sys.stdout)


if __name__ == "__main__":
    main()
