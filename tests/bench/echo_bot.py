"""A bot of the stock SDK that says everything back: what Vouch's speed in Teams is compared with.

`python -m tests.bench.echo_bot METADATA_URL` serves on a free port and prints its address.
"""

import asyncio
import sys

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botframework.connector.auth import (
    AppCredentials,
    AuthenticationConfiguration,
    AuthenticationConstants,
    BotFrameworkAuthenticationFactory,
    MicrosoftAppCredentials,
    PasswordServiceClientCredentialFactory,
)

from tests.adapters.teams.bot_framework import APP_ID


class Unsigned(PasswordServiceClientCredentialFactory):  # type: ignore[misc]
    async def create_credentials(self, *_arguments: object, **_more: object) -> AppCredentials:
        return MicrosoftAppCredentials.empty()


class EchoBot(ActivityHandler):  # type: ignore[misc]
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(f"You said: {turn_context.activity.text}")


async def serve(metadata_url: str) -> None:
    known = AuthenticationConstants
    authentication = BotFrameworkAuthenticationFactory.create(
        validate_authority=True,
        to_channel_from_bot_login_url=known.TO_CHANNEL_FROM_BOT_LOGIN_URL_PREFIX,
        to_channel_from_bot_oauth_scope=known.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE,
        to_bot_from_channel_token_issuer=known.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER,
        oauth_url=known.OAUTH_URL,
        to_bot_from_channel_open_id_metadata_url=metadata_url,
        to_bot_from_emulator_open_id_metadata_url=metadata_url,
        caller_id="",
        credential_factory=Unsigned(APP_ID, ""),
        auth_configuration=AuthenticationConfiguration(),
    )
    adapter, bot = CloudAdapter(authentication), EchoBot()

    async def messages(request: web.Request) -> web.StreamResponse:
        answered: web.Response = await adapter.process(request, bot)
        return answered

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}/healthz", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
