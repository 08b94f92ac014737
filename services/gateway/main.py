"""The gateway's process: `python -m services.gateway.main`. Settings as everywhere: `TUKIVERKKO_*`."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

from services.gateway.app import build_app
from shared.plumbing import tracing
from shared.plumbing.bridge_client import AsyncBridgeServices
from shared.plumbing.logging import configure_logging
from shared.plumbing.rpc_async import AmqpServices
from shared.plumbing.sealing.letters import letters_of
from shared.plumbing.settings import Settings

GRACE = 5
"""Seconds that running answers get when the process is told to stop."""


def services_by(settings: Settings) -> AsyncBridgeServices | AmqpServices:
    """The port to the services: RabbitMQ where one is set, else the bridge of the embedded default."""
    if settings.amqp_url:
        return AmqpServices(settings.amqp_url, letters=letters_of(settings))
    return AsyncBridgeServices(settings.bridge_socket)


def build(settings: Settings) -> FastAPI:
    """The app with its own port to the services, closed when the app ends."""
    services = services_by(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await app.state.sign_in.sessions.close()
            await services.close()

    return build_app(services, settings, lifespan=lifespan)


def run() -> None:
    """Serves until it is told to stop (SIGTERM, SIGINT)."""
    settings = Settings()
    configure_logging(settings.log_level, process="gateway")
    tracing.begin(settings, "gateway")
    try:
        app = build(settings)
    except (ValueError, OSError) as error:
        sys.exit(f"the gateway cannot start: {error}")
    uvicorn.run(
        app,
        host=settings.http_host,
        port=settings.http_port,
        log_config=None,  # our own lines, without addresses as they were typed
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.proxies,
        timeout_graceful_shutdown=GRACE,
    )


if __name__ == "__main__":
    run()
