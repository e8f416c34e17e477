"""What a platform hands in is stored before it is acknowledged, and answered once whatever happens after."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from bot import front_door
from bot.conversation import Conversation
from bot.courier import Courier
from bot.domain.delivery import Delivery, Reach
from bot.domain.resident import Address
from bot.front_door import FrontDoor
from bot.ids import TimeOrderedIds
from bot.inbox import HELD_FOR, MOST_ATTEMPTS, Inbox
from bot.messages import (
    ButtonPress,
    Incoming,
    MemberJoined,
    MessageDeleted,
    Outgoing,
    TextMessage,
    ZoneChanged,
    reply_from_json,
)
from bot.planner import replan
from bot.showing import Showing
from bot.throttle import Throttle
from bot.understanding import understand
from bot.whereabouts import Newcomer
from storage.store import SqlStore
from tests.databases import SetClock
from tests.processes import PATIENCE
from tests.recording import RecordingMessenger

ANA = Address("terminal", "W1", "ana")
BEN = Address("terminal", "W1", "ben")
REACH = Reach(("terminal",))
NAMES = ((2, "Rao"), (3, "Chen"))


class Process:
    """One process of the bot, with everything it sent."""

    def __init__(self, store: SqlStore, clock: SetClock, throttle: Throttle | None = None) -> None:
        clock.advance(clock.moment.resolution)
        self.clock = clock
        ids = TimeOrderedIds(clock)

        async def newcomer(address: Address) -> Newcomer:
            return Newcomer("America/New_York")

        self.messenger = RecordingMessenger(clock)
        courier = Courier(store, self.messenger, clock, ids)
        conversation = Conversation(store, clock, ids, understand, newcomer, replan)
        self.inbox = Inbox(store, clock, ids)
        showing = Showing(conversation.tools, conversation.take_in)
        self.door = FrontDoor(conversation, courier, self.inbox, showing, REACH, lambda: None, throttle=throttle)

    def die(self) -> None:
        """Do nothing more. What it held is anybody's after a while, and that is over now."""
        for task in (self.inbox._holding, self.inbox._writing, *self.door._under_way):
            if task:
                task.cancel()
        self.clock.advance(HELD_FOR)

    @property
    def said(self) -> list[str]:
        return [outgoing.reply.title or outgoing.reply.text for _, outgoing in self.messenger.sent]


async def stores_an_answer(process: Process, message: TextMessage) -> Delivery:
    """Let the process get no further with a message than to the moment before it sends the answer."""
    line = await process.inbox.keep(message)
    (answer,) = await process.door._conversation.answer(line.incoming, kept=True)
    return answer


def told(text: str, number: int = 1, sender: Address = ANA) -> TextMessage:
    return TextMessage(sender, text, f"message-{number}", (f"event-{number}", f"message-{number}"))


@pytest.fixture
def process(store: SqlStore, clock: SetClock) -> Process:
    return Process(store, clock)


async def test_it_is_answered_after_it_was_accepted(process: Process) -> None:
    await process.door.accept(told("met Dr. Rao at Lakeside"))
    assert process.said == []
    await process.door.drain()
    assert process.said == ["Hello, I'm Vouch.", "Saved Dr. Rao"]


async def test_a_crash_after_the_acknowledgement_loses_nothing_and_says_nothing_twice(
    store: SqlStore, clock: SetClock
) -> None:
    before = Process(store, clock)
    await before.inbox.keep(told("met Dr. Rao at Lakeside"))
    before.die()
    after = Process(store, clock)
    await after.door.recover()
    assert after.said == ["Hello, I'm Vouch.", "Saved Dr. Rao"]
    third = Process(store, clock)
    await third.door.recover()
    assert third.said == []


async def test_who_joined_just_before_a_crash_is_greeted_after_it(store: SqlStore, clock: SetClock) -> None:
    before = Process(store, clock)
    await before.inbox.keep(MemberJoined(ANA, ("event-1",)))
    before.die()
    after = Process(store, clock)
    await after.door.recover()
    assert after.said == ["Hello, I'm Vouch."]


async def test_a_button_pressed_before_the_crash_is_done_after_it(store: SqlStore, clock: SetClock) -> None:
    before = Process(store, clock)
    await before.door.receive(told("met Dr. Rao at Lakeside"))
    _, saved = before.messenger.sent[-1]
    undo = next(button.action for button in saved.reply.buttons if button.label == "Undo")
    await before.inbox.keep(ButtonPress(ANA, undo, saved.id, ("press-1",)))
    before.die()
    after = Process(store, clock)
    await after.door.recover()
    assert len(after.said) == 1
    assert after.messenger.sent[0][1].replaces == saved.id


async def test_what_a_platform_repeats_is_answered_once_across_processes(store: SqlStore, clock: SetClock) -> None:
    one, other = Process(store, clock), Process(store, clock)
    same = told("met Dr. Rao at Lakeside")
    await asyncio.gather(*(door.accept(same) for door in (one.door, other.door, one.door)))
    await asyncio.gather(one.door.drain(), other.door.drain())
    assert sorted(one.said + other.said) == ["Hello, I'm Vouch.", "Saved Dr. Rao"]


async def test_lines_of_one_resident_are_answered_in_the_order_they_came(process: Process) -> None:
    for number in range(1, 6):
        await process.door.accept(told(f"met Dr. R{'aeiou'[number - 1]}o at Lakeside", number))
    await process.door.drain()
    assert process.said[1:] == [f"Saved Dr. R{vowel}o" for vowel in "aeiou"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_correction_waits_for_the_line_that_another_process_took_in(store: SqlStore, clock: SetClock) -> None:
    """On SQLite there is one process."""
    busy, idle = Process(store, clock), Process(store, clock)
    await busy.door.receive(told("hello", 1))
    line = await busy.inbox.keep(told("met Dr. Rao, PD at Mercy. email her friday", 2))
    correction = await idle.door.accept(told("no, monday", 3))
    await asyncio.sleep(0.2)
    assert idle.said == []
    await busy.door.receive(line.incoming)
    busy.inbox.answered(line)
    await busy.inbox.drain()
    await correction
    assert "Mon 19 Oct" in idle.messenger.sent[-1][1].reply.text


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_nobody_waits_for_ever_for_a_process_that_died(
    store: SqlStore, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it left is answered first, by whoever takes in what its sender sent after it."""
    monkeypatch.setattr(front_door, "HOLDS_EVERY", timedelta(milliseconds=20))
    died, lives = Process(store, clock), Process(store, clock)
    await died.door.receive(told("hello", 1))
    await died.inbox.keep(told("met Dr. Rao, PD at Mercy. email her friday", 2))
    lives.door.keep_recovering()
    correction = await lives.door.accept(told("no, monday", 3))
    await asyncio.sleep(0.2)
    assert lives.said == []
    died.die()
    await correction
    assert lives.said[0] == "Saved Dr. Rao"
    assert "Mon 19 Oct" in lives.messenger.sent[-1][1].reply.text
    await lives.door.drain()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_nobody_waits_for_ever_for_one_that_lives_either(
    store: SqlStore, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_door, "WAITS_FOR_ANOTHER", 0.2)
    stuck, lives = Process(store, clock), Process(store, clock)
    await stuck.door.receive(told("hello", 1))
    await stuck.inbox.keep(told("met Dr. Rao at Mercy", 2))
    await (await lives.door.accept(told("met Dr. Chen at Lakeside", 3)))
    assert lives.said == ["Saved Dr. Chen"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_a_process_died_of_is_taken_up_by_one_that_lives(
    store: SqlStore, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody need start for it. What a living process has, and what it was too slow for, is answered once."""
    monkeypatch.setattr(front_door, "HOLDS_EVERY", timedelta(milliseconds=20))
    died, slow, lives = (Process(store, clock) for _ in range(3))
    lives.door.keep_recovering()
    await died.inbox.keep(told("met Dr. Rao at Mercy"))
    slowly = await slow.inbox.keep(told("met Dr. Chen at Lakeside", 2, BEN))
    await asyncio.sleep(0.2)
    assert lives.said == []
    died.die()
    async with asyncio.timeout(PATIENCE):
        while len(lives.said) < 4:  # noqa: ASYNC110  # nobody tells us
            await asyncio.sleep(0.02)
    assert sorted(lives.said) == ["Hello, I'm Vouch.", "Hello, I'm Vouch.", "Saved Dr. Chen", "Saved Dr. Rao"]
    await slow.door._answer(slowly)
    assert slow.said == []
    await lives.door.drain()


async def test_an_answer_stored_and_not_sent_when_its_process_died_comes_before_what_was_written_after_it(
    store: SqlStore, clock: SetClock
) -> None:
    """Whether it arrived is looked up first, and it is sent where it did not."""
    died = Process(store, clock)
    await died.door.receive(told("hello", 1))
    arrived, lost = [await stores_an_answer(died, told(f"met Dr. {name}", number)) for number, name in NAMES]
    await died.messenger.send(Outgoing(arrived.id, ANA, reply_from_json(arrived.content or b"")))
    await died.inbox.keep(told("met Dr. Okafor at Mercy", 4))
    died.die()
    lives = Process(store, clock)
    lives.messenger.sent = died.messenger.sent
    await lives.door.recover()
    assert lives.said[2:] == ["Saved Dr. Rao", "Saved Dr. Chen", "Saved Dr. Okafor"]
    assert lives.messenger.sent[-2][1].id == lost.id


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_an_answer_that_another_process_took_over_is_not_sent_by_one_that_was_merely_slow(
    store: SqlStore, clock: SetClock
) -> None:
    slow, lives = Process(store, clock), Process(store, clock)
    await slow.door.receive(told("hello", 1))
    line = await slow.inbox.keep(told("met Dr. Rao at Mercy", 2))
    answering = slow.door._conversation.answer

    async def hangs(incoming: Incoming, *, kept: bool) -> tuple[Delivery, ...]:
        answers = await answering(incoming, kept=kept)
        clock.advance(HELD_FOR)
        await lives.door.recover()
        await slow.inbox._hold_until(clock.now() + HELD_FOR)
        return answers

    slow.door._conversation.answer = hangs  # type: ignore[method-assign,assignment]
    await slow.door._answer(line)
    assert (slow.said[2:], lives.said) == ([], ["Saved Dr. Rao"])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_an_answer_is_left_to_a_living_process_that_is_sending_it(store: SqlStore, clock: SetClock) -> None:
    """Its platform may be slow; what came after it, to a process that died, is taken up all the same."""
    sends, died, lives = (Process(store, clock) for _ in range(3))
    await sends.door.receive(told("hello", 1))
    await stores_an_answer(sends, told("met Dr. Rao at Mercy", 2))
    clock.advance(timedelta(seconds=1))
    await died.inbox.keep(told("met Dr. Chen at Mercy", 3))
    died.die()
    await sends.inbox._hold_until(clock.now() + HELD_FOR)
    await lives.door.recover()
    assert lives.said == ["Saved Dr. Chen"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_a_process_lets_go_of_when_it_stops_is_taken_up_at_once(store: SqlStore, clock: SetClock) -> None:
    stops = Process(store, clock, Throttle(clock, most=1))
    await (await stops.door.accept(told("met Dr. Rao at Lakeside")))
    await stops.door.accept(told("met Dr. Lee at Mercy", 2))
    await stops.door.drain()
    lives = Process(store, clock)
    await lives.door.recover()
    assert lives.said == ["Saved Dr. Lee"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_deletion_waits_for_the_line_that_another_process_took_in(store: SqlStore, clock: SetClock) -> None:
    busy, idle = Process(store, clock), Process(store, clock)
    await busy.door.receive(told("hello", 1))
    line = await busy.inbox.keep(told("met Dr. Rao at Mercy", 2))
    deletion = await idle.door.accept(MessageDeleted(ANA, "message-2", ("event-3",)))
    await asyncio.sleep(0.2)
    assert not deletion.done()
    await busy.door.receive(line.incoming)
    busy.inbox.answered(line)
    await busy.inbox.drain()
    await deletion
    assert len(idle.said) == 1
    assert idle.messenger.sent[0][1].replaces == busy.messenger.sent[-1][1].id


async def test_what_keeps_coming_in_is_stored_before_what_came_is_answered(store: SqlStore, process: Process) -> None:
    """A platform waits three seconds for its acknowledgement, however much there is to answer."""

    async def writes(user: str, lines: int) -> None:
        for _ in range(lines):
            message = f"message-{next(numbers)}"
            await process.door.accept(TextMessage(replace(ANA, user=user), "met Dr. Rao", message, (message,)))

    numbers = count(1)
    residents = [f"resident {number}" for number in range(20)]
    for resident in residents:
        await writes(resident, 1)
    await process.door.drain()
    before = len(process.messenger.sent)
    await asyncio.gather(*(writes(resident, 5) for resident in residents))
    assert len(process.messenger.sent) - before <= store.answers_together
    await process.door.drain()
    assert len(process.messenger.sent) - before == 20 * 5


async def test_a_platforms_own_reference_finds_the_message(process: Process) -> None:
    """A thread reply and a reaction know our message only by what the platform calls it."""
    await process.door.receive(told("met Dr. Rao, APD at Lakeside, sponsors J-1"))
    _, saved = process.messenger.sent[-1]
    reply = TextMessage(ANA, "actually she is the PD", "message-2", ("event-2",), thread=f"ref-{saved.id}")
    await process.door.receive(reply)
    assert "Program Director" in process.messenger.sent[-1][1].reply.text


async def test_a_form_is_opened_without_changing_anything(process: Process) -> None:
    await process.door.receive(told("met Dr. Rao at Lakeside"))
    _, saved = process.messenger.sent[-1]
    edit = next(button.action for button in saved.reply.buttons if button.label == "Edit")
    form = await process.door.form_of(ButtonPress(ANA, edit, saved.id))
    assert form is not None
    assert form.fields[0].value.endswith("Rao")
    assert await process.door.form_of(ButtonPress(ANA, "done:follow_up:1", saved.id)) is None


async def test_a_zone_that_the_platform_tells_moves_the_resident_once(process: Process, store: SqlStore) -> None:
    await process.door.receive(told("met Dr. Rao at Lakeside"))
    await process.door.receive(ZoneChanged(ANA, "America/Chicago", ("zone-1",)))
    assert process.messenger.sent[-1][1].reply.fields == (("Time zone", "America/Chicago"),)
    await process.door.receive(told("my time zone is Denver", 2))
    sent = len(process.messenger.sent)
    await process.door.receive(ZoneChanged(ANA, "America/Chicago", ("zone-2",)))
    assert len(process.messenger.sent) == sent
    resident = await store.find_resident(ANA)
    assert resident
    assert resident.tz == "America/Denver"


async def test_the_dashboard_shows_what_is_next(process: Process) -> None:
    assert await process.door.opened_dashboard(ANA) is None
    empty = await process.door.dashboard(ANA)
    assert empty.title == "Next: tell me of one person you worked with this week."
    await process.door.receive(told("met Dr. Rao at Lakeside. email her my CV thursday"))
    shown = await process.door.opened_dashboard(ANA)
    assert shown
    assert "CV" in shown.items[0].text
    assert [button.label for button in shown.items[0].buttons] == ["Done", "Later"]


async def test_who_writes_too_fast_waits_their_turn_and_loses_nothing_when_vouch_stops(
    store: SqlStore, clock: SetClock
) -> None:
    busy = Process(store, clock, Throttle(clock, most=1))
    await (await busy.door.accept(told("met Dr. Rao at Lakeside")))
    waiting = await busy.door.accept(told("met Dr. Lee at Mercy", 2))
    await (await busy.door.accept(told("met Dr. Wu at Mercy", 3, BEN)))
    assert not waiting.done()
    await busy.door.drain()
    assert [words for words in busy.said if words.startswith("Saved")] == ["Saved Dr. Rao", "Saved Dr. Wu"]
    after = Process(store, clock)
    await after.door.recover()
    assert after.said == ["Saved Dr. Lee"]


async def test_what_brings_vouch_down_at_every_start_is_given_up(store: SqlStore, clock: SetClock) -> None:
    process = Process(store, clock)
    await process.inbox.keep(told("met Dr. Rao at Lakeside"))
    for _ in range(MOST_ATTEMPTS):
        process.die()
        process = Process(store, clock)
        assert len(await process.inbox.take_up(REACH)) == 1  # and died of it
    process.die()
    assert await Process(store, clock).inbox.take_up(REACH) == []
    assert await store.take_up_arrivals(REACH, clock.now(), clock.now(), ()) == []
