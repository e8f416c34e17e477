"""Every reason to nudge, from plain words to the message: when it comes, why, and what ends it."""

from datetime import date, datetime, timedelta

import pytest

from tests.simulation.replay import Line, about, clicks, replay, resident, says, things, unasked

JULY = resident("2026-07-01T09:00", start="2026-07-01", goal="later")
LATE = resident("2026-08-03T09:00")  # without a first day, no milestones stand between
ROTATION = says("2026-08-03T18:00", "starting MICU with Dr. Gupta aug 10 until sep 6")


def days(found: list[Line]) -> list[str]:
    return [each["at"][5:10] for each in found]


async def test_a_promise_of_somebody_else_is_brought_up_the_day_after_and_again_and_ends_when_it_came() -> None:
    promise = says("2026-08-03T18:00", "Dr. Lee will send me the abstract by friday")
    printed = await replay(LATE, promise, until="2026-08-20T00:00Z")
    first, again = about(printed, "promise")
    assert days([first, again]) == ["08-08", "08-11"]
    assert "Promised on Mon 3 Aug by Fri 7 Aug" in first["text"]
    assert "Dr. Lee will send me the abstract" in first["text"]
    came = says("2026-08-07T18:00", "got the abstract from Dr. Lee")
    assert not about(await replay(LATE, promise, came, until="2026-08-20T00:00Z"), "promise")


async def test_a_rotation_is_accompanied_from_the_first_days_to_the_thank_you() -> None:
    printed = await replay(LATE, ROTATION, until="2026-09-20T00:00Z")
    found = about(printed, "rotation")
    first = {each["about"].rpartition(":")[2]: each["at"][5:10] for each in reversed(found)}
    assert first == {"first": "08-11", "mid": "08-24", "last": "08-31", "after": "09-07"}
    texts = " ".join(each["text"] for each in found)
    for words in ("your goal", "feedback", "strong letter", "Thank Dr. Gupta", "within 2 days"):
        assert words in texts


DONE_ELSEWHERE = [
    ("2026-08-20T18:00", "asked Dr. Gupta for feedback on my notes", "mid"),
    ("2026-08-28T18:00", "asked Dr. Gupta for a letter", "last"),
    ("2026-08-10T18:00", "told Dr. Gupta I want to stay in categorical IM", "first"),
]


@pytest.mark.parametrize(("at", "text", "stage"), DONE_ELSEWHERE)
async def test_what_was_done_without_being_asked_is_never_nudged(at: str, text: str, stage: str) -> None:
    printed = await replay(LATE, ROTATION, says(at, text), until="2026-09-20T00:00Z")
    stages = {each["about"].rpartition(":")[2] for each in about(printed, "rotation")}
    assert stages == {"first", "mid", "last", "after"} - {stage}


async def test_thanked_in_words_ends_the_thank_you() -> None:
    printed = await replay(LATE, ROTATION, says("2026-09-07T18:00", "thanked Dr. Gupta"), until="2026-09-20T00:00Z")
    assert days(about(printed, "rotation", "Thank Dr. Gupta")) == ["09-07"]


@pytest.mark.parametrize(
    ("told", "days_apart"),
    [
        ("Dr. Rao is my sponsor", 42),
        ("Dr. Rao is my mentor", 84),
        ("Sam Rao is a co-intern", 56),
        ("met Dr. Rao, PD at Mercy, at ACP, interested. emailed her already", None),
    ],
)
async def test_keeping_in_touch_by_relationship(told: str, days_apart: int | None) -> None:
    printed = await replay(LATE, says("2026-08-03T18:00", told), until="2026-11-15T00:00Z")
    due = date(2026, 8, 3) + timedelta(days=days_apart or 56)
    assert days(about(printed, "cadence"))[0] == f"{due:%m-%d}"


async def test_a_touch_starts_the_cadence_anew_and_done_is_a_touch() -> None:
    mentor = says("2026-08-03T18:00", "Dr. Chen is my mentor")
    touched = says("2026-10-01T18:00", "talked to Dr. Chen today")
    printed = await replay(LATE, mentor, touched, until="2027-01-10T00:00Z")
    assert days(about(printed, "cadence")) == ["12-24", "12-27"]
    done = clicks("2026-10-26T10:00", "Done")
    printed = await replay(LATE, mentor, done, until="2027-01-25T00:00Z")
    first, second, _ = about(printed, "cadence")
    assert days([first, second]) == ["10-26", "01-18"]
    assert first["about"] != second["about"]


async def test_a_cadence_of_ones_own_and_never() -> None:
    every = says("2026-08-03T18:00", "check in with Dr. Lee every 4 weeks")
    assert days(about(await replay(LATE, every, until="2026-09-02T00:00Z"), "cadence")) == ["08-31"]
    never = says("2026-08-04T18:00", "stop reminding me about Dr. Lee")
    assert not about(await replay(LATE, every, never, until="2026-11-02T00:00Z"), "cadence")


async def test_in_months_9_to_12_one_keeps_closer_in_touch() -> None:
    late = resident("2027-03-02T09:00", start="2026-07-01")
    printed = await replay(late, says("2027-03-02T18:00", "Dr. Chen is my mentor"), until="2027-05-01T00:00Z")
    assert days(about(printed, "cadence"))[0] == "04-27"  # 8 weeks


async def test_milestones_come_in_their_months_and_a_logged_act_completes_them() -> None:
    printed = await replay(JULY, until="2026-12-20T00:00Z")
    first: dict[str, str] = {}
    for each in about(printed, "milestone"):
        first.setdefault(each["about"].split(":")[1], each["at"][:10])
    assert {name for name, day in first.items() if day < "2026-09-01"} == {
        "local-culture",
        "two-attendings",
        "trusted-resident",
        "say-the-goal",
        "ask-feedback",
    }
    assert "2026-09-01" <= first["meet-director"] <= "2026-12-31"
    assert "letters" in first  # month 6 begins on 1 December
    met = says("2026-08-30T18:00", "met with the PD today")
    printed = await replay(JULY, met, until="2026-12-20T00:00Z")
    assert not about(printed, "milestone", "formal talk with the PD")


async def test_who_applies_this_september_is_reminded_of_letters_in_weeks_4_to_10() -> None:
    same_cycle = resident("2026-07-01T09:00", start="2026-07-01", goal="same-cycle")
    printed = await replay(same_cycle, until="2026-09-15T00:00Z")
    letters = about(printed, "milestone", "letters of recommendation")
    assert "2026-07-22" <= letters[0]["at"][:10] <= "2026-09-08"
    assert "September" in letters[0]["text"]


async def test_a_milestone_done_by_hand_is_done() -> None:
    done = clicks("2026-07-03T08:00", "Done")
    printed = await replay(JULY, done, until="2026-10-01T00:00Z")
    assert days(about(printed, "milestone", "how things are done here")) == ["07-03"]


async def test_letters_outstanding_from_the_packet_to_the_upload() -> None:
    agreed = says("2026-08-03T18:00", "Dr. Lee agreed to write my letter")
    printed = await replay(LATE, agreed, until="2026-09-10T00:00Z")
    first = {each["about"].rpartition(":")[2]: each["at"][5:10] for each in reversed(about(printed, "letter"))}
    assert first == {"packet": "08-05", "upload": "08-24"}
    sent = says("2026-08-20T18:00", "Dr. Lee sent the letter")
    printed = await replay(LATE, agreed, sent, until="2026-09-10T00:00Z")
    assert {each["about"].rpartition(":")[2] for each in about(printed, "letter")} == {"packet"}
    asked = says("2026-08-03T18:00", "asked Dr. Lee for a letter")
    assert days(about(await replay(LATE, asked, until="2026-08-20T00:00Z"), "letter"))[0] == "08-13"


async def test_a_target_short_of_the_plan_is_brought_up_once_a_month() -> None:
    quiet = resident("2026-10-01T09:00", start="2026-07-01")
    found = about(await replay(quiet, until="2027-01-31T00:00Z"), "target")
    months = {each["about"].rpartition(":")[2] for each in found}
    assert months == {"2026-10", "2026-11", "2026-12", "2027-01"}
    assert "of 5-10 so far" in " ".join(each["text"] for each in found)


async def test_an_opening_is_brought_up_the_same_day_with_who_is_known_there() -> None:
    printed = await replay(
        LATE,
        says("2026-08-03T10:00", "met Dr. Paul Novak, PD at Mercy, sponsors J-1"),
        says("2026-08-04T10:00", "heard of a PGY-2 opening at Mercy"),
        until="2026-08-05T00:00Z",
    )
    (opening,) = about(printed, "opening")
    assert opening["at"] == "2026-08-04T12:00:00-04:00"
    for words in ("Dr. Paul Novak", "J-1: yes", "CV", "PD know"):
        assert words in opening["text"]


async def test_an_opening_told_in_the_night_waits_for_the_morning() -> None:
    printed = await replay(
        LATE, says("2026-08-03T22:30", "heard of a PGY-2 opening at Mercy"), until="2026-08-05T00:00Z"
    )
    assert days(about(printed, "opening")) == ["08-04"]


async def test_a_win_names_whom_to_tell_the_next_morning() -> None:
    printed = await replay(
        LATE,
        says("2026-08-03T10:00", "Dr. Chen is my mentor"),
        says("2026-08-04T10:00", "poster accepted at SGIM"),
        until="2026-08-06T00:00Z",
    )
    (win,) = about(printed, "win")
    assert win["at"] == "2026-08-05T07:30:00-04:00"
    assert "To tell: Dr. Chen" in win["text"]


async def test_own_visa_and_contract_dates_are_counted_backwards_and_a_pause_does_not_hold_them() -> None:
    script = [
        resident("2027-03-25T09:00"),
        says("2027-03-25T10:00", "my visa expires june 30"),
        says("2027-03-25T10:01", "my contract ends june 30"),
        says("2027-03-28T10:00", "pause 30 days"),
        says("2027-03-28T10:01", "remind me to email Dr. Rao april 3"),
    ]
    printed = await replay(*script, until="2027-04-20T00:00Z")
    assert {
        (each["at"][5:10], each["about"]) for each in things(printed) if not each["about"].startswith("review")
    } >= {
        ("04-01", "date:visa:2027-06-30:90"),
        ("04-01", "date:contract:2027-06-30:90"),
    }
    assert not about(printed, "follow_up")
    assert "90 days left" in about(printed, "date")[0]["text"]


async def test_the_weekly_review_comes_on_the_chosen_day_with_what_is_open() -> None:
    friday = says("2026-07-01T10:00", "weekly review on fridays")
    printed = await replay(JULY, friday, until="2026-07-20T00:00Z")
    reviews = about(printed, "review")
    assert [datetime.fromisoformat(each["at"]).strftime("%a") for each in reviews] == ["Fri"] * 3
    assert "Still open" in reviews[-1]["text"]


async def test_every_nudge_has_done_later_and_stop_and_says_why_and_what_next() -> None:
    printed = await replay(
        JULY,
        says("2026-07-02T18:00", "Dr. Chen is my mentor"),
        says("2026-07-03T18:00", "starting MICU with Dr. Gupta monday until aug 2"),
        says("2026-07-04T18:00", "poster accepted at SGIM"),
        until="2026-08-10T00:00Z",
    )
    for each in things(printed):
        assert each["buttons"][:3] == ["Done", "Later", "Stop"], each
        assert "Next step:" in each["text"], each
        assert not each["text"].startswith("None")
    assert all(line["kind"] in ("nudge", "digest") for line in unasked(printed))


async def test_later_and_stop_work_on_what_vouch_brings_up_itself() -> None:
    later = [JULY, clicks("2026-07-03T08:00", "Later"), clicks("2026-07-03T08:01", "Next free day")]
    printed = await replay(*later, until="2026-07-05T00:00Z")
    assert days(about(printed, "milestone")) == ["07-03", "07-04"]
    printed = await replay(JULY, clicks("2026-07-03T08:00", "Stop"), until="2026-10-01T00:00Z")
    assert days(about(printed, "milestone", "how things are done here")) == ["07-03"]
