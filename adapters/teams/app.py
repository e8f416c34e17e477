"""Builds the Teams face: its endpoint on the web application of `vouch serve`, and its way out."""

from datetime import timedelta

import aiohttp
from aiohttp import web

from adapters.teams.cards import Cards
from adapters.teams.channels import Channels
from adapters.teams.cloud_adapter import TeamsAdapter
from adapters.teams.connector import AccessTokens, Authentication, Connectors
from adapters.teams.credentials import Registration, is_loopback
from adapters.teams.invokes import Invokes
from adapters.teams.listeners import Listeners
from adapters.teams.lookups import TeamsLookups
from adapters.teams.message_extension import MessageExtension
from adapters.teams.messenger import TeamsMessenger
from adapters.teams.pages import PageLinks, add_pages
from adapters.teams.tokens import SigningKeys, TokenCheck
from adapters.teams.translate import PLATFORM
from bot.domain.delivery import Rate
from bot.domain.resident import Address
from bot.front_door import FrontDoor
from bot.ports import Installations, Lookups, Messenger

ENDPOINT = "/api/messages"


class TeamsFace:
    """Fits adapters.web.Face. To be made and closed inside the event loop."""

    platform = PLATFORM

    rate = Rate(conversation=timedelta(seconds=1) / 7, workspace=timedelta(seconds=1) / 50)
    """What Teams takes of one bot: seven messages a second in a conversation, fifty requests a second in a tenant."""

    def __init__(
        self, registration: Registration, secret: bytes, installations: Installations, public_url: str | None = None
    ) -> None:
        """*secret* is what links to residents' pages are sealed with; without *public_url* none are made."""
        # Proxies as the environment says; for a login server on this machine each request would read .netrc in vain.
        self._session = aiohttp.ClientSession(trust_env=registration.signs_out)
        self._tokens = AccessTokens(registration)
        connectors = Connectors(self._session, self._tokens)
        self._links = PageLinks(secret, public_url)
        self._channels = Channels(installations, connectors)
        self._cards = Cards(self._links)
        self._messenger = TeamsMessenger(connectors, self._cards, self._channels)
        self.messenger: Messenger = self._messenger
        self.lookups: Lookups = TeamsLookups(connectors, self._channels, self._session)
        self._keys = SigningKeys(registration.metadata, registration.cloud.issuer, self._session)
        self._local = not registration.signs_out
        check = None if registration.unsigned else TokenCheck(registration.app_id, self._keys)
        self._adapter = TeamsAdapter(Authentication(connectors), check)

    async def zone_of(self, address: Address) -> str | None:
        return address.reference.get("zone")

    def connect(self, door: FrontDoor, router: web.UrlDispatcher) -> None:
        self._messenger.remember = door.reached_at
        bot = Listeners(door, Invokes(door, self._cards, MessageExtension(door)), self._channels)

        async def messages(request: web.Request) -> web.Response:
            if self._local and self._links.public_url is None and is_loopback(str(request.url)):
                # Whoever speaks to it from this machine can follow a link to this machine, so none need be set.
                self._links.public_url = str(request.url.origin())
            return await self._adapter.process(request, bot)

        router.add_post(ENDPOINT, messages)
        add_pages(router, door, self._links)

    async def start(self) -> None:
        """Fetch the signing keys beside the rest, so that the first resident need not wait for them."""
        self._keys.fetch_soon()

    async def stop(self) -> None:
        await self._keys.close()

    async def close(self) -> None:
        """Nothing is sent any more."""
        await self._session.close()

    def trouble(self) -> str | None:
        return self._tokens.trouble
