"""What an earlier owner left behind when it was killed: processes that still run, files that say they do."""

import os
import shutil
import signal
import time
from pathlib import Path

PATIENCE = 30.0  # seconds that a leftover server may take to write its last checkpoint


def clear_leftovers(cluster: Path, run: Path) -> None:
    """End what still works on the cluster and remove what would keep a new server from starting.

    Call it only as the folder's owner. A pid in postmaster.pid may by now be anybody's: only processes
    whose working folder is the cluster are touched, for that is where PostgreSQL's all work.
    TimeoutError where they do not end.
    """
    until = time.monotonic() + PATIENCE
    while pids := working_in(cluster):
        late = time.monotonic() > until - PATIENCE / 2
        for pid in pids:
            tell(pid, signal.SIGQUIT if late else signal.SIGINT)
        if time.monotonic() > until:
            raise TimeoutError(f"another PostgreSQL works on {cluster} and does not end")
        time.sleep(0.1)
    (cluster / "postmaster.pid").unlink(missing_ok=True)
    if run.exists():
        shutil.rmtree(run)


def working_in(folder: Path) -> list[int]:
    """The ids of the processes whose working folder this is."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "cwd").readlink() == folder.resolve():
                found.append(int(entry.name))
        except OSError:  # it ended meanwhile, or it is another user's
            continue
    return found


def tell(pid: int, what: signal.Signals) -> None:
    """Send a signal to a process that may have ended meanwhile."""
    try:
        os.kill(pid, what)
    except ProcessLookupError:
        return
