"""What Tukiverkko is made of, as a list that programs read (SBOM, CycloneDX 1.6, JSON): `make parts`.

The list is made from requirements.lock by `cyclonedx-py`. Added to each part: whether it runs with the
product or only builds and tests it (`scope`), what it needs, the licence it declares; and the files of others
that lie in this repository. Nothing of it needs the network. docs/parts.md says more.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
WRITTEN = ROOT / "build" / "parts.cdx.json"
SPECIFICATION = "1.6"

VENDORED = (
    ("hds-core", "5.2.2", "MIT", "services/gateway/static/hds/*.css", "required"),
    ("htmx.org", "2.0.11", "0BSD", "services/gateway/static/pages/htmx-*.min.js", "required"),
    (
        "swagger-ui-dist",
        "5.35.0",
        "Apache-2.0",
        "services/gateway/static/swagger/swagger-ui*.[cj]s*",
        "required",
    ),
    ("axe-core", "4.14.1", "MPL-2.0", "tests/pages/vendor/axe.min.js", "excluded"),
)
"""Name, version, licence, files and scope of what others wrote and we carry with us."""


def parts() -> dict[str, Any]:
    """The list. OSError where `cyclonedx-py` is not there, CalledProcessError where the lock is none."""
    told = _locked()
    runs, needs = _needed()
    by_name: dict[str, Any] = {canonicalize_name(part["name"]): part for part in told["components"]}
    for name, part in by_name.items():
        part["description"] = "locked in requirements.lock"
        part["scope"] = "required" if name in runs else "excluded"
        if licence := _licence(name):
            part["licenses"] = [{"license": {"name": licence, "acknowledgement": "declared"}}]
    told["dependencies"] = [
        {
            "ref": part["bom-ref"],
            "dependsOn": sorted(by_name[each]["bom-ref"] for each in needs.get(name, ())),
        }
        for name, part in by_name.items()
    ]
    carried = list(_vendored())
    told["components"] += carried
    told["dependencies"].append(
        {
            "ref": told["metadata"]["component"]["bom-ref"],
            "dependsOn": sorted(
                [by_name[each]["bom-ref"] for each in _wanted() if each in by_name]
                + [part["bom-ref"] for part in carried if part["scope"] == "required"]
            ),
        }
    )
    return told


def _locked() -> dict[str, Any]:
    made = subprocess.run(
        [
            Path(sys.executable).with_name("cyclonedx-py"), "requirements", LOCK, "--pyproject", PROJECT,
            "--spec-version", SPECIFICATION, "--output-reproducible", "--no-validate", "--output-file", "-",
        ],
        capture_output=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def _wanted() -> dict[str, Requirement]:
    """What the product itself asks for, by name."""
    listed = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    return {canonicalize_name(each.name): each for each in map(Requirement, listed)}


def _needed() -> tuple[set[str], dict[str, set[str]]]:
    """The names of all that runs with the product, and what each locked part needs of the others."""
    names = re.findall(
        r"^([a-z0-9._-]+)(?:\[[a-z0-9,-]+\])?==", LOCK.read_text(encoding="utf-8"), re.MULTILINE
    )
    locked: set[str] = {canonicalize_name(name) for name in names}
    needs: dict[str, set[str]] = {name: set(_asks_for(name, ()).keys() & locked) for name in locked}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    waiting = [(name, tuple(sorted(wanted.extras))) for name, wanted in _wanted().items()]
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) not in seen:
            seen.add((name, extras))
            asked = _asks_for(name, extras)
            needs[name] = needs[name] | (asked.keys() & locked)
            waiting += [(each, wanted) for each, wanted in asked.items() if each in locked]
    return {name for name, _ in seen}, needs


def _asks_for(name: str, extras: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What an installed part, with these extras, asks for on this machine, each with the extras it wants.

    Nothing where it is not installed.
    """
    try:
        lines = requires(name) or []
    except PackageNotFoundError:
        return {}
    asked = (Requirement(line) for line in lines)
    return {
        canonicalize_name(each.name): tuple(sorted(each.extras))
        for each in asked
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in ("", *extras))
    }


def _licence(name: str) -> str | None:
    """The licence that an installed part declares, in its own words; None where it declares none."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None
    classified = [
        each.rpartition(" :: ")[2]
        for each in told.get_all("Classifier") or []
        if each.startswith("License :: OSI")
    ]
    own = [each for each in told.get_all("License") or [] if "\n" not in each]
    expressed = told.get_all("License-Expression") or []
    return " and ".join(expressed or classified or own) or None


def _vendored() -> Iterator[dict[str, Any]]:
    for name, version, licence, pattern, scope in VENDORED:
        files = sorted(ROOT.glob(pattern))
        yield {
            "bom-ref": f"vendored-{name}",
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:npm/{name}@{version}",
            "scope": scope,
            "description": "carried in this repository",
            "licenses": [{"license": {"id": licence}}],
            "components": [
                {
                    "bom-ref": f"vendored-{name}-{file.name}",
                    "type": "file",
                    "name": file.relative_to(ROOT).as_posix(),
                    "hashes": [{"alg": "SHA-256", "content": sha256(file.read_bytes()).hexdigest()}],
                }
                for file in files
            ],
        }


if __name__ == "__main__":
    listed = parts()
    WRITTEN.parent.mkdir(exist_ok=True)
    WRITTEN.write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    running = sum(part["scope"] == "required" for part in listed["components"])
    print(
        f"{WRITTEN.relative_to(ROOT)}: {len(listed['components'])} parts, "
        f"{running} of them run with the product"
    )
