"""Cohorts replayed: made, described, found by what they are, and heard in their lead's zone."""

from tests.simulation.cohort import announced, slash
from tests.simulation.replay import Line, answers, clicks, replay, resident, says, when

AT_NOON = "2026-10-13T12:00"


def two_cohorts() -> list[Line]:
    """A lead of two cohorts in Chicago, with one member in each."""
    return [
        resident("2026-10-12T08:00", "lead", tz="America/Chicago"),
        resident("2026-10-12T09:00", "ana", tz="America/Chicago"),
        resident("2026-10-12T09:00", "bob", tz="America/Chicago"),
        slash("2026-10-12T10:00", "cohort create prelims 2026, track medicine, site Mercy"),
        says("2026-10-12T10:01", "join {code}", "ana"),
        slash("2026-10-12T10:02", "cohort create surgery-2026 track surgery site Mercy"),
        says("2026-10-12T10:03", "join {code}", "bob"),
    ]


async def test_a_cohort_is_made_with_its_year_track_and_site_and_shows_them() -> None:
    printed = await replay(
        *two_cohorts(), slash(AT_NOON, "cohort site Lakeside for #surgery-2026"), slash(AT_NOON, "cohort")
    )
    assert "Made #prelims-2026 (year 2026, track medicine, site Mercy)" in answers(printed, 4)[0]["text"]
    shown = printed[-1]["text"]
    assert "#prelims-2026 (year 2026, track medicine, site Mercy): 2 people, you own it" in shown
    assert "#surgery-2026 (year 2026, track surgery, site Lakeside): 2 people, you own it" in shown


async def test_an_audience_can_be_told_by_what_the_cohort_is_and_is_asked_where_two_fit() -> None:
    printed = await replay(
        *two_cohorts(),
        slash(AT_NOON, "announce to track surgery: room 5"),
        slash(AT_NOON, "announce to site Mercy: room 5"),
    )
    one, two = answers(printed, 8)[0], answers(printed, 9)[0]
    assert "1 person of #surgery-2026" in one["text"]
    assert "to #prelims-2026" in two["text"]
    assert "to #surgery-2026" in two["text"]
    assert two["buttons"] == []


async def test_an_announcement_to_two_cohorts_is_taken_one_after_the_other() -> None:
    """Each has a report of its own, and whoever is in both would count twice in one."""
    printed = await replay(
        *two_cohorts(),
        says(AT_NOON, "announce to #prelims-2026 and #surgery-2026 at 5pm room 5", "lead"),
        clicks(AT_NOON, "To #surgery-2026", "lead"),
        clicks(AT_NOON, "Send", "lead"),
        until="2026-10-14T00:00Z",
    )
    assert answers(printed, 8)[0]["buttons"] == ["To #prelims-2026", "To #surgery-2026"]
    assert (
        "1 person of #surgery-2026, in the channel #surgery-2026, Tue 13 Oct at 5 pm" in answers(printed, 9)[0]["text"]
    )
    assert [(line["channel"], line["text"].rpartition("\n")[2]) for line in announced(printed)] == [
        ("surgery-2026", "room 5")
    ]


async def test_a_form_for_one_of_two_cohorts_announces_to_that_one() -> None:
    printed = await replay(
        *two_cohorts(),
        slash(AT_NOON, "announce to #surgery-2026"),
        {"at": AT_NOON, "user": "lead", "submit": {"text": "room 5", "audience": "each member, directly"}},
        clicks(AT_NOON, "Send", "lead"),
    )
    assert [line["to"] for line in announced(printed)] == ["bob"]


async def test_what_a_channel_hears_by_itself_comes_in_the_morning_of_its_lead() -> None:
    printed = await replay(*two_cohorts(), until="2026-11-02T00:00Z")
    assert {(line["channel"], when(line)) for line in announced(printed)} == {
        ("prelims-2026", "2026-11-01T09:00:00-06:00"),
        ("surgery-2026", "2026-11-01T09:00:00-06:00"),
    }


async def test_a_cohort_from_a_channel_has_the_people_of_that_channel() -> None:
    printed = await replay(
        resident("2026-10-12T08:00", "lead"),
        resident("2026-10-12T08:01", "ana"),
        resident("2026-10-12T08:02", "bob"),
        resident("2026-10-12T08:03", "zoe", workspace="W2"),
        *(slash("2026-10-12T09:00", "status", user, channel="prelims") for user in ("ana", "bob", "zoe", "lead")),
        slash("2026-10-12T10:00", "cohort from #prelims"),
        slash("2026-10-12T10:01", "announce to everyone room 5"),
        clicks("2026-10-12T10:02", "Send", "lead"),
        slash("2026-10-12T10:03", "cohort from here", "ana", channel="prelims"),
        until="2026-10-12T20:00Z",
    )
    assert "#prelims has the 3 people of its channel now, 2 of them new" in answers(printed, 9)[0]["text"]
    assert [line["to"] for line in announced(printed)] == ["ana", "bob"]
    assert "only its leads add members" in answers(printed, 12)[0]["text"]


async def test_who_left_or_was_taken_out_stays_out_when_the_channel_is_read_again_until_they_join() -> None:
    printed = await replay(
        *(resident(f"2026-10-12T08:0{number}", user) for number, user in enumerate(("lead", "ana", "bob", "cam"))),
        *(slash("2026-10-12T09:00", "status", user, channel="prelims") for user in ("ana", "bob", "lead")),
        slash("2026-10-12T10:00", "cohort from #prelims"),
        slash("2026-10-12T10:01", "cohort leave", "ana"),
        slash("2026-10-12T10:02", "cohort remove @bob"),
        slash("2026-10-12T10:03", "cohort code"),
        says("2026-10-12T10:04", "join {code}", "cam"),
        says("2026-10-12T10:05", "update members from #prelims", "lead"),
        slash("2026-10-12T10:06", "cohort code"),
        says("2026-10-12T10:07", "join {code}", "ana"),
        slash("2026-10-12T10:08", "update members from #prelims"),
        slash("2026-10-12T10:09", "cohort members"),
    )
    again, joined = answers(printed, 13)[0]["text"], answers(printed, 16)[0]["text"]
    assert "the 3 people of its channel now, nobody is new. 2 stay out of it" in again
    assert "In the cohort and not in the channel: cam." in again
    assert "1 stays out of it" in joined
    assert printed[-1]["text"].endswith("lead (owner), ana, cam")


async def test_who_leaves_or_is_forgotten_is_named_to_nobody() -> None:
    printed = await replay(
        *two_cohorts(),
        says(AT_NOON, "forget me", "ana"),
        clicks(AT_NOON, "Confirm", "ana"),
        slash(AT_NOON, "cohort leave", "bob"),
        slash(AT_NOON, "cohort members prelims-2026"),
        slash(AT_NOON, "cohort members surgery-2026"),
    )
    shown = "".join(line["text"] for line in printed[-2:])
    assert shown.count("lead (owner)") == 2
    assert "ana" not in shown
    assert "bob" not in shown


async def test_sharing_and_linking_are_asked_for_in_a_word() -> None:
    printed = await replay(
        *two_cohorts(),
        says(AT_NOON, "met Dr. Lee, PD at Mercy, sponsors H-1B", "ana"),
        says(AT_NOON, "share", "ana"),
        says(AT_NOON, "link", "ana"),
    )
    assert "Mercy, H-1B: yes" in answers(printed, 9)[0]["text"]
    assert "Share" in answers(printed, 9)[0]["buttons"] or answers(printed, 9)[0]["items"]
    assert "Your link code" in answers(printed, 10)[0]["text"]


async def test_an_introduction_waits_for_who_sleeps_after_a_night_or_has_paused() -> None:
    printed = await replay(
        *(resident(f"2026-07-06T08:0{n}", user, cohort="prelims") for n, user in enumerate(("ana", "bob", "cam"))),
        *(slash("2026-07-06T12:00", "cohort peers on", user) for user in ("ana", "bob", "cam")),
        says("2026-07-12T12:00", "on nights this week and next week", "bob"),
        says("2026-07-12T12:01", "pause 3 days", "cam"),
        until="2026-07-18T12:00Z",
    )
    met = {line["to"]: when(line) for line in announced(printed)}
    assert met["ana"] == "2026-07-13T09:00:00-04:00"
    assert met["bob"] >= "2026-07-13T16:30:00-04:00"
    assert met["cam"] >= "2026-07-15T12:01:00-04:00"


async def test_whom_somebody_never_wants_to_meet_is_not_introduced_after_linking_another_account() -> None:
    printed = await replay(
        *(resident(f"2026-07-06T08:0{n}", user, cohort="prelims") for n, user in enumerate(("ana", "bob"))),
        resident("2026-07-06T08:05", "bobs2", workspace="W2", platform="teams"),
        slash("2026-07-06T12:00", "cohort peers on", "ana"),
        slash("2026-07-06T12:00", "cohort peers not bob", "ana"),
        slash("2026-07-06T12:00", "cohort peers on", "bob"),
        slash("2026-07-06T12:01", "link", "bob"),
        says("2026-07-06T12:02", "link {code}", "bobs2"),
        slash("2026-07-06T12:03", "cohort", "bobs2"),
        slash("2026-07-06T12:04", "cohort peers on", "bobs2"),
        until="2026-07-20T12:00Z",
    )
    assert "#prelims" in answers(printed, 9)[0]["text"]
    assert announced(printed) == []


async def test_what_was_planned_comes_at_the_place_that_the_account_moved_to() -> None:
    printed = await replay(
        resident("2026-10-12T08:00", "ana", workspace="W1"),
        resident("2026-10-12T08:01", "anew", workspace="W2"),
        says("2026-10-12T09:00", "remind me to call the GME office on the 14th at 2 pm", "ana"),
        says("2026-10-12T09:01", "met Dr. Rao. email her my CV friday", "ana"),
        slash("2026-10-12T09:02", "move", "ana"),
        says("2026-10-12T09:03", "claim {code}", "anew"),
        until="2026-10-17T00:00Z",
    )
    told = [(line["to"], when(line)[:16]) for line in printed if line["kind"] in ("nudge", "digest")]
    assert ("anew", "2026-10-14T14:00") in told
    assert ("anew", "2026-10-16T07:30") in told
    assert not [who for who, _ in told if who == "ana"]


async def test_an_announcement_keeps_the_hour_of_the_zone_it_was_written_in() -> None:
    """Noon in Chicago lies ahead when its lead, by then in New York, presses Send at 12:30 there."""
    printed = await replay(
        *two_cohorts(),
        says("2026-10-13T10:00", "announce to #surgery-2026 at 12:00 room 5", "lead"),
        says("2026-10-13T11:29", "my time zone is America/New_York", "lead"),
        clicks("2026-10-13T11:30", "Send", "lead"),
        until="2026-10-14T00:00Z",
    )
    assert [when(line) for line in announced(printed)] == ["2026-10-13T12:00:00-05:00"]
