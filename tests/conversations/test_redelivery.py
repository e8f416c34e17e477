"""Whatever a platform does with a script of messages, the end is the same and each message is answered once.

Platforms repeat what they are not sure was taken in, deliver an edit or a deletion before its message, and do all of it
at once. Each example runs on a database of its own.
"""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.delivery import Delivery
from bot.messages import Incoming, MessageDeleted, MessageEdited, TextMessage
from storage.store import SqlStore
from tests.conversations.dialogue import ADDRESS, Dialogue, open_dialogue
from tests.databases import DATABASES, KEYS, NOON, SetClock, new_database

T = TypeVar("T")

NAMES = ("Anita Patel", "Luis Ortega", "Wei Zhang", "Olga Ivanova")
WORDINGS = (
    "met Dr. {name}, PD at Mercy, sponsors H-1B. email them my CV thursday",
    "met Dr. {name}, attending at Lakeside",
    "Dr. {name} at Emory takes J-1 only. call them on friday at 2 pm",
    "talked to Dr. {name} at grand rounds yesterday",
    "remind me to thank Dr. {name} on monday",
)
LINES = (
    "met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday",
    "met Dr. Luis Ortega, fellow at Lakeside. call him friday",
    "actually it's J-1 only",
    "no, monday",
    "that was yesterday",
    "sent the CV to Dr. Patel",
    "push Ortega to next week",
    "undo",
    "no messages after 9 pm",
    "thanks!",
)


@dataclass(frozen=True)
class Written:
    """One chat message: its wordings, the first as sent and the others as edited, and whether it was deleted."""

    wordings: tuple[str, ...]
    deleted: bool


@st.composite
def chats(draw: st.DrawFn) -> list[Written]:
    """Draw messages that do not depend on each other, so that any order of them means the same."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    return [
        Written(
            tuple(draw(st.lists(st.sampled_from(WORDINGS).map(_naming(name)), min_size=1, max_size=3))),
            deleted=draw(st.booleans()),
        )
        for name in names
    ]


def _naming(name: str) -> Callable[[str], str]:
    return lambda wording: wording.format(name=name)


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[Written], list[list[Incoming]]]:
    """Draw a chat and what the platform makes of it: each event one to three times, in any order, some at once."""
    chat = draw(chats())
    repeated = [event for event in _events(chat) for _ in range(draw(st.integers(1, 3)))]
    order = draw(st.permutations(repeated))
    return chat, _in_batches(order, draw(st.lists(st.integers(1, 4), min_size=len(order), max_size=len(order))))


def _events(chat: Sequence[Written]) -> list[Incoming]:
    events: list[Incoming] = []
    for number, written in enumerate(chat):
        message = f"m-{number}"
        events.append(TextMessage(ADDRESS, written.wordings[0], message, (f"{message}-sent",)))
        events += [
            MessageEdited(ADDRESS, message, text, (f"{message}-edit-{edit}",), NOON + timedelta(minutes=edit))
            for edit, text in enumerate(written.wordings[1:])
        ]
        if written.deleted:
            events.append(MessageDeleted(ADDRESS, message, (f"{message}-deleted",)))
    return events


def _in_batches(order: Sequence[Incoming], sizes: Sequence[int]) -> list[list[Incoming]]:
    batches, rest = [], list(order)
    for size in sizes:
        batches.append(rest[:size])
        rest = rest[size:]
    return [batch for batch in batches if batch]


@pytest.mark.parametrize("database", DATABASES)
@settings(max_examples=25)
@given(deliveries())
def test_any_order_of_deliveries_ends_the_same(
    database: str, drawn: tuple[list[Written], list[list[Incoming]]]
) -> None:
    chat, batches = drawn

    async def as_delivered(vouch: Dialogue) -> tuple[list[str], list[Delivery]]:
        answers: list[Delivery] = []
        for batch in batches:
            for said in await asyncio.gather(*(vouch.conversation.answer(incoming) for incoming in batch)):
                answers += said
        return await vouch.state(), answers

    async def as_meant(vouch: Dialogue) -> list[str]:
        for written in chat:
            if not written.deleted:
                await vouch.hears(written.wordings[-1])
        return await vouch.state()

    state, answers = _run(database, as_delivered)
    assert state == _run(database, as_meant)
    new = Counter(answer.re for answer in answers if answer.replaces is None)
    for number, written in enumerate(chat):
        assert new[f"m-{number}"] == 1 or (written.deleted and new[f"m-{number}"] == 0)


@st.composite
def conversations(draw: st.DrawFn) -> tuple[list[str], list[list[int]]]:
    """Draw lines that build on each other, and for each the earlier ones that the platform repeats at the same time."""
    lines = draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=8))
    repeats = [draw(st.lists(st.integers(0, number), max_size=2)) for number in range(len(lines))]
    return lines, repeats


@pytest.mark.parametrize("database", DATABASES)
@settings(max_examples=25)
@given(conversations())
def test_repeats_change_nothing_in_a_conversation(database: str, drawn: tuple[list[str], list[list[int]]]) -> None:
    lines, repeats = drawn

    async def with_repeats(vouch: Dialogue) -> tuple[list[str], list[Delivery]]:
        messages = [TextMessage(ADDRESS, line, f"m-{n}", (f"d-{n}",)) for n, line in enumerate(lines)]
        answers: list[Delivery] = []
        for message, repeated in zip(messages, repeats, strict=True):
            batch = [message, *(messages[number] for number in repeated)]
            for said in await asyncio.gather(*(vouch.conversation.answer(each) for each in batch)):
                answers += said
        return await vouch.state(), answers

    async def once(vouch: Dialogue) -> list[str]:
        for line in lines:
            await vouch.hears(line)
        return await vouch.state()

    state, answers = _run(database, with_repeats)
    assert state == _run(database, once)
    assert Counter(answer.re for answer in answers) == Counter(f"m-{number}" for number in range(len(lines)))


def _run(database: str, script: Callable[[Dialogue], Awaitable[T]]) -> T:
    """Let the script talk to a Vouch that knows the resident already."""

    async def run() -> T:
        with tempfile.TemporaryDirectory() as directory:
            async with new_database(database, Path(directory)) as url:
                clock = SetClock()
                store = await SqlStore.open(url, KEYS, clock, lasting=False)
                try:
                    vouch = open_dialogue(store, clock)
                    await vouch.conversation.greet(ADDRESS)
                    return await script(vouch)
                finally:
                    await store.close()

    return asyncio.run(run())
