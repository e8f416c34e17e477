"""The one web application of `vouch serve`. For now: is it working?"""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.health import Health

CheckHealth = Callable[[], Awaitable[Health]]


def build_web_app(check_health: CheckHealth) -> web.Application:
    """Return the application with its routes."""
    app = web.Application()

    async def healthz(_request: web.Request) -> web.Response:
        health = await check_health()
        body = {"status": "ok" if health.ok else "failing", "reason": health.reason}
        if health.last_beat:
            body["last_beat"] = health.last_beat.isoformat(timespec="seconds")
        return web.json_response(body, status=200 if health.ok else 503)

    app.router.add_get("/healthz", healthz)
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
