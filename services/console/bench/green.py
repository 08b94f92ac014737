"""Runs a function of the bench in a process like the services': patched by eventlet before any import.

    python -m services.console.bench.green MODULE FUNCTION '{"argument": "value"}'   → its result as JSON

The plain twin, for peers that live in threads: `python -m services.console.bench.plain …`.
"""

# ruff: noqa: E402 - the patch comes before every other import, by design
import os

os.environ["PSYCOPG_WAIT_FUNC"] = "wait_select"
import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated", category=Warning)
import eventlet

eventlet.monkey_patch()

from services.console.bench.plain import run

if __name__ == "__main__":
    run()
