"""Drafts changed in plain words: what the resident adds is theirs and stands marked, what they take out stays out."""

import pytest

from bot.domain.contact import Contact
from bot.domain.draft import WrittenDraft
from bot.understanding.amendments import read_amendment
from tests.conversations.dialogue import Dialogue

PATEL = "met Dr. Anita Patel, PD at Mercy, at ACP, talked about QI. email her my CV thursday"


async def test_what_the_resident_adds_goes_in_and_is_traced_to_their_words(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("draft a thank-you to Dr. Patel")
    message_id = await vouch.hears("add that I presented at SGIM")
    assert "I also wanted to let you know that I presented at SGIM." in vouch.draft.body
    assert "Added, in your words: “I presented at SGIM”" in vouch.said
    addition = (await vouch.keeps(WrittenDraft))[0].added[0]
    assert addition.source is not None
    note = await vouch.note(message_id)
    assert note.id == addition.source.note_id
    assert note.text[addition.source.start : addition.source.end] == "I presented at SGIM"
    await vouch.clicks("Undo")
    await vouch.hears("make it shorter")
    assert "SGIM" not in vouch.draft.body


async def test_what_is_mentioned_is_looked_up_and_else_leaves_a_gap(vouch: Dialogue) -> None:
    """Of a matter that was never told nothing is invented."""
    await vouch.hears(PATEL)
    await vouch.hears("win: poster accepted at SGIM")
    await vouch.hears("draft a thank-you to Dr. Patel")
    await vouch.hears("mention the poster")
    assert "I also wanted to let you know that my poster was accepted at SGIM." in vouch.draft.body
    await vouch.hears("add a line about my sepsis project")
    assert "my sepsis project: [one line about my sepsis project]." in vouch.draft.body
    assert "Not ready" in vouch.said


async def test_a_sentence_is_taken_out_and_stays_out_in_every_variant(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("draft a thank-you to Dr. Patel")
    await vouch.hears("take out the last line")
    assert "Taken out: “I am attaching my CV.”" in vouch.said
    await vouch.hears("more formal")
    assert "attaching" not in vouch.draft.body
    await vouch.hears("don't mention my goal")
    assert "goal" not in vouch.draft.body
    await vouch.hears("my goal is a career in cardiology")
    await vouch.hears("warmer")
    assert "goal" not in vouch.draft.body, "it is known again with other words in it"
    await vouch.hears("take out the part about cricket")
    assert "no line about “cricket”" in vouch.said
    await vouch.hears("attach my CV")
    await vouch.hears("add my CV")
    assert "I am attaching my CV." in vouch.draft.body


@pytest.mark.parametrize("said", ["add that I trained in Rome", "mention my trip to Rome", "remove the last line"])
async def test_without_a_draft_in_hand_it_means_something_else(vouch: Dialogue, said: str) -> None:
    await vouch.hears("draft a thank-you to Dr. Chen")
    await vouch.hears("met Dr. Kim, attending at Lakeside")
    await vouch.hears(said)
    assert vouch.reply.draft is None
    assert all(not draft.added and not draft.left_out for draft in await vouch.keeps(WrittenDraft))


async def test_what_would_break_the_limit_is_not_added(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("linkedin note to Dr. Patel")
    await vouch.hears("add that I presented at SGIM")
    assert "I presented at SGIM. May I stay in touch here?" in vouch.draft.body
    await vouch.hears(f"add that I {'really ' * 30}liked it")
    assert vouch.reply.draft is None
    assert "Nothing was changed" in vouch.said


async def test_words_of_leaving_added_for_the_own_program_are_noticed(vouch: Dialogue) -> None:
    await vouch.hears("I'm Ana Silva, prelim at Mercy")
    await vouch.hears("met Dr. Ortiz, PD at Mercy")
    await vouch.hears("draft a thank-you to Dr. Ortiz")
    await vouch.hears("add that I am looking for another program")
    assert "is at your own program (Mercy), and this speaks of leaving it" in vouch.said


@pytest.mark.parametrize(
    "said", ["add Mercy to my shortlist", "add a reminder for friday", "remove Dr. Lee", "delete everything about Lee"]
)
def test_what_is_no_change_of_a_draft(said: str) -> None:
    assert read_amendment(said) is None


async def test_a_person_named_in_it_is_still_nobody_new(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("draft a thank-you to Dr. Patel")
    await vouch.hears("add that Dr. Wu sends his best")
    assert "Dr. Wu sends" in vouch.draft.body
    assert [each.name for each in await vouch.keeps(Contact)] == ["Anita Patel"]


async def test_words_are_put_in_the_place_of_others(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Rao, APD at Lakeside, after her talk on hfpef at ACC")
    await vouch.hears("draft a thank-you to Dr. Rao")
    await vouch.hears("change her talk to her lecture")
    assert "Your lecture on HFpEF" in vouch.draft.body
    await vouch.hears('replace "hfpef" with "heart failure"')
    assert "Your lecture on heart failure" in vouch.draft.body
    assert (await vouch.keeps(Contact))[0].position.specialty is None, "no fact of Dr. Rao was changed"
    await vouch.hears("undo")
    await vouch.hears("more formal")
    assert "Your lecture on HFpEF" in vouch.draft.body


async def test_a_request_may_say_what_of_ones_own_it_is_about(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("write something to Dr. Patel about my poster")
    assert "about my poster: [one line about my poster]" in vouch.draft.body
    await vouch.hears("win: poster accepted at SGIM")
    await vouch.hears("write something to Dr. Patel about my poster")
    assert "good news with you: my poster was accepted at SGIM." in vouch.draft.body


async def test_what_is_added_to_words_for_everyone_goes_into_each(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Rao at Mercy")
    await vouch.hears("met Dr. Kim at UAB")
    await vouch.hears("write an update to everyone")
    listed = vouch.last
    await vouch.hears("add that I passed Step 3")
    assert "“I passed Step 3” goes into each of these drafts" in vouch.said
    await vouch.clicks("Draft it", on=listed)
    assert "I also wanted to let you know that I passed Step 3." in vouch.draft.body


async def test_a_whole_paragraph_goes_and_check_it_means_the_draft(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("draft a thank-you to Dr. Patel")
    await vouch.hears("drop the first paragraph")
    assert "QI" not in vouch.draft.body
    assert "taking the time" not in vouch.draft.body
    assert vouch.draft.body.startswith("Dear Dr. Patel,")
    await vouch.hears("check it")
    assert vouch.reply.title == "Checked: thank-you"
    await vouch.hears("say it in two sentences")
    assert vouch.reply.title == "Thank-you to Dr. Patel, shorter"


async def test_what_is_to_be_told_may_stand_in_the_request(vouch: Dialogue) -> None:
    await vouch.hears("I'm Ana Silva, prelim at Mercy")
    await vouch.hears("met Dr. Lee on rounds")
    await vouch.hears("write Dr. Lee that I passed step 3")
    assert "A short update from me: I passed Step 3." in vouch.draft.body
    await vouch.hears("met Dr. Ortiz, PD at Mercy")
    await vouch.hears("write Dr. Ortiz that I am looking at other programs")
    assert vouch.reply.draft is None, "words of leaving to the own program wait"
    assert "Shall I draft it all the same?" in vouch.said
