"""Replies in a thread, and messages that leave out whom they speak of."""

from datetime import date, timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Encounter, Fact
from tests.conversations.dialogue import Dialogue


async def test_she_is_the_one_told_of_last(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("her email is anita@mercy.example")
    assert vouch.said == "Added\nDr. Patel · anita@mercy.example"
    [patel] = await vouch.keeps(Contact)
    assert patel.email == "anita@mercy.example"
    assert len(await vouch.keeps(Encounter)) == 1


async def test_a_day_later_she_may_be_anybody(vouch: Dialogue) -> None:
    """A guess about a person is worse than words kept as they are."""
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    vouch.clock.advance(timedelta(days=1))
    await vouch.hears("remind me to call her friday")
    [owed] = await vouch.keeps(FollowUp)
    assert (owed.contact_id, owed.what) == (None, "call her")


async def test_of_two_people_she_is_neither(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy, and Dr. Ana Silva, PD at Lakeside")
    await vouch.hears("her email is anita@mercy.example")
    assert [contact.email for contact in await vouch.keeps(Contact)] == [None, None]


async def test_a_reminder_for_her(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("remind me to call her friday")
    assert vouch.said.endswith("I'll remind you Fri 16 Oct: call Dr. Patel.")


async def test_a_thread_adds_to_its_own_note(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    about_patel = vouch.last
    await vouch.hears("met Dr. Luis Ortega, fellow at Lakeside")
    await vouch.hears("she told me they sponsor H-1B", thread=about_patel)
    people = {contact.id: contact.name for contact in await vouch.keeps(Contact)}
    [fact] = await vouch.keeps(Fact)
    assert (fact.about, fact.value, people[fact.said_by or ""]) == ("Mercy", "yes", "Anita Patel")


async def test_a_thread_corrects_its_own_note(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    about_patel = vouch.last
    await vouch.hears("met Dr. Luis Ortega, fellow at Lakeside")
    await vouch.hears("actually that was yesterday", thread=about_patel)
    people = {contact.id: contact.name for contact in await vouch.keeps(Contact)}
    days = {people[each.contact_ids[0]]: each.on for each in await vouch.keeps(Encounter)}
    assert days == {"Anita Patel": date(2026, 10, 12), "Luis Ortega": date(2026, 10, 13)}


async def test_a_thread_takes_back_its_own_note(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    about_patel = vouch.last
    await vouch.hears("met Dr. Luis Ortega, fellow at Lakeside")
    await vouch.hears("undo", thread=about_patel)
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Luis Ortega"]


async def test_done_in_a_thread_is_done_with_what_that_note_asked_for(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel. email her thursday")
    about_patel = vouch.last
    await vouch.hears("met Dr. Luis Ortega. email him friday")
    await vouch.hears("done", thread=about_patel)
    states = {each.what: each.state for each in await vouch.keeps(FollowUp)}
    assert states == {"email Dr. Patel": FollowUpState.DONE, "email Dr. Ortega": FollowUpState.OPEN}
