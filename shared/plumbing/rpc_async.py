"""Asking over RabbitMQ from an asyncio process: nameko's RPC by aio-pika.

One connection with one reply queue for all askers of the loop. When it is lost, those who wait get
ServiceAway at once and the next to ask opens a new one.
"""

import asyncio
import json
from contextlib import suppress
from typing import Any
from uuid import uuid4

import aio_pika
from aio_pika.abc import (
    AbstractChannel,
    AbstractConnection,
    AbstractExchange,
    AbstractIncomingMessage,
    AbstractQueue,
)
from aio_pika.exceptions import AMQPError, DeliveryError

from shared.plumbing.ask import (
    DEADLINE_HEADER,
    PATIENCE,
    AnswerLate,
    ServiceAway,
    ServiceBroken,
    opened,
    until,
)
from shared.plumbing.broker_addresses import BrokerAddress, answered, in_order, went_away
from shared.plumbing.sealing.letters import SEALED, Letters

RPC_EXCHANGE = "nameko-rpc"
CONNECT_PATIENCE = 4.0  # seconds
GOODBYE = 1.0
"""Seconds that a node has to say goodbye, or whether our queue is there: one that hangs never does."""
LOST = (AMQPError, ConnectionError, OSError, RuntimeError)  # aiormq raises RuntimeError on a closed writer


class AmqpServices:
    """The async port over RabbitMQ; for any number of askers in one event loop.

    url: amqp or amqps, several of a cluster (broker_addresses.py). asker: a word for the reply queue's name,
    to be seen at the broker. letters: seals what is asked; without them it goes in plain.
    """

    def __init__(
        self,
        url: str,
        *,
        asker: str = "gateway",
        letters: Letters | None = None,
    ) -> None:
        self.url = url
        self.letters = letters
        self.asker = asker
        self._opening = asyncio.Lock()
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._connection: AbstractConnection | None = None
        self._channel: AbstractChannel | None = None
        self._exchange: AbstractExchange | None = None
        self._queue: AbstractQueue | None = None
        self._host = ""

    async def ask(
        self,
        service: str,
        method: str,
        request: dict[str, Any],
        timeout: float = PATIENCE,  # noqa: ASYNC109 - it travels with the request
    ) -> dict[str, Any]:
        """The service's reply. ServiceAway, AnswerLate (after `timeout` seconds), ServiceBroken."""
        number = str(uuid4())
        exchange, taken = None, False
        reply = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout):
                exchange = await self._open_exchange()
                message = self._message(request, number, timeout)
                await exchange.publish(message, f"{service}.{method}", mandatory=True)
                taken = True
                return opened(await reply)
        except TimeoutError:
            if exchange is not None and taken:
                await self._hear_again(exchange)
            elif exchange is not None:  # not the service: the broker says nothing
                await self._hangs(exchange)
            raise AnswerLate(f"{service}.{method}: no answer within {timeout:g} s") from None
        except DeliveryError as unroutable:
            raise ServiceAway(f"{service}: nobody listens") from unroutable
        except LOST as lost:
            if exchange is self._exchange:  # else another asker has opened a new one already
                await self._drop()
            raise ServiceAway(f"the connection was lost: {lost}") from lost
        finally:
            del self._waiting[number]
            if reply.done() and not reply.cancelled():
                reply.exception()  # seen, whoever raised first

    async def close(self) -> None:
        """Close the connection; who still waits gets ServiceAway."""
        await self._drop()

    def _message(self, request: dict[str, Any], number: str, timeout: float) -> aio_pika.Message:
        said = json.dumps({"args": [request], "kwargs": {}}, ensure_ascii=False, allow_nan=False).encode()
        return aio_pika.Message(
            self.letters.request(said, number) if self.letters else said,
            content_type=SEALED if self.letters else "application/json",
            content_encoding="binary" if self.letters else "utf-8",
            reply_to=self._reply_to,
            correlation_id=number,
            expiration=timeout,
            headers={DEADLINE_HEADER: until(timeout)},
        )

    async def _open_exchange(self) -> AbstractExchange:
        async with self._opening:
            if self._exchange is not None and self._channel is not None and not self._channel.is_closed:
                return self._exchange
            await self._drop()
            try:
                return await self._open()
            except TimeoutError as slow:  # the broker's, not the asker's patience
                raise ServiceAway("the broker does not answer") from slow

    async def _hangs(self, exchange: AbstractExchange) -> None:
        """The node is given up, unless another asker has done so: the next to ask opens a line to another."""
        if exchange is self._exchange:
            went_away(self._host)
            await self._drop()

    async def _hear_again(self, exchange: AbstractExchange) -> None:
        """Binds our queue again. Where nodes took another one for dead that was not, a line to it goes on.

        Its queue is gone: the broker closes the channel that binds it, and the next to ask opens a new line.
        """
        if exchange is self._exchange and self._queue is not None:
            with suppress(TimeoutError, *LOST):
                async with asyncio.timeout(GOODBYE):
                    await self._queue.bind(exchange, self._reply_to)

    async def _open(self) -> AbstractExchange:
        connection = await self._connect()
        try:
            channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
            exchange = await channel.declare_exchange(RPC_EXCHANGE, "topic", durable=True)
            self._reply_to = str(uuid4())
            queue = await channel.declare_queue(
                f"rpc.reply-{self.asker}-{self._reply_to}", exclusive=True, auto_delete=True
            )
            await queue.bind(exchange, self._reply_to)
            await queue.consume(self._take, no_ack=True)
        except BaseException:
            await connection.close()
            raise
        self._connection, self._channel, self._exchange, self._queue = connection, channel, exchange, queue
        channel.close_callbacks.add(self._lost)
        return exchange

    async def _connect(self) -> AbstractConnection:
        """A connection to the first node that answers; the last one's error where none does."""
        *others, last = in_order(self.url)
        for node in others:
            with suppress(TimeoutError, *LOST):
                return await self._connect_to(node)
        return await self._connect_to(last)

    async def _connect_to(self, node: BrokerAddress) -> AbstractConnection:
        went_away(node.host)  # until it answers: who waits may have gone by then
        made = await aio_pika.connect(node.url, ssl_context=node.context, timeout=CONNECT_PATIENCE)
        answered(node.host)
        self._host = node.host
        return made

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        self._channel = self._exchange = self._queue = None
        if connection is not None:
            self._tell_waiting("the connection was closed")
            with suppress(TimeoutError):
                async with asyncio.timeout(GOODBYE):
                    await connection.close()

    def _lost(self, channel: AbstractChannel | None, reason: BaseException | None = None) -> None:
        if channel is self._channel:
            self._tell_waiting(f"the connection was lost: {reason}")

    def _tell_waiting(self, why: str) -> None:
        for reply in self._waiting.values():
            if not reply.done():
                reply.set_exception(ServiceAway(why))

    async def _take(self, message: AbstractIncomingMessage) -> None:
        reply = self._waiting.get(message.correlation_id or "")
        if reply is None or reply.done():
            return  # it came too late
        try:
            body = message.body
            if self.letters and message.content_type == SEALED:
                body = self.letters.open_reply(body, str(message.correlation_id))
            reply.set_result(json.loads(body))
        except ValueError:
            reply.set_exception(ServiceBroken("BadPayload", "not JSON"))
