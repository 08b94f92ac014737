"""The list of parts is valid CycloneDX and names all of them; the audit says honestly what it knows."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import cyclonedx.schema
import jsonschema_rs
import pytest
from packaging.utils import canonicalize_name

from tests.support.audit import CLEAN, KNOWN, NOT_ASKED, audit, verdict
from tests.support.parts import LOCK, ROOT, SPECIFICATION, VENDORED, parts

SCHEMAS = Path(cyclonedx.schema.__file__).parent / "_res"


@cache
def listed() -> dict[str, Any]:
    return parts()


def schema(address: str) -> Any:
    """A schema of CycloneDX, from the library that has them all; nothing is fetched."""
    return json.loads((SCHEMAS / address.rpartition("/")[2]).read_text(encoding="utf-8"))


def test_the_list_is_valid() -> None:
    own = schema(f"bom-{SPECIFICATION}.SNAPSHOT.schema.json")
    validator = jsonschema_rs.Draft7Validator(own, retriever=schema, validate_formats=False)
    assert [error.message for error in validator.iter_errors(listed())] == []
    assert not validator.is_valid({**listed(), "bomFormat": "something else"})


def test_the_list_names_every_locked_version_with_its_hashes() -> None:
    lock = re.findall(
        r"^([a-z0-9._-]+)(?:\[[a-z0-9,-]+\])?==([^\s;]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE
    )
    told = {(canonicalize_name(part["name"]), part["version"]): part for part in listed()["components"]}
    assert len(lock) > 100
    assert [each for each in lock if (canonicalize_name(each[0]), each[1]) not in told] == []
    assert all(
        told[canonicalize_name(name), version]["externalReferences"][0]["hashes"] for name, version in lock
    )


def test_the_list_has_what_others_wrote_and_we_carry() -> None:
    told = {part["name"]: part for part in listed()["components"]}
    for name, version, licence, pattern, _ in VENDORED:
        assert told[name]["version"] == version
        assert told[name]["licenses"] == [{"license": {"id": licence}}]
        assert (
            {each["name"] for each in told[name]["components"]}
            == {file.relative_to(ROOT).as_posix() for file in ROOT.glob(pattern)}
            != set()
        )


def test_the_list_tells_what_runs_from_what_only_tests() -> None:
    told = {part["name"]: part["scope"] for part in listed()["components"]}
    running = {"nameko", "psycopg-pool", "cedarpy", "uvicorn", "vine", "htmx.org"}
    testing = {"pytest", "mypy", "playwright", "axe-core"}
    assert {told[name] for name in running} == {"required"}
    assert {told[name] for name in testing} == {"excluded"}


def test_the_list_tells_what_needs_what() -> None:
    refs = {part["bom-ref"]: part["name"] for part in listed()["components"]}
    needs = {
        refs.get(each["ref"], "tukiverkko"): {refs[other] for other in each.get("dependsOn", ())}
        for each in listed()["dependencies"]
    }
    assert {"eventlet", "kombu"} <= needs["nameko"]
    assert {"nameko", "psycopg", "swagger-ui-dist"} <= needs["tukiverkko"]
    assert "pytest" not in needs["tukiverkko"]


def test_each_list_is_the_same() -> None:
    assert parts() == listed()


def test_a_known_weakness_is_told_with_its_cure() -> None:
    weakness = {"id": "GHSA-0000", "fix_versions": ["2.1"], "aliases": [], "description": "made up"}
    came_out = verdict({"dependencies": [{"name": "made-up", "version": "2.0", "vulns": [weakness]}]})
    assert came_out.code == KNOWN
    assert came_out.sentences[0] == "made-up 2.0: GHSA-0000, mended in 2.1"


def test_nothing_known_of_all_parts_is_clean() -> None:
    assert verdict({"dependencies": [{"name": "made-up", "version": "2.0", "vulns": []}]}).code == CLEAN


def test_a_part_that_was_passed_over_makes_no_clean_audit() -> None:
    asked = {"name": "made-up", "version": "2.0", "vulns": []}
    came_out = verdict({"dependencies": [asked, {"name": "unheard-of", "skip_reason": "not found"}]})
    assert came_out.code == NOT_ASKED
    assert "1 of 2 parts" in came_out.sentences[0]
    assert "unheard-of" in came_out.sentences[0]


@pytest.fixture
def lock_of_one(tmp_path: Path) -> Path:
    file = tmp_path / "requirements.lock"
    file.write_text(f"made-up==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    return file


def test_a_service_that_cannot_be_reached_is_told_in_a_sentence(lock_of_one: Path) -> None:
    """Nobody listens on port 9 of loopback (discard): the connection is refused at once."""
    came_out = audit(lock_of_one, osv="http://127.0.0.1:9/")
    assert came_out.code == NOT_ASKED
    assert came_out.sentences[0].startswith("The advisory service could not be asked: ")
    assert came_out.sentences[0].count("\n") == 0
