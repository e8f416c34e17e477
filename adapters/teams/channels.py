"""The teams that Vouch was added to and their channels: what it takes to post where an announcement names a channel.

Teams tells of a team when Vouch is added to it, and names a channel only when that is made or renamed; the rest is
asked for once it is needed, as Microsoft's page "Get Teams specific context for your bot" has it.
"""

import asyncio
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

import aiohttp
import msgspec
from botbuilder.schema import Activity

from adapters.teams import translate
from adapters.teams.connector import Connectors, Refused
from bot.errors import RecipientGone, SendRefused
from bot.ports import Installations

logger = logging.getLogger(__name__)

UNNAMED = ""
"""Under which the channel stands that was written in last and whose name nobody told."""


@dataclass(frozen=True, slots=True)
class Team:
    """*channels* holds ids by their names as key_of compares them. The first channel bears the team's id and name."""

    id: str
    service_url: str
    name: str | None = None
    channels: dict[str, str] = field(default_factory=dict)

    def find(self, name: str) -> str | None:
        wanted = key_of(name)
        if self.name and wanted == key_of(self.name):
            return self.channels.get(wanted) or self.channels.get(UNNAMED) or self.id
        return self.channels.get(wanted)


def key_of(name: str) -> str:
    """Return a channel's name as it is compared: typed after a number sign, it has no spaces.

    >>> key_of(" Night Float "), key_of("#night-float")
    ('night-float', 'night-float')
    """
    return re.sub(r"[\s_-]+", "-", name.strip().lstrip("#").casefold())


class Channels:
    """What is known of each tenant is kept with its installation, so that every process knows it."""

    def __init__(self, installations: Installations, connectors: Connectors) -> None:
        self._installations, self._connectors = installations, connectors
        self._writing = asyncio.Lock()

    async def learn(self, activity: Activity) -> str | None:
        """Keep what an activity tells of a team and its channels; return the name of the channel it is from."""
        told, channel = _part(activity, "team"), _part(activity, "channel")
        if not (told.get("id") or channel.get("id")) or not activity.service_url:
            return None
        tenant, team_id = translate.tenant_of(activity), str(told.get("id") or "")
        async with self._writing:
            known = {team.id: team for team in await self._teams(tenant)}
            before = known.get(team_id)
            if _ends(activity):
                known.pop(team_id, None)
            else:
                known[team_id] = _learned(before or Team(team_id, activity.service_url), activity, told, channel)
            if known.get(team_id) != before:
                await self._keep(tenant, list(known.values()))
        team = known.get(team_id)
        return _name_of(team, str(channel.get("id") or team_id)) if team else None

    async def find(self, tenant: str, name: str) -> Mapping[str, str] | None:
        """Return the reference of the channel of this name, None for none that Vouch can post in.

        Raises RecipientGone where several teams have one, SendRefused where Teams could not be asked now.
        """
        found = _places(await self._teams(tenant), name) or _places(await self._asked_for(tenant), name)
        if len(found) > 1:
            raise RecipientGone(f"More than one team has a channel #{name}: mention Vouch in the one that is meant")
        return found[0] if found else None

    async def name_of(self, tenant: str, place: str) -> str | None:
        """Return the name of the channel with this id, None where it is not known."""
        return next((name for team in await self._teams(tenant) if (name := _name_of(team, place))), None)

    async def names_in(self, activity: Activity) -> list[str]:
        """Return the names of the channels that are known of the team that an activity is of, and the team's own."""
        team_id = str(_part(activity, "team").get("id") or "")
        team = next((each for each in await self._teams(translate.tenant_of(activity)) if each.id == team_id), None)
        if team is None or not team_id:
            return []
        return sorted(
            {*(name for name in team.channels if name != UNNAMED), *([key_of(team.name)] if team.name else [])}
        )

    async def _asked_for(self, tenant: str) -> list[Team]:
        """Return the teams with the channels that Teams lists now."""
        teams = [await self._listed(team) if team.id else team for team in await self._teams(tenant)]
        async with self._writing:
            known = {team.id: team for team in await self._teams(tenant)}
            if news := {team.id: team for team in teams if team.id in known and known[team.id] != team}:
                await self._keep(tenant, list({**known, **news}.values()))
        return teams

    async def _listed(self, team: Team) -> Team:
        try:
            answer = await self._connectors.get(team.service_url, f"v3/teams/{quote(team.id, safe='')}/conversations")
        except Refused as refused:
            if refused.status in (429, 502, 503, 504):
                raise SendRefused(str(refused), refused.retry_after) from refused
            logger.info("The channels of a team could not be listed: %s", refused)
            return team
        except aiohttp.ClientConnectorError as error:
            raise SendRefused(type(error).__name__) from error
        listed = [each for each in answer.get("conversations") or () if isinstance(each, Mapping) and each.get("id")]
        named = {key_of(str(each["name"])): str(each["id"]) for each in listed if each.get("name")}
        return replace(team, channels=named) if listed else team

    async def _teams(self, tenant: str) -> list[Team]:
        kept = await self._installations.find(translate.PLATFORM, tenant)
        return msgspec.json.decode(kept, type=list[Team]) if kept else []

    async def _keep(self, tenant: str, teams: Sequence[Team]) -> None:
        await self._installations.save(translate.PLATFORM, tenant, msgspec.json.encode(teams))


def _part(activity: Activity, name: str) -> Mapping[str, Any]:
    data = activity.channel_data if isinstance(activity.channel_data, Mapping) else {}
    part = data.get(name)
    return part if isinstance(part, Mapping) else {}


def _ends(activity: Activity) -> bool:
    """Tell whether Vouch is in this team no more."""
    event = str((activity.channel_data or {}).get("eventType") or "")
    return event in ("teamDeleted", "teamHardDeleted") or translate.is_without_vouch(activity)


def _learned(team: Team, activity: Activity, told: Mapping[str, Any], channel: Mapping[str, Any]) -> Team:
    place, name = str(channel.get("id") or ""), channel.get("name") or activity.conversation.name
    channels = dict(team.channels)
    if place and place != team.id:
        gone = (activity.channel_data or {}).get("eventType") == "channelDeleted"
        if name or gone:  # a channel that is renamed goes by its old name no more
            channels = {known: each for known, each in channels.items() if each != place}
        if not gone and (name or place not in channels.values()):
            channels[key_of(str(name)) if name else UNNAMED] = place
    return Team(team.id, activity.service_url, told.get("name") or team.name, channels)


def _name_of(team: Team, place: str) -> str | None:
    named = next((name for name, each in team.channels.items() if each == place and name != UNNAMED), None)
    unnamed = place == team.id or team.channels.get(UNNAMED) == place
    return named or (key_of(team.name) if team.name and unnamed else None)


def _places(teams: Sequence[Team], name: str) -> list[Mapping[str, str]]:
    found = [(team.service_url, place) for team in teams if (place := team.find(name))]
    return [{"service_url": service_url, "conversation": place} for service_url, place in found]
