"""A Bolt app that only echoes, beside which Vouch in Slack is measured: python -m tests.bench.echo_app PORT API_URL."""

import asyncio
import sys
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.emulated import BOT_TOKEN
from tests.adapters.slack.requests import SECRET


def echo_app(api_url: str) -> web.Application:
    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=BOT_TOKEN)

    app = AsyncApp(signing_secret=SECRET, client=AsyncWebClient(base_url=api_url), authorize=authorize)

    @app.event("message")
    async def echo(event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.chat_postMessage(channel=event["channel"], text=event["text"])

    async def receive(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    served = web.Application()
    served.router.add_post("/slack/events", receive)
    served.router.add_get("/healthz", lambda _: asyncio.sleep(0, web.Response()))
    return served


if __name__ == "__main__":
    web.run_app(echo_app(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)
