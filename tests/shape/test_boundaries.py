"""The boundaries between rooms are real: each contract breaks when something forbidden is planted.

A rule that matches nothing looks just like one that is kept, so the code is copied, the imports below
are written into the copy, and import-linter has to name every one of them.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLANTED = [
    ("services-apart", "services.intake.queries", "services.reporting.queries"),
    ("services-apart", "services.reporting.service", "services.intake.commands"),
    ("rooms-in-order", "services.intake.domain", "services.intake.commands"),
    ("rooms-in-order", "services.intake.application", "services.intake.queries"),
    ("rooms-in-order", "services.reporting.projections", "services.reporting.service"),
    ("rooms-in-order", "services.intake.helpers", None),
    ("domain-pure", "services.intake.domain", "pydantic"),
    ("domain-pure", "services.intake.domain", "psycopg"),
    ("domain-pure", "services.intake.domain", "shared.plumbing.settings"),
    ("kernel-pure", "shared.kernel", "kombu"),
    ("shared-below-services", "shared.plumbing", "services.intake.commands"),
    ("shared-below-services", "shared.contracts", "shared.plumbing.settings"),
    ("projections-read-messages", "services.intake.projections", "services.intake.domain"),
    ("publication-only-translates", "services.intake.publication", "services.intake.application"),
    ("gateway-asks", "services.gateway", "services.intake.application"),
    ("gateway-asks", "services.gateway", "services.intake.service"),
    ("console-hosts", "services.console", "services.intake.domain"),
    ("nobody-imports-an-edge", "services.intake.queries", "services.gateway"),
    ("nameko-in-two-places", "services.gateway", "nameko"),
    ("nameko-in-two-places", "services.intake.queries", "eventlet"),
]


def contracts() -> dict[str, str]:
    """The names of the contracts by their ids, from pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {each["id"]: each["name"] for each in settings["tool"]["importlinter"]["contracts"]}


def copy_of_the_code(to: Path) -> Path:
    for name in ("services", "shared"):
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "pyproject.toml", to)
    return to


def file_of(module: str, code: Path) -> Path:
    """Where a module is written down in the copy; made where there is none yet."""
    folder = code.joinpath(*module.split("."))
    file = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    file.touch()
    return file


def plant(code: Path) -> None:
    for _, importer, imported in PLANTED:
        line = f"\nimport {imported}\n" if imported else ""
        file = file_of(importer, code)
        file.write_text(file.read_text(encoding="utf-8") + line, encoding="utf-8")
        if imported and imported.startswith(("services.", "shared.")):
            file_of(imported, code)


def lint(code: Path) -> str:
    """What import-linter says of the copy, each contract's name on one line."""
    told = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=code,
        env={**os.environ, "PYTHONPATH": str(code), "COLUMNS": "400", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts:" in told.stdout, told.stdout + told.stderr
    return told.stdout


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    code = copy_of_the_code(tmp_path_factory.mktemp("planted"))
    plant(code)
    return lint(code)


def section(report: str, name: str) -> str:
    """What the report says about one broken contract."""
    details = report.split("Broken contracts", 1)[1]
    found = re.search(
        rf"^{re.escape(name)}\n-+\n(.*?)(?=^[^\n]+\n-{{9,}}\n|\Z)", details, re.DOTALL | re.MULTILINE
    )
    assert found, f"not broken: {name}"
    return found[1]


@pytest.mark.parametrize(("contract", "importer", "imported"), PLANTED)
def test_a_planted_import_breaks_its_contract(
    broken: str, contract: str, importer: str, imported: str | None
) -> None:
    said = section(broken, contracts()[contract])
    if imported is None:
        assert importer.rsplit(".", 1)[1] in said
    else:
        assert re.search(rf"{re.escape(importer)} -> {re.escape(imported)}\b", said), said


def test_every_contract_has_something_planted() -> None:
    assert {contract for contract, _, _ in PLANTED} == set(contracts())


def test_every_contract_is_kept(tmp_path: Path) -> None:
    assert "0 broken" in lint(copy_of_the_code(tmp_path))
