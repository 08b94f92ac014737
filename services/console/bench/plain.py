"""Runs a function of the bench in a process of its own: `python -m services.console.bench.plain …`."""

import gc
import importlib
import json
import logging
import os
import sys

import structlog


def run() -> None:
    """MODULE FUNCTION ARGUMENTS: calls it, prints its result as JSON."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    module, function, arguments = sys.argv[1:]
    measure = getattr(importlib.import_module(module), function)
    gc.collect()
    gc.freeze()  # as the services do when they are up (shared/plumbing/hosting.py)
    result = measure(**json.loads(arguments))
    print(json.dumps(result), flush=True)
    os._exit(0)  # nothing is left to do; green threads that stand still would end with a complaint each


if __name__ == "__main__":
    run()
