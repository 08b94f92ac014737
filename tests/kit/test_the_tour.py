"""docs/integrators.md as an integrator follows it: its commands, line by line, to events handled."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.kit.installed import KIT, wheels
from tests.kit.system import System
from tests.support.node import PROGRAM, installed
from tests.support.processes import TUKIVERKKO, environment

PAGE = Path(__file__).parents[2] / "docs" / "integrators.md"
TEN_MINUTES = 600
pytestmark = pytest.mark.timeout(900)


def commands(page: str) -> str:
    """What stands in its blocks, in their order."""
    return "\n".join(re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))


def bin_with_node(folder: Path) -> Path:
    """A folder with node itself: the wheel puts a script on the path, and a signal to it stays there."""
    there = folder / "bin"
    there.mkdir()
    (there / "node").symlink_to(PROGRAM)
    return there


def test_the_tour_leads_to_the_first_event_handled_in_under_ten_minutes(
    system: System, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    system.facts(10, each=2)
    installed(KIT / "examples" / "node")  # what npm brings lies in its cache from now on
    shutil.copytree(
        KIT, tmp_path / "kit", ignore=shutil.ignore_patterns("build", "node_modules", "*.egg-info")
    )
    offline = {
        "PATH": os.pathsep.join(
            [str(bin_with_node(tmp_path)), str(Path(TUKIVERKKO).parent), os.environ["PATH"]]
        ),
        "PIP_FIND_LINKS": str(wheels(tmp_path / "needed")),
        "PIP_NO_INDEX": "1",
        "PIP_CONSTRAINT": "/dev/null",
        "npm_config_prefer_offline": "true",
    }
    begun = time.monotonic()
    done = subprocess.run(
        ["bash", "-euxo", "pipefail", "-c", commands(PAGE.read_text(encoding="utf-8"))],
        cwd=tmp_path,
        env=environment(**system.settings) | offline,
        capture_output=True,
        text=True,
        check=False,
        timeout=TEN_MINUTES,
    )
    took = time.monotonic() - begun
    assert done.returncode == 0, done.stdout + done.stderr
    assert "a contact in county 08" in done.stdout
    assert '"type":"fi.tukiverkko.intake.referral-received.v1"' in done.stdout
    assert took < TEN_MINUTES
    with capsys.disabled():
        sys.stdout.write(f" the tour took {took:.0f} s ")
