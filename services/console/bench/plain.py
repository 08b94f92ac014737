"""Runs a function of the bench in a process of its own: `python -m services.console.bench.plain …`."""

import importlib
import json
import sys


def run() -> None:
    """MODULE FUNCTION ARGUMENTS: calls it, prints its result as JSON."""
    module, function, arguments = sys.argv[1:]
    result = getattr(importlib.import_module(module), function)(**json.loads(arguments))
    print(json.dumps(result))


if __name__ == "__main__":
    run()
