"""Answers come from what was told. A question and a wish are kept, and are no telling."""

import pytest

from bot.domain.knowledge import Fact
from tests.conversations.dialogue import Dialogue


@pytest.mark.parametrize(
    "asked",
    [
        "what did Dr. Rao say about zebras?",
        "write a thank-you to Dr. Rao for the zebras",
        "prep me for my meeting with Dr. Rao about zebras",
        "check: Dear Dr. Rao, thank you for the zebras",
    ],
)
async def test_what_only_asks_is_never_quoted(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("met Dr. Rao at Lakeside, she likes ultrasound")
    await vouch.hears(asked)
    await vouch.hears("what did Dr. Rao say?")
    assert "ultrasound" in vouch.said
    assert "zebras" not in vouch.said


@pytest.mark.parametrize(
    ("word", "answered"),
    [
        ("who", "You have told me of nobody yet."),
        ("check", "Paste it after “check:”"),
        ("move", "Your claim code:"),
        ("history", "I have sent you nothing"),
    ],
)
async def test_a_command_word_says_the_same_without_its_slash(vouch: Dialogue, word: str, answered: str) -> None:
    await vouch.hears(word)
    alone = vouch.said
    await vouch.hears(word, command="/vouch")
    assert answered in alone
    assert answered in vouch.said


@pytest.mark.parametrize("words", ["visa Mercy", "J-1 at Mercy", "Dr. Patel, PD at Kern", "Patel", "H-1B"])
async def test_whatever_stands_after_ask_is_a_question_and_keeps_nothing(vouch: Dialogue, words: str) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy, sponsors H-1B")
    before = await vouch.state()
    await vouch.hears(f"ask {words}", command="/vouch")
    assert "Saved" not in vouch.said
    assert ("H-1B" in vouch.said) or ("never told me" in vouch.said)
    assert await vouch.state() == before


async def test_she_in_a_question_is_whom_the_last_note_told_of(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Gupta today in MICU, she offered to write me a letter")
    await vouch.hears("what did she say")
    assert "letter: agreed (Dr. Gupta, told Tue 13 Oct)" in vouch.said
    await vouch.hears("does she sponsor h1b?")
    assert vouch.said == "You never told me what Dr. Gupta said about the H-1B."


async def test_when_somebody_was_met_is_answered_with_the_days(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Gupta in MICU on oct 1")
    await vouch.hears("talked to Dr. Gupta today")
    await vouch.hears("when did i last see dr gupta")
    assert vouch.said.startswith("In touch with Dr. Gupta: Tue 13 Oct, Thu 1 Oct")


@pytest.mark.parametrize("asked", ["what visas does Mercy take", "which visas at Mercy?", "who takes visas"])
async def test_a_question_about_any_visa_is_answered_with_all_that_were_told(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("Mercy takes H-1B and J-1")
    await vouch.hears(asked)
    assert "Mercy, H-1B: yes" in vouch.said
    assert "Mercy, J-1: yes" in vouch.said


async def test_two_programs_asked_about_are_both_answered(vouch: Dialogue) -> None:
    await vouch.hears("OHSU takes J-1 only")
    await vouch.hears("UW takes H-1B")
    await vouch.hears("Mercy takes H-1B")
    await vouch.hears("OHSU or UW for H-1B?")
    assert "OHSU, H-1B: no" in vouch.said
    assert "UW, H-1B: yes" in vouch.said
    assert "Mercy" not in vouch.said


async def test_a_claim_is_never_put_into_the_mouth_of_one_who_did_not_make_it(vouch: Dialogue) -> None:
    """Two work there and a third elsewhere: which of them said it was not told."""
    await vouch.hears("met Dr. Osei (PD, OHSU), Dr. Lim (fellow, OHSU) and Pat Ruiz, coordinator at UW. OHSU takes J-1")
    await vouch.hears("does OHSU take J-1?")
    assert "OHSU, J-1: yes (told Tue 13 Oct)" in vouch.said


async def test_who_is_known_in_a_field_is_answered_with_them_alone(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Rao, cardiologist at Mercy")
    await vouch.hears("met Sam Lim, GI fellow at Tufts")
    await vouch.hears("do I know anyone in cards?")
    assert vouch.said == "Dr. Rao · Attending, cardiology, Mercy"
    await vouch.hears("any fellows in GI?")
    assert vouch.said.startswith("Dr. Sam Lim")
    await vouch.hears("which oncologists do I know")
    assert vouch.said == "You have not told me of anybody in hematology/oncology yet."


@pytest.mark.parametrize(
    "asked", ["what happened with prentice", "so what's the latest on dr prentice", "whats new w prentice"]
)
async def test_the_news_of_somebody_is_all_that_was_told_of_them(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("met Dr. Gil Prentice, PD at UMass. email him tomorrow")
    await vouch.hears(asked)
    assert vouch.said.startswith("Dr. Gil Prentice")
    assert "You owe: email Dr. Prentice" in vouch.said


async def test_what_is_known_of_a_persons_program_answers_for_them(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Rao, cardiologist at Mercy")
    await vouch.hears("Mercy takes J-1")
    await vouch.hears("does rao take J-1?")
    assert "Mercy, J-1: yes" in vouch.said
    await vouch.hears("whats raos email")
    assert vouch.said == "You never told me Dr. Rao's e-mail address."


async def test_what_others_promised_is_listed_the_soonest_first(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Moss will introduce me to the PD at Yale")
    await vouch.hears("Dr. Shah said he'd send me the protocol by friday")
    await vouch.hears("what did Dr. Shah say?")
    assert "Promised to you: send you the protocol, by Fri 16 Oct (said Tue 13 Oct)" in vouch.said
    await vouch.hears("who owes me something?")
    assert [item.text for item in vouch.reply.items] == [
        "Dr. Shah: send you the protocol, by Fri 16 Oct (said Tue 13 Oct)",
        "Dr. Moss: introduce you to the PD at Yale (said Tue 13 Oct)",
    ]


async def test_what_is_told_of_somebody_known_is_no_being_in_touch(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Alvarez, PD at Baylor, on oct 1")
    for told in ("Alvarez never replied", "Alvarez is an IMG", "Dr. Alvarez takes J-1"):
        await vouch.hears(told)
    await vouch.hears("when did I last see Dr. Alvarez")
    assert vouch.said.startswith("In touch with Dr. Alvarez: Thu 1 Oct.")
    await vouch.hears("Alvarez replied!")
    await vouch.hears("when did I last see Dr. Alvarez")
    assert vouch.said.startswith("In touch with Dr. Alvarez: Tue 13 Oct, Thu 1 Oct.")


async def test_whom_one_met_on_the_days_of_a_conference_was_met_there(vouch: Dialogue) -> None:
    await vouch.hears("going to CHEST oct 13-16")
    await vouch.hears("met Dr. Alvarez, PD at Baylor, and Dr. Song, APD at UCSF")
    await vouch.hears("who did I meet at CHEST?")
    assert "Dr. Alvarez (Program Director, Baylor)" in vouch.said
    await vouch.hears("draft follow ups for everyone I met at CHEST")
    assert vouch.said.startswith("Conference follow-up, person by person")


@pytest.mark.parametrize("asked", ["is levine a sponsor", "does dr levine mentor people", "is Dr. Levine nice"])
async def test_what_begins_as_a_question_tells_nothing_without_its_mark_too(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("met Dr. Levine, APD at Lakeside")
    before = await vouch.state()
    await vouch.hears(asked)
    assert vouch.said.startswith("Dr. Levine · Associate Program Director, Lakeside")
    assert await vouch.state() == before


async def test_who_is_what_to_the_resident_is_a_list_of_them(vouch: Dialogue) -> None:
    await vouch.hears("who are my mentors")
    assert vouch.said == "You have told me of no mentor yet. For example “Dr. Rao is my mentor”."
    await vouch.hears("Dr. Rao is my mentor")
    await vouch.hears("met Dr. Wu, fellow at Mercy")
    await vouch.hears("who are my mentors?")
    assert vouch.said.splitlines() == ["1 mentor", "Dr. Rao · mentor"]


async def test_what_begins_as_a_question_is_kept_as_no_fact(vouch: Dialogue) -> None:
    await vouch.hears("is H-1B cap exempt at saint lukes")
    assert "Saved" not in vouch.said
    assert not await vouch.keeps(Fact)


@pytest.mark.parametrize("asked", ["next", "ok next", "next please"])
async def test_next_is_the_thing_that_is_due_first(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("met Dr. Kwan, email him friday")
    await vouch.hears("call Dr. Levy thursday")
    await vouch.hears(asked)
    assert vouch.said == "Next\n1 more after that.\nThu 15 Oct: call Dr. Levy"
    await vouch.clicks("Done")
    await vouch.hears(asked)
    assert vouch.said == "Next\nFri 16 Oct: email Dr. Kwan"


async def test_all_that_was_heard_and_who_said_it_can_be_seen(vouch: Dialogue) -> None:
    """A face pages what is long; what a list leaves out is out of reach on every one."""
    names = ("Ito", "Rao", "Lee", "Cho", "Paz", "Roy", "Sen", "Vu", "Oka", "Diaz")
    for name in names:
        await vouch.hears(f"met Dr. {name}, PD at Mercy, sponsors H-1B")
    await vouch.hears("what about Mercy?")
    assert all(f"Dr. {name}, told" in vouch.said and f"Dr. {name} · " in vouch.said for name in names)
    await vouch.hears("which PDs do I know?")
    assert all(f"Dr. {name} · Program Director" in vouch.said for name in names)


async def test_everything_owed_is_listed_however_much_it_is(vouch: Dialogue) -> None:
    names = [f"{first}{second}son" for first in "BCDFGHK" for second in ("al", "en", "ir", "ol")]
    for name in names:
        await vouch.hears(f"met Dr. {name}. call him friday")
    await vouch.hears("what's due?")
    assert vouch.said.startswith(f"{len(names)} to do")
    assert all(f"call Dr. {name}" in vouch.said for name in names)


@pytest.mark.parametrize("said", ["aziz", "dr aziz", "Aziz!", "Dr. Nadia Aziz"])
async def test_a_name_alone_asks_who_that_is(vouch: Dialogue, said: str) -> None:
    """In the lift with somebody there is time for one word; it tells of no meeting and closes nothing."""
    await vouch.hears("met Dr. Nadia Aziz, cardiology at Mercy. she'd help with a poster. thank her friday")
    before = await vouch.state()
    await vouch.hears(said)
    assert "Dr. Nadia Aziz · Attending, cardiology, Mercy" in vouch.said
    assert "help with a poster" in vouch.said
    assert await vouch.state() == before


async def test_sponsors_of_a_hospital_are_people(vouch: Dialogue) -> None:
    """It answered what is known of visas there."""
    await vouch.hears("Dr. Rao, APD at Mercy, is my sponsor")
    await vouch.hears("Dr. Cole, attending at Lakeside, is my sponsor")
    await vouch.hears("any sponsors at mercy")
    assert "Dr. Rao" in vouch.said
    assert "Cole" not in vouch.said
    await vouch.hears("any mentors at mercy?")
    assert vouch.said == "You have told me of no mentor at Mercy yet."


async def test_what_a_hospital_is_told_to_sponsor_still_answers_where_no_person_does(vouch: Dialogue) -> None:
    await vouch.hears("Mercy sponsors J-1")
    await vouch.hears("any sponsors at mercy")
    assert "Mercy, J-1: yes" in vouch.said


async def test_imgs_of_a_field_are_people(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Reyes, surgeon at Calder, he's an IMG from Peru")
    await vouch.hears("met Dr. Stone, surgeon at Calder")
    await vouch.hears("any img surgeons?")
    assert "Dr. Reyes" in vouch.said
    assert "Stone" not in vouch.said


async def test_who_holds_a_job_at_the_own_program_need_not_be_told_to_work_there(vouch: Dialogue) -> None:
    await vouch.hears("I'm a prelim at Oakmont")
    await vouch.hears("met the PD, Dr. Ostrander")
    await vouch.hears("who's the pd at oakmont")
    assert vouch.said == "Program director at Oakmont\nDr. Ostrander · Program Director"
    await vouch.hears("who's the pd at Kern")
    assert vouch.said == (
        "You have told me of no program director at Kern. Of these you did not say where:\n"
        "Dr. Ostrander · Program Director"
    )


@pytest.mark.parametrize("asked", ["who do I know that is an IMG", "who else is an img?", "any imgs i know"])
async def test_imgs_asked_for_are_people(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("met dr elena petrov, PD of PCCM at Kern, she's an IMG")
    await vouch.hears(asked)
    assert vouch.said.startswith("IMG\nDr. Elena Petrov")


async def test_what_somebody_never_said_is_told_so(vouch: Dialogue) -> None:
    await vouch.hears("met dr elena petrov, PD at Kern")
    await vouch.hears("does she sponsor h1b?")
    assert vouch.said == "You never told me what Dr. Elena Petrov said about the H-1B."


@pytest.mark.parametrize("asked", ["Who has offered to help me?", "who will vouch for me"])
async def test_who_offered_help_is_who_speaks_up(vouch: Dialogue, asked: str) -> None:
    await vouch.hears(
        "met Dr. Harold Finch, PD at Kern. he offered to introduce me to Dr. Susan Okoye, chair at Bayfield"
    )
    await vouch.hears(asked)
    assert "will speak up for you (Dr. Finch" in vouch.said


@pytest.mark.parametrize("asked", ["do they do h1b", "does she take imgs", "are they img friendly"])
async def test_a_question_without_its_mark_tells_nothing(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("met dr hana suzuki, chair of medicine at Bayview, and her coordinator tim")
    await vouch.hears("tims email is tim.b@bayview.edu")
    await vouch.hears(asked)
    assert await vouch.keeps(Fact) == []
    assert vouch.said.startswith("You never told me")


async def test_whose_visas_are_asked_about_needs_no_apostrophe(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Sandoval, PD at Kern, sponsors J-1")
    await vouch.hears("met Dr. Lee, PD at Lakeside, sponsors H-1B")
    await vouch.hears("whats Sandovals visa policy")
    assert "Kern, J-1: yes" in vouch.said
    assert "Lakeside" not in vouch.said
