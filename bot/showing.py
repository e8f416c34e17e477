"""What a face shows beside the conversation: the form behind a button, what is wrong in one, and the dashboard.

All of it is quick, since a platform waits for it, and nothing that was told is changed by it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.resident import Address, Resident
from bot.messages import ButtonPress, Form, FormSubmit, Reply, reply_from_json
from bot.ours import find_ours, first_id
from bot.replies.announcements import acknowledged_by_you
from bot.replies.forms import LOG
from bot.routes import BUTTONS, FORM_CHECKS, GONE
from bot.turn import Pressed, Submitted, Tools
from bot.use_cases import log_form
from bot.use_cases.find_contacts import find_contacts
from bot.use_cases.show_dashboard import show_dashboard

OPEN_FORM = "form"
"""The verb of a button that a face draws under a message that shows a form, where it cannot draw the form itself."""


class Showing:
    """*take_in* returns the resident at an address, a new one where there is none (Conversation.take_in)."""

    def __init__(self, tools: Tools, take_in: Callable[[Address], Awaitable[Resident]]) -> None:
        self._tools, self._take_in = tools, take_in

    async def form_of(self, press: ButtonPress) -> Form | None:
        """Return the form that a button opens, None for one that opens none or whose thing is gone."""
        if press.verb == LOG:
            return log_form.log_form(press.target)
        if press.verb != OPEN_FORM and not BUTTONS.get(press.verb, GONE).opens_form:
            return None
        resident = await self._tools.store.find_resident(press.sender)
        if resident is None:
            return None
        async with self._tools.store.work_for(resident.id) as work:
            on = await find_ours(work, press.on)
            if press.verb == OPEN_FORM:
                return reply_from_json(on.content).form if on and on.content else None
            now, act_id = self._tools.clock.now(), self._tools.ids.new()
            pressed = Pressed(work, self._tools, act_id, now, press.target, first_id(on, press.on))
            reply = await BUTTONS[press.verb].answer(pressed)
            return reply.form if reply else None  # not committed: opening a form changes nothing

    async def errors_in(self, form: FormSubmit) -> dict[str, str]:
        """Return what in a form cannot be read, by field, in words that say what would do."""
        check = FORM_CHECKS.get(form.name)
        resident = await self._tools.store.find_resident(form.sender) if check else None
        if check is None or resident is None:
            return {}
        async with self._tools.store.work_for(resident.id) as work:
            now, act_id = self._tools.clock.now(), self._tools.ids.new()
            on_id = first_id(await find_ours(work, form.on), form.on)
            return await check(Submitted(work, self._tools, act_id, now, form.target, on_id, form.values, form.stood))

    async def dashboard(self, address: Address) -> Reply:
        """Return the dashboard of somebody who opens it; it is remembered that they did."""
        resident = await self._take_in(address)
        async with self._tools.store.work_for(resident.id) as work:
            reply = await show_dashboard(work, self._tools.clock.now())
            if not work.resident.dashboard:
                await work.save_resident(replace(work.resident, dashboard=True))
                await work.commit()
            return reply

    async def dashboard_of(self, address: Address) -> Reply | None:
        """Return the dashboard of a resident; None for somebody who is none, or no more."""
        resident = await self._tools.store.find_resident(address)
        return await self.dashboard(address) if resident else None

    async def opened_dashboard(self, address: Address) -> Reply | None:
        """Return the dashboard as it is now; None for somebody who never opened it."""
        resident = await self._tools.store.find_resident(address)
        return await self.dashboard(address) if resident and resident.dashboard else None

    async def shown(self, address: Address, message: str) -> Reply | None:
        """Return what a message of ours says now, after all that changed it in place."""
        resident = await self._tools.store.find_resident(address)
        if resident is None:
            return None
        async with self._tools.store.work_for(resident.id) as work:
            on = await find_ours(work, message)
            newest = on and await work.deliveries.find_newest(first_id(on, message))
            return reply_from_json(newest.content) if newest and newest.content else None

    async def posted(self, cohort: Address, message: str, viewer: Address) -> Reply | None:
        """Return what a post in a cohort's channel says now to one of those who see it, None where there is none."""
        account = await self._tools.store.find_resident(cohort) if cohort.channel else None
        if account is None:
            return None
        resident = await self._tools.store.find_resident(viewer)
        async with self._tools.store.work_for(account.id) as work:
            on = await find_ours(work, message)
            newest = on and await work.deliveries.find_newest(first_id(on, message))
            if on is None or newest is None or newest.content is None:
                return None
            post = reply_from_json(newest.content)
            kind, _, told = on.about[0].rpartition(":") if on.about else ("", "", "")
            if kind.startswith("announcement:") and resident and await work.cohorts.acknowledged(told, resident.id):
                return acknowledged_by_you(post)
            return post

    async def find_contacts(self, address: Address, words: str) -> list[Reply]:
        """Return a card for each contact that the words may name."""
        resident = await self._tools.store.find_resident(address)
        if resident is None:
            return []
        async with self._tools.store.work_for(resident.id) as work:
            return await find_contacts(work, words, self._tools.clock.now())
