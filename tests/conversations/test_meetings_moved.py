"""A meeting moved or called off is that meeting alone, and a day put right takes nothing else back."""

from datetime import date, time

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, FollowUp, FollowUpState
from tests.conversations.dialogue import Dialogue


async def _open(vouch: Dialogue) -> list[tuple[str, date | None, time | None]]:
    owed = [each for each in await vouch.keeps(FollowUp) if each.state is FollowUpState.OPEN]
    return [(each.what, each.due_on, each.due_at) for each in owed]


@pytest.mark.parametrize(
    "told",
    ["um scratch that make it Monday", "scratch that make it monday", "no wait make it mon", "actually make it Monday"],
)
async def test_another_day_is_no_undo(vouch: Dialogue, told: str) -> None:
    await vouch.hears("met Dr. Rao, email her friday")
    await vouch.hears(told)
    assert vouch.said.endswith("I'll remind you Mon 19 Oct: email Dr. Rao.")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Rao"]


@pytest.mark.parametrize(
    "told", ["no, not the 20th. Dr. Lund moved it to the 22nd", "not the 20th, Dr. Lund's lunch is the 22nd"]
)
async def test_of_two_days_the_one_put_in_the_others_place_counts(vouch: Dialogue, told: str) -> None:
    await vouch.hears("lunch with Dr. Lund on oct 20 at noon")
    await vouch.hears(told)
    assert await _open(vouch) == [("lunch with Dr. Lund", date(2026, 10, 22), time(12))]


async def test_scratch_that_alone_still_takes_all_of_it_back(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Rao, email her friday")
    await vouch.hears("scratch that")
    assert await vouch.keeps(Contact) == []


async def test_that_is_the_last_thing_said(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Smith last tuesday at Mercy")
    await vouch.hears("follow up with Dr. Smith 12/9")
    await vouch.hears("change that to the 11th")
    assert await _open(vouch) == [("follow up with Dr. Smith", date(2026, 12, 11), None)]
    assert "Met" not in vouch.said


async def test_a_meeting_called_off_goes_alone(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Lin at Mercy, zoom with her oct 23 at 2pm")
    await vouch.hears("move the zoom to oct 26")
    assert "Mon 26 Oct at 2 pm" in vouch.said
    await vouch.hears("cancel the zoom")
    assert vouch.said.startswith("Off the calendar: ")
    assert vouch.said.endswith("All else you told me stays.")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Lin"]
    assert await _open(vouch) == []
    await vouch.hears("cancel the zoom")
    assert vouch.said.startswith("I have no zoom ahead to cancel")


async def test_a_meeting_moved_is_no_second_one(vouch: Dialogue) -> None:
    await vouch.hears("zoom with Dr. Lin friday 2pm")
    await vouch.hears("zoom w lin moved to mon 3pm")
    assert await _open(vouch) == [("zoom with Dr. Lin", date(2026, 10, 19), time(15))]
    events = await vouch.keeps(Event)
    assert [(event.starts_on, event.at) for event in events] == [(date(2026, 10, 19), time(15))]


async def test_one_of_two_meetings_is_asked_for(vouch: Dialogue) -> None:
    await vouch.hears("zoom with Dr. Lin friday 2pm")
    await vouch.hears("zoom with Dr. Kim monday 2pm")
    await vouch.hears("cancel the zoom")
    assert vouch.said.startswith("Which one shall I drop?")
    await vouch.hears("cancel the zoom with Dr. Kim")
    assert [what for what, _, _ in await _open(vouch)] == ["zoom with Dr. Lin"]


@pytest.mark.parametrize(
    ("told", "left"),
    [("moved the Kwan meeting to friday 4pm", 22), ("moved my oct 22 Kwan meeting to friday oct 23", 15)],
)
async def test_of_two_meetings_with_one_person_only_the_one_spoken_of_moves(
    vouch: Dialogue, told: str, left: int
) -> None:
    """That is the one of the day named, else the next."""
    await vouch.hears("meeting with Dr. Kwan thursday 3pm")
    await vouch.hears("meeting with Dr. Kwan oct 22 at 2pm")
    await vouch.hears(told)
    days = {due_on for _, due_on, _ in await _open(vouch)}
    assert len(days) == 2
    assert date(2026, 10, left) in days
    assert {each.starts_on for each in await vouch.keeps(Event)} == days


@pytest.mark.parametrize(
    "told",
    [
        "Interviewing at Lahey on 11/14 at 8. Thank you notes after",
        "interview at Lahey 11/14 8am, thank you notes after",
    ],
)
async def test_the_hour_of_an_interview_is_its_own(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    interview, thanks = sorted(await _open(vouch), key=lambda each: each[2] is None)
    assert interview[0].endswith(" at Lahey")
    assert interview[1:] == (date(2026, 11, 14), time(8))
    assert thanks[1:] == (date(2026, 11, 14), None)


@pytest.mark.parametrize(
    "told", ["moved iowa to nov 5", "the iowa interview got moved to nov 5", "iowa interview is now nov 5"]
)
async def test_an_interview_is_moved_by_its_place_and_no_other_with_it(vouch: Dialogue, told: str) -> None:
    await vouch.hears("interview at Iowa nov 3 10am w dr Tran")
    await vouch.hears("interview with U Minnesota oct 20")
    await vouch.hears(told)
    assert vouch.said == "I'll remind you Thu 5 Nov at 10 am: interview at Iowa w Dr. Tran."
    assert sorted(day for _, day, _ in await _open(vouch) if day) == [date(2026, 10, 20), date(2026, 11, 5)]


@pytest.mark.parametrize("told", ["cancel the iowa interview", "the Iowa interview was cancelled"])
async def test_an_interview_is_called_off_by_its_place_and_nothing_else_taken_back(vouch: Dialogue, told: str) -> None:
    await vouch.hears("interview at Iowa nov 3 10am w dr Tran")
    await vouch.hears("interview with U Minnesota oct 20")
    await vouch.hears("met Beth Mann, coordinator at Lincoln")
    await vouch.hears(told)
    assert vouch.said.startswith("Off the calendar: interview at Iowa w Dr. Tran, Tue 3 Nov at 10 am.")
    assert [what for what, _, _ in await _open(vouch)] == ["interview with U Minnesota"]
    assert "Mann" in " ".join(contact.name for contact in await vouch.keeps(Contact))


async def test_an_interview_that_was_never_told_of_takes_no_other_off(vouch: Dialogue) -> None:
    await vouch.hears("interview with U Minnesota oct 20")
    await vouch.hears("cancel the mayo interview")
    assert vouch.said == "Which one shall I drop?"
    assert len(await _open(vouch)) == 1


async def test_a_person_who_moved_moves_no_meeting(vouch: Dialogue) -> None:
    await vouch.hears("zoom w dr Ngo oct 22 4pm")
    await vouch.hears("dr Ngo moved to Iowa")
    assert [day for _, day, _ in await _open(vouch)] == [date(2026, 10, 22)]


@pytest.mark.parametrize("told", ["actually its 230", "sorry, it's 2:30", "make that 230"])
async def test_an_hour_alone_is_that_of_the_meeting_told_last(vouch: Dialogue, told: str) -> None:
    """What was told in between has no hour that could be wrong."""
    await vouch.hears("meeting with Dr. Cole oct 27 2pm")
    await vouch.hears("remind me to print my scores")
    await vouch.hears(told)
    assert "Tue 27 Oct at 2:30 pm" in vouch.said


@pytest.mark.parametrize(
    ("told", "day", "at"),
    [
        ("lin moved to 1130", 16, time(11, 30)),
        ("the zoom with dr lin is at 15:30, not 10", 16, time(15, 30)),
        ("sorry, lin's zoom is the 19th not the 16th", 19, time(10)),
        ("my apologies: the zoom is at 11:00", 16, time(11)),
    ],
)
async def test_an_hour_put_right_keeps_the_day_and_a_day_the_hour(
    vouch: Dialogue, told: str, day: int, at: time
) -> None:
    await vouch.hears("zoom with Dr. Lin friday 10am")
    await vouch.hears("met Dr. Gomez at Ford")
    await vouch.hears(told)
    assert await _open(vouch) == [("zoom with Dr. Lin", date(2026, 10, day), at)]
    assert [(event.starts_on, event.at) for event in await vouch.keeps(Event)] == [(date(2026, 10, day), at)]


async def test_an_hour_put_right_for_whoever_is_not_named_keeps_the_day(vouch: Dialogue) -> None:
    await vouch.hears("He would be pleased to meet on 20 November at 14:30 in his office.")
    await vouch.hears("My apologies: the meeting with Dr. Iyer is at 15:30, not 14:30.")
    assert await _open(vouch) == [("meet in his office", date(2026, 11, 20), time(15, 30))]


async def test_a_program_whose_day_is_put_right_is_nobodys_hospital(vouch: Dialogue) -> None:
    await vouch.hears("interview at Mercy thurs 10am w dr Kline, APD")
    await vouch.hears("geisinger iv 11/20")
    await vouch.hears("geisinger is 11/19 not 20")
    assert vouch.said == "I'll remind you Thu 19 Nov: interview with Geisinger."
    assert [contact.position.institution for contact in await vouch.keeps(Contact)] == ["Mercy"]


@pytest.mark.parametrize(
    "told",
    [
        "also geisinger iv 11/20 all day in person, dinner night b4 6pm",
        "geisinger interview 11/20, dinner the night before at 6",
        "geisinger iv 11/20. dinner 11/19 6pm",
    ],
)
async def test_an_interview_and_its_dinner_are_two(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    owed = sorted(await _open(vouch), key=lambda each: str(each[1]))
    assert owed == [
        ("dinner", date(2026, 11, 19), time(18)),
        ("interview with Geisinger", date(2026, 11, 20), None),
    ]


@pytest.mark.parametrize("told", ["he is asking me to prepone the call from saturday to friday evening 7"])
async def test_a_call_is_moved_from_one_day_to_an_earlier_one(vouch: Dialogue, told: str) -> None:
    await vouch.hears("call with Dr. Prakash Nair saturday 5pm")
    await vouch.hears(told)
    assert await _open(vouch) == [("call with Dr. Nair", date(2026, 10, 16), time(19))]


@pytest.mark.parametrize(
    "told", ["he wants to prepone the call to friday 7pm", "he moved our call from saturday to friday 7pm"]
)
async def test_a_call_moved_that_was_never_told_is_planned(vouch: Dialogue, told: str) -> None:
    await vouch.hears("met Dr. Prakash Nair, cardio fellow at Beaumont")
    await vouch.hears(told)
    (call,) = await vouch.keeps(FollowUp)
    assert (call.due_on, call.due_at) == (date(2026, 10, 16), time(19))
    (nair,) = await vouch.keeps(Contact)
    assert call.contact_id == nair.id
