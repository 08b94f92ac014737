"""The kit as an integrator installs it: in an environment of its own, with what it asks for and no more."""

import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

KIT = Path(__file__).parents[2] / "shared" / "kit"


def installed(folder: Path) -> Path:
    """The Python of a new environment with the kit, made offline: what it needs is copied from ours."""
    wheel = built(folder / "wheel")
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, wheel], check=True)
    packages = next((environment / "lib").glob("python3*")) / "site-packages"
    for name in needed(requirements_of(packages)):
        copy(name, packages)
    return python


def built(to: Path) -> Path:
    """The kit's wheel, made by the setuptools that is there."""
    source = shutil.copytree(KIT, to / "source")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
    ]
    subprocess.run([*build, source, "--wheel-dir", to], check=True)
    (wheel,) = to.glob("*.whl")
    return wheel


def requirements_of(packages: Path) -> list[str]:
    """What the installed kit says that it needs."""
    (metadata,) = packages.glob("tukiverkko_subscriber-*.dist-info/METADATA")
    lines = metadata.read_text(encoding="utf-8").splitlines()
    return [line.partition(": ")[2] for line in lines if line.startswith("Requires-Dist: ")]


def needed(requirements: list[str]) -> set[str]:
    """The names of all distributions that these lead to."""
    found: set[str] = set()
    waiting = list(requirements)
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        waiting += distribution(name).requires or []
    return found


def copy(name: str, to: Path) -> None:
    """An installed distribution's files, as they are."""
    for file in distribution(name).files or []:
        if ".." not in file.parts and "__pycache__" not in file.parts:
            there = to / file
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(file.locate()), there)
