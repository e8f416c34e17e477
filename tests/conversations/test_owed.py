"""What is owed: set, done, moved, and shown; and which of several was meant."""

from datetime import date, time, timedelta

from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Encounter
from tests.conversations.dialogue import Dialogue


async def test_a_reminder_is_no_encounter(vouch: Dialogue) -> None:
    await vouch.hears("remind me to call Dr. Rao on friday at 2 pm")
    assert "I'll remind you Fri 16 Oct at 2 pm: call Dr. Rao." in vouch.said
    assert await vouch.keeps(Encounter) == []
    [owed] = await vouch.keeps(FollowUp)
    assert (owed.due_on, owed.due_at) == (date(2026, 10, 16), time(14))


async def test_done_in_plain_words_closes_the_one_that_is_meant(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel. email her my CV thursday")
    await vouch.hears("met Dr. Wei Chen. call him friday")
    await vouch.hears("sent the CV to Dr. Patel")
    assert vouch.said == "Done: send your CV to Dr. Patel."
    assert [f.state for f in await vouch.keeps(FollowUp)] == [FollowUpState.DONE, FollowUpState.OPEN]
    await vouch.clicks("Undo")
    assert [f.state for f in await vouch.keeps(FollowUp)] == [FollowUpState.OPEN, FollowUpState.OPEN]


async def test_where_several_could_be_done_the_resident_chooses(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel. email her thursday")
    await vouch.hears("met Dr. Wei Chen. email him friday")
    await vouch.hears("done")
    assert vouch.said == "Which one is done?"
    await vouch.clicks("email Dr. Chen, Fri 16 Oct")
    assert vouch.said == "Done: email Dr. Chen."


async def test_not_today_moves_it_to_the_day_that_was_said(vouch: Dialogue) -> None:
    await vouch.hears("remind me to call the GME office tomorrow")
    await vouch.hears("push the GME call to monday")
    assert vouch.said == "I'll remind you Mon 19 Oct: call the GME office."


async def test_a_date_is_changed_with_a_form_and_what_is_no_day_is_asked_again(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel. email her my CV thursday")
    await vouch.clicks("Change date")
    await vouch.fills_in(day="whenever")
    assert "“whenever” is no day to come" in vouch.said
    await vouch.fills_in(day="december 4", time="5 pm")
    assert vouch.said == "I'll remind you Fri 4 Dec at 5 pm: send your CV to Dr. Patel."


async def test_the_agenda_shows_the_soonest_first_with_done_beside_it(vouch: Dialogue) -> None:
    await vouch.hears("remind me to call the GME office on friday")
    await vouch.hears("remind me to renew my badge tomorrow")
    await vouch.hears("what's due this week?")
    assert vouch.said.index("renew your badge") < vouch.said.index("call the GME office")
    assert vouch.buttons == ["Done", "Later", "Done", "Later"]


async def test_a_plan_is_kept_with_its_days(vouch: Dialogue) -> None:
    await vouch.hears("starting MICU with Dr. Gupta monday until nov 30")
    assert "Mon 19 Oct to Mon 30 Nov" in vouch.said


async def test_pressing_done_twice_says_so_plainly(vouch: Dialogue) -> None:
    await vouch.hears("remind me to call the GME office friday")
    await vouch.hears("what's due?")
    agenda = vouch.last
    await vouch.clicks("Done", agenda)
    await vouch.clicks("Done", agenda)
    assert vouch.said == "That is settled already: call the GME office."


async def test_nothing_sent_yet_is_said_so(vouch: Dialogue) -> None:
    await vouch.hears("what did you send me?")
    assert vouch.said == "I have sent you nothing unasked in the last 30 days."


async def test_undo_reaches_thirty_days_back_and_no_further(vouch: Dialogue) -> None:
    await vouch.hears("remind me to call the GME office in 6 weeks")
    told = vouch.last
    vouch.clock.advance(timedelta(days=31))
    await vouch.clicks("Undo", told)
    assert "more than 30 days ago" in vouch.said
    assert len(await vouch.keeps(FollowUp)) == 1


async def test_a_question_is_never_quoted_as_something_told(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy, sponsors H-1B")
    await vouch.hears("what do I know about Mercy")
    await vouch.hears("what do I know about Mercy")
    assert vouch.said.count("what do I know") == 0
    assert "sponsors H-1B" in vouch.said
