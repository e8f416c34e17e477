"""Forgetting asks once and is then final: records, words, what undo would bring back, and what was said."""

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Fact
from bot.domain.program import ChosenProgram
from bot.domain.recall import quote
from bot.domain.vocabulary import FactKind
from tests.conversations.dialogue import ADDRESS, Dialogue, reply_of, words_of

PATEL = "met Dr. Anita Patel, PD at Mercy. email her my CV thursday"


async def test_a_person_goes_after_confirm_with_all_that_names_them(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("met Dr. Luis Ortega, fellow at Lakeside. Dr. Patel knows him. Lakeside takes J-1")
    await vouch.hears("delete everything about Dr. Patel")
    assert vouch.buttons == ["Confirm", "Cancel"]
    assert len(await vouch.keeps(Contact)) == 2
    await vouch.clicks("Confirm")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Luis Ortega"]
    assert await vouch.keeps(FollowUp) == []
    assert "Patel" not in (await vouch.note("message-1")).text
    assert "Patel" not in (await vouch.note("message-2")).text
    assert "Ortega" in (await vouch.note("message-2")).text
    await vouch.hears("what did Dr. Patel say?")
    assert "never told" in vouch.said


async def test_what_one_person_said_of_one_matter_goes_and_the_rest_stays(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Amina Yusuf, PD at Mercy. she said H-1B maybe. J-1 is fine. email her my CV friday")
    await vouch.hears("met Dr. Luis Ortega, fellow at Lakeside. she said H-1B maybe.")
    await vouch.hears("forget what Yusuf said about h1b")
    assert "Mercy, H-1B: maybe" in vouch.said
    assert len(await vouch.keeps(Fact)) == 3
    await vouch.clicks("Confirm")
    assert sorted(str(fact.visa) for fact in await vouch.keeps(Fact)) == ["H-1B", "J-1"]
    assert "H-1B" not in (await vouch.note("message-1")).text
    assert "J-1 is fine" in (await vouch.note("message-1")).text
    assert "H-1B" in (await vouch.note("message-2")).text
    assert len(await vouch.keeps(Contact)) == 2
    await vouch.hears("undo")
    assert [(fact.about, str(fact.visa)) for fact in await vouch.keeps(Fact)] == [("Mercy", "J-1")]


async def test_of_two_of_a_name_only_who_spoke_of_the_matter_is_meant(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Wei Lin, PD at Kern. he sponsors H-1B")
    await vouch.hears("met another Dr. Lin, hospitalist at Mercy")
    await vouch.hears("forget what Lin said about h1b")
    assert "Kern, H-1B: yes" in vouch.said
    await vouch.clicks("Cancel")
    await vouch.hears("the other Dr. Lin, the hospitalist at Mercy, says Mercy takes H-1B")
    await vouch.hears("forget what Lin said about h1b")
    assert len(vouch.buttons) == 3
    await vouch.clicks(next(label for label in vouch.buttons if "Kern" in label))
    assert [fact.about for fact in await vouch.keeps(Fact)] == ["Mercy"]
    assert len(await vouch.keeps(Contact)) == 2


async def test_one_detail_of_one_of_two_goes_and_the_person_stays(vouch: Dialogue) -> None:
    """Who is asked which of two is meant has still asked for one address and no more."""
    await vouch.hears("met Dr. Grace Kim, GI fellow at Emory, grace@emory.edu")
    await vouch.hears("met Dr. Paul Kim, hospitalist at Grady, paul@grady.org")
    await vouch.hears("delete kim's email")
    await vouch.clicks("Dr. Paul Kim (Attending, hospital medicine, Grady)")
    assert "Delete Dr. Paul Kim's e-mail address?" in vouch.said
    await vouch.clicks("Confirm")
    assert {contact.name: contact.email for contact in await vouch.keeps(Contact)} == {
        "Grace Kim": "grace@emory.edu",
        "Paul Kim": None,
    }
    await vouch.hears("delete kim's email")  # one of them has an address left
    assert "Delete Dr. Grace Kim's e-mail address?" in vouch.said
    await vouch.hears("delete kim's phone number")
    assert "never told me Dr. Grace Kim's or Dr. Paul Kim's phone number" in vouch.said
    await vouch.hears("delete kim")
    await vouch.hears("the hospitalist")
    assert "Delete Dr. Paul Kim (Attending, hospital medicine, Grady) with everything" in vouch.said


async def test_what_is_known_of_a_program_on_one_matter_goes_alone(vouch: Dialogue) -> None:
    await vouch.hears("Kern sponsors H-1B and converts prelims")
    await vouch.hears("delete the visa info for Kern")
    await vouch.clicks("Confirm")
    assert [fact.kind for fact in await vouch.keeps(Fact)] == [FactKind.CONVERTS_PRELIMS]


async def test_a_matter_that_was_never_told_takes_nothing_else_along(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("forget what Patel said about visas")
    assert vouch.buttons == []
    assert "forget Dr. Anita Patel" in vouch.said
    assert len(await vouch.keeps(Contact)) == 1


async def test_what_stays_still_quotes_its_own_words(vouch: Dialogue) -> None:
    """The sentences before it are gone, so the place in the note where a fact was told has moved."""
    await vouch.hears("met Dr. Patel. met Dr. Luis Ortega, fellow at Lakeside. Lakeside takes J-1. good coffee there")
    await vouch.hears("delete everything about Dr. Patel")
    await vouch.clicks("Confirm")
    note = await vouch.note("message-1")
    [fact] = await vouch.keeps(Fact)
    assert fact.source is not None
    assert quote(note, fact.source) == "Lakeside takes J-1."


async def test_it_cannot_be_undone(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    saved = vouch.last
    await vouch.hears("delete everything about Dr. Patel")
    await vouch.clicks("Confirm")
    await vouch.hears("undo")
    assert await vouch.state() == []
    await vouch.clicks("Undo", on=saved)
    assert await vouch.state() == []
    assert "Patel" not in vouch.said


async def test_cancel_changes_nothing(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    before = await vouch.state()
    await vouch.hears("delete everything about Dr. Patel")
    await vouch.clicks("Cancel")
    assert await vouch.state() == before
    assert vouch.buttons == []


async def test_a_program_goes_and_its_people_stay(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy, sponsors H-1B")
    await vouch.hears("forget everything about the Mercy program")
    await vouch.clicks("Confirm")
    assert await vouch.keeps(Fact) == []
    [patel] = await vouch.keeps(Contact)
    assert patel.position.institution is None


@pytest.mark.parametrize("words", ["forget me", "delete all my data"])
async def test_forget_me_leaves_nothing_but_a_receipt(vouch: Dialogue, words: str) -> None:
    await vouch.hears(PATEL)
    await vouch.hears(words)
    assert vouch.buttons == ["Confirm", "Cancel"]
    asked = vouch.last
    await vouch.clicks("Confirm")
    assert vouch.said.startswith("Everything is deleted:")
    assert await vouch.store.find_resident(ADDRESS) is None
    await vouch.clicks("Confirm", on=asked)
    assert vouch.answers == []


async def test_who_was_never_told_of_cannot_be_forgotten(vouch: Dialogue) -> None:
    await vouch.hears("delete everything about Dr. Shah")
    assert vouch.said == "I keep nothing about Shah."
    assert vouch.buttons == []


async def test_nothing_said_before_still_names_them(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    saved = vouch.last
    assert "Patel" in words_of(reply_of(saved))
    await vouch.hears("delete everything about Dr. Patel")
    asked = vouch.last
    await vouch.clicks("Confirm")
    async with vouch.store.work_for((await vouch.resident()).id) as work:
        kept = [await work.deliveries.find(each.id) for each in (saved, asked)]
        acts = await work.acts.newest()
    assert not [row for row in kept if row and row.content and b"Patel" in row.content]
    assert not [
        act for act in acts for change in act.changes if b"Patel" in (change.before or b"") + (change.after or b"")
    ]


async def test_words_taken_back_before_go_as_well(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("undo")
    deleted = await vouch.hears("Dr. Patel likes jazz")
    await vouch.deletes(deleted)
    await vouch.hears("met Dr. Patel at grand rounds")
    await vouch.hears("delete everything about Dr. Patel")
    await vouch.clicks("Confirm")
    async with vouch.store.work_for((await vouch.resident()).id) as work:
        notes = await work.notes.newest(every=True)
    assert len(notes) == 5
    assert not [note for note in notes if "Patel" in note.text]


async def test_the_question_names_the_person_and_how_many_notes(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("Dr. Patel said Mercy takes J-1")
    await vouch.hears("forget dr patel")
    assert vouch.said == (
        "Delete Dr. Anita Patel (Program Director, Mercy) with everything you told me about them, and what 2 notes of "
        "yours said of them? This is final: I cannot bring it back."
    )


@pytest.mark.parametrize("name", ["jones", "dr jones", "Dr. Jones"])
async def test_nobody_else_is_offered_for_who_is_gone(vouch: Dialogue, name: str) -> None:
    await vouch.hears("met Dr. Jones and Dr. Smith, residents at Mercy")
    for _ in range(2):
        await vouch.hears(f"forget {name}")
        if "Confirm" in vouch.buttons:
            await vouch.clicks("Confirm")
    assert vouch.said == "I keep nothing about Jones."
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Smith"]


async def test_a_name_that_is_only_close_is_asked_about_first(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("forget Dr. Patell")
    assert vouch.said.startswith("I know nobody called Patell. Whom do you mean?")
    assert vouch.buttons == ["Dr. Anita Patel (Program Director, Mercy)", "Cancel"]
    await vouch.clicks("Dr. Anita Patel (Program Director, Mercy)")
    assert vouch.said.startswith("Delete Dr. Anita Patel (Program Director, Mercy)")


async def test_the_question_and_the_receipt_count_the_same_notes(vouch: Dialogue) -> None:
    """Two numbers for one thing would make the reader doubt that all of it is gone."""
    await vouch.hears(PATEL)
    await vouch.hears("Dr. Patel said they take J-1")
    await vouch.hears("who is Dr. Patel?")
    await vouch.hears("write a thank-you to Dr. Patel")
    await vouch.hears("delete everything about Dr. Patel")
    assert "what 2 notes of yours said of them" in vouch.said
    await vouch.clicks("Confirm")
    assert vouch.said.endswith("the words of 2 notes.")
    for number in range(1, 6):
        assert "Patel" not in (await vouch.note(f"message-{number}")).text


@pytest.mark.parametrize("said", ["forget dr", "Delete everything about Dr."])
async def test_a_contact_that_an_older_version_named_by_a_title_alone_can_go(vouch: Dialogue, said: str) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    async with vouch.store.work_for((await vouch.resident()).id) as work:
        await work.put(Contact("older", "Dr", vouch.clock.now()))
        await work.commit()
    await vouch.hears(said)
    assert vouch.said.startswith("Delete Dr with everything you told me about them?")
    await vouch.clicks("Confirm")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Anita Patel"]
    assert "Dr. Anita Patel" in (await vouch.note("message-1")).text


async def test_a_program_goes_from_the_shortlist_and_from_what_is_owed_to_it_too(vouch: Dialogue) -> None:
    await vouch.hears("remind me to apply to Lakeside friday")
    await vouch.hears("Lakeside sponsors J-1")
    await vouch.hears("add Lakeside to my shortlist")
    await vouch.hears("forget Lakeside")
    await vouch.clicks("Confirm")
    assert await vouch.keeps(FollowUp) == []
    assert await vouch.keeps(ChosenProgram) == []
    await vouch.hears("shortlist")
    assert "Lakeside" not in vouch.said


async def test_the_number_of_somebody_called_like_a_hospital_takes_no_hospital_away(vouch: Dialogue) -> None:
    await vouch.hears("Lourdes takes J-1")
    await vouch.hears("forget the phone of Lourdes in billing")
    assert vouch.said.startswith("I keep nothing about Lourdes")


async def test_the_words_of_another_of_the_same_surname_stay(vouch: Dialogue) -> None:
    """A sentence that says no more than the surname could be of the one who goes, and goes."""
    sarah = "met Dr. Sarah Kim, cards fellow. she will read my poster"
    await vouch.hears(sarah)
    await vouch.hears("met Dr. David Kim, GI attending at Rush. he knows Dr. Sarah Kim. Kim likes tea")
    await vouch.hears("forget David Kim")
    assert "1 note" in vouch.said
    await vouch.clicks("Confirm")
    assert [each.name for each in await vouch.keeps(Contact)] == ["Sarah Kim"]
    assert (await vouch.note("message-1")).text == sarah
    left = (await vouch.note("message-2")).text
    assert "David" not in left
    assert "tea" not in left
    await vouch.hears("who is Sarah Kim?")
    assert "will read my poster" in vouch.said
    assert "[deleted]" not in vouch.said
