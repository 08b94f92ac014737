"""`migrate` and `serve` on real servers: each service by itself, and `status` over RabbitMQ."""

import json
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from services.intake.commands import COMMANDS
from shared.plumbing.embedded.ports import free_ports
from tests.support.processes import TUKIVERKKO, started, tukiverkko, wait_for
from tests.support.running import Running, ask, carry_out

pytestmark = pytest.mark.timeout(300)


def answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).is_success
    except httpx.TransportError:
        return False


def test_each_served_by_itself_they_work_together(database: str, vhost: str, tmp_path: Path) -> None:
    pages, of_intake, of_reporting = free_ports(3)
    servers = {"DATABASE_URL": database, "KEYS_DATABASE_URL": database, "AMQP_URL": vhost}
    servers["DATA"] = str(tmp_path / "data")
    assert tukiverkko("migrate", **servers).returncode == 0
    nobody = tukiverkko("status", **servers)
    assert nobody.returncode == 1
    assert "`tukiverkko serve`" in nobody.stderr

    running = Running(f"http://127.0.0.1:{pages}", tmp_path / "data", tmp_path / "gateway.log")
    with ExitStack() as stack:

        def serve(service: str, **more: str) -> None:
            log = tmp_path / f"{service}.log"
            stack.enter_context(started(log, TUKIVERKKO, "serve", service, **servers, **more))

        serve("gateway", HTTP_PORT=str(pages))
        serve("reporting", METRICS_PORT=str(of_reporting))
        wait_for("the gateway", lambda: answers(f"{running.base_url}/livez"), running.log)
        wait_for("reporting", lambda: "reporting  no " in tukiverkko("status", **servers).stdout)
        alone = tukiverkko("status", **servers)
        assert alone.returncode == 1
        assert "away: intake, matching, billing, feedback" in alone.stderr
        assert not answers(f"{running.base_url}/readyz")

        serve("intake", METRICS_PORT=str(of_intake))
        serve("matching")
        serve("billing")
        serve("feedback")
        wait_for("all of it", lambda: answers(f"{running.base_url}/readyz"), tmp_path / "intake.log")

        data = {**COMMANDS["receive_referral"].example, "referral_id": str(uuid4())}
        with running.client() as client:
            done = carry_out(client, "intake.receive_referral", data)
            assert done.status_code == 200, done.text
            seen = {
                "from": "2020-01-01",
                "to": "2030-12-31",
                "after": f"intake:{done.json()['position']['intake']}",
            }
            figures = ask(client, "reporting.contact_statistics", **seen)
            assert figures.json()["result"]["contacts"] == 1

        stored = 'tukiverkko_facts_stored_total{fact="ReferralReceived",service="intake"} 1.0'
        assert stored in httpx.get(f"http://127.0.0.1:{of_intake}/metrics").text
        assert "tukiverkko_facts_applied_total" in httpx.get(f"http://127.0.0.1:{of_reporting}/metrics").text
        standing = json.loads(tukiverkko("status", "--json", **servers).stdout)
        assert standing["ready"] is True
        assert standing["services"]["reporting"]["behind"] == {
            "from-intake": 0, "from-billing": 0, "from-matching": 0, "from-feedback": 0,
        }  # fmt: skip
        assert standing["services"]["billing"]["behind"] == {"relay": 0, "seals": 0, "from-intake": 0}
