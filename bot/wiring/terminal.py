"""Vouch in a terminal: the conversation, and an import into it."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.delivery import Reach
from bot.domain.resident import Address, Resident
from bot.ids import TimeOrderedIds
from bot.ports import Store
from bot.settings import Settings
from bot.wiring.build import Vouch, build, open_store_and_clock, running, second_reader_of

if TYPE_CHECKING:
    from adapters.terminal.app import TerminalFace
    from adapters.terminal.messenger import TerminalMessenger

HISTORY_LINES = 200
"""How many earlier messages the arrow keys of the terminal bring back."""


async def chat(settings: Settings, name: str) -> None:
    """Hold the terminal conversation of the resident *name*."""
    from adapters.terminal import app

    interactive = app.is_interactive()
    async with terminal_face(settings, name, interactive=interactive) as (vouch, face, messenger):
        await vouch.door.recover()
        if not interactive:
            await vouch.loop.deliver_due()
            await app.chat_with_pipe(face, sys.stdin)
            await vouch.loop.deliver_due()
            return
        await vouch.door.greet(face.address)
        async with running(vouch.loop):
            resident = await vouch.store.find_resident(face.address)
            told = await _told_before(vouch.store, resident.id) if resident else []
            await app.chat_on_terminal(face, messenger, told)


async def import_file(settings: Settings, name: str, file: Path, *, without_asking: bool) -> None:
    """Import a file into the account of the terminal's resident *name*. Raises UnreadableFile."""
    from adapters.terminal import app

    typed = app.import_line(file)
    async with terminal_face(settings, name, interactive=False) as (vouch, face, messenger):
        await vouch.door.recover()
        await app.import_and_ask(face, messenger, typed, without_asking=without_asking)


@asynccontextmanager
async def terminal_face(
    settings: Settings, name: str, *, interactive: bool
) -> "AsyncIterator[tuple[Vouch, TerminalFace, TerminalMessenger]]":
    """Put the bot together around a terminal and its resident *name*."""
    from adapters.terminal import app
    from adapters.terminal.messenger import TerminalMessenger

    address = Address("terminal", "local", name)
    messenger = TerminalMessenger(name, app.show_on_terminal if interactive else app.show_plainly)
    async with open_store_and_clock(settings) as (store, clock):
        ids = TimeOrderedIds(clock)
        # The zone is known here before the first word is said, so the resident is taken in now and not by a message.
        fresh = Resident(ids.new(), address, machine_zone(), clock.now(), welcomed=not interactive)
        resident = await store.add_resident(fresh)
        reach = Reach(("terminal",), resident.id)
        vouch = build(store, messenger, reach, clock, ids, second_reader=second_reader_of(settings))
        yield vouch, app.TerminalFace(vouch.door, address, messenger), messenger


async def _told_before(store: Store, resident_id: str) -> list[str]:
    async with store.work_for(resident_id) as work:
        return [note.text for note in reversed(await work.notes.newest(HISTORY_LINES))]


def machine_zone() -> str:
    """Return this machine's IANA time zone, UTC where it has none that is known."""
    from tzlocal import get_localzone_name

    return get_localzone_name() or "UTC"
