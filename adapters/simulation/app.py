"""`vouch simulate`: obey a script line by line, and between the lines let time pass and the bot do what is due."""

import contextlib
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from adapters.simulation.profile import place_of, with_profile, zone_name
from adapters.simulation.recorder import Recorded, Recorder
from adapters.simulation.script import (
    Click,
    Delete,
    Edit,
    Fail,
    Line,
    Profile,
    Restart,
    ScriptError,
    Submit,
    Text,
    Wait,
)
from bot.domain.resident import Address, Resident
from bot.messages import ButtonPress, FormSubmit, Incoming, MessageDeleted, MessageEdited, TextMessage

Emit = Callable[[dict[str, Any]], None]


class ScriptedClock:
    """A clock that stands still until it is set, and never goes back."""

    def __init__(self) -> None:
        self._now = datetime(1970, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def set(self, moment: datetime) -> None:
        self._now = max(self._now, moment)


class RunningBot(Protocol):
    """One process of the bot, as the simulation drives it."""

    async def receive(self, incoming: Incoming) -> None: ...

    async def recover(self) -> None:
        """Take up what the process before left unfinished."""

    async def deliver_due(self) -> None:
        """Plan and deliver all that is due at the clock's present moment."""

    async def next_moment(self) -> datetime | None:
        """Return when there is something to do again (UTC)."""

    async def zone_of(self, address: Address) -> ZoneInfo | None:
        """Return the zone of a resident or cohort, which a message may have changed; None where there is none."""

    async def onboard(
        self, address: Address, change: Callable[[Resident], Resident], place: tuple[str, bool] | None
    ) -> None:
        """Take in a resident without a welcome, or change what is known of one.

        *place* is the cohort they belong to, and whether they lead it; None changes nothing of that.
        """


Start = Callable[[Recorder], AbstractAsyncContextManager[RunningBot]]
"""Start a process of the bot on the simulation's database."""


class UnknownUser(Exception):
    def __init__(self, user: str) -> None:
        super().__init__(f"{user!r} has no profile yet")


@dataclass(slots=True)
class _Person:
    address: Address
    zone: ZoneInfo


class Simulation:
    """*emit* takes each line of output; *start* begins a process on a database that outlives it.

    *run* sets the ids of this run's messages apart from those of other runs on the same database.
    """

    def __init__(self, clock: ScriptedClock, start: Start, emit: Emit, run: str) -> None:
        self._clock, self._start, self._emit, self._run = clock, start, emit, run
        self._people: dict[str, _Person] = {}
        self._recorder = Recorder(emit, clock.now, self._home_of)
        self._down_until: datetime | None = None
        self._kept_back: list[Line] = []

    async def run(self, lines: Iterable[Line], until: datetime | None = None) -> None:
        """Obey the lines, then let time pass until *until* (UTC). Raises ScriptError."""
        remaining = iter(lines)
        restarted = True
        while restarted:
            async with self._start(self._recorder) as bot:
                self._recorder.zone_of = bot.zone_of
                restarted = await self._run_process(bot, remaining, until)

    async def _run_process(self, bot: RunningBot, remaining: Iterable[Line], until: datetime | None) -> bool:
        """Live until the script ends (False) or kills the process (True)."""
        if self._down_until is None:
            await bot.recover()
        for line in remaining:
            moment = self._moment(line)
            await self._pass_time(bot, moment)
            if isinstance(line.step, Restart):
                self._down_until = moment + line.step.down if line.step.down else None
                return True
            if self._down_until and not isinstance(line.step, Fail):
                self._kept_back.append(line)  # the platform keeps it until somebody takes it
            else:
                await self._obey(bot, line)
        end = max(filter(None, (until, self._down_until, self._clock.now())))
        await self._pass_time(bot, end)
        return False

    def _moment(self, line: Line) -> datetime:
        zone = self._zone_for(line)
        if zone is None and line.at.tzinfo is None:
            return self._clock.now()  # the line itself is answered with the error
        moment = line.moment(zone or ZoneInfo("UTC"))
        if moment < self._clock.now():
            raise ScriptError(line.number, '"at" goes back in time')
        return moment

    def _zone_for(self, line: Line) -> ZoneInfo | None:
        """Return the zone of the line's user, None where nothing tells it."""
        if line.user in self._people:
            return self._people[line.user].zone
        if isinstance(line.step, Profile) and "tz" in line.step.values:
            with contextlib.suppress(ValueError):
                return ZoneInfo(zone_name(line.step.values["tz"]))
        return None

    async def _pass_time(self, bot: RunningBot, until: datetime) -> None:
        if self._down_until:
            if until < self._down_until:
                self._clock.set(until)
                return
            self._clock.set(self._down_until)
            self._down_until = None
            await bot.recover()
            kept_back, self._kept_back = self._kept_back, []
            for line in kept_back:
                await self._obey(bot, line)
        while (moment := await bot.next_moment()) is not None and moment <= until:
            self._clock.set(moment)
            await bot.deliver_due()
        self._clock.set(until)

    async def _obey(self, bot: RunningBot, line: Line) -> None:
        try:
            await self._do(bot, line)
        except (UnknownUser, ValueError) as error:
            self._emit({"kind": "error", "re": line.number, "text": str(error)})

    async def _do(self, bot: RunningBot, line: Line) -> None:
        match line.step:
            case Profile(values):
                await self._onboard(bot, line.user or "", values)
            case Fail(how, times):
                self._recorder.fail(self._person(line).address.user, how, times)
            case Wait() | Restart():
                pass
            case _:
                incoming = self._incoming(line)
                for name in incoming_ids(incoming):
                    self._recorder.answers(name, line.number)
                await bot.receive(incoming)
                person = self._person(line)
                person.zone = await bot.zone_of(person.address) or person.zone

    async def _onboard(self, bot: RunningBot, user: str, profile: dict[str, Any]) -> None:
        known = self._people.get(user)
        if known is None and "tz" not in profile:
            raise ValueError('a first profile needs "tz"')
        address = known.address if known else _address(user, profile)
        zone = ZoneInfo(zone_name(profile["tz"])) if "tz" in profile else self._people[user].zone
        place = place_of(profile)
        await bot.onboard(address, lambda resident: with_profile(resident, profile), place)
        self._people[user] = _Person(address, zone)
        if place:
            self._recorder.channels.enter(place[0], address)

    def _home_of(self, address: Address) -> ZoneInfo | None:
        person = self._people.get(address.user)
        return person.zone if person else None

    def _person(self, line: Line) -> _Person:
        if line.user not in self._people:
            raise UnknownUser(str(line.user))
        return self._people[line.user]

    def _incoming(self, line: Line) -> Incoming:
        sender = self._person(line).address
        step, once = line.step, (f"{self._run}-{line.number}",)
        match step:
            case Text():
                thread = self._ours(step.thread).outgoing_id if step.thread else None
                message_id = step.message_id or once[0]
                text = step.text.replace("{code}", self._recorder.newest_code)
                if step.channel:
                    self._recorder.channels.enter(step.channel, sender)
                return TextMessage(sender, text, message_id, (message_id,), thread, step.command, step.channel)
            case Edit():
                return MessageEdited(sender, step.message_id, step.text, once)
            case Delete():
                return MessageDeleted(sender, step.message_id, once)
            case Click():
                return self._press(sender, step, once)
            case Submit():
                shown = self._shown(sender, step.on, lambda message: message.reply.form, "a form")
                form = shown.reply.form
                fields = [each.name for each in form.fields] if form else []
                if step.values and not step.values.keys() & set(fields):
                    raise ValueError(f"the form of {shown.id} has none of these fields; it has {', '.join(fields)}")
                return FormSubmit(sender, form.name if form else "", shown.outgoing_id, step.values, once)
            case _:
                raise ValueError(f"nothing to hand in for {type(step).__name__}")

    def _press(self, sender: Address, click: Click, once: tuple[str, ...]) -> ButtonPress:
        what = f"a button {click.label!r}" + (f" on item {click.item}" if click.item else "")
        shown = self._shown(sender, click.on, lambda message: message.button(click.label, click.item), what)
        button = shown.button(click.label, click.item)
        if button is None:
            raise ValueError(f"no button {click.label!r} on {shown.id}")
        return ButtonPress(sender, button.action, shown.outgoing_id, once)

    def _shown(
        self, sender: Address, printed_id: str | None, wanted: Callable[[Recorded], object], what: str
    ) -> Recorded:
        if printed_id:
            shown = self._ours(printed_id)
            if not shown.seen_by(sender) or not wanted(shown):
                raise ValueError(f"{printed_id} has not {what} for {sender.user}")
            return shown
        newest = self._recorder.newest(sender, wanted)
        if newest is None:
            raise ValueError(f"no message to {sender.user} has {what}")
        return newest

    def _ours(self, printed_id: str) -> Recorded:
        found = self._recorder.find(printed_id)
        if found is None:
            raise ValueError(f"there is no message {printed_id}")
        return found


def incoming_ids(incoming: Incoming) -> tuple[str, ...]:
    """Return every id that an answer may name as what it answers."""
    message_id = getattr(incoming, "message_id", None)
    return (*((message_id,) if message_id else ()), *incoming.delivery_ids)


def addresses_in(script: Iterable[Line]) -> list[Address]:
    """Return where the residents are whom a script's profiles name, each once, in the script's order."""
    found: dict[str | None, Address] = {}
    for line in script:
        if isinstance(line.step, Profile):
            found.setdefault(line.user, _address(line.user or "", line.step.values))
    return list(found.values())


def _address(user: str, profile: dict[str, Any]) -> Address:
    return Address(str(profile.get("platform", "simulation")), str(profile.get("workspace", "W1")), user)
