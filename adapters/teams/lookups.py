"""What Vouch asks of Teams in order to answer: who is in a channel's team, what a file holds.

Shapes: Microsoft's pages "Get Teams specific context for your bot" (the roster, page by page) and "Send and receive
files" (a file that a resident hands over in their own chat brings an address to fetch it at, good without a token).
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import aiohttp

from adapters.files import read_text
from adapters.teams.channels import Channels
from adapters.teams.connector import Connectors, Refused
from adapters.teams.translate import PLATFORM
from bot.domain.resident import Address
from bot.errors import LookupRefused, RecipientGone, SendRefused
from bot.messages import Attachment
from bot.ports import Channel, Person

PAGE = 200
FILE_HOSTS = (".sharepoint.com", ".sharepoint.us", ".svc.ms")
"""Where Microsoft keeps what is handed over in Teams: nothing is fetched from anywhere else."""


class TeamsLookups:
    """Fits bot.ports.Lookups. *session* fetches files, without any token of ours."""

    def __init__(self, connectors: Connectors, channels: Channels, session: aiohttp.ClientSession) -> None:
        self._connectors, self._channels, self._session = connectors, channels, session

    async def person(self, address: Address) -> Person | None:
        """Return the member of the conversation that Teams knows by this id, where it can be asked now."""
        place, service_url = address.reference.get("conversation"), address.reference.get("service_url")
        if not (place and service_url):
            return None
        try:
            found = await self._connectors.get(
                service_url, f"{_conversation(place)}/members/{quote(address.user, safe='')}"
            )
        except (Refused, aiohttp.ClientError, TimeoutError):
            return None
        return _person(found, address) if found.get("name") else None

    async def people_in(self, channel: str, asker: Address, reply_to: Mapping[str, str]) -> Channel:
        try:
            name, place, service_url = await self._find_channel(channel, asker, reply_to)
            people, token = list[Person](), ""
            while True:
                more = f"&continuationToken={quote(token, safe='')}" if token else ""
                page = await self._connectors.get(
                    service_url, f"{_conversation(place)}/pagedmembers?pageSize={PAGE}{more}"
                )
                people += [_person(each, asker) for each in page.get("members") or () if _is_resident(each)]
                token = str(page.get("continuationToken") or "")
                if not token:
                    return Channel(name, tuple(people))
        except Refused as refused:
            if refused.status in (403, 404):
                raise LookupRefused("Add me to that team first, then say it again.") from refused
            raise LookupRefused("Teams does not tell at the moment. Please try again later.") from refused
        except RecipientGone as gone:
            raise LookupRefused(f"{gone}.") from gone
        except (SendRefused, aiohttp.ClientError, TimeoutError) as error:
            raise LookupRefused("Teams does not answer at the moment. Please try again later.") from error

    async def is_in(self, channel: Address, asker: Address, reply_to: Mapping[str, str]) -> bool | None:  # noqa: ARG002
        try:
            # Of several channels of one name, the one that a lead mentioned us in is meant (Whereabouts.meant_here).
            kept: Mapping[str, str] | None = channel.reference if channel.reference.get("conversation") else None
            there = kept or await self._channels.find(asker.workspace, channel.channel or "")
            if there is None:
                return None
            member = f"{_conversation(there['conversation'])}/members/{quote(asker.user, safe='')}"
            return bool((await self._connectors.get(there["service_url"], member)).get("id"))
        except Refused as refused:
            if refused.status == 404:  # the channel is gone, or the person is not in its team
                return None if refused.code == "ConversationNotFound" else False
            raise LookupRefused("Teams does not tell at the moment. Please try again later.") from refused
        except RecipientGone as gone:
            raise LookupRefused(f"{gone}.") from gone
        except (SendRefused, aiohttp.ClientError, TimeoutError) as error:
            raise LookupRefused("Teams does not answer at the moment. Please try again later.") from error

    async def read_file(self, attachment: Attachment, sender: Address) -> str:
        """Fetch it from where Microsoft keeps such files; its address is good for a few minutes, without a token."""
        url = urlsplit(attachment.where)
        if url.scheme != "https" or not (url.hostname or "").endswith(FILE_HOSTS):
            raise LookupRefused(f"It is not kept where {sender.platform.title()} keeps such files.")
        return await self._fetch(attachment.where)

    async def _fetch(self, where: str) -> str:
        try:
            async with self._session.get(where, allow_redirects=False) as response:
                if response.status != 200:
                    raise LookupRefused("Its address is not good any more. Please send it once more.")
                return await read_text(response)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise LookupRefused("Teams does not hand it over at the moment. Please try again later.") from error

    async def _find_channel(self, channel: str, asker: Address, reply_to: Mapping[str, str]) -> tuple[str, str, str]:
        """Return the name, the conversation and where to ask for it."""
        here = reply_to.get("channel", "").partition(";")[0]
        known = await self._channels.find(asker.workspace, channel) if channel else None
        if known:
            return channel, known["conversation"], known["service_url"]
        name = await self._channels.name_of(asker.workspace, here) if here and not channel else None
        if name:
            return name, here, asker.reference.get("service_url", "")
        raise LookupRefused(
            "Add me to the team and mention me there once, or name the channel: “cohort from #prelims”."
        )


def _conversation(place: str) -> str:
    return f"v3/conversations/{quote(place, safe='')}"


def _is_resident(member: Any) -> bool:
    """Tell whether a member of a roster is a person: bots come with ids of their own kind ("28:...")."""
    return isinstance(member, Mapping) and not str(member.get("id", "28:")).startswith("28:")


def _person(member: Mapping[str, Any], asker: Address) -> Person:
    reference: dict[str, str] = {name: told for name, told in asker.reference.items() if name in ("service_url", "bot")}
    address = Address(PLATFORM, asker.workspace, str(member.get("id") or asker.user), reference)
    told = [member.get("name"), member.get("givenName"), member.get("userPrincipalName"), member.get("email")]
    names = [str(each) for each in dict.fromkeys(told) if each]
    return Person(address, names[0] if names else address.user, tuple(names[1:]))
