"""TLS before a PostgreSQL that has none: as PostgreSQL does it, a question in plain first, then TLS.

The PostgreSQL that comes as a wheel is built without TLS; what a client checks is the certificate, and that
is the same here. What is not asked over TLS is refused.
"""

import asyncio
import ssl
import struct
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

from shared.plumbing.embedded.ports import LOOPBACK, free_ports

TLS_WANTED, GSS_WANTED = 80877103, 80877104
"""What libpq asks before anything else (PostgreSQL's protocol, SSLRequest and GSSENCRequest)."""
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class TlsLine:
    """A line to a PostgreSQL on loopback. certificate: its files. taken: connections that came over TLS."""

    def __init__(self, to: int, certificate: tuple[Path, Path]) -> None:
        self.port = free_ports(1)[0]
        self.taken = 0
        self._to = to
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._context.load_cert_chain(*certificate)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        serving = asyncio.start_server(self._take, LOOPBACK, self.port)
        asyncio.run_coroutine_threadsafe(serving, self._loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            if not await self._over_tls(reader, writer):
                writer.close()
                return
            self.taken += 1
            there = await asyncio.open_connection(LOOPBACK, self._to)
            await asyncio.gather(_pump(reader, there[1]), _pump(there[0], writer))

    async def _over_tls(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        wanted = await _asked(reader)
        if wanted == GSS_WANTED:
            writer.write(b"N")
            wanted = await _asked(reader)
        if wanted != TLS_WANTED:
            return False
        writer.write(b"S")
        await writer.drain()
        await writer.start_tls(self._context)
        return True


async def _asked(reader: asyncio.StreamReader) -> int:
    _, wanted = struct.unpack("!II", await reader.readexactly(8))
    return int(wanted)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()
