"""The composition root: the one module that imports adapters and storage, and hands each part what it needs."""

import asyncio
import contextlib
import hashlib
import logging
import os
import random
import secrets
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.clock import SystemClock
from bot.conversation import Conversation
from bot.courier import Courier
from bot.delivery_loop import DeliveryLoop, LoopSettings
from bot.doctor import Check, hold_to
from bot.domain.delivery import Delivery, Reach, Tally
from bot.domain.resident import Address, Resident
from bot.errors import SettingsError
from bot.front_door import FrontDoor
from bot.health import check_health
from bot.ids import TimeOrderedIds
from bot.inbox import Inbox
from bot.planner import replan
from bot.ports import Clock, Ids, Lookups, Messenger, SecondReader, Store
from bot.settings import Settings
from bot.showing import Showing
from bot.throttle import Throttle
from bot.understanding import load, understand
from bot.whereabouts import Newcomer
from storage.sealing import KeyRing
from storage.store import SqlStore

if TYPE_CHECKING:
    from adapters.slack.settings import SlackSettings
    from adapters.terminal.app import TerminalFace
    from adapters.terminal.messenger import TerminalMessenger
    from adapters.web import Face

HISTORY_LINES = 200
"""How many earlier messages the arrow keys of the terminal bring back."""


@dataclass(frozen=True, slots=True)
class Vouch:
    """The bot put together: *door* takes what comes in, *loop* sends what is due."""

    store: Store
    clock: Clock
    ids: Ids
    door: FrontDoor
    loop: DeliveryLoop


SERVING = "serve "
"""How the names of workers begin that serve the residents of a chat platform."""


def build(
    store: Store,
    messenger: Messenger,
    reach: Reach,
    clock: Clock,
    ids: Ids,
    *,
    loop_settings: LoopSettings | None = None,
    zone_of: Callable[[Address], Awaitable[str | None]] | None = None,
    second_reader: SecondReader | None = None,
    lookups: Lookups | None = None,
    serves: bool = False,
) -> Vouch:
    """Put the bot together around a store and a platform's way out. *zone_of* guesses the zone of a newcomer.

    *serves* residents of a chat platform: the database is known by it from then on.
    """

    async def newcomer(address: Address) -> Newcomer:
        return Newcomer(await zone_of(address) if zone_of else None)

    courier = Courier(store, messenger, clock, ids)
    worker = f"{SERVING if serves else ''}{socket.gethostname()}:{os.getpid()}"
    loop = DeliveryLoop(store, courier, clock, ids, worker, reach, settings=loop_settings)
    conversation = Conversation(
        store, clock, ids, understand, newcomer, replan, second_reader=second_reader, lookups=lookups
    )
    showing = Showing(conversation.tools, conversation.take_in)
    door = FrontDoor(
        conversation, courier, Inbox(store, clock, ids), showing, reach, loop.wake, throttle=Throttle(clock)
    )
    return Vouch(store, clock, ids, door, loop)


def second_reader_of(settings: Settings) -> SecondReader | None:
    """Return the language model that the settings name, None where they name none: the default."""
    if settings.llm_url is None:
        return None
    from adapters.language_model import LanguageModel

    return LanguageModel(settings.llm_url, settings.llm_model, settings.llm_key)


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[SqlStore]:
    """Open the database that the settings name, its tables brought up to date."""
    keys = KeyRing(settings.key, settings.old_keys)
    store = await SqlStore.open(settings.database_url, keys, SystemClock())
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def running(loop: DeliveryLoop) -> AsyncIterator[asyncio.Task[None]]:
    """Run the delivery loop beside the block, and let it finish what is under way at the end."""
    task = asyncio.create_task(loop.run())
    try:
        yield task
    finally:
        loop.stop()
        await task


async def import_file(settings: Settings, name: str, file: Path, *, without_asking: bool) -> None:
    """Import a file into the account of the terminal's resident *name*. Raises UnreadableFile."""
    from adapters.terminal import app

    typed = app.import_line(file)
    async with terminal_face(settings, name, interactive=False) as (vouch, face, messenger):
        await vouch.door.recover()
        await app.import_and_ask(face, messenger, typed, without_asking=without_asking)


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


@asynccontextmanager
async def terminal_face(
    settings: Settings, name: str, *, interactive: bool
) -> "AsyncIterator[tuple[Vouch, TerminalFace, TerminalMessenger]]":
    """Put the bot together around a terminal and its resident *name*."""
    from adapters.terminal import app
    from adapters.terminal.messenger import TerminalMessenger

    address = Address("terminal", "local", name)
    messenger = TerminalMessenger(name, app.show_on_terminal if interactive else app.show_plainly)
    async with open_store(settings) as store:
        clock = SystemClock()
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


async def serve(settings: Settings) -> None:
    """Run the faces that are set up, the planner and the delivery loop until SIGTERM or SIGINT, then drain."""
    load()
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with serving(settings) as port:
        logging.getLogger(__name__).warning("Serving on http://%s:%s/healthz", settings.host, port)
        await stopping.wait()


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[int]:
    """Serve beside the block, and give the port. At its end nothing more is taken in, and what was is answered."""
    from adapters.by_platform import LookupsByPlatform, MessengerByPlatform
    from adapters.metrics import metrics_text
    from adapters.web import build_web_app, start_web_app

    async with open_store(settings) as store, contextlib.AsyncExitStack() as stack:
        clock = SystemClock()
        faces = make_faces(settings, store)
        messenger = MessengerByPlatform({platform: face.messenger for platform, face in faces.items()})

        async def zone_of(address: Address) -> str | None:
            face = faces.get(address.platform)
            return await face.zone_of(address) if face else None

        reach = Reach(messenger.platforms)
        pace = LoopSettings(rates={platform: face.rate for platform, face in faces.items()})
        vouch = build(
            store,
            messenger,
            reach,
            clock,
            TimeOrderedIds(clock),
            loop_settings=pace,
            zone_of=zone_of,
            second_reader=second_reader_of(settings),
            lookups=LookupsByPlatform({platform: face.lookups for platform, face in faces.items()}),
            serves=bool(faces),
        )
        stopping = asyncio.Event()

        async def measure() -> bytes:
            return metrics_text(await store.tally(), await store.last_beat(), clock.now())

        app = build_web_app(lambda: check_health(store, clock), measure, list(faces.values()), stopping)
        for face in faces.values():
            face.connect(vouch.door, app.router)
        # Read once before anybody waits: the reader's word lists and weights take a second to load.
        await asyncio.to_thread(understand, "met Dr. Rao", clock.now().replace(tzinfo=None), "UTC", ())
        try:
            runner, port = await start_web_app(app, settings.host, settings.port)
        except OSError as error:
            raise SettingsError(
                f"Cannot listen on {settings.host}:{settings.port} ({error.strerror}). "
                "Choose another VOUCH_PORT or VOUCH_HOST."
            ) from error
        for face in faces.values():
            stack.push_async_callback(face.close)
        stack.push_async_callback(vouch.door.drain)
        stack.push_async_callback(runner.cleanup)
        await stack.enter_async_context(running(vouch.loop))
        for face in faces.values():
            stack.push_async_callback(face.stop)
            await face.start()
        stack.callback(stopping.set)  # last in, so first out: no new requests are welcome from here on
        vouch.door.recover_detached()
        yield port


def make_faces(settings: Settings, store: SqlStore) -> "dict[str, Face]":
    """Return the faces that the settings name, by platform. Raises SettingsError for one that is half set up."""
    faces: dict[str, Face] = {}
    slack = slack_settings(settings)
    if slack.wanted:
        from adapters.slack.app import SlackFace

        faces["slack"] = SlackFace(slack, store.installations)
    if settings.teams_wanted:
        from adapters.teams.app import TeamsFace
        from adapters.teams.credentials import read_registration

        faces["teams"] = TeamsFace(read_registration(settings), settings.key, store.installations, settings.public_url)
    return faces


def slack_settings(settings: Settings) -> "SlackSettings":
    from adapters.slack.settings import SlackSettings

    return SlackSettings(
        api_url=settings.slack_api_url,
        bot_token=settings.slack_bot_token,
        app_token=settings.slack_app_token,
        signing_secret=settings.slack_signing_secret,
        client_id=settings.slack_client_id,
        client_secret=settings.slack_client_secret,
        public_url=settings.public_url,
        welcome_new_members=settings.slack_welcome_new_members,
    )


def checks_of(settings: Settings) -> dict[str, list[Check]]:
    """Return what `vouch doctor` can look at, by part; only what is set up."""
    parts = {"database": [Check("database", lambda: _look_at_database(settings))]}
    slack = slack_settings(settings)
    if slack.wanted:
        parts["slack"] = _slack_checks(settings, slack)
    if settings.teams_wanted:
        from adapters.teams.credentials import read_registration
        from adapters.teams.doctor import checks

        parts["teams"] = checks(read_registration(settings), settings.public_url)
    return parts


def teams_package(settings: Settings) -> bytes:
    """Return the app package for Microsoft Teams. Raises SettingsError for a setting that it needs."""
    from adapters.teams.package import package

    if not settings.teams_app_id:
        raise SettingsError("MICROSOFT_APP_ID is empty: the app package names the bot by it.")
    if not (settings.public_url or "").startswith("https://"):
        raise SettingsError(
            "VOUCH_PUBLIC_URL must be the https address under which Teams reaches Vouch, such as "
            "https://vouch.example.org: the app package names it."
        )
    return package(settings.teams_app_id, settings.public_url or "")


def _slack_checks(settings: Settings, slack: "SlackSettings") -> list[Check]:
    from adapters.slack.doctor import checks

    async def installed() -> str:
        async with open_store(settings) as store:
            return await next(
                each for each in checks(slack, store.installations) if each.name == "installations"
            ).look()

    return [Check(each.name, installed) if each.name == "installations" else each for each in checks(slack)]


async def _look_at_database(settings: Settings) -> str:
    async with open_store(settings) as store:
        beat = await store.last_beat()
        beats = (await check_health(store, SystemClock())).ok
        hold_to(await store.clock(), SystemClock().now())
    seen = f"last heartbeat of the delivery loop {beat:%a %d %b %H:%M} UTC" if beat else "no delivery loop has run yet"
    asleep = "" if beats or beat is None else ": nothing is sent before `vouch serve` or `vouch chat` runs again"
    return f"answers, tables up to date; {seen}{asleep}"


async def simulate(
    lines: list[str],
    emit: Callable[[dict[str, Any]], None],
    database: str | None,
    until: datetime | None,
    key: bytes | None,
) -> None:
    """Replay a script. Without *database*, on a temporary one, with a key that dies with it.

    Raises ScriptError for a malformed script, before anything is done where the fault can be seen in the line itself;
    SettingsError for a database on which residents of a chat platform are served.
    """
    from adapters.simulation.app import ScriptedClock, Simulation, addresses_in
    from adapters.simulation.process import SimulatedProcess
    from adapters.simulation.recorder import Recorder
    from adapters.simulation.script import read_script

    script = list(read_script(lines))
    clock = ScriptedClock()
    addresses = addresses_in(script)
    reach = Reach(tuple(sorted({address.platform for address in addresses})))
    with tempfile.TemporaryDirectory(prefix="vouch-simulation-") as directory:
        url = database or f"sqlite+aiosqlite:///{directory}/vouch.db"
        keys = KeyRing(key or secrets.token_bytes(32))
        store = await SqlStore.open(url, keys, clock)
        try:
            if any(worker.startswith(SERVING) for worker in await store.workers()):
                # A script speaks for whomever it names, and prints what comes to them: no way to what residents told.
                raise SettingsError(
                    "This database serves residents: `vouch serve` has run on it, and a simulation would speak for "
                    "them and show what they told. Give it a database of its own with --db, or none."
                )
            before = await _notes_before(store, addresses)
        finally:
            await store.close()
        # Repeatable ids, yet others than those of an earlier run on the same database.
        chance = random.Random(before)  # noqa: S311

        @asynccontextmanager
        async def start(recorder: Recorder) -> AsyncIterator[SimulatedProcess]:
            store = await SqlStore.open(url, keys, clock)
            ids = TimeOrderedIds(clock, chance)
            try:
                # Nobody watches this heart: it beats before every answer, which may speak of it.
                pace = LoopSettings(at_once=1, beat_every=timedelta(days=1))
                zones, channels = recorder.home_of, recorder.channels
                vouch = build(store, recorder, reach, clock, ids, loop_settings=pace, zone_of=zones, lookups=channels)
                yield SimulatedProcess(store, vouch.door, vouch.loop, clock, ids, reach)
            finally:
                await store.close()

        # Messages of another script, imported here with an account, are not taken for repeats of this one's.
        run = hashlib.sha256("\n".join([before, *lines]).encode()).hexdigest()[:16]
        await Simulation(clock, start, emit, run).run(script, until)


async def _notes_before(store: Store, addresses: Iterable[Address]) -> str:
    """Return the ids of what these residents have told so far, as one text."""
    ids: list[str] = []
    for address in addresses:
        if resident := await store.find_resident(address):
            async with store.work_for(resident.id) as work:
                ids += [note.id for note in await work.notes.newest()]
    return " ".join(ids)


async def upgrade_database(settings: Settings) -> None:
    async with open_store(settings):
        pass


async def look_at_outbox(settings: Settings, last: int) -> tuple[list[Tally], list[Delivery]]:
    """Return how many deliveries are in which state, and the *last* ones that were given up."""
    async with open_store(settings) as store:
        return await store.tally(), await store.dead_letters(last)


async def rotate_key(settings: Settings) -> int:
    """Wrap every resident's key under VOUCH_KEY; return how many were wrapped under an old one."""
    async with open_store(settings) as store:
        return await store.rotate_keys()
