"""Forgetting is asked about once, is then final, and leaves the person nowhere."""

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Fact
from tests.conversations.dialogue import Dialogue


async def test_a_person_goes_from_records_notes_undo_and_history(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy. email her my CV thursday")
    told = vouch.last
    await vouch.hears("Long shift. Dr. Patel said hello. The coffee was good.")
    await vouch.hears("delete everything about Dr. Patel")
    assert "This is final" in vouch.said
    assert vouch.buttons == ["Confirm", "Cancel"]
    await vouch.clicks("Confirm")
    assert vouch.said.startswith("Deleted for good")
    assert await vouch.keeps(Contact) == []
    assert await vouch.keeps(FollowUp) == []
    resident = await vouch.resident()
    async with vouch.store.work_for(resident.id) as work:
        texts = [note.text for note in await work.notes()]
        images = [
            image for act in await work.acts() for change in act.changes for image in (change.before, change.after)
        ]
        said = [delivery.content for delivery in await work.sent(resident.created_at)]
    assert not any("Patel" in text for text in texts)
    assert any("The coffee was good." in text for text in texts)
    assert not any(b"Patel" in image for image in [*images, *said] if image)
    await vouch.clicks("Undo", told)
    assert await vouch.keeps(Contact) == []


async def test_cancelling_changes_nothing(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("forget Dr. Patel")
    await vouch.clicks("Cancel")
    assert vouch.said == "All right, nothing is changed."
    assert len(await vouch.keeps(Contact)) == 1


async def test_what_a_forgotten_person_said_of_a_program_stays_without_them(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy, sponsors H-1B")
    await vouch.hears("forget Dr. Patel")
    await vouch.clicks("Confirm")
    [fact] = await vouch.keeps(Fact)
    assert (fact.about, fact.said_by, fact.source) == ("Mercy", None, None)
    await vouch.hears("who sponsors H-1B?")
    assert "Mercy, H-1B: yes (told Tue 13 Oct)" in vouch.said
    assert "Patel" not in vouch.said


async def test_forget_me_leaves_nothing_and_gives_a_receipt(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("forget me")
    await vouch.clicks("Confirm")
    assert vouch.said.startswith("Everything is deleted:")
    assert await vouch.store.find_resident(vouch.address) is None


async def test_a_stranger_cannot_be_forgotten(vouch: Dialogue) -> None:
    await vouch.hears("delete everything about Dr. Okafor")
    assert vouch.said == "I keep nothing about Okafor."
