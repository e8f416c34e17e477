"""Requests as Slack makes them: in its documented shapes, signed with the signing secret."""

import hashlib
import hmac
import itertools
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

SECRET = "a signing secret for tests"
TEAM = "T0RES"
_numbers = itertools.count(1)


@dataclass
class SlackSide:
    """One resident in one workspace, as Slack speaks of them to Vouch at *url*."""

    url: str
    session: aiohttp.ClientSession
    user: str = "U0ANA"
    channel: str = "D0ANA"
    team: str = TEAM
    secret: str = SECRET
    organisation: str | None = None
    """The Enterprise Grid organisation that installed Vouch for all its workspaces."""

    # Events

    async def says(self, text: str, **more: Any) -> str:
        """Send a direct message; return its ts."""
        ts = more.pop("ts", None) or new_ts()
        event = {"type": "message", "channel": self.channel, "channel_type": "im", "user": self.user, "ts": ts}
        assert await self.event({**event, "text": text, **more}) == 200
        return ts

    async def edits(self, ts: str, before: str, text: str) -> None:
        message = {"type": "message", "user": self.user, "ts": ts, "text": text}
        edited = {**message, "edited": {"user": self.user, "ts": new_ts()}}
        changed = {"subtype": "message_changed", "message": edited, "previous_message": {**message, "text": before}}
        await self.event({"type": "message", "channel": self.channel, "channel_type": "im", "ts": new_ts(), **changed})

    async def deletes(self, ts: str, text: str) -> None:
        gone = {"type": "message", "user": self.user, "ts": ts, "text": text}
        deleted = {"subtype": "message_deleted", "deleted_ts": ts, "previous_message": gone}
        await self.event({"type": "message", "channel": self.channel, "channel_type": "im", "ts": new_ts(), **deleted})

    async def event(
        self, event: dict[str, Any], event_id: str | None = None, event_time: int | None = None, **headers: str
    ) -> int:
        body = {
            "token": "legacy",
            "team_id": self.team,
            "api_app_id": "A0VOUCH",
            "event": {"event_ts": event.get("ts") or new_ts(), **event},
            "type": "event_callback",
            "event_id": event_id or f"Ev{next(_numbers):08}",
            "event_time": event_time or int(time.time()),
            "authorizations": [
                {
                    "enterprise_id": self.organisation,
                    "team_id": None if self.organisation else self.team,
                    "user_id": "U0BOT",
                    "is_bot": True,
                    "is_enterprise_install": bool(self.organisation),
                }
            ],
            **({"enterprise_id": self.organisation} if self.organisation else {}),
        }
        if event["type"] in ("app_uninstalled", "tokens_revoked"):  # documented without
            del body["authorizations"]
        return await self.post(json.dumps(body), "application/json", **headers)

    # Commands and interactivity

    async def types(
        self, command: str, text: str, channel: str, response_url: str | None = None, channel_name: str = "general"
    ) -> int:
        told = {
            "token": "legacy",
            "team_id": self.team,
            "team_domain": "mercy",
            "channel_id": channel,
            "channel_name": "directmessage" if channel.startswith("D") else channel_name,
            "user_id": self.user,
            "user_name": "ana",
            "command": command,
            "text": text,
            "api_app_id": "A0VOUCH",
            "is_enterprise_install": "true" if self.organisation else "false",
            **({"enterprise_id": self.organisation, "enterprise_name": "Mercy Health"} if self.organisation else {}),
            "trigger_id": f"{next(_numbers)}.trigger",
        }
        way = {"response_url": response_url} if response_url else {}
        return await self.post(urlencode({**told, **way}), "application/x-www-form-urlencoded")

    async def presses(self, label: str, message: dict[str, Any], **more: Any) -> int:
        """Press the button, or choose from a menu, with this label on a message (the arguments of its call)."""
        for block in message["blocks"]:
            for element in block.get("elements", ()) if block["type"] == "actions" else ():
                for offered in (element, *element.get("options", ())):
                    if offered.get("text", {}).get("text") == label:
                        chosen = {} if offered is element else {"selected_option": offered}
                        pressed = {**element, **chosen, "block_id": block["block_id"]}
                        return await self.acts(pressed, message, **more)
        raise AssertionError(f"There is no button {label} in {json.dumps(message['blocks'])}")

    async def acts(self, element: dict[str, Any], on: dict[str, Any], **more: Any) -> int:
        ts, channel = on.get("ts", "1760000000.000001"), on.get("channel", self.channel)
        action: dict[str, Any] = {
            key: element[key] for key in ("action_id", "block_id", "value", "type", "selected_option") if key in element
        }
        payload = {
            "type": "block_actions",
            "user": {"id": self.user, "username": "ana", "team_id": self.team},
            "team": {"id": self.team, "domain": "mercy"},
            "container": {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": False},
            "channel": {"id": channel, "name": "directmessage"},
            "message": {"type": "message", "user": "U0BOT", "ts": ts, "blocks": on.get("blocks", [])},
            "actions": [{**action, "action_ts": new_ts()}],
            **more,
        }
        return await self.interacts(payload)

    async def submits(self, view: dict[str, Any], **values: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Send a modal that Vouch opened, each value by the label of its field; return status and answer."""
        state: dict[str, Any] = {}
        for block in view["blocks"]:
            if block["type"] == "input":
                name = block["label"]["text"].lower().replace(" ", "_").replace("-", "_")
                state[block["block_id"]] = {block["element"]["action_id"]: values.pop(name, _initial(block["element"]))}
        assert not values, f"There are no fields {values}"
        sent = {**view, "id": f"V{next(_numbers)}", "hash": "1.abc", "state": {"values": state}}
        payload = {"type": "view_submission", "user": {"id": self.user}, "team": {"id": self.team}, "view": sent}
        return await self.interacts_with_answer(payload)

    async def interacts(self, payload: dict[str, Any]) -> int:
        status, _ = await self.interacts_with_answer(payload)
        return status

    async def interacts_with_answer(self, payload: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        enterprise = {"id": self.organisation, "name": "Mercy Health"} if self.organisation else None
        of_all = {"is_enterprise_install": bool(self.organisation), "enterprise": enterprise}
        whole = {"api_app_id": "A0VOUCH", "token": "legacy", **of_all}
        whole = {**whole, "trigger_id": f"{next(_numbers)}.trigger", **payload}
        body = urlencode({"payload": json.dumps(whole)})
        async with self._post(body, "application/x-www-form-urlencoded") as response:
            text = await response.text()
            return response.status, json.loads(text) if text else {}

    # Signed

    async def post(self, body: str, content_type: str, **headers: str) -> int:
        async with self._post(body, content_type, **headers) as response:
            status: int = response.status
            return status

    def _post(self, body: str, content_type: str, **headers: str) -> Any:
        stamp = headers.pop("stamp", str(int(time.time())))
        signed = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": headers.pop("signature", signature(self.secret, stamp, body)),
        }
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.session.post(f"{self.url}/slack/events", data=body.encode(), headers={**signed, **named})


def signature(secret: str, stamp: str, body: str) -> str:
    """As in Slack's documentation, "Verifying requests from Slack"."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()


def new_ts() -> str:
    return f"{int(time.time())}.{next(_numbers):06}"


def _initial(element: dict[str, Any]) -> dict[str, Any]:
    match element["type"]:
        case "datepicker":
            return {"type": "datepicker", "selected_date": element.get("initial_date")}
        case "timepicker":
            return {"type": "timepicker", "selected_time": element.get("initial_time")}
        case "static_select":
            return {"type": "static_select", "selected_option": element.get("initial_option")}
        case kind:
            return {"type": kind, "value": element.get("initial_value")}
