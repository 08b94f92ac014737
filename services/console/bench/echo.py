"""A bare nameko service that gives back what it is given: `python -m services.console.bench.echo`.

nameko as its own guide shows it, with nothing of ours: what our commands are measured by.
"""

# ruff: noqa: E402 - the patch comes before every other import, by design
import eventlet

eventlet.monkey_patch()

import signal
from typing import Any

from nameko.rpc import rpc
from nameko.runners import ServiceRunner

from shared.plumbing.settings import Settings


class Echo:
    """One method, one argument."""

    name = "bench_echo"

    @rpc  # type: ignore[untyped-decorator]
    def echo(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"status": 200, "result": request}


def run() -> None:
    """Serves until SIGTERM."""
    settings = Settings()
    runner = ServiceRunner({"AMQP_URI": str(settings.amqp_url), "max_workers": settings.workers})
    runner.add_service(Echo)
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(runner.stop))
    runner.start()
    runner.wait()


if __name__ == "__main__":
    run()
