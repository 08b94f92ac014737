"""R-P1: what is asked and answered over the broker lies in its queues as ciphertext."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from kombu import Queue

from shared.plumbing.ask import AnswerLate, NoAnswer
from shared.plumbing.broker import RPC_EXCHANGE, connection
from shared.plumbing.rpc import RpcServices
from shared.plumbing.rpc_async import AmqpServices
from shared.plumbing.sealing.letters import SEALED, Letters, Unreadable, open_letters
from tests.support.echo import echo

MARK = "Merkki-ääkkösin-4711"


def ask_async(url: str, letters: Letters, request: dict[str, Any]) -> dict[str, Any]:
    async def ask() -> dict[str, Any]:
        services = AmqpServices(url, letters=letters)
        try:
            return await services.ask("echo", "answer", request)
        finally:
            await services.close()

    return asyncio.run(ask())


def test_a_sealed_request_is_answered_and_so_is_one_in_plain(vhost: str, tmp_path: Path) -> None:
    letters = open_letters(tmp_path)
    sealed, plain = RpcServices(vhost, letters=letters), RpcServices(vhost)
    with echo(vhost, keys=tmp_path):
        assert sealed.ask("echo", "answer", {"name": MARK})["result"] == {"name": MARK}
        assert plain.ask("echo", "answer", {"name": MARK})["result"] == {"name": MARK}
        assert ask_async(vhost, letters, {"name": MARK})["result"] == {"name": MARK}
        with pytest.raises(AnswerLate):
            RpcServices(vhost, letters=Letters(b"x" * 32)).ask("echo", "answer", {}, timeout=0.3)
        assert sealed.ask("echo", "answer", {"after": "a stranger"})["result"] == {"after": "a stranger"}
    sealed.close()
    plain.close()


def test_what_waits_in_the_queue_says_nothing(vhost: str, tmp_path: Path) -> None:
    """The service is away and its queue is there: what lies in it is neither the name nor a part of it."""
    services = RpcServices(vhost, letters=open_letters(tmp_path))
    with connection(vhost) as line, ThreadPoolExecutor(1) as pool:
        queue = Queue("rpc-echo", RPC_EXCHANGE, routing_key="echo.*", durable=True)(line.channel())
        queue.declare()
        asked = pool.submit(services.ask, "echo", "answer", {"name": MARK}, 2.0)
        while (message := queue.get(accept=["sealed"])) is None:
            assert not asked.done(), "it never came to the queue"
        assert message.content_type == SEALED
        assert MARK.encode() not in message.body
        said = open_letters(tmp_path).open_request(message.body, message.properties["correlation_id"])
        assert json.loads(said)["args"] == [{"name": MARK}]
        with pytest.raises(NoAnswer):
            asked.result()
    services.close()


def test_a_reply_serves_for_its_own_request_alone() -> None:
    letters = Letters(b"k" * 32)
    with pytest.raises(Unreadable):
        letters.open_reply(letters.reply(b"{}", "one"), "other")
    with pytest.raises(Unreadable):
        letters.open_request(letters.reply(b"{}", "one"), "one")
    assert letters.open_reply(letters.reply(b"{}", "one"), "one") == b"{}"
