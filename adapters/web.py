"""The one web application of `vouch serve`: a health check, and the routes of each face that is connected."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from aiohttp import web

from adapters.metrics import CONTENT_TYPE
from bot.domain.delivery import Rate
from bot.domain.resident import Address
from bot.front_door import FrontDoor
from bot.health import Health
from bot.ports import Lookups, Messenger

CheckHealth = Callable[[], Awaitable[Health]]
Measure = Callable[[], Awaitable[bytes]]

LARGEST_BODY = 1 << 20
"""Bytes: several times what either platform sends at most."""


class Face(Protocol):
    """One chat platform in `vouch serve`: its way out, its routes, and what it starts and stops."""

    platform: str

    @property
    def messenger(self) -> Messenger: ...

    @property
    def lookups(self) -> Lookups:
        """What can be asked of the platform."""

    @property
    def rate(self) -> Rate:
        """How fast the platform takes messages."""

    async def zone_of(self, address: Address) -> str | None:
        """Return the IANA zone that the platform knows of somebody; None where it cannot tell. Never raises."""

    def connect(self, door: FrontDoor, router: web.UrlDispatcher) -> None:
        """Take the door that everything is handed in at, and add this face's routes."""

    async def start(self) -> None:
        """Begin what does not wait for requests. The application is listening already."""

    async def stop(self) -> None:
        """Take in nothing more."""

    async def close(self) -> None:
        """Let go of what sending needs: everything is sent."""

    def trouble(self) -> str | None:
        """Return in a few words what keeps this face from working, None while it works."""


def build_web_app(
    check_health: CheckHealth, measure: Measure, faces: Sequence[Face] = (), stopping: asyncio.Event | None = None
) -> web.Application:
    """Return the application with the routes that are nobody's in particular.

    /healthz says whether Vouch does its work, /readyz whether new requests are welcome: not once *stopping* is set, nor
    while the database is away. /metrics gives *measure*'s numbers. No larger body than LARGEST_BODY is read.
    """
    app = web.Application(client_max_size=LARGEST_BODY)

    async def healthz(_request: web.Request) -> web.Response:
        health = await check_health()
        troubles = [f"{face.platform}: {trouble}" for face in faces if (trouble := face.trouble())]
        healthy = health.ok and not troubles
        reasons = troubles if health.ok and troubles else [health.reason, *troubles]
        body = {"status": "ok" if healthy else "failing", "reason": "; ".join(reasons)}
        if health.last_beat:
            body["last_beat"] = health.last_beat.isoformat(timespec="seconds")
        return web.json_response(body, status=200 if healthy else 503)

    async def readyz(_request: web.Request) -> web.Response:
        if stopping and stopping.is_set():
            return web.json_response({"status": "stopping"}, status=503)
        reachable = (await check_health()).database
        return web.json_response({"status": "ok" if reachable else "no database"}, status=200 if reachable else 503)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=await measure(), headers={"Content-Type": CONTENT_TYPE})

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", metrics)
    return app


async def start_web_app(app: web.Application, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Listen on *host* and *port* (0 for any free one); return the runner to clean up and the port taken.

    Raises OSError where the address cannot be had.
    """
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError:
        await runner.cleanup()
        raise
    taken: int = runner.addresses[0][1]
    return runner, taken
