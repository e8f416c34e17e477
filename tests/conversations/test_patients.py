"""What looks like a patient's identity is not acted on before the resident has looked."""

from bot.domain.contact import Contact
from bot.domain.note import NoteState
from tests.conversations.dialogue import Dialogue

PATIENT = (
    "Dr. Anita Patel, PD at Mercy, praised how I presented Mr. John Kowalski, MRN 4471823, with sepsis in room 412"
)


async def test_it_asks_first_and_stores_nothing_else(vouch: Dialogue) -> None:
    await vouch.hears(PATIENT)
    assert vouch.buttons == ["Redact", "Keep as is"]
    assert "MRN 4471823" in vouch.said
    assert await vouch.state() == []
    assert (await vouch.note("message-1")).state is NoteState.HELD


async def test_redact_takes_the_words_out_for_good_and_acts_on_the_rest(vouch: Dialogue) -> None:
    await vouch.hears(PATIENT)
    asked = vouch.last
    await vouch.clicks("Redact")
    note = await vouch.note("message-1")
    assert "4471823" not in note.text
    assert "[redacted]" in note.text
    assert "Anita Patel" in [contact.name for contact in await vouch.keeps(Contact)]
    assert vouch.last.replaces == asked.id


async def test_keep_as_is_acts_on_the_words_as_they_are(vouch: Dialogue) -> None:
    await vouch.hears(PATIENT)
    await vouch.clicks("Keep as is")
    note = await vouch.note("message-1")
    assert (note.text, note.state) == (PATIENT, NoteState.HANDLED)
    assert "Anita Patel" in [contact.name for contact in await vouch.keeps(Contact)]


async def test_an_edit_without_the_patient_settles_it_and_forgets_the_words(vouch: Dialogue) -> None:
    message = await vouch.hears(PATIENT)
    await vouch.edits(message, "Dr. Anita Patel, PD at Mercy, praised how I presented a patient")
    note = await vouch.note(message)
    assert (note.state, note.earlier) == (NoteState.HANDLED, ())
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Anita Patel"]


async def test_redact_pressed_twice_redacts_once(vouch: Dialogue) -> None:
    await vouch.hears(PATIENT)
    asked = vouch.last
    await vouch.clicks("Redact")
    before, said = await vouch.state(), vouch.said
    await vouch.clicks("Redact", on=asked)
    assert vouch.said == said
    assert await vouch.state() == before


async def test_a_held_note_is_not_answered_from(vouch: Dialogue) -> None:
    await vouch.hears(PATIENT)
    await vouch.hears("what did Dr. Patel say?")
    assert "4471823" not in vouch.said


async def test_redact_leaves_neither_name_nor_room(vouch: Dialogue) -> None:
    message = await vouch.hears("pt in 412 John Doe MRN 123456 hypotensive, ask dr walsh")
    assert "“412”, “John Doe” and “MRN 123456”" in vouch.said
    await vouch.clicks("Redact")
    assert (await vouch.note(message)).text == ("pt in [redacted] [redacted] [redacted] hypotensive, ask dr walsh")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Walsh"]


async def test_a_patient_is_asked_about_and_never_becomes_a_contact(vouch: Dialogue) -> None:
    await vouch.hears("saw a 54yo lady w stroke in rm 12 named Maria Lopez, dr rao impressed w my presentation")
    assert vouch.buttons == ["Redact", "Keep as is"]
    assert await vouch.state() == []
    await vouch.clicks("Keep as is")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Rao"]


async def test_a_colleague_in_a_room_stays_one(vouch: Dialogue) -> None:
    await vouch.hears("met Maria Lopez in room 412, program coordinator at Mercy")
    await vouch.clicks("Keep as is")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Maria Lopez"]
