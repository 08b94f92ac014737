"""A services process as small as can be, to ask over each broker.

    python -m tests.support.echo_process URL [SOCKET [KEYS]]

One nameko service, "echo", on the broker at URL; with SOCKET also the bridge, which asks it over the
same broker; with KEYS, a keys folder, it opens sealed requests.
It prints "ready" when both answer, and ends by SIGTERM. Never import it: it patches.
"""

# ruff: noqa: E402 - the patch comes before everything that opens a socket
import eventlet

eventlet.monkey_patch()

import signal
import sys
from pathlib import Path
from typing import Any

from nameko.runners import ServiceRunner

from shared.plumbing.bridge import Bridge, spawn_bridge
from shared.plumbing.broker import nameko_config
from shared.plumbing.entrypoint import rpc
from shared.plumbing.rpc import RpcServices
from shared.plumbing.sealing.letters import open_letters

Request = dict[str, Any]
noted: list[str] = []


class Echo:
    name = "echo"

    @rpc
    def answer(self, request: Request) -> Request:
        return {"status": 200, "result": request}

    @rpc
    def note(self, request: Request) -> Request:
        noted.append(request["word"])
        return {"status": 200, "result": {}}

    @rpc
    def noted(self, request: Request) -> Request:
        return {"status": 200, "result": {"words": noted}}

    @rpc
    def work(self, request: Request) -> Request:
        """Work that takes its time, as a slow query does."""
        eventlet.sleep(request["seconds"])
        return {"status": 200, "result": {}}

    @rpc
    def stumble(self, request: Request) -> Request:
        raise LookupError("a bug")

    @rpc
    def mumble(self, request: Request) -> Any:
        return {"status": 200, "result": {1, 2}}


def run(url: str, socket: str = "", keys: str = "") -> None:
    """Serve until SIGTERM."""
    letters = open_letters(Path(keys)) if keys else None
    runner = ServiceRunner(nameko_config(url, letters=letters))
    runner.add_service(Echo)
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(runner.stop))
    runner.start()
    if socket:
        spawn_bridge(Path(socket), Bridge(RpcServices(url).ask))
    print("ready", flush=True)
    runner.wait()


if __name__ == "__main__":
    run(*sys.argv[1:])
