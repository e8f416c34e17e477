"""A resident's line, taken in past what Bolt does for each request: that costs more than all else until it is stored.

Only what is plainly one goes this way, signed by Slack and from a workspace that has Vouch. Everything else is Bolt's,
so that what is refused, and how, is decided there alone.
"""

from typing import Any

import msgspec
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_internals import build_async_context
from slack_sdk.signature import SignatureVerifier

from adapters.slack.installing import KnownWorkspaces, workspace_of
from adapters.slack.translate import Payload
from adapters.slack.web_api import Workspaces

_decode = msgspec.json.Decoder().decode


class Lines:
    def __init__(self, secret: str, workspaces: Workspaces) -> None:
        self._verifier = SignatureVerifier(secret)
        self._workspaces = workspaces
        self._authorize = KnownWorkspaces(workspaces)

    async def read(self, raw: bytes, stamp: str, signature: str | None) -> tuple[Payload, AsyncBoltContext] | None:
        """Return the line and what Bolt would tell of where it comes from; None for all that is Bolt's."""
        if not self._verifier.is_valid(raw, stamp, signature):
            return None
        try:
            body = _decode(raw)
        except msgspec.DecodeError:
            return None
        if not _is_line(body):
            return None
        context = build_async_context(AsyncBoltContext(), body)
        where = {"enterprise_id": context.enterprise_id, "team_id": context.team_id}
        found = await self._authorize(context=context, **where)
        if found is None:
            return None
        context["authorize_result"] = found
        context["client"] = await self._workspaces.client_of(workspace_of(context) or "")
        return body, context


def _is_line(body: Any) -> bool:
    if not isinstance(body, dict) or body.get("type") != "event_callback":
        return False
    event = body.get("event")
    if not isinstance(event, dict) or event.get("type") != "message":
        return False
    return bool(event.get("user")) and not (event.get("subtype") or event.get("bot_id"))
