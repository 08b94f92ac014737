"""The kit needs nothing of the product's: it is installed by itself, offline, and works."""

import subprocess
from pathlib import Path

from tests.kit.installed import installed

LOOKS = """
import sys, importlib.metadata, tukiverkko_subscriber
print(sorted(each.name for each in importlib.metadata.distributions()))
print([name for name in sys.modules if name.partition(".")[0] in {"services", "shared", "tests"}])
"""


def test_it_is_installed_without_the_rest(tmp_path: Path) -> None:
    python = installed(tmp_path)
    told = subprocess.run([python, "-I", "-c", LOOKS], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines() == ["['amqp', 'kombu', 'tukiverkko-subscriber', 'vine']", "[]"]
    words = subprocess.run(
        [python.with_name("tukiverkko-subscriber"), "--help"], capture_output=True, check=True
    )
    assert b"restored" in words.stdout
