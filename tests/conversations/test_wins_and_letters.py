"""Wins and feedback in the resident's words, and the letters they end up in."""

from datetime import date

import pytest

from bot.domain.application import LetterPlan
from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Fact
from bot.domain.vocabulary import FactKind
from bot.domain.year import Deed, DeedKind
from tests.conversations.dialogue import Dialogue
from tests.simulated import replay, resident, said, time_passes, unasked


async def test_a_win_and_feedback_are_kept_in_the_residents_words(vouch: Dialogue) -> None:
    await vouch.hears("win: handled three rapid responses alone")
    await vouch.hears("feedback from Dr. Lee: present shorter")
    deeds = [(deed.kind, deed.what) for deed in await vouch.keeps(Deed)]
    assert deeds == [
        (DeedKind.STRENGTH, "handled three rapid responses alone"),
        (DeedKind.FEEDBACK, "present shorter"),
    ]
    await vouch.hears("feedback from Dr. Chen: more concise presentation")
    assert "About presentations, 2 times by now" in vouch.said
    assert "“present shorter” (Tue 13 Oct)" in vouch.said


async def test_wins_are_listed_by_theme_with_their_day(vouch: Dialogue) -> None:
    await vouch.hears("ran the code on 5 West alone", command="/vouch")
    await vouch.hears("wins handled three rapid responses alone", command="/vouch")
    await vouch.hears("wins", command="/vouch")
    assert "Clinical strengths: leading (1)\n• handled three rapid responses alone (Tue 13 Oct)" in vouch.said


async def test_a_win_is_announced_where_it_is_filed(vouch: Dialogue) -> None:
    for told in ("handled three rapid responses alone", "poster accepted at SGIM", "fixed the printer"):
        await vouch.hears(f"win: {told}")
        place = vouch.said.split("under “")[1].split("”")[0]
        await vouch.hears("wins")
        assert f"{place} (1)\n• {told}" in vouch.said or f"{place} (2)" in vouch.said
        await vouch.hears("cv bullets")
        assert f"{place.split(':')[0]}:" in vouch.draft.body


async def test_news_says_whom_to_tell_and_has_a_draft_for_each(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Gupta, attending, is my mentor")
    await vouch.hears("poster accepted at SGIM")
    assert "Whom to tell: Dr. Gupta" in vouch.said
    await vouch.clicks("Draft to Dr. Gupta")
    assert "good news with you: my poster was accepted at SGIM." in vouch.draft.body


async def test_a_letter_goes_from_asked_to_uploaded(vouch: Dialogue) -> None:
    await vouch.hears("win: handled three rapid responses alone")
    await vouch.hears("Dr. Lee agreed to write my letter, deadline Dec 1")
    assert "reminders 21, 10 and 4 days before" in vouch.said
    await vouch.hears("letters", command="/vouch")
    assert "Dr. Lee: agreed Tue 13 Oct. Due Tue 1 Dec, 49 days left. Next: send the packet" in vouch.said
    await vouch.clicks("Draft it")
    draft = vouch.draft
    assert "- Clinical strengths: handled three rapid responses alone" in draft.body
    assert "due December 1" in draft.body
    await vouch.clicks("Sent it")
    await vouch.hears("reminded Dr. Lee about the letter")
    await vouch.hears("letters")
    assert "packet sent Tue 13 Oct, reminded Tue 13 Oct" in vouch.said
    await vouch.hears("Dr. Lee uploaded my letter")
    await vouch.hears("letters")
    assert "1 uploaded." in vouch.said


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        ("Oct 20", "I bring up a reminder 4 days before, unless you tell me that it is in."),
        ("Oct 25", "I bring up reminders 10 and 4 days before"),
        ("Oct 15", "I ask Fri 16 Oct whether it is in."),
    ],
)
async def test_only_the_reminders_still_ahead_are_announced(vouch: Dialogue, deadline: str, said: str) -> None:
    await vouch.hears(f"Dr. Lee agreed to write my letter, deadline {deadline}")
    assert said in vouch.said


async def test_who_could_write_instead_is_named(vouch: Dialogue) -> None:
    await vouch.hears("rounds with Dr. Chen, attending")
    await vouch.hears("asked Dr. Lee for a letter")
    await vouch.hears("letters")
    assert "If one falls through: Dr. Chen" in vouch.said
    await vouch.clicks("Draft a request to Dr. Chen")
    assert "know my work well enough to write a strong letter" in vouch.draft.body


async def test_a_deadline_for_all_letters_under_way(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Lee agreed to write my letter")
    await vouch.hears("letters are due Dec 1")
    assert [plan.deadline.isoformat() for plan in await vouch.keeps(LetterPlan) if plan.deadline] == ["2026-12-01"]
    await vouch.clicks("Undo")
    assert not await vouch.keeps(LetterPlan)


async def test_forgetting_the_writer_forgets_the_letter(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Lee agreed to write my letter, deadline Dec 1")
    await vouch.hears("forget Dr. Lee")
    await vouch.clicks("Confirm")
    assert not await vouch.keeps(LetterPlan)


async def test_reminders_come_21_10_and_4_days_before_and_stop_once_it_is_in() -> None:
    lines = [resident(), said("2026-10-13T12:00", "Dr. Lee agreed to write my letter, deadline Dec 1")]
    sent = await replay(*lines, time_passes("2026-12-05T12:00Z"))
    first = {
        about: line["at"][:10] for line in reversed(unasked(sent)) for about in line["about"] if "before-" in about
    }
    assert sorted(first.values()) == ["2026-11-10", "2026-11-21", "2026-11-27"]
    lines.append(said("2026-11-22T12:00", "Dr. Lee uploaded my letter"))
    sent = await replay(*lines, time_passes("2026-12-05T12:00Z"))
    assert not any("before-4" in about for line in unasked(sent) for about in line["about"])


async def test_a_letter_whose_date_has_passed_is_called_overdue_unless_it_is_in() -> None:
    lines = [resident(), said("2026-10-13T12:00", "Dr. Lee agreed to write my letter, deadline Oct 20")]

    async def overdue() -> list[str]:
        sent = unasked(await replay(*lines, time_passes("2026-11-05T12:00Z")))
        return [line["at"][:10] for line in sent if "Its date, Tue 20 Oct, has passed: it is overdue" in line["text"]]

    assert (await overdue())[0] == "2026-10-21"
    lines.append(said("2026-10-19T12:00", "Dr. Lee uploaded my letter"))
    assert await overdue() == []


async def test_a_win_that_names_a_patient_is_held_first(vouch: Dialogue) -> None:
    """Wins go into letters; a patient's name must not."""
    await vouch.hears("win: John Smith in room 412 with sepsis survived, I ran the code")
    assert not await vouch.keeps(Deed)
    await vouch.clicks("Redact")
    [deed] = await vouch.keeps(Deed)
    assert "Smith" not in deed.what


async def test_the_packet_has_praise_of_all_and_what_its_writer_said(vouch: Dialogue) -> None:
    """What somebody else wanted better is for the resident alone."""
    await vouch.hears("win: handled three rapid responses alone")
    await vouch.hears("feedback from Dr. Lee: excellent differential, present shorter")
    await vouch.hears("feedback from Dr. Rao: great bedside manner, too slow with notes")
    await vouch.hears("Dr. Lee agreed to write my letter")
    await vouch.hears("draft letter packet for Dr. Lee")
    assert "- Feedback: “excellent differential, present shorter” (from you, October)" in vouch.draft.body
    assert "“great bedside manner” (Dr. Rao, October)" in vouch.draft.body
    assert "slow" not in vouch.draft.body


async def test_wins_are_written_as_lines_of_a_cv(vouch: Dialogue) -> None:
    await vouch.hears("cv bullets")
    assert vouch.draft.gaps, "nothing told, nothing invented"
    await vouch.hears("win: i ran the code on 5 West alone.")
    await vouch.hears("poster accepted at sgim")
    await vouch.hears("wins")
    await vouch.clicks("CV bullets")
    assert vouch.draft.body == (
        "Scholarly work:\n- Poster accepted at SGIM (Oct 2026)\n"
        "Clinical strengths:\n- Ran the code on 5 West alone (Oct 2026)"
    )


async def test_a_writer_who_was_only_asked_is_not_thanked_for_agreeing(vouch: Dialogue) -> None:
    await vouch.hears("asked Dr. Rao for a letter")
    await vouch.hears("draft letter reminder to Dr. Rao")
    assert "agreeing" not in vouch.draft.body


async def test_who_never_saw_the_work_is_not_named_as_a_writer(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Patel, PD at Mercy, at ACP")
    await vouch.hears("asked Dr. Lee for a letter")
    await vouch.hears("letters")
    assert "Dr. Patel" not in vouch.said


async def test_a_yes_and_its_day_may_be_told_in_two_breaths(vouch: Dialogue) -> None:
    await vouch.hears("asked Dr. Lee for a letter")
    await vouch.hears("Dr. Lee agreed! letter due Nov 20")
    await vouch.hears("letters")
    assert "Dr. Lee: agreed Tue 13 Oct. Due Fri 20 Nov" in vouch.said


async def test_a_reminder_sent_gives_its_writer_time() -> None:
    lines = [resident(), said("2026-10-13T12:00", "asked Dr. Lee for a letter")]
    lines.append(said("2026-10-21T12:00", "reminded Dr. Lee about the letter"))
    sent = await replay(*lines, time_passes("2026-10-30T16:00Z"))
    assert not any("again about the letter" in line["text"] for line in unasked(sent))


async def test_a_letter_that_is_in_is_thanked_for(vouch: Dialogue) -> None:
    await vouch.hears("worked with Dr. Cole, attending, on wards")
    await vouch.hears("Dr. Cole agreed to write my letter, deadline Dec 15")
    await vouch.hears("packet sent to Dr. Cole")
    await vouch.hears("letters")
    assert "packet sent Tue 13 Oct" in vouch.said
    await vouch.hears("Dr. Cole uploaded my letter")
    await vouch.hears("draft a thank you to Dr. Cole")
    assert vouch.draft.subject == "Thank you for your letter"
    assert "Thank you for writing a letter of recommendation for me." in vouch.draft.body
    await vouch.clicks("Sent it")
    await vouch.hears("draft a thank you to Dr. Cole")
    assert "letter" not in vouch.draft.body


async def test_news_told_in_the_request_is_the_news(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Ng is my mentor")
    await vouch.hears("tell my mentors about the abstract accepted at ATS")
    assert "good news with you: my abstract was accepted at ATS." in vouch.draft.body
    await vouch.hears("draft a thank-you to Dr. Ng, warmer")
    assert vouch.reply.title == "Thank-you to Dr. Ng, warmer"


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("Dr. Hale agreed to write it", "agreed"),
        ("she said yes!", "agreed"),
        ("Dr. Hale is happy to do it", "agreed"),
        ("Dr. Hale said no", "declined"),
    ],
)
async def test_whoever_was_asked_for_a_letter_answers_without_the_word(vouch: Dialogue, told: str, value: str) -> None:
    await vouch.hears("met Dr. Hale, attending at City Hospital")
    await vouch.hears("ask Dr. Hale for a letter friday")
    await vouch.hears(told)
    assert [each.value for each in await vouch.keeps(Fact) if each.kind is FactKind.LETTER] == [value]
    assert [each.state for each in await vouch.keeps(FollowUp)] == [FollowUpState.DONE]
    await vouch.clicks("Undo")
    assert not [each for each in await vouch.keeps(Fact) if each.kind is FactKind.LETTER]
    assert [each.state for each in await vouch.keeps(FollowUp)] == [FollowUpState.OPEN]


async def test_a_yes_of_whom_no_letter_was_asked_is_none(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Rana, attending at City Hospital")
    await vouch.hears("Dr. Rana said yes")
    assert not [each for each in await vouch.keeps(Fact) if each.kind is FactKind.LETTER]


async def test_who_else_could_write_is_told_when_asked(vouch: Dialogue) -> None:
    await vouch.hears("I'm Ana Silva, prelim at City Hospital")
    await vouch.hears("met Dr. Hale, attending at City Hospital, agreed to write my letter")
    await vouch.hears("met Dr. Rana, attending at City Hospital")
    await vouch.hears("who else can write my letter?")
    assert "Dr. Rana has seen you work, and was not asked yet" in vouch.said


async def test_whom_to_tell_is_answered_with_the_latest_news(vouch: Dialogue) -> None:
    await vouch.hears("who should i tell")
    assert vouch.said.startswith("No news yet that you told me of.")
    await vouch.hears("Dr. Rao, attending, is my sponsor")
    await vouch.hears("i got my step 3 score 231!!")
    await vouch.hears("who should i tell")
    assert vouch.said.startswith("Your news of Tue 13 Oct: “i got my step 3 score 231")
    assert "Draft to Dr. Rao" in vouch.buttons


@pytest.mark.parametrize(
    "told",
    [
        "lee said hes down to write letter. need by dec 1",
        "Dr. Lee will write my letter, needs to be in by dec 1",
        "Professor Lee has agreed to write on my behalf, with the deadline being December 1",
        "dr lee said yes!! letter by dec 1",
    ],
)
async def test_the_deadline_of_a_letter_is_no_task_of_ones_own(vouch: Dialogue, told: str) -> None:
    """“Get back to Lee” was owed on the day the letter is due."""
    await vouch.hears(told)
    assert "The letter is due Tue 1 Dec." in vouch.said
    assert await vouch.keeps(FollowUp) == []


async def test_what_one_owes_the_writer_by_the_deadline_stays_owed(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Lee agreed to write my letter, needs my CV by dec 1")
    assert [each.kind for each in await vouch.keeps(FollowUp)] == ["send"]


async def test_who_declines_a_letter_may_be_told_of_with_more(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Hal Brandt, attending. ask him for a letter friday")
    await vouch.hears("Dr. Brandt declined, he suggested that I ask Professor Voss instead.")
    assert "letter: declined" in vouch.said
    assert {contact.name for contact in await vouch.keeps(Contact)} == {"Hal Brandt", "Voss"}


async def test_a_yes_to_a_letter_settles_the_asking(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Brian Kowalski, hospitalist. should i ask him for letter?")
    [owed] = await vouch.keeps(FollowUp)
    assert owed.what == "ask Dr. Kowalski for letter"
    await vouch.hears("kowalski said yes!! letter by nov 5")
    assert "letter: agreed" in vouch.said
    assert "That settles: ask Dr. Kowalski for letter." in vouch.said


@pytest.mark.parametrize("told", ["she submitted it!!", "she uploaded the letter", "Dr. Lopez turned it in yesterday"])
async def test_a_letter_agreed_to_is_in_when_its_writer_sent_it(vouch: Dialogue, told: str) -> None:
    await vouch.hears("ask Dr. Ortega about his research friday")
    await vouch.hears("met Dr. Maria Lopez, PD at Kern, she agreed to write me a letter")
    await vouch.hears(told)
    assert "the letter is in" in vouch.said


async def test_whether_to_remind_a_writer_is_answered_by_where_the_letter_stands(vouch: Dialogue) -> None:
    await vouch.hears("ask Dr. Ortega about his research friday")
    await vouch.hears("Dr. Maria Lopez agreed to write me a letter, due dec 30")
    for asked in ("is it too early to remind her about the letter", "it's been 2 weeks. should i remind her"):
        await vouch.hears(asked)
        assert "Due Wed 30 Dec" in vouch.said
    [owed] = await vouch.keeps(FollowUp)
    assert owed.state is FollowUpState.OPEN


async def test_an_answer_in_haste_is_kept_with_the_deadline_and_what_is_owed(vouch: Dialogue) -> None:
    await vouch.hears("dr karen liu hospitalist, worked w her this week, very kind. thinking of asking her for LOR")
    assert await vouch.keeps(Fact) == []
    await vouch.hears("remind me to ask liu for letter friday")
    await vouch.hears("liu agreed!! deadline jan 15. wants cv + PS by next fri")
    assert "letter: agreed" in vouch.said
    assert "The letter is due Fri 15 Jan 2027." in vouch.said
    assert {each.kind: each.state for each in await vouch.keeps(FollowUp)} == {
        "ask_letter": FollowUpState.DONE,
        "send": FollowUpState.OPEN,
    }


async def test_the_own_pd_met_without_a_name_is_nobody_told_of_before(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Karen Liu, hospitalist at Kern")
    await vouch.hears("met pd, she'll email 3 PDs for me, wants list of programs by weds")
    [liu] = await vouch.keeps(Contact)
    assert liu.position.role == "attending"
    assert await vouch.keeps(Fact) == []


async def test_what_is_owed_beside_a_letter_that_came_is_kept(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Maria Lopez, PD at Kern, she agreed to write me a letter")
    await vouch.hears("Dr. Lopez uploaded it! email her my thanks friday")
    assert "letter: sent" in vouch.said
    [owed] = await vouch.keeps(FollowUp)
    assert (owed.due_on, owed.state) == (date(2026, 10, 16), FollowUpState.OPEN)
