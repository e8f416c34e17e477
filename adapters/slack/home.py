"""The Home tab: the dashboard, published when it is opened and whenever something changed since."""

import asyncio
import logging

from adapters.slack.render import to_home
from adapters.slack.web_api import Workspaces, call
from bot.domain.resident import Address
from bot.failures import log_failure
from bot.front_door import FrontDoor
from bot.messages import Reply
from bot.replies.dashboard import nothing_kept

logger = logging.getLogger(__name__)

TOGETHER = 0.5
"""Seconds for which changes are gathered: ten lines told in a row are one refresh."""


class Home:
    def __init__(self, door: FrontDoor, workspaces: Workspaces) -> None:
        self._door, self._workspaces = door, workspaces
        self._waiting: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._turned_to: dict[tuple[str, str], int] = {}
        """Which page is shown, of those who look at one after the first: what they press there leaves them there."""

    async def open(self, address: Address, page: int = 0) -> None:
        await self._publish(address, await self._door.dashboard(address), page)

    def refresh_soon(self, address: Address) -> None:
        """Publish it anew for somebody who has opened it before, once for all that changes within a moment."""
        key = address.workspace, address.user
        if key not in self._waiting:
            self._waiting[key] = asyncio.create_task(self._refresh(address))

    async def drain(self) -> None:
        while self._waiting:
            await asyncio.wait(self._waiting.values())

    async def _refresh(self, address: Address) -> None:
        await asyncio.sleep(TOGETHER)
        self._waiting.pop((address.workspace, address.user), None)  # what changes from here on is another refresh
        try:
            # Whoever changed and is not there any more was forgotten, and so is what their page says.
            dashboard = await self._door.opened_dashboard(address) or nothing_kept()
            await self._publish(address, dashboard, self._turned_to.get((address.workspace, address.user), 0))
        except Exception as error:  # noqa: BLE001  # a page that is stale for once; the next change or opening mends it
            log_failure(logger, "Refreshing a Home tab", error)

    async def _publish(self, address: Address, dashboard: Reply, page: int) -> None:
        self._turned_to.pop((address.workspace, address.user), None)
        if page:
            self._turned_to[address.workspace, address.user] = page
        client = await self._workspaces.client_of(address.workspace)
        await call(
            client.views_publish, user_id=address.user, view={"type": "home", "blocks": to_home(dashboard, page)}
        )
