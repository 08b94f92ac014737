"""What lies in deploy/: each file is one that its reader takes; its settings and commands exist."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from typer.testing import CliRunner

from services.console.main import app
from services.console.region.folder import PROCESSES
from shared.plumbing.settings import PREFIX, Settings
from tests.support.kustomizing import Manifest, built, containers

DEPLOY = Path(__file__).parents[2] / "deploy"
COMPOSE = DEPLOY / "compose" / "compose.yaml"
OF_COMPOSE = {"FOLDER", "OWNER", "IMAGE"}
"""What compose.yaml itself is told, and the product is not."""
KUSTOMIZATIONS = ("region", "rabbitmq", "postgres")
KUBERNETES = "1.31"
OF_OPERATORS = {"ScaledObject", "TriggerAuthentication", "RabbitmqCluster", "Cluster"}
"""Kinds of others' operators, for which Kubernetes itself has no schema."""
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())


def commands() -> Iterator[list[str]]:
    """Every call of `tukiverkko` in the files."""
    compose = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    yield from (service["command"] for service in compose["services"].values())
    for manifest in built(DEPLOY / "kubernetes" / "region"):
        yield from (container["args"] for container in containers(manifest))
    for unit in (DEPLOY / "systemd").glob("*.service"):
        (called,) = re.findall(r"^ExecStart=\S+/tukiverkko (.+)$", unit.read_text(), re.MULTILINE)
        yield from ([each.replace("%i", process) for each in called.split()] for process in PROCESSES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DEPLOY)))
def test_every_setting_that_is_named_exists(file: Path) -> None:
    named = re.findall(rf"\b{PREFIX}([A-Z_]+?)(?:_FILE)?\b", file.read_text(encoding="utf-8"))
    known = {name.upper() for name in Settings.model_fields} | OF_COMPOSE
    assert set(named) <= known


def test_every_command_that_is_called_exists() -> None:
    called = list(commands())
    assert len(called) > 2 * len(PROCESSES)
    for command, *rest in called:
        told = CliRunner().invoke(app, [command, "--help"], env={"TERM": "dumb", "COLUMNS": "200"})
        assert told.exit_code == 0, command
        assert command != "serve" or rest[0] in PROCESSES
        assert all(word in told.output for word in rest if word.startswith("--")), (command, rest)


def test_compose_is_a_compose_file() -> None:
    asked = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        str(COMPOSE),
    ]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_container_can_do_little_and_sees_its_own_secrets_alone() -> None:
    services = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    assert set(services) == {*PROCESSES, "migrate"}
    for name, service in services.items():
        who = "operator" if name == "migrate" else name
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["env_file"][0].endswith(f"/{who}.env")
        assert [v["target"].rpartition("}/")[2] for v in service["volumes"]] == ["data", f"secrets/{who}"]
        assert name == "migrate" or service["healthcheck"]


@pytest.mark.parametrize("name", KUSTOMIZATIONS)
def test_kubernetes_takes_each_manifest(name: str) -> None:
    made = built(DEPLOY / "kubernetes" / name)
    assert made
    for manifest in made:
        assert {"apiVersion", "kind", "metadata"} <= set(manifest)
        if manifest["kind"] not in OF_OPERATORS:
            kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def region() -> dict[str, Manifest]:
    made = built(DEPLOY / "kubernetes" / "region")
    return {f"{each['kind']} {each['metadata']['name']}": each for each in made}


def test_a_pod_can_do_little_says_how_it_is_and_has_its_own_secrets() -> None:
    made = region()
    for process in (*PROCESSES, "migrate"):
        manifest = made.get(f"Deployment {process}") or made["Job migrate"]
        pod: dict[str, Any] = manifest["spec"]["template"]["spec"]
        (container,) = containers(manifest)
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert container["securityContext"]["readOnlyRootFilesystem"] is True
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert {"requests", "limits"} == set(container["resources"])
        secrets = [volume["secret"]["secretName"] for volume in pod["volumes"] if "secret" in volume]
        assert secrets == ["operator" if process == "migrate" else process]
        if process != "migrate":
            ports = {port["name"] for port in container["ports"]}
            for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
                assert container[probe]["httpGet"]["port"] in ports


def test_what_is_scaled_and_patched_is_there() -> None:
    made = region()
    scaled = [each for name, each in made.items() if name.startswith("ScaledObject")]
    assert len(scaled) == len(PROCESSES) - 1
    for each in scaled:
        target = each["spec"]["scaleTargetRef"]["name"]
        assert f"Deployment {target}" in made
        (trigger,) = each["spec"]["triggers"]
        assert trigger["metadata"]["queueName"] == f"rpc.{target}"
        assert f"TriggerAuthentication {trigger['authenticationRef']['name']}" in made
    (reporting,) = containers(made["Deployment reporting"])
    assert reporting["resources"]["limits"] == {"memory": "2Gi"}


def test_systemd_takes_each_unit(tmp_path: Path) -> None:
    """With the programs where this machine has them."""
    here = str(Path(sys.executable).parent)
    for unit in (DEPLOY / "systemd").iterdir():
        text = unit.read_text(encoding="utf-8").replace("/srv/tukiverkko/.venv/bin", here)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    verifier = shutil.which("systemd-analyze")
    assert verifier, "deploy/fresh-machine.sh tests installs it"
    named = [name for name in sorted(path.name for path in tmp_path.iterdir()) if "@" not in name]
    asked = [verifier, "verify", "--man=no", *named, *(f"tukiverkko@{each}.service" for each in PROCESSES)]
    env = {"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env=env, cwd=tmp_path)
    ours = [line for line in done.stderr.splitlines() if "tukiverkko" in line]
    assert (done.returncode, ours) == (0, []), done.stderr


def test_what_the_image_is_made_of_is_there() -> None:
    copied = re.findall(r"^COPY ((?!--from).+) \S+$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    for name in " ".join(copied).split():
        assert (DEPLOY.parent / name).exists()
        assert f"!{name}" in (DEPLOY.parent / ".containerignore").read_text().splitlines()
