"""What many residents write at one moment is answered in one transaction: each as if they were alone."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.conversation import Conversation
from bot.courier import Courier
from bot.domain.cohort import CohortRole, MemberTally, cohort_address
from bot.domain.contact import Contact
from bot.domain.resident import Address
from bot.front_door import FrontDoor
from bot.ids import TimeOrderedIds
from bot.inbox import Inbox
from bot.messages import TextMessage
from bot.planner import replan
from bot.showing import Showing
from bot.understanding import understand
from bot.understanding.meaning import Understanding
from bot.whereabouts import Newcomer
from storage.store import SqlStore
from tests.databases import SetClock
from tests.recording import EVERYONE, RecordingMessenger

NAMES = ("Rao", "Chen", "Patel", "Okafor", "Silva", "Novak", "Haddad", "Berg", "Moreau", "Tanaka")
TRIPS = "a word that trips the reader"


def reads(text: str, *arguments: Any) -> Understanding:
    if text == TRIPS:
        raise ZeroDivisionError
    return understand(text, *arguments)


class Ward:
    """Ten residents of one workspace, each of whom Vouch has welcomed."""

    def __init__(self, store: SqlStore, clock: SetClock) -> None:
        self.store = store
        self.residents = [Address("terminal", "W1", f"u{number}") for number in range(len(NAMES))]
        self.messenger = RecordingMessenger(clock)
        ids = TimeOrderedIds(clock)

        async def newcomer(_address: Address) -> Newcomer:
            return Newcomer("America/New_York")

        conversation = Conversation(store, clock, ids, reads, newcomer, replan)
        courier = Courier(store, self.messenger, clock, ids)
        showing = Showing(conversation.tools, conversation.take_in)
        inbox = Inbox(store, clock, ids)
        self.door = FrontDoor(conversation, courier, inbox, showing, EVERYONE, lambda: None)

    async def hear(self, *told: tuple[Address, str], number: int = 0) -> None:
        """Let all of them write at once, and wait for the answers."""
        self.messenger.sent.clear()
        messages = [
            TextMessage(
                sender, text, f"m{number}-{sender.user}", (f"e{number}-{sender.user}", f"m{number}-{sender.user}")
            )
            for sender, text in told
        ]
        answering = await asyncio.gather(*(self.door.accept(message) for message in messages))
        await asyncio.gather(*answering)

    async def welcome(self) -> None:
        for resident in self.residents:
            await self.door.greet(resident)

    @property
    def said(self) -> Counter[tuple[str, str]]:
        return Counter((out.to.user, out.reply.title or out.reply.text) for _, out in self.messenger.sent)

    async def contacts_of(self, address: Address) -> list[str]:
        resident = await self.store.find_resident(address)
        assert resident
        async with self.store.work_for(resident.id) as work:
            return [contact.name for contact in await work.all(Contact)]


@pytest.fixture
async def ward(store: SqlStore, clock: SetClock) -> AsyncIterator[Ward]:
    ward = Ward(store, clock)
    await ward.welcome()
    yield ward
    await ward.door.drain()


@pytest.fixture
def transactions(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many messages each of the transactions had."""
    had: list[int] = []
    opened = ward.store.work_for_several_at

    def noted(told: Any, since: Any) -> Any:
        had.append(len(told))
        return opened(told, since)

    monkeypatch.setattr(ward.store, "work_for_several_at", noted)
    return had


async def test_each_is_answered_once_and_keeps_their_own(ward: Ward, transactions: list[int]) -> None:
    await ward.hear(*((each, f"met Dr. {name} at Lakeside") for each, name in zip(ward.residents, NAMES, strict=True)))
    assert ward.said == Counter((f"u{number}", f"Saved Dr. {name}") for number, name in enumerate(NAMES))
    assert [await ward.contacts_of(each) for each in ward.residents] == [[name] for name in NAMES]
    assert sum(transactions) == len(NAMES)
    assert len(transactions) < len(NAMES)


async def test_one_that_cannot_be_answered_takes_nobody_down(ward: Ward) -> None:
    first, *others = ward.residents
    await ward.hear((first, TRIPS), *((each, "met Dr. Rao at Lakeside") for each in others))
    titles = dict(ward.said.keys())
    assert {titles[each.user] for each in others} == {"Saved Dr. Rao"}
    assert "kept" in titles[first.user]
    assert sum(ward.said.values()) == len(ward.residents)


async def test_what_has_to_be_tried_out_first_is_answered_beside_the_others(ward: Ward) -> None:
    first, *others = ward.residents
    card = "import\nBEGIN:VCARD\nVERSION:3.0\nFN:Dr. Anita Patel\nEND:VCARD"
    await ward.hear((first, card), *((each, "met Dr. Rao at Lakeside") for each in others))
    assert Counter(title for _, title in ward.said)["Saved Dr. Rao"] == len(others)
    assert sum(ward.said.values()) == len(ward.residents)
    assert await ward.contacts_of(first) == []


async def test_what_the_platform_repeats_is_answered_once(ward: Ward) -> None:
    for _ in range(2):
        await ward.hear(*((each, "met Dr. Rao at Lakeside") for each in ward.residents), number=1)
    assert ward.said == Counter()
    assert [await ward.contacts_of(each) for each in ward.residents] == [["Rao"]] * len(NAMES)


async def test_members_of_one_cohort_are_all_counted_in_it(ward: Ward, transactions: list[int]) -> None:
    lead = ward.residents[0]
    await ward.hear((lead, "cohort create prelims"), number=1)
    members = [resident for each in ward.residents if (resident := await ward.store.find_resident(each))]
    async with ward.store.work_for(members[0].id) as work:
        cohort_id = await work.cohorts.find(cohort_address("terminal", "W1", "prelims"))
        assert cohort_id
        for member in members[1:]:
            await work.cohorts.join(cohort_id, member.id, CohortRole.MEMBER)
        await work.commit()
    await ward.hear(*((each, "met Dr. Rao at Lakeside") for each in ward.residents), number=2)
    assert len(transactions) < 1 + len(NAMES)
    async with ward.store.work_for(members[0].id) as work:
        account = await work.open_cohort(cohort_id)
        assert {each.id for each in await account.all(MemberTally)} == {member.id for member in members}
