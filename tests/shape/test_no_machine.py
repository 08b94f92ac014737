"""Nothing that is committed knows the machine it was written on."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWN = Path(__file__).relative_to(ROOT).as_posix()

OTHERS = re.compile(r"/(?:swagger|hds|vendor)/|\.min\.js$")
"""Code of others that we ship as it is."""

FOREIGN = {
    "a folder of one machine": re.compile(r"(?<![\w.~$}])/(?:work|root|home|tmp|mnt|Users|opt)(?:/|\b)"),
    "a package registry's host": re.compile(
        r"\b(?:pypi|pythonhosted|npmjs|crates|golang|debian)\.(?:org|com|io)\b"
    ),
    "a secret": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
}


def tracked_files() -> list[str]:
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    ours = (each for each in listed.split("\0") if each and each != OWN and not OTHERS.search(each))
    return [each for each in ours if (ROOT / each).is_file()]


def foreign_words(text: str) -> list[str]:
    """What in a text is of one machine only, with what it is."""
    return [f"{what}: {found[0]}" for what, pattern in FOREIGN.items() for found in pattern.finditer(text)]


def test_no_file_knows_a_machine() -> None:
    contents = {file: (ROOT / file).read_bytes() for file in tracked_files()}
    texts = {file: content.decode("utf-8") for file, content in contents.items() if b"\0" not in content}
    assert len(texts) > 100
    assert {file: found for file, text in texts.items() if (found := foreign_words(text))} == {}


REGISTRY = "pypi"
"""Apart from its ending, so that this file names no host either."""


@pytest.mark.parametrize(
    "text",
    ["cd /mnt/x", '"/root/x"', "cp a /tmp", f"https://{REGISTRY}.org/", "see /home/matti/t"],
)
def test_what_is_of_one_machine_is_seen(text: str) -> None:
    assert foreign_words(text)


@pytest.mark.parametrize("text", ["/api/v1/intake", "~/.local/share/tukiverkko", "tests/tmp", "a/root/b"])
def test_what_belongs_to_the_product_is_let_be(text: str) -> None:
    assert foreign_words(text) == []
