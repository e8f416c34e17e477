"""What a resident says and what Vouch answers, word for word the same in the terminal, in Slack and in Teams."""

import pytest

from tests.dialogues.faces import Talk

MET = "met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday"


async def test_a_line_is_kept_said_back_and_taken_back(talk: Talk) -> None:
    await talk.says(MET)
    assert talk.said == (
        "Saved Dr. Anita Patel Program Director, Mercy · H-1B: yes (told today) "
        "I'll remind you Thu 15 Oct: send your CV to Dr. Patel."
    )
    assert talk.labels == ["Edit", "Change date", "Draft it", "Undo"]
    await talk.presses("Undo")
    assert talk.said.startswith("Taken back: Dr. Anita Patel")
    await talk.says("who sponsors H-1B?")
    assert "Mercy" not in talk.said


async def test_an_answer_says_who_said_it_when_and_in_which_words(talk: Talk) -> None:
    await talk.says(MET)
    await talk.says("who sponsors H-1B?")
    assert "Mercy, H-1B: yes" in talk.said
    assert "“met Dr. Anita Patel, PD at Mercy, sponsors H-1B.”" in talk.said


@pytest.mark.parametrize("words", ["no, friday", "actually friday"])
async def test_a_correction_in_plain_words_is_taken(talk: Talk, words: str) -> None:
    await talk.says(MET)
    await talk.says(words)
    assert "Fri 16 Oct" in talk.said
    await talk.says("what's due?")
    assert "send your CV to Dr. Patel" in talk.said


async def test_what_is_due_is_done_from_its_list(talk: Talk) -> None:
    await talk.says(MET)
    await talk.says("what's due this week?")
    assert talk.labels[:2] == ["Done", "Later"]
    await talk.presses("Done")
    await talk.says("what's due this week?")
    assert "send your CV" not in talk.said


async def test_a_reminder_comes_is_put_off_and_is_done(talk: Talk) -> None:
    await talk.says("remind me to call the GME office at 2 pm")
    await talk.waits(3)
    assert "Call the GME office" in talk.said
    assert talk.labels[:3] == ["Done", "Later", "Stop"]
    await talk.presses("Later")
    assert talk.said == "I'll remind you Wed 14 Oct: call the GME office."
    assert talk.labels[:4] == ["Tonight", "Tomorrow", "Next free day", "Pick a day"]
    await talk.waits(18)
    await talk.presses("Done")
    assert "Done: call the GME office." in talk.said
    await talk.says("what's due?")
    assert "Nothing is due" in talk.said


async def test_what_a_morning_brings_comes_in_one_digest_and_each_is_answered_in_its_place(talk: Talk) -> None:
    for what in ("call the GME office", "email Dr. Rao"):
        await talk.says(f"remind me to {what} tomorrow")
    await talk.waits(21)
    assert talk.said.startswith("2 things for Wed 14 Oct")
    assert [label for label in talk.labels if label == "Done"] == ["Done", "Done"]
    await talk.presses("Done")
    await talk.says("what's due?")
    assert talk.said.startswith("1 to do")


async def test_a_win_and_an_opening_are_answered_with_what_follows_from_them(talk: Talk) -> None:
    await talk.says("win: ran a code alone")
    assert "ran a code alone" in talk.said
    await talk.says("wins")
    assert "ran a code alone" in talk.said
    await talk.says(MET)
    await talk.says("opening: PGY-2 at Mercy")
    assert "Dr. Anita Patel" in talk.said
    assert "personal statement" in talk.said


async def test_a_draft_uses_what_was_told(talk: Talk) -> None:
    await talk.says(MET)
    await talk.presses("Draft it")
    assert "Dr. Patel" in talk.said
    assert "gaps to fill" in talk.said


async def test_a_name_that_could_be_two_people_is_asked_about(talk: Talk) -> None:
    await talk.says("met Dr. Wei Chan, attending at Lakeside")
    await talk.says("met Dr. Wei Chang, attending at Lakeside")
    assert {"Same person", "Someone else"} <= set(talk.labels)
    await talk.presses("Someone else")
    await talk.says("what did Dr. Wei Chang say?")
    assert "Chang" in talk.said


async def test_what_may_name_a_patient_waits(talk: Talk) -> None:
    await talk.says("pt John Smith in room 12 with pneumonia, MRN 123456")
    assert {"Redact", "Keep as is"} <= set(talk.labels)
    await talk.presses("Redact")
    assert "John Smith" not in talk.said


async def test_forgetting_asks_once(talk: Talk) -> None:
    await talk.says(MET)
    await talk.says("delete everything about Dr. Patel")
    assert {"Confirm", "Cancel"} <= set(talk.labels)
    await talk.presses("Confirm")
    await talk.says("what did Dr. Patel say?")
    assert "sponsors" not in talk.said


async def test_hostile_words_are_shown_as_they_are(talk: Talk) -> None:
    """Neither face lets a note become a link, a mention or a style."""
    await talk.says("met Dr. Lind at <https://evil.example|Mercy> *free* [CV](https://evil.example) <!channel>")
    assert "Lind" in talk.said
    await talk.says("what did Dr. Lind say?")
    assert "Lind" in talk.said


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("help", "What you can say"),
        ("settings", "Your settings"),
        ("home", "Your network"),
        ("/vouch due", "Nothing is due"),
        ("/Vouch  due", "Nothing is due"),
        ("/vouch", "What you can say"),
        ("/met Dr. Rao, APD at Lakeside", "Saved Dr. Rao"),
        ("thanks!", "Any time."),
        ("how am I doing?", "Sponsors"),
        ("letters", "No letter yet"),
        ("my visa", "I give no legal advice"),
        ("programs", "program"),
        ("/vouch history", "sent you"),
        ("/vouch status", "Next message"),
        ("/vouch words", "Your words"),
        ("/vouch board", "You are in no cohort yet"),
    ],
)
async def test_what_is_asked_is_answered(talk: Talk, asked: str, answered: str) -> None:
    await talk.says(asked)
    assert answered in talk.said
