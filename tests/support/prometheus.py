"""A real Prometheus with the shipped rules, on the loopback: Debian's program as our child, asked by its API.

A test cannot wait for minutes. Its copy of the rules has every `for:` divided by FASTER, and it looks every
second; the expressions are those that are shipped, to the letter.
"""

import re
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

from shared.plumbing.embedded.child import kill, start_child
from shared.plumbing.embedded.ports import LOOPBACK, free_ports
from tests.support.installation import wait_for
from tests.support.rules import SHIPPED, read

FASTER = 60
EVERY = "1s"
UNITS = {"s": 1, "m": 60, "h": 3600}
Targets = Mapping[str, tuple[str, str]]
"""job → (host and port, path)."""


class Prometheus:
    """One that runs."""

    def __init__(self, port: int) -> None:
        self._http = httpx.Client(base_url=f"http://{LOOPBACK}:{port}/api/v1", timeout=10, trust_env=False)

    def ready(self) -> bool:
        """Whether it answers and has scraped all it should."""
        try:
            targets = self._get("/targets")["activeTargets"]
        except (httpx.HTTPError, KeyError):
            return False
        return bool(targets) and all(each["health"] == "up" for each in targets)

    def value(self, expression: str) -> list[dict[str, Any]]:
        """What an expression says now: [{"metric", "value"}]."""
        return list(self._get("/query", query=expression)["result"])

    def firing(self) -> set[str]:
        """The names of the alerts that fire."""
        return {each["labels"]["alertname"] for each in self.alerts() if each["state"] == "firing"}

    def alerts(self) -> list[dict[str, Any]]:
        """Every alert that fires or is about to."""
        return list(self._get("/alerts")["alerts"])

    def close(self) -> None:
        self._http.close()

    def _get(self, path: str, **parameters: str) -> Any:
        return self._http.get(path, params=parameters).raise_for_status().json()["data"]


def shorter(duration: str) -> str:
    """A `for:` as the copy has it."""
    found = re.fullmatch(r"(\d+)([smh])", duration)
    assert found, duration
    return f"{max(100, int(found[1]) * UNITS[found[2]] * 1000 // FASTER)}ms"


def lay_out(folder: Path, targets: Targets) -> Path:
    """The configuration with a generated copy of the rules; its file."""
    folder.mkdir(parents=True)
    shutil.copy(SHIPPED / "recording.yml", folder)
    rules = read("alerts.yml")
    for rule in (rule for group in rules["groups"] for rule in group["rules"] if "for" in rule):
        rule["for"] = shorter(rule["for"])
    (folder / "alerts.yml").write_text(yaml.safe_dump(rules), encoding="utf-8")
    jobs = [
        {"job_name": job, "metrics_path": path, "static_configs": [{"targets": [address]}]}
        for job, (address, path) in targets.items()
    ]
    every = {"scrape_interval": EVERY, "scrape_timeout": EVERY, "evaluation_interval": EVERY}
    config = {"global": every, "rule_files": ["recording.yml", "alerts.yml"], "scrape_configs": jobs}
    (folder / "prometheus.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return folder / "prometheus.yml"


@contextmanager
def a_prometheus(folder: Path, targets: Targets) -> Iterator[Prometheus]:
    """It runs as long as the context, and has scraped every target at least once."""
    config, port = lay_out(folder, targets), free_ports(1)[0]
    command = ["prometheus", f"--config.file={config}", f"--storage.tsdb.path={folder / 'data'}"]
    command += [f"--web.listen-address={LOOPBACK}:{port}", "--log.level=warn"]
    with (folder / "log").open("ab") as log:
        child = start_child(command, at_owners_end=signal.SIGKILL, log=log)
    running = Prometheus(port)
    try:
        wait_for("Prometheus has scraped everything", running.ready)
        yield running
    finally:
        running.close()
        kill(child)
