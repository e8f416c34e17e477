"""Nudges as a resident meets them: told, reminded, pressed, through the whole bot."""

import pytest

from tests.simulated import Line, pressed, replay, resident, said, time_passes, unasked

EMAIL = said("2026-10-13T18:40", "remind me to email Patel thursday")
THANK = said("2026-10-13T18:41", "remind me to thank Chen thursday")


def minutes(sent: list[Line]) -> list[str]:
    return [line["at"] for line in unasked(sent)]


async def test_a_nudge_says_why_now_what_was_said_and_the_next_step() -> None:
    (nudge,) = unasked(await replay(resident(), EMAIL, time_passes("2026-10-16T00:00Z")))
    assert (nudge["at"], nudge["kind"], nudge["buttons"]) == (
        "2026-10-15T07:30:00-04:00",
        "nudge",
        ["Done", "Later", "Stop", "Draft it"],
    )
    for words in ("For today", "Tue 13 Oct you told me: “remind me to email Patel thursday”", "Next step:"):
        assert words in nudge["text"]


async def test_done_is_shown_in_place_and_never_comes_back() -> None:
    sent = await replay(resident(), EMAIL, pressed("2026-10-15T08:00", "Done"), time_passes("2026-11-01T00:00Z"))
    nudge, update = sent[-2:]
    assert (update["kind"], update["id"], update["buttons"]) == ("update", nudge["id"], ["Undo"])
    assert len(unasked(sent)) == 1


async def test_stop_ends_it_and_undo_brings_it_back() -> None:
    stopped = [resident(), EMAIL, pressed("2026-10-15T08:00", "Stop")]
    assert len(unasked(await replay(*stopped, time_passes("2026-11-01T00:00Z")))) == 1
    undone = await replay(*stopped, pressed("2026-10-15T08:01", "Undo"), time_passes("2026-11-01T00:00Z"))
    # Twice as a nudge, and then in the weekly review.
    assert minutes(undone) == [
        "2026-10-15T07:30:00-04:00",
        "2026-10-18T07:30:00-04:00",
        "2026-10-25T07:30:00-04:00",
    ]


@pytest.mark.parametrize(
    ("choice", "at"),
    [
        (None, "2026-10-16T07:30:00-04:00"),  # Later alone means tomorrow's digest
        ("Tonight", "2026-10-15T19:00:00-04:00"),
        ("Tomorrow", "2026-10-16T07:30:00-04:00"),
        ("Next free day", "2026-10-17T07:30:00-04:00"),  # the 16th has something already
    ],
)
async def test_later_offers_days(choice: str | None, at: str) -> None:
    script = [resident(), EMAIL, said("2026-10-13T18:45", "remind me to call Shah friday at 3pm")]
    script.append(pressed("2026-10-15T08:00", "Later"))
    if choice:
        script.append(pressed("2026-10-15T08:01", choice))
    sent = await replay(*script, time_passes("2026-10-18T00:00Z"))
    first, *rest = [line for line in unasked(sent) if "Patel" in line["text"]]
    assert [line["at"] for line in rest] == [at]
    assert rest[0]["about"] == first["about"]


async def test_a_day_is_picked_with_a_form() -> None:
    sent = await replay(
        resident(),
        EMAIL,
        pressed("2026-10-15T08:00", "Later"),
        pressed("2026-10-15T08:01", "Pick a day"),
        {"at": "2026-10-15T08:02", "user": "ana", "submit": {"day": "2026-10-21"}},
        time_passes("2026-10-22T00:00Z"),
    )
    assert minutes(sent)[-1] == "2026-10-21T07:30:00-04:00"


async def test_each_line_of_a_digest_is_answered_and_undone_by_itself() -> None:
    sent = await replay(
        resident(),
        EMAIL,
        THANK,
        pressed("2026-10-15T08:00", "Done", item=1),
        pressed("2026-10-15T08:01", "Undo", item=1),
        pressed("2026-10-15T08:02", "Later", item=2),
        pressed("2026-10-15T08:03", "Stop", item=1),
        time_passes("2026-10-17T00:00Z"),
    )
    digest, *updates = sent[2:-1]
    assert [(line["kind"], line["id"]) for line in updates] == [("update", digest["id"])] * 4
    assert [[item["buttons"] for item in line["items"]] for line in updates] == [
        [["Undo"], ["Done", "Later", "Stop"]],
        [["Done", "Later", "Stop", "Redo"], ["Done", "Later", "Stop"]],
        [["Done", "Later", "Stop", "Redo"], ["Tonight", "Tomorrow", "Next free day", "Pick a day", "Undo"]],
        [["Undo"], ["Tonight", "Tomorrow", "Next free day", "Pick a day", "Undo"]],
    ]
    assert sent[-1]["at"] == "2026-10-16T07:30:00-04:00"
    assert sent[-1]["about"] == [digest["about"][1]]


async def test_a_second_press_changes_nothing_more() -> None:
    sent = await replay(
        resident(),
        EMAIL,
        pressed("2026-10-15T08:00", "Done"),
        {"at": "2026-10-15T08:00", "user": "ana", "click": "Undo"},
        {"at": "2026-10-15T08:01", "user": "ana", "click": "Undo"},
        time_passes("2026-10-20T00:00Z"),
    )
    assert [line["kind"] for line in sent if line["kind"] == "error"] == []


@pytest.mark.parametrize("tz", ["America/New_York", "America/Phoenix", "Pacific/Honolulu"])
@pytest.mark.parametrize(("start", "day"), [("2026-10-30", "2026-11-01"), ("2027-03-12", "2027-03-14")])
async def test_the_local_minute_is_right_when_the_clocks_change(tz: str, start: str, day: str) -> None:
    sent = await replay(
        resident(f"{start}T09:00", tz=tz),
        said(f"{start}T10:00", "remind me to email Patel sunday"),
        said(f"{start}T10:01", "remind me to call Chen sunday at 3pm"),
        time_passes(f"{day[:-2]}{int(day[-2:]) + 1:02}T12:00Z"),
    )
    assert [line["at"][:19] for line in unasked(sent)] == [f"{day}T07:30:00", f"{day}T15:00:00"]


async def test_killed_processes_lose_and_repeat_nothing() -> None:
    script = [resident(), EMAIL, THANK, said("2026-10-13T18:45", "remind me to call Shah thursday at 3pm")]
    script += [{"at": f"2026-10-15T{hour}Z", "restart": True} for hour in ("11:29", "11:30", "19:00", "19:01")]
    sent = await replay(*script, time_passes("2026-10-16T00:00Z"))
    assert minutes(sent) == ["2026-10-15T07:30:00-04:00", "2026-10-15T15:00:00-04:00"]


async def test_after_an_outage_of_days_nothing_floods_and_nothing_is_missing() -> None:
    sent = await replay(
        resident(),
        EMAIL,
        THANK,
        said("2026-10-13T18:45", "remind me to call Shah thursday at 3pm"),
        {"at": "2026-10-14T12:00Z", "restart": True, "down": "72h"},
        time_passes("2026-10-18T22:00Z"),
    )
    back = "2026-10-17T08:00:00-04:00"
    assert [line["at"] for line in unasked(sent)] == [back, back]
    assert "late" in next(line["text"] for line in unasked(sent) if "Shah" in line["text"])
    assert len({about for line in unasked(sent) for about in line["about"]}) == 3


async def test_what_a_pause_held_comes_with_the_next_digest_after_it() -> None:
    sent = await replay(
        resident(),
        EMAIL,
        said("2026-10-13T18:45", "remind me to call Shah thursday at 3pm"),
        said("2026-10-14T10:00", "pause"),
        said("2026-10-14T10:01", "remind me to call Gupta thursday at 4pm"),
        said("2026-10-16T12:00", "resume"),
        time_passes("2026-10-17T12:00Z"),
    )
    asked, held = unasked(sent)
    assert (asked["at"], "Gupta" in asked["text"]) == ("2026-10-15T16:00:00-04:00", True)
    assert (held["at"], "Patel" in held["text"], "Shah" in held["text"]) == ("2026-10-17T07:30:00-04:00", True, True)


async def test_on_nights_the_digest_comes_in_the_afternoon() -> None:
    sent = await replay(
        resident(), EMAIL, said("2026-10-13T18:45", "I'm on nights this week"), time_passes("2026-10-16T00:00Z")
    )
    assert minutes(sent) == ["2026-10-15T17:00:00-04:00"]
