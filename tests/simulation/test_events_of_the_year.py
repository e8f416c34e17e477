"""Vacations, meetings, calls and conferences as they are told, and what is settled by telling what happened."""

from datetime import date, timedelta

import pytest

from tests.simulation.replay import Line, about, answers, clicks, nudges, replay, resident, says, things, unasked, when

ANA = resident("2026-10-12T09:00", start="2026-07-01", goal="later")
LATE = resident("2026-10-12T09:00")


def days(found: list[Line]) -> list[str]:
    return [each["at"][5:10] for each in found]


async def test_nothing_of_work_or_of_the_plan_comes_on_vacation() -> None:
    rotation = says("2026-10-12T10:00", "starting MICU with Dr. Gupta oct 28 until nov 24")
    off = says("2026-10-12T10:01", "vacation nov 9-15")
    asked = says("2026-10-12T10:02", "remind me to call the GME office nov 11")
    printed = await replay(ANA, rotation, off, asked, until="2026-12-05T00:00Z")
    (told,) = answers(printed, 3)
    assert told["text"].startswith("Time off\nMon 9 Nov to Sun 15 Nov")
    assert "until Mon 16 Nov" in told["text"]
    away = [each for each in things(printed) if "2026-11-09" <= each["at"][:10] <= "2026-11-15"]
    assert [each["about"].split(":")[0] for each in away] == ["follow_up", "follow_up"]
    stages = [each["about"].rpartition(":")[2] for each in about(printed, "rotation")]
    assert list(dict.fromkeys(stages)) == ["first", "mid", "last", "after"]
    assert days(about(printed, "rotation", "Halfway"))[0] == "11-16"  # its day was the 11th


async def test_a_vacation_in_a_pasted_schedule_is_no_rotation() -> None:
    table = "10/13-10/25 Wards Dr. Lee\n10/26-11/8 Vacation\n11/9-12/6 MICU Dr. Gupta"
    printed = await replay(ANA, says("2026-10-12T10:00", table), until="2026-11-12T00:00Z")
    assert not [each for each in things(printed) if "2026-10-26" <= each["at"][:10] <= "2026-11-08"]
    first = about(printed, "rotation", "Dr. Gupta")[0]
    assert "“11/9-12/6 MICU Dr. Gupta”" in first["text"]  # the row it comes from, not the whole table


async def test_a_rotation_that_is_switched_to_ends_the_one_before() -> None:
    micu = says("2026-10-12T10:00", "starting MICU with Dr. Gupta oct 19 until nov 15")
    switched = says("2026-10-13T10:00", "switching to heme onc on nov 2 with Dr. Shah")
    printed = await replay(LATE, micu, switched, until="2026-11-10T00:00Z")
    assert answers(printed, 3)[0]["text"].startswith("Rotation: heme onc with Dr. Shah\nMon 2 Nov")
    assert "MICU ended Sun 1 Nov" in about(printed, "rotation", "Thank Dr. Gupta")[0]["text"]


CALLS = [
    ("q4 call starting thursday until oct 31", ["10-15", "10-19", "10-23", "10-27", "10-31"]),
    ("I'm on call every third night from oct 14 to oct 21", ["10-14", "10-17", "10-20"]),
    ("call every 4 days from oct 14 till oct 26", ["10-14", "10-18", "10-22", "10-26"]),
    ("q4 call this month starting tomorrow", ["10-13", "10-17", "10-21", "10-25", "10-29"]),
    ("on call tue and sat", ["10-13", "10-17"]),
    ("post-call tomorrow", ["10-12"]),
]


@pytest.mark.parametrize(("told", "calls"), CALLS)
async def test_on_call_days_and_the_day_after_nothing_unasked_comes(told: str, calls: list[str]) -> None:
    printed = await replay(ANA, says("2026-10-12T10:00", told), until="2026-11-05T00:00Z")
    quiet = {date.fromisoformat(f"2026-{day}") + timedelta(days=after) for day in calls for after in (0, 1)}
    told_on = {date.fromisoformat(line["at"][:10]) for line in unasked(printed)}
    assert told_on
    assert not told_on & quiet


async def test_a_rhythm_of_calls_without_its_first_day_is_asked_for_and_a_call_can_be_taken_back() -> None:
    printed = await replay(
        ANA,
        says("2026-10-12T10:00", "q4 call"),
        says("2026-10-12T10:01", "on call tue and sat"),
        says("2026-10-12T10:02", "not on call saturday"),
        says("2026-10-12T10:03", "on nights this week"),
        says("2026-10-12T10:04", "I'm not on nights after all"),
    )
    assert "next call?" in answers(printed, 2)[0]["text"]
    assert answers(printed, 4)[0]["fields"] == {"On call": "Tue 13 Oct (nothing unasked then, nor on the day after)"}
    assert answers(printed, 6)[0]["fields"] == {"On nights": "none"}


@pytest.mark.parametrize(
    ("told", "most"),
    [
        ("only message me twice a day", 2),
        ("no more than one a day", 1),
        ("once a day is enough", 1),
        ("max 2 nudges per day", 2),
        ("you write too much, one a day is enough", 1),
    ],
)
async def test_how_many_messages_a_day(told: str, most: int) -> None:
    (answer,) = await replay(ANA, says("2026-10-12T10:00", told), until="2026-10-12T20:00Z")
    assert answer["fields"] == {"Unasked messages": f"at most {most} a day"}


@pytest.mark.parametrize("told", ["dinner with the night float team friday", "one night I want to read more"])
async def test_not_every_night_is_a_night_shift(told: str) -> None:
    printed = await replay(LATE, says("2026-10-12T10:00", told))
    assert "On nights" not in printed[0]["fields"]


# Meetings

MEETING = says("2026-10-12T10:00", "meeting with Dr. Kim thursday 2pm")
KIM = "follow_up"


async def test_a_meeting_is_readied_for_and_then_asked_about() -> None:
    printed = await replay(LATE, MEETING, until="2026-11-10T00:00Z")
    found = about(printed, KIM)
    assert [each["at"][5:16] for each in found] == ["10-14T19:00", "10-15T13:30", "10-15T14:00", "10-18T07:30"]
    at_the_hour, after = found[-2:]
    assert "Afterwards tell me" in at_the_hour["text"]
    assert "Tell me how it went: meet Dr. Kim" in after["text"]
    assert "Offer two times" not in at_the_hour["text"] + after["text"]


async def test_who_was_met_is_not_to_be_met_any_more() -> None:
    printed = await replay(
        LATE,
        MEETING,
        says("2026-10-14T18:00", "Dr. Kim emailed me the agenda"),
        says("2026-10-15T18:00", "met with Dr. Kim, prelims convert there"),
        until="2026-11-10T00:00Z",
    )
    assert "That settles" not in answers(printed, 3)[0]["text"]  # the meeting was still to come
    assert "That settles: meet Dr. Kim." in answers(printed, 4)[0]["text"]
    assert not [each for each in about(printed, KIM) if each["at"] > "2026-10-15T18"]


async def test_a_meeting_of_a_calendar_file_is_readied_for_like_any_other() -> None:
    calendar = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nSUMMARY:Meeting with Dr. Gupta\n"
        "DTSTART:20261014T140000\nDTEND:20261014T143000\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nSUMMARY:Journal club\n"
        "DTSTART:20261015T120000\nDTEND:20261015T130000\nEND:VEVENT\nEND:VCALENDAR"
    )
    printed = await replay(
        LATE, says("2026-10-12T10:00", calendar), says("2026-10-12T10:01", calendar), until="2026-10-16T00:00Z"
    )
    assert [each["at"][5:16] for each in about(printed, KIM)] == ["10-13T19:00", "10-14T13:30", "10-14T14:00"]
    assert "Be ready for Dr. Gupta, Wed 14 Oct at 2 pm" in about(printed, KIM)[0]["text"]
    assert not [each for each in things(printed) if "Journal club" in each["text"] or "VCALENDAR" in each["text"]]


# What is said and what comes


async def test_today_means_today_where_the_digest_is_out_already() -> None:
    printed = await replay(
        LATE,
        says("2026-10-12T10:00", "email Dr. Lee today"),
        says("2026-10-12T18:02", "email Dr. Cho today"),
        says("2026-10-12T22:10", "email Dr. Wu today"),
        says("2026-10-13T06:00", "email Dr. Ray today"),
        until="2026-10-14T00:00Z",
    )
    promised = [answers(printed, line)[0]["text"].partition("I'll remind you ")[2].split(":")[0] for line in (2, 3, 4)]
    assert promised == ["Mon 12 Oct at 5 pm", "Mon 12 Oct at 7", "Tue 13 Oct"]  # 7:05 pm
    told = [(each["at"][5:16], each["text"].splitlines()[0][:13]) for each in about(printed, KIM)]
    assert told == [
        ("10-12T17:00", "Email Dr. Lee"),
        ("10-12T19:05", "Email Dr. Cho"),
        ("10-13T07:30", "Email Dr. Wu."),
        ("10-13T07:30", "Email Dr. Ray"),
    ]


async def test_a_conference_a_few_days_off_is_not_promised_a_week_before() -> None:
    near = await replay(LATE, says("2026-10-12T10:00", "going to ACP oct 16-18"))
    assert "a week before" not in near[0]["text"]
    assert "with your next digest" in near[0]["text"]
    far = await replay(LATE, says("2026-10-12T10:00", "going to ACP nov 16-18"))
    assert "a week before" in far[0]["text"]


async def test_who_agreed_to_a_letter_need_not_be_asked() -> None:
    asked = says("2026-10-12T10:00", "met Dr. Patel, PD at Mercy. ask her for a letter next friday")
    agreed = says("2026-10-13T10:00", "Dr. Patel agreed to write my letter")
    printed = await replay(LATE, asked, agreed, says("2026-10-13T10:01", "due"), until="2026-10-30T00:00Z")
    assert "That settles: ask Dr. Patel for a letter." in answers(printed, 3)[0]["text"]
    assert not about(printed, KIM)


@pytest.mark.parametrize(
    "told",
    ["Dr. Shah is writing me a strong letter, deadline dec 20", "asked Dr. Shah for a letter, deadline dec 20"],
)
async def test_a_letter_under_way_is_nothing_to_ask_for(told: str) -> None:
    printed = await replay(LATE, says("2026-10-12T10:00", told), until="2026-12-22T00:00Z")
    assert not about(printed, KIM)
    assert {each["about"].rpartition("-")[2] for each in about(printed, "letter", "due Sun 20 Dec")} == {
        "21",
        "10",
        "4",
    }


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("met Dr. Kim at Mercy", "she'll forward my CV to her PD"),
        ("met Dr. Kim, she'll forward my CV to her PD", "hi"),
        ("met with Dr. Kim about research. will send me the form", "hi"),
    ],
)
async def test_what_somebody_else_will_do_is_asked_about_and_no_task(first: str, told: str) -> None:
    printed = await replay(
        LATE, says("2026-10-12T10:00", first), says("2026-10-12T10:01", told), until="2026-10-27T20:00Z"
    )
    (promise,) = about(printed, "promise")
    assert promise["at"][5:10] == "10-26"
    assert not about(printed, KIM)


async def test_an_opening_says_where_to_apply() -> None:
    printed = await replay(LATE, says("2026-10-12T10:00", "opening: PGY-2 at UAB, deadline friday"))
    assert "I'll remind you Fri 16 Oct: apply to UAB." in printed[0]["text"]


async def test_an_answer_to_the_goal_is_no_snooze() -> None:
    printed = await replay(
        LATE,
        says("2026-10-12T09:30", "remind me to email Dr. Rao friday"),
        says("2026-10-12T10:00", "this September"),
        says("2026-10-12T10:01", "later cycle"),
    )
    assert answers(printed, 3)[0]["fields"]["Goal"].startswith("a PGY-2 place")
    assert answers(printed, 4)[0]["fields"]["Goal"].startswith("off-cycle")


async def test_the_hardest_news_is_answered_as_one_would() -> None:
    (answer,) = await replay(LATE, says("2026-10-12T10:00", "I didn't match"))
    assert answer["text"].startswith("I'm sorry.")
    assert "until a program reaches out to you" in answer["text"]


async def test_late_reminders_after_an_outage_come_as_one_message() -> None:
    asked = [says("2026-10-12T10:00", f"remind me to call office {hour} at {hour}pm") for hour in (3, 4, 5)]
    down = {"at": "2026-10-12T18:59Z", "restart": True, "down": "20h"}  # 14:59 to 10:59 in New York
    printed = await replay(LATE, *asked, down, until="2026-10-13T20:00Z")
    (late,) = unasked(printed)
    assert when(late) == "2026-10-13T10:59:00-04:00"
    assert [item["text"].count("This comes late.") for item in late["items"]] == [1, 1, 1]
    done = await replay(*[LATE, *asked, down], clicks("2026-10-13T12:00", "Done", item=2), until="2026-10-20T00:00Z")
    again = [each["text"].splitlines()[0] for each in about(done, KIM) if each["at"] > "2026-10-14"]
    assert sorted(line[:13] for line in again) == ["Call office 3", "Call office 5"]


async def test_what_can_wait_never_comes_outside_the_digest() -> None:
    agreed = says("2026-12-03T18:00", "Dr. Rao agreed to write my letter")
    asked = says("2027-02-03T18:00", "asked Dr. Weiss for a letter")
    printed = await replay(ANA, agreed, asked, until="2027-02-06T00:00Z")
    assert {line["at"][11:16] for line in nudges(printed)} == {"07:30"}


async def test_a_target_and_the_milestone_that_asks_for_the_same_come_one_at_a_time() -> None:
    printed = await replay(ANA, until="2027-04-01T00:00Z")
    targets = about(printed, "target", "two mentors")
    assert targets
    assert min(each["at"][:10] for each in targets) > "2026-12-31"  # until then the milestone asks for it


async def test_what_is_opened_again_during_the_day_waits_for_the_next_digest() -> None:
    win = says("2026-10-12T10:07", "got intern of the month")
    stop = clicks("2026-10-13T08:00", "Stop")
    printed = await replay(LATE, win, stop, says("2026-10-17T09:00", "undo"), until="2026-10-20T00:00Z")
    assert [each["at"][5:16] for each in about(printed, "win")] == ["10-13T07:30", "10-18T07:30"]


APPLIED = ["applied to UAB", "sent my application to UAB", "applied to UAB, fingers crossed"]


@pytest.mark.parametrize("told", APPLIED)
async def test_an_opening_applied_to_is_moved_on(told: str) -> None:
    opening = says("2026-10-12T10:00", "opening: PGY-2 at UAB, deadline friday")
    other = says("2026-10-12T10:01", "opening: PGY-2 at Mercy")
    printed = await replay(LATE, opening, other, says("2026-10-12T11:00", told), until="2026-10-20T00:00Z")
    assert about(printed, "opening", "Mercy")
    assert not about(printed, "opening", "UAB")
    assert not about(printed, KIM)


async def test_news_that_everybody_heard_is_no_news() -> None:
    sponsor, mentor = says("2026-10-12T10:00", "Dr. Rao is my sponsor"), says("2026-10-12T10:01", "Dr. Wu is my mentor")
    win = says("2026-10-12T10:02", "got intern of the month")
    one = says("2026-10-12T18:00", "emailed Dr. Rao about the award")
    both = says("2026-10-12T18:01", "called Dr. Wu too, he was happy for me")
    first, _ = about(await replay(LATE, sponsor, mentor, win, one, until="2026-10-20T00:00Z"), "win")
    assert "To tell: Dr. Wu." in first["text"]
    assert not about(await replay(LATE, sponsor, mentor, win, one, both, until="2026-10-20T00:00Z"), "win")


async def test_a_reminder_that_a_pause_will_hold_says_so() -> None:
    printed = await replay(
        LATE,
        says("2026-10-12T10:00", "pause until friday"),
        says("2026-10-12T10:01", "remind me to email Dr. Bo tomorrow"),
        says("2026-10-12T10:02", "remind me to call Dr. Zo tomorrow at 3pm"),
        until="2026-10-17T00:00Z",
    )
    assert "You paused me until Fri 16 Oct" in answers(printed, 3)[0]["text"]
    assert "paused" not in answers(printed, 4)[0]["text"]
    assert [each["at"][5:16] for each in about(printed, KIM)][:2] == ["10-13T15:00", "10-16T07:30"]


async def test_the_review_does_not_name_the_same_for_months() -> None:
    """What found no answer for four weeks is counted: it stays in the agenda, and is no litany on Sundays."""
    printed = await replay(
        ANA,
        says("2026-10-12T10:00", "remind me to call the GME office oct 13"),
        says("2026-11-20T10:00", "remind me to email Dr. Bo nov 23"),
        until="2026-12-01T00:00Z",
    )
    reviews = {each["at"][5:10]: each["text"] for each in about(printed, "review")}
    assert "call the GME office" in reviews["10-18"]
    assert "call the GME office" in reviews["11-08"]
    assert "email Dr. Bo" in reviews["11-29"]
    assert "call the GME office" not in reviews["11-29"]
    assert "more in your agenda" in reviews["11-29"]


async def test_a_meeting_that_is_moved_is_one_meeting_and_a_cancelled_one_none() -> None:
    moved = says("2026-10-12T11:00", "move the Kim meeting to friday 3pm")
    printed = await replay(LATE, MEETING, moved, says("2026-10-12T11:01", "due"), until="2026-10-17T00:00Z")
    assert "1 to do\nFri 16 Oct at 3 pm: meet Dr. Kim" in answers(printed, 4)[0]["text"]
    assert [each["at"][5:16] for each in about(printed, KIM)] == ["10-15T19:00", "10-16T14:30", "10-16T15:00"]
    off = says("2026-10-12T11:00", "the meeting with Dr. Kim is cancelled")
    printed = await replay(LATE, MEETING, off, says("2026-10-13T09:00", "undo"), until="2026-10-13T20:00Z")
    assert "Off the calendar: Meeting with Dr. Kim, Thu 15 Oct." in answers(printed, 3)[0]["text"]
    assert "Here again: Meeting (Thu 15 Oct)." in answers(printed, 4)[0]["text"]
    assert not about(await replay(LATE, MEETING, off, until="2026-10-20T00:00Z"), KIM)


@pytest.mark.parametrize(
    ("told", "then", "left"),
    [
        ("starting MICU with Dr. Gupta oct 19 until nov 15", "MICU ends nov 1", "Mon 19 Oct to Sun 1 Nov"),
        ("starting MICU with Dr. Gupta oct 19 until nov 15", "MICU got cancelled", "no rotation yet"),
        ("vacation nov 9-15", "vacation got cancelled", "no rotation yet"),
        ("going to ACP nov 9-12", "I'm not going to ACP anymore", "no rotation yet"),
    ],
)
async def test_an_event_that_ends_sooner_or_is_off(told: str, then: str, left: str) -> None:
    script = [says("2026-10-12T10:00", told), says("2026-10-12T11:00", then), says("2026-10-12T11:01", "rotations")]
    assert left in answers(await replay(LATE, *script), 4)[0]["text"]


@pytest.mark.parametrize(
    ("told", "days_off"),
    [
        ("I'm on vacation next week", "Mon 19 Oct to Sun 25 Oct"),
        ("PTO 12/20-12/27", "Sun 20 Dec to Sun 27 Dec"),
        ("my vacation block is dec 28 until jan 10", "Mon 28 Dec to Sun 10 Jan 2027"),
        ("out of town nov 9-15", "Mon 9 Nov to Sun 15 Nov"),
        ("off friday", "Fri 16 Oct"),
    ],
)
async def test_days_off_in_whatever_words(told: str, days_off: str) -> None:
    (answer,) = await replay(LATE, says("2026-10-12T10:00", told))
    assert answer["text"].startswith(f"Time off\n{days_off}\n")


async def test_night_float_begins_when_it_is_said_to() -> None:
    (answer,) = await replay(LATE, says("2026-10-12T10:00", "starting night float monday until nov 1"))
    assert answer["fields"]["On nights"].startswith("Mon 19 Oct to Sun 1 Nov")


async def test_that_it_gives_no_legal_advice_is_said_once() -> None:
    visa = says("2026-10-12T10:00", "my visa expires nov 30 2026")
    printed = await replay(LATE, visa, until="2026-12-01T00:00Z")
    told = about(printed, "date")
    assert len({each["about"] for each in told}) == 3  # 30, 14 and 7 days before
    assert [each["about"].rpartition(":")[2] for each in told if "legal advice" in each["text"]] == ["30"]


async def test_what_was_done_is_not_taken_for_whatever_came_last() -> None:
    printed = await replay(
        ANA,
        says("2026-10-14T12:00", "submitted eras"),
        says("2026-10-14T12:01", "remind me to call the GME office oct 20"),
        says("2026-10-20T12:00", "submitted eras"),
        says("2026-10-20T12:01", "called the office"),
        until="2026-10-21T00:00Z",
    )
    assert unasked(printed)[0]["at"] < "2026-10-14T12:00"  # something was brought up before
    assert not [line for line in answers(printed, 2) if "Done:" in line["text"]]
    assert "Which one is done?" in answers(printed, 4)[0]["text"]
    assert answers(printed, 5)[0]["text"] == "Done: call the GME office."


@pytest.mark.parametrize("told", ["not today", "can't, not today"])
async def test_not_today_is_tomorrow(told: str) -> None:
    reminder = says("2026-10-12T10:00", "remind me to call the GME office oct 13")
    printed = await replay(LATE, reminder, says("2026-10-13T09:00", told), until="2026-10-14T20:00Z")
    assert "I'll remind you Wed 14 Oct: call the GME office." in answers(printed, 3)[0]["text"]
    assert [each["at"][5:16] for each in about(printed, KIM)] == ["10-13T07:30", "10-14T07:30"]


async def test_a_topic_can_be_stopped_in_words_and_taken_up_again() -> None:
    stop = says("2026-10-12T10:00", "stop nagging me about peers")
    printed = await replay(ANA, stop, until="2026-12-01T00:00Z")
    assert answers(printed, 2)[0]["text"].startswith("I won't bring it up again: look for five peers")
    assert not about(printed, "target", "peers")
    assert about(printed, "milestone")
    again = await replay(ANA, stop, says("2026-10-12T10:01", "undo"), until="2026-12-01T00:00Z")
    assert about(again, "target", "peers")
    none = says("2026-10-12T10:00", "I don't want the milestone reminders")
    assert not about(await replay(ANA, none, until="2026-12-01T00:00Z"), "milestone")


async def test_a_meeting_without_an_hour_is_named_once_with_its_brief_where_the_evening_had_no_room() -> None:
    said = [
        says("2026-10-12T10:00", "met Dr. Anita Patel, PD at Mercy, said they convert prelims"),
        says("2026-10-12T10:01", "coffee with Dr. Patel on thursday"),
        says("2026-10-12T10:02", "at most 1 message a day"),
        says("2026-10-12T10:03", "remind me wednesday to check ERAS"),
    ]
    printed = await replay(ANA, *said, until="2026-10-16T20:00Z")
    told = [each for each in printed if each["kind"] in ("nudge", "digest") and "Patel" in each["text"]]
    (once,) = told
    assert once["at"].startswith("2026-10-15T07:30")
    assert [about.count(":") for about in once["about"] if about.startswith("follow_up")] == [1]
    assert "Said: Mercy, converts prelims: yes" in once["text"]
    assert "Bring:" in once["text"]


async def test_the_end_of_a_rotation_never_told_of_is_its_end_and_no_beginning() -> None:
    told = [says("2026-10-12T10:00", "met Dr. Gupta, MICU attending"), says("2026-10-12T10:01", "rotation ends friday")]
    printed = await replay(LATE, *told, until="2026-11-10T00:00Z")
    assert "Fri 16 Oct" in answers(printed, 3)[0]["text"]
    stages = {each["about"].rpartition(":")[2] for each in about(printed, "rotation")}
    assert stages == {"last", "after"}
