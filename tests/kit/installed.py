"""The kit as an integrator installs it: in an environment of its own, with what it asks for and no more."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

KIT = Path(__file__).parents[2] / "shared" / "kit"
OF_THIS_MACHINE = {"INSTALLER", "REQUESTED", "direct_url.json"}


def installed(folder: Path) -> Path:
    """The Python of a new environment with the kit, made offline."""
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index"]
    # What this machine's pip is told of other projects must not matter here.
    env = os.environ | {"PIP_CONSTRAINT": "/dev/null", "PIP_CONFIG_FILE": "/dev/null"}
    subprocess.run([*pip, "--find-links", str(wheels(folder)), "tukiverkko-subscriber"], env=env, check=True)
    return python


def wheels(folder: Path) -> Path:
    """A folder with the kit's wheel, and with those of all that it needs, packed again from ours."""
    to = folder / "wheels"
    to.mkdir(parents=True)
    for name in needed(requirements_of(built(to))):
        packed(name, to)
    packed("setuptools", to)  # builds it where it is installed from its folder
    return to


def built(to: Path) -> Path:
    """The kit's wheel, made by the setuptools that is there."""
    source = shutil.copytree(KIT, to.parent / "source")
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


def requirements_of(wheel: Path) -> list[str]:
    """What the kit says that it needs."""
    with ZipFile(wheel) as packed_kit:
        (metadata,) = (name for name in packed_kit.namelist() if name.endswith("/METADATA"))
        lines = packed_kit.read(metadata).decode().splitlines()
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


def packed(name: str, to: Path) -> None:
    """The wheel of an installed distribution that is Python alone."""
    found = distribution(name)
    files = [
        file
        for file in found.files or []
        if not {"..", "__pycache__"} & set(file.parts) and file.name not in OF_THIS_MACHINE
    ]
    version = found.version
    with ZipFile(to / f"{name.replace('-', '_')}-{version}-py3-none-any.whl", "w") as wheel:
        for file in files:
            if file.name == "RECORD":
                wheel.writestr(str(file), "".join(f"{each},,\n" for each in files))
            else:
                wheel.write(str(file.locate()), str(file))
