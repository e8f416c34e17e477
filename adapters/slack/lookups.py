"""What Vouch asks of Slack in order to answer: who somebody is, who is in a channel, what a file holds."""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.files import read_text
from adapters.slack.translate import PLATFORM
from adapters.slack.web_api import SlackError, Unclear, Workspaces, call, quickly
from bot.domain.cohort import channel_name
from bot.domain.local_time import is_zone
from bot.domain.resident import Address
from bot.errors import LookupRefused, RecipientGone, SendRefused
from bot.messages import Attachment
from bot.ports import Channel, Person

PAGE = 200
MOST_PEOPLE = 5000
ONE_BY_ONE = 20
"""Up to how many people are asked for one by one; for more the whole workspace is listed, which is fewer calls."""

_NOT_THERE = "Invite me there first (/invite @Vouch), then say it again."
_TROUBLE = {
    "missing_scope": "Whoever installed me has to allow channels:read and groups:read (reinstall the app).",
    "channel_not_found": _NOT_THERE,
    "not_in_channel": _NOT_THERE,
}


_FAILURES = (SlackError, Unclear, SendRefused, RecipientGone, aiohttp.ClientError, TimeoutError)


class SlackLookups:
    """Fits bot.ports.Lookups."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def person(self, address: Address) -> Person | None:
        try:
            client = await self._workspaces.client_of(address.workspace)
        except RecipientGone:
            return None
        found = (await quickly(call(client.users_info, user=address.user), 3.0)).get("user")
        return _person(found, address.workspace) if found and _is_human(found, address.workspace) else None

    async def people_in(self, channel: str, asker: Address, reply_to: Mapping[str, str]) -> Channel:
        try:
            client = await self._workspaces.client_of(asker.workspace)
            channel_id, name = await self._find_channel(client, channel, reply_to)
            ids = [each async for each in _pages(client.conversations_members, "members", channel=channel_id)]
            if len(ids) > MOST_PEOPLE:
                raise LookupRefused(f"It has {len(ids)} people, and a cohort holds {MOST_PEOPLE}.")
            people = [
                _person(user, asker.workspace)
                for user in await self._users(client, ids, _within(reply_to))
                if _is_human(user, asker.workspace)
            ]
        except _FAILURES as error:
            raise _refusal(error) from error
        return Channel(name, tuple(people))

    async def is_in(self, channel: Address, asker: Address, reply_to: Mapping[str, str]) -> bool | None:
        """We can post only where we are in (no chat:write.public), so another channel's people need not be known."""
        try:
            client = await self._workspaces.client_of(asker.workspace)
            channel_id = await self._channel_of_ours(client, channel.channel or "", "", reply_to)
            if channel_id is None:
                return None
            members = _pages(client.conversations_members, "members", channel=channel_id[0])
            return any([each == asker.user async for each in members])
        except _FAILURES as error:
            raise _refusal(error) from error

    async def read_file(self, attachment: Attachment, sender: Address) -> str:
        """Fetch it with our token, from Slack's own hosts alone: nobody else is to see that."""
        if not self._is_slacks(attachment.where):
            raise LookupRefused("It is not kept at Slack.")
        try:
            client = await self._workspaces.client_of(sender.workspace)
            headers = {"Authorization": f"Bearer {client.token}"}
            get = self._workspaces.session.get(attachment.where, headers=headers, allow_redirects=False)
            async with get as response:
                if response.status != 200 or response.content_type == "text/html":  # a page to sign in
                    raise LookupRefused("Whoever installed me has to allow files:read (reinstall the app).")
                return await read_text(response)
        except (RecipientGone, aiohttp.ClientError, TimeoutError) as error:
            raise LookupRefused("Slack does not hand it over at the moment. Please try again later.") from error

    async def _find_channel(self, client: AsyncWebClient, channel: str, reply_to: Mapping[str, str]) -> tuple[str, str]:
        """Return the id and name of the channel, which is one that Vouch is in."""
        here = reply_to.get("channel", "")
        if not channel and not here:
            raise LookupRefused("Say it in the channel itself, or name it: “cohort from #prelims”.")
        found = await self._channel_of_ours(client, channel, here, reply_to)
        if found is None:
            raise LookupRefused(_NOT_THERE)
        return found

    async def _channel_of_ours(
        self, client: AsyncWebClient, channel: str, here: str, reply_to: Mapping[str, str]
    ) -> tuple[str, str] | None:
        """Return the id and name of the channel so called, or with the id *here*, of those that Vouch is in."""
        wanted = {"types": "public_channel,private_channel", "exclude_archived": True, **_within(reply_to)}
        async for each in _pages(client.users_conversations, "channels", **wanted):
            if each.get("id") == here if not channel else channel_name(str(each.get("name"))) == channel:
                return str(each["id"]), str(each["name"])
        return None

    async def _users(self, client: AsyncWebClient, ids: list[str], within: dict[str, str]) -> list[dict[str, Any]]:
        if len(ids) <= ONE_BY_ONE:
            return [(await call(client.users_info, user=each)).get("user") or {} for each in ids]
        wanted = set(ids)
        return [user async for user in _pages(client.users_list, "members", **within) if user.get("id") in wanted]

    def _is_slacks(self, where: str) -> bool:
        url, ours = urlsplit(where), urlsplit(self._workspaces.api_url)
        if self._workspaces.on_this_machine:  # an emulator keeps its files itself
            return url.netloc == ours.netloc
        host = url.hostname or ""
        return url.scheme == "https" and (host == "files.slack.com" or host.endswith((".slack.com", ".slack-gov.com")))


def _refusal(error: Exception) -> LookupRefused:
    if isinstance(error, SlackError):
        return LookupRefused(_TROUBLE.get(error.code, f"Slack says {error.code}."))
    return LookupRefused("Slack does not answer at the moment. Please try again later.")


def _within(reply_to: Mapping[str, str]) -> dict[str, str]:
    """Return the workspace in which to list, which Slack has to be told with the token of a whole organisation."""
    return {"team_id": reply_to["team"]} if reply_to.get("team") else {}


async def _pages(method: Any, field: str, **arguments: Any) -> AsyncIterator[Any]:
    """Give everything that a method lists, page by page (Slack's documentation, "Pagination")."""
    cursor = ""
    while True:
        page = await call(method, limit=PAGE, **arguments, **({"cursor": cursor} if cursor else {}))
        for each in page.get(field) or ():
            yield each
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _is_human(user: Mapping[str, Any], workspace: str) -> bool:
    """Tell whether it is a person of this workspace or organisation: a shared channel has people of others in it."""
    if not user.get("id") or user.get("is_bot") or user.get("deleted") or user["id"] == "USLACKBOT":
        return False
    grid = user.get("enterprise_user") or {}
    homes = {user.get("team_id"), grid.get("enterprise_id"), *(grid.get("teams") or ())} - {None}
    return not homes or workspace in homes


def _person(user: Mapping[str, Any], workspace: str) -> Person:
    profile = user.get("profile") or {}
    names = [user.get("real_name"), profile.get("real_name"), profile.get("display_name"), user.get("name")]
    known = [str(name) for name in dict.fromkeys(names) if name]
    tz = user.get("tz")
    return Person(
        Address(PLATFORM, workspace, str(user["id"])),
        known[0] if known else str(user["id"]),
        tuple(known[1:]),
        tz if isinstance(tz, str) and is_zone(tz) else None,
    )
