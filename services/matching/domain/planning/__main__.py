"""A joint plan in a process of its own: what it is made from as JSON on stdin, its solution on stdout.

    python -m services.matching.domain.planning 1763800000.5 < handed-over.json

The argument: until when, in seconds since 1970: what starting and preparing take is no time to search. The
services run on eventlet: preparing or a solver inside would stop all of them.
"""

import json
import sys
import time

from services.matching.domain.planning.handed_over import problem_handed_over
from services.matching.domain.planning.solver import solve


def main() -> None:
    """Reads, prepares, solves, writes."""
    problem = problem_handed_over(json.load(sys.stdin))
    json.dump(solve(problem, float(sys.argv[1]) - time.time()).plain(), sys.stdout)


if __name__ == "__main__":
    main()
