"""The SDK's adapter with its three faults put right: who may call, what a body may be, and how an invoke is answered.

The stock one answers 500 to most wrong tokens and to a body that is no JSON, and to every invoke whose handler returns
a body, because it serialises that twice.
"""

import logging
from typing import Any

import msgspec
from aiohttp import web
from botbuilder.core import Bot
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity
from msrest.exceptions import DeserializationError  # type: ignore[attr-defined]  # from another library

from adapters.teams.connector import Authentication
from adapters.teams.credentials import is_loopback
from adapters.teams.tokens import Caller, KeysUnavailable, NotAuthorized, TokenCheck

logger = logging.getLogger(__name__)


class TeamsAdapter(CloudAdapter):  # type: ignore[misc]
    """*check* None lets anybody on this machine speak: local play."""

    def __init__(self, authentication: Authentication, check: TokenCheck | None) -> None:
        super().__init__(authentication)
        self._authentication, self._check = authentication, check

    async def process(self, request: web.Request, bot: Bot, _ws_response: None = None) -> web.Response:
        """Run one turn for a POST of the Bot Framework.

        401 for whoever cannot prove to be it, 400 for what is no activity, 503 while no signing key could be fetched.
        """
        try:
            caller = await self._check.caller(request.headers.get("Authorization", "")) if self._check else None
            activity = _activity(await request.read())
            _check_caller(caller, activity)
        except NotAuthorized as error:
            logger.info("A request to the Teams endpoint was refused: %s", error)
            return web.Response(status=401)
        except KeysUnavailable:
            return web.Response(status=503, headers={"Retry-After": "10"})
        except _NoActivity:
            return web.Response(status=400)
        answer = await self.process_activity(
            self._authentication.of(dict(caller.claims) if caller else {}), activity, bot.on_turn
        )
        if answer is None:
            return web.Response(status=200)
        if answer.body is None:
            return web.Response(status=answer.status)
        return web.json_response(answer.body, status=answer.status)


class _NoActivity(Exception):
    pass


def _activity(body: bytes) -> Activity:
    try:
        raw: dict[str, Any] = msgspec.json.decode(body, type=dict[str, Any])
        # An empty place in a list tells nothing, and the SDK makes nothing of it that can be asked.
        whole = {
            name: [each for each in told if each is not None] if isinstance(told, list) else told
            for name, told in raw.items()
        }
        activity = Activity().deserialize(whole)
    except (ValueError, RecursionError, TypeError, AttributeError, DeserializationError) as error:
        # What it says of the body may quote it, so only its kind is told.
        raise _NoActivity(type(error).__name__) from None
    if not activity.type or not activity.conversation or not activity.conversation.id:
        raise _NoActivity("no type or conversation")
    if not activity.from_property or not activity.from_property.id:
        raise _NoActivity("no sender")
    return activity


def _check_caller(caller: Caller | None, activity: Activity) -> None:
    if caller:
        caller.check(activity.channel_id, activity.service_url)
    elif not is_loopback(activity.service_url or ""):
        # Nobody has signed for this address, so what a resident told must not go there.
        raise NotAuthorized("unsigned, with a service URL elsewhere")
