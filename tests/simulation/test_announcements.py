"""Announcements replayed: previewed, sent where and when they were meant for, and reports whose sums always add up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulation.cohort import adds_up, announced, fail, prelims, reports, slash
from tests.simulation.replay import Line, answers, clicks, replay, resident, says, when

COHORT = prelims("ana", "bob", "cam", bob="America/Chicago")
AT_NOON = "2026-10-13T12:00"


async def test_the_preview_shows_the_words_and_the_count_and_nothing_is_sent_before_send() -> None:
    printed = await replay(
        *COHORT, slash(AT_NOON, "announce noon conference is in room 5", channel="prelims"), until="2026-10-14T00:00Z"
    )
    (preview,) = printed
    assert (preview["to"], preview["channel"], preview["buttons"]) == ("lead", "prelims", ["Send", "Edit", "Cancel"])
    assert "3 people" in preview["text"]
    assert "noon conference is in room 5" in preview["text"]


async def test_cancel_drops_the_draft() -> None:
    printed = await replay(
        *COHORT,
        slash(AT_NOON, "announce to everyone hello"),
        clicks(AT_NOON, "Cancel", "lead"),
        until="2026-10-14T00:00Z",
    )
    assert not announced(printed)
    assert printed[-1]["text"] == "All right, nothing was sent."


async def test_without_an_audience_it_is_posted_in_the_cohorts_channel() -> None:
    (post,) = announced(await _until_sent(*COHORT, words="announce room 5 today"))
    assert (post["to"], post["channel"], post["re"], post["buttons"]) == (None, "prelims", None, [])
    assert "room 5 today" in post["text"]


async def test_everyone_means_a_message_to_each_member_and_none_to_the_sender() -> None:
    sent = announced(await _until_sent(*COHORT, words="announce to everyone room 5 today"))
    assert sorted(line["to"] for line in sent) == ["ana", "bob", "cam"]
    assert {line["channel"] for line in sent} == {None}


async def test_a_later_time_is_each_receivers_own() -> None:
    printed = await _until_sent(*COHORT, words="announce to everyone at 8am tomorrow badges expire")
    assert {line["to"]: when(line) for line in announced(printed)} == {
        "ana": "2026-10-14T08:00:00-04:00",
        "bob": "2026-10-14T08:00:00-05:00",
        "cam": "2026-10-14T08:00:00-04:00",
    }


async def test_a_receiver_who_moves_meanwhile_gets_it_in_the_new_zone() -> None:
    printed = await _until_sent(
        *COHORT,
        words="announce to everyone at 8am tomorrow badges expire",
        then=(resident("2026-10-13T14:00", "ana", tz="America/Denver"),),
    )
    assert [when(line) for line in announced(printed) if line["to"] == "ana"] == ["2026-10-14T08:00:00-06:00"]


async def test_plain_words_announce_too_in_the_channel_at_the_senders_time() -> None:
    words = says(AT_NOON, "announce to #prelims tomorrow 8am: noon conference moved", "lead")
    printed = await replay(*COHORT, words, clicks(AT_NOON, "Send", "lead"), until="2026-10-15T00:00Z")
    (post,) = announced(printed)
    assert (post["channel"], when(post)) == ("prelims", "2026-10-14T08:00:00-04:00")
    assert "noon conference moved" in post["text"]
    assert "tomorrow" not in post["text"]


async def test_when_all_is_over_the_leads_message_becomes_the_report() -> None:
    printed = await _until_sent(*COHORT, words="announce to everyone room 5")
    (last,) = [line for line in printed if "report" in line]
    assert (last["to"], last["kind"], last["id"]) == ("lead", "update", printed[0]["id"])
    assert last["report"] == {"intended": 3, "delivered": 3, "failed": 0, "unreachable": 0, "acknowledged": 0}


async def test_the_report_names_who_was_not_reached_and_why_and_resends_to_the_failed_only() -> None:
    printed = await replay(
        *COHORT,
        fail(AT_NOON, "ana", "send", times=99),
        fail("2026-10-13T11:00", "bob", "gone"),
        slash(AT_NOON, "announce to everyone room 5"),
        clicks(AT_NOON, "Send", "lead"),
        slash("2026-10-13T12:30", "report"),
        slash("2026-10-14T13:00", "report"),
        fail("2026-10-14T13:00", "ana", "back"),
        clicks("2026-10-14T13:01", "Resend to failed", "lead"),
        until="2026-10-15T00:00Z",
    )
    soon, later = (answers(printed, number)[0] for number in (9, 10))
    assert soon["report"] == {"intended": 3, "delivered": 1, "failed": 1, "unreachable": 1, "acknowledged": 0}
    assert "I keep trying" in soon["items"][0]["text"]
    assert later["report"] == soon["report"]
    assert [item["text"].partition(":")[0] for item in later["items"]] == ["ana", "bob"]
    assert "I keep trying" not in later["text"]
    assert [line["to"] for line in announced(printed)] == ["cam", "ana"]
    assert reports(printed)[-1] == {"intended": 3, "delivered": 2, "failed": 0, "unreachable": 1, "acknowledged": 0}


async def test_acknowledge_is_there_where_asked_for_counts_once_and_reminds_the_others() -> None:
    printed = await _until_sent(
        *COHORT,
        words="announce to everyone badges expire Friday and acknowledge",
        then=(
            clicks("2026-10-13T13:00", "Acknowledge", "ana"),
            {"at": "2026-10-13T17:00:00Z", "user": "ana", "click": "Acknowledge", "on": "m2"},
            slash("2026-10-13T14:00", "report"),
        ),
    )
    first, *reminders = [line for line in announced(printed) if line["to"] == "bob"]
    assert first["buttons"] == ["Acknowledge"]
    assert "and acknowledge" not in first["text"]
    assert [when(line) for line in reminders] == ["2026-10-14T11:00:00-05:00"]
    assert len([line for line in announced(printed) if line["to"] == "ana"]) == 1
    assert reports(printed)[-1]["acknowledged"] == 1


async def test_whom_the_reminder_reached_has_it_and_is_told_of_changes_there_too() -> None:
    """Who was away when it went out reads it in the reminder; a recall leaves the words nowhere."""
    printed = await replay(
        *COHORT,
        fail("2026-10-13T11:00", "cam", "gone"),
        slash(AT_NOON, "announce to everyone: room 5 and acknowledge"),
        clicks(AT_NOON, "Send", "lead"),
        fail("2026-10-13T18:00", "cam", "back"),
        slash("2026-10-14T13:00", "report"),
        clicks("2026-10-14T13:01", "Acknowledge", "cam"),
        slash("2026-10-14T13:05", "report"),
        clicks("2026-10-14T13:06", "Recall", "lead"),
        until="2026-10-15T00:00Z",
    )
    first, reached, acknowledged = (
        reports(printed)[0],
        answers(printed, 9)[0]["report"],
        answers(printed, 11)[0]["report"],
    )
    assert (first["delivered"], first["unreachable"]) == (2, 1)
    assert (reached["delivered"], reached["unreachable"], reached["acknowledged"]) == (3, 0, 0)
    assert acknowledged == {**reached, "acknowledged": 1}
    said = {line["id"] for line in announced(printed)}
    assert len(said) == 5  # two messages, three reminders
    assert {line["id"] for line in printed if line["kind"] == "recall"} == said


async def test_a_post_and_its_reminders_are_recalled_together() -> None:
    printed = await replay(
        *COHORT,
        slash(AT_NOON, "announce room 5 and acknowledge"),
        clicks(AT_NOON, "Send", "lead"),
        slash("2026-10-14T13:00", "report"),
        clicks("2026-10-14T13:06", "Recall", "lead"),
        until="2026-10-15T00:00Z",
    )
    recalled = [(line["to"], line["channel"]) for line in printed if line["kind"] == "recall"]
    assert sorted(recalled, key=str) == [("ana", None), ("bob", None), ("cam", None), (None, "prelims")]


async def test_the_leads_own_message_counts_those_who_acknowledge_later() -> None:
    printed = await _until_sent(
        *COHORT,
        words="announce to everyone badges expire and acknowledge",
        then=(
            clicks("2026-10-13T18:00:00Z", "Acknowledge", "ana"),
            clicks("2026-10-13T18:00:30Z", "Acknowledge", "cam"),
        ),
    )
    mine = [line["report"]["acknowledged"] for line in printed if line["id"] == printed[0]["id"] and "report" in line]
    assert mine == [0, 2]


async def test_the_leads_message_reports_as_soon_as_each_was_tried_and_again_when_all_is_over() -> None:
    printed = await replay(
        *COHORT,
        fail(AT_NOON, "ana", "send", times=4),
        slash(AT_NOON, "announce to everyone room 5"),
        clicks(AT_NOON, "Send", "lead"),
        until="2026-10-13T20:00Z",
    )
    first, last = [line for line in printed if "report" in line]
    assert (first["report"]["delivered"], first["report"]["failed"]) == (2, 1)
    assert "I keep trying" in first["text"]
    assert last["report"] == {"intended": 3, "delivered": 3, "failed": 0, "unreachable": 0, "acknowledged": 0}
    assert {first["id"], last["id"]} == {printed[0]["id"]}


async def test_resending_where_nobody_is_left_to_try_keeps_the_sums_in_sight() -> None:
    printed = await replay(
        *COHORT,
        fail(AT_NOON, "ana", "send", times=1),
        slash(AT_NOON, "announce to everyone room 5"),
        clicks(AT_NOON, "Send", "lead"),
        slash(AT_NOON, "report"),
        clicks("2026-10-13T13:00", "Resend to failed", "lead", on="m4"),
        until="2026-10-13T20:00Z",
    )
    (said,) = answers(printed, 9)
    assert "Nobody is left to try again" in said["text"]
    assert said["report"]["delivered"] == 3


async def test_who_left_meanwhile_is_not_counted_among_those_tried_again() -> None:
    printed = await replay(
        *COHORT,
        fail(AT_NOON, "ana", "send", times=99),
        fail("2026-10-13T11:00", "bob", "send", times=99),
        slash(AT_NOON, "announce to everyone room 5"),
        clicks(AT_NOON, "Send", "lead"),
        says("2026-10-14T11:30", "cohort leave", "bob"),
        clicks("2026-10-14T13:01", "Resend to failed", "lead"),
        until="2026-10-14T14:00Z",
    )
    assert "Trying again for 1 person." in answers(printed, 10)[0]["text"]


async def test_a_report_on_many_names_the_first_counts_the_rest_by_reason_and_lists_everybody_in_a_file() -> None:
    everybody = [f"m{number:02}" for number in range(55)]
    printed = await replay(
        *prelims(*everybody),
        *(fail(AT_NOON, user, "gone") for user in everybody[:53]),
        slash(AT_NOON, "announce to everyone room 5"),
        clicks(AT_NOON, "Send", "lead"),
        slash("2026-10-13T12:05", "report"),
    )
    report = printed[-1]
    assert report["report"] == {"intended": 55, "delivered": 2, "failed": 0, "unreachable": 53, "acknowledged": 0}
    assert len(report["items"]) == 51
    assert report["items"][-1]["text"] == "and 3 more: 3 unreachable"
    lines = report["file"]["content"].splitlines()
    assert len(lines) == 56
    assert sum("unreachable" in line for line in lines) == 53


async def test_who_acknowledged_is_not_asked_again_when_the_words_change() -> None:
    printed = await _until_sent(
        *COHORT,
        words="announce to everyone badges expire and acknowledge",
        then=(
            clicks("2026-10-13T18:00:00Z", "Acknowledge", "ana"),
            clicks("2026-10-13T18:05:00Z", "Edit", "lead"),
            {"at": "2026-10-13T18:06:00Z", "user": "lead", "submit": {"text": "badges expire on Friday"}},
        ),
    )
    changed = {line["to"]: line for line in printed if line["kind"] == "update" and "on Friday" in line["text"]}
    assert changed["ana"]["buttons"] == []
    assert changed["bob"]["buttons"] == ["Acknowledge"]


@pytest.mark.parametrize(
    ("said", "to", "at"),
    [
        ("please announce to everyone: room 5", "each directly", "now"),
        ("announce on Friday at 3pm to #prelims room 5", "in the channel #prelims", "Fri 16 Oct at 3 pm"),
        ("tell #prelims room 5", "in the channel #prelims", "now"),
        ("announcement to prelims: room 5", "in the channel #prelims", "now"),
        ("announce to the channel: room 5", "in the channel #prelims", "now"),
        ("announce to everyone in #prelims at tomorrow 8am room 5", "each directly", "Wed 14 Oct at 8 am"),
        ("announce monthly on the 1st at 9am: room 5", "in the channel #prelims", "Sun 1 Nov at 9 am, every month"),
        ("announce every weekday 7am: room 5", "in the channel #prelims", "Wed 14 Oct at 7 am, every weekday"),
    ],
)
async def test_many_ways_of_saying_it_mean_the_same(said: str, to: str, at: str) -> None:
    preview = (await replay(*COHORT, says(AT_NOON, said, "lead")))[-1]
    title, _, *words = preview["text"].splitlines()
    assert (to in title, f", {at}" in title, words) == (True, True, ["room 5"]), preview["text"]


@pytest.mark.parametrize(
    ("audience", "acknowledge", "to", "asks"),
    [
        ("everyone", "true", "each directly", True),
        ("each member, directly", "yes", "each directly", True),
        ("#prelims", "no", "in the channel #prelims", False),
        ("the cohort's channel", "false", "in the channel #prelims", False),
        ("", "", "in the channel #prelims", False),
    ],
)
async def test_a_form_takes_its_choices_and_the_words_of_the_command(
    audience: str, acknowledge: str, to: str, asks: bool
) -> None:
    told = {"text": "room 5", "audience": audience, "acknowledge": acknowledge}
    printed = await replay(*COHORT, slash(AT_NOON, "announce"), {"at": AT_NOON, "user": "lead", "submit": told})
    preview = printed[-1]["text"]
    assert (to in preview, "asked to acknowledge" in preview) == (True, asks)


async def test_a_draft_keeps_what_its_form_leaves_untold() -> None:
    printed = await replay(
        *COHORT,
        slash(AT_NOON, "announce to everyone at tomorrow 8am room 5 and acknowledge"),
        clicks(AT_NOON, "Edit", "lead"),
        {"at": AT_NOON, "user": "lead", "submit": {"text": "room 7"}},
    )
    preview = printed[-1]["text"]
    assert "each directly, Wed 14 Oct at 8 am" in preview
    assert "asked to acknowledge" in preview
    assert "room 7" in preview


async def test_a_form_can_be_told_how_often() -> None:
    filled = {"audience": "each member, directly", "text": "log your hours", "time": "every monday 8am"}
    printed = await replay(
        *COHORT,
        slash(AT_NOON, "announce"),
        {"at": AT_NOON, "user": "lead", "submit": filled},
        clicks("2026-10-13T12:05", "Send", "lead"),
        until="2026-10-27T15:00Z",
    )
    to_ana = [when(line) for line in announced(printed) if line["to"] == "ana"]
    assert to_ana == ["2026-10-19T08:00:00-04:00", "2026-10-26T08:00:00-04:00"]


async def test_a_post_is_acknowledged_by_each_member_and_answered_to_them_alone() -> None:
    printed = await _until_sent(
        *COHORT,
        words="announce badges expire and acknowledge",
        then=(clicks("2026-10-13T13:00", "Acknowledge", "ana"), slash("2026-10-13T14:00", "report")),
    )
    thanks = answers(printed, 7)
    assert [line["to"] for line in thanks] == ["ana"]
    assert reports(printed)[-1] == {"intended": 3, "delivered": 3, "failed": 0, "unreachable": 0, "acknowledged": 1}


async def test_an_edit_changes_what_was_sent_in_place() -> None:
    printed = await _until_sent(
        *COHORT,
        words="announce to everyone room 5",
        then=(
            clicks("2026-10-13T13:00", "Edit", "lead"),
            {"at": "2026-10-13T13:01", "user": "lead", "submit": {"text": "room 7"}},
        ),
    )
    sent = {line["id"]: line for line in announced(printed)}
    changed = [line for line in printed if line["kind"] == "update" and line["to"] != "lead"]
    assert {line["id"] for line in changed} == set(sent)
    assert all("room 7" in line["text"] and "room 5" not in line["text"] for line in changed)


async def test_a_recall_takes_it_back_from_those_who_have_it_and_from_the_others_too() -> None:
    printed = await _until_sent(
        *COHORT,
        words="announce to everyone at 5pm room 5",
        then=(clicks("2026-10-13T17:30", "Recall", "lead"), slash("2026-10-13T21:00", "report")),
    )
    sent = [line["id"] for line in announced(printed)]
    assert [line["id"] for line in printed if line["kind"] == "recall"] == sent
    assert len(sent) == 2  # it is not 5 pm in Chicago yet
    assert all(adds_up(report) for report in reports(printed))


async def test_cancelling_what_lies_ahead_sends_nothing() -> None:
    printed = await _until_sent(
        *COHORT,
        words="announce to everyone at 5pm room 5",
        then=(clicks("2026-10-13T16:00", "Cancel", "lead"), slash("2026-10-13T21:00", "report")),
    )
    assert not announced(printed)
    assert reports(printed)[-1]["intended"] == 0


async def test_what_is_planned_for_later_is_reported_as_such_and_offers_no_resending() -> None:
    printed = await replay(
        *COHORT,
        slash(AT_NOON, "announce to everyone at 5pm room 5"),
        clicks(AT_NOON, "Send", "lead"),
        slash("2026-10-13T12:10", "report"),
    )
    assert printed[-1]["buttons"] == ["Cancel", "Edit", "Recall"]
    assert [item["text"] for item in printed[-1]["items"]] == [
        f"{who}: planned for later" for who in ("ana", "bob", "cam")
    ]


async def test_without_words_a_form_asks_for_all_that_an_announcement_may_have() -> None:
    filled = {
        "audience": "each member, directly",
        "text": "new badges",
        "link": "https://example.org/badges",
        "picture": "https://example.org/badge.png",
        "time": "tomorrow 8am",
        "acknowledge": "yes",
    }
    printed = await replay(
        *COHORT,
        slash(AT_NOON, "announce"),
        {"at": AT_NOON, "user": "lead", "submit": filled},
        clicks("2026-10-13T12:05", "Send", "lead"),
        until="2026-10-14T15:00Z",
    )
    assert printed[0]["form"] == ["audience", "text", "link", "picture", "time", "acknowledge"]
    to_ana = next(line for line in announced(printed) if line["to"] == "ana")
    assert (when(to_ana), to_ana["buttons"]) == ("2026-10-14T08:00:00-04:00", ["Acknowledge"])
    assert all(words in to_ana["text"] for words in ("new badges", filled["link"], filled["picture"]))


async def test_what_is_to_be_said_every_week_is_said_every_week_until_it_is_cancelled() -> None:
    printed = await replay(
        *COHORT,
        slash(AT_NOON, "announce to everyone every monday 8am: sign your charts"),
        clicks(AT_NOON, "Send", "lead"),
        clicks("2026-10-27T12:00", "Cancel", "lead", on="m1"),
        until="2026-11-20T00:00Z",
    )
    assert "every week" in printed[0]["text"]
    to_bob = [when(line) for line in announced(printed) if line["to"] == "bob"]
    assert to_bob == ["2026-10-19T08:00:00-05:00", "2026-10-26T08:00:00-05:00"]
    assert len(announced(printed)) == 6
    assert all(adds_up(report) for report in reports(printed))


async def test_a_series_is_reported_edited_and_recalled_by_the_one_that_went_out_last() -> None:
    printed = await replay(
        *COHORT,
        slash(AT_NOON, "announce to everyone every monday 8am: sign your charts"),
        clicks(AT_NOON, "Send", "lead"),
        slash("2026-10-20T12:00", "report"),
        clicks("2026-10-20T12:01", "Edit", "lead"),
        {"at": "2026-10-20T12:02", "user": "lead", "submit": {"text": "sign all your charts"}},
        slash("2026-10-27T12:00", "report"),
        clicks("2026-10-27T12:01", "Recall", "lead"),
        until="2026-11-20T00:00Z",
    )
    asked = [answers(printed, number)[0]["report"]["delivered"] for number in (7, 10)]
    assert asked == [3, 3]
    told = [(when(line)[:10], line["text"].splitlines()[1:]) for line in announced(printed) if line["to"] == "ana"]
    assert told == [("2026-10-19", ["sign your charts"]), ("2026-10-26", ["sign all your charts"])]
    changed = [line["text"] for line in printed if line["kind"] == "update" and line["to"] == "ana"]
    assert len(changed) == 1
    assert changed[0].endswith("sign all your charts\n(edited)")
    assert [line["to"] for line in printed if line["kind"] == "recall"] == ["ana", "bob", "cam"]


async def test_only_leads_announce_and_only_to_their_own_cohort() -> None:
    others = prelims("dan", workspace="W2", lead="chief")
    printed = await replay(
        *COHORT,
        *others,
        slash(AT_NOON, "announce to everyone hello", user="ana"),
        slash(AT_NOON, "announce to everyone hello", user="chief"),
        clicks(AT_NOON, "Send", "chief"),
        slash("2026-10-13T12:10", "report", user="ana"),
        until="2026-10-14T00:00Z",
    )
    assert "do not lead" in answers(printed, 7)[0]["text"]
    assert "report" not in answers(printed, 10)[0]
    assert [line["to"] for line in announced(printed)] == ["dan"]


async def test_a_time_that_passed_is_not_sent_now() -> None:
    printed = await replay(*COHORT, slash(AT_NOON, "announce at 2026-10-01T08:00 hello"))
    assert "time ahead" in printed[0]["text"]


troubles = st.lists(
    st.tuples(
        st.integers(0, 30 * 60),
        st.sampled_from(
            ["restart", "restart 20m", "restart 30h", "send 2", "send 30", "gone", "back", "report", "resend"]
        ),
        st.sampled_from(["ana", "bob", "cam"]),
    ),
    max_size=6,
)


@settings(max_examples=15)
@given(troubles, st.sampled_from(["to everyone", "to everyone at 5pm", "", "at 5pm"]))
async def test_whatever_happens_each_gets_it_once_and_every_report_adds_up(
    happened: list[tuple[int, str, str]], audience: str
) -> None:
    script = [*COHORT, slash(AT_NOON, f"announce {audience} room 5 and acknowledge"), clicks(AT_NOON, "Send", "lead")]
    for minutes, what, user in sorted(happened):
        script.append(_trouble(f"2026-10-{13 + (16 * 60 + minutes) // 1440}", (16 * 60 + minutes) % 1440, what, user))
    printed = await replay(*script, slash("2026-10-17T09:00", "report"), until="2026-10-17T14:00Z")
    assert all(adds_up(report) for report in reports(printed))
    firsts = [line for line in announced(printed) if "Your lead asked" not in line["text"]]
    assert len({(line["to"], line["channel"]) for line in firsts}) == len(firsts)
    last = reports(printed)[-1]
    assert last["intended"] == 3
    assert last["delivered"] == (3 * len(firsts) if "everyone" not in audience else len(firsts))


def _trouble(day: str, minute: int, what: str, user: str) -> Line:
    at = f"{day}T{minute // 60:02}:{minute % 60:02}:00Z"
    word, _, more = what.partition(" ")
    match word:
        case "restart":
            return {"at": at, "restart": True} | ({"down": more} if more else {})
        case "send":
            return fail(at, user, "send", times=int(more))
        case "gone" | "back":
            return fail(at, user, word)
        case "report":
            return slash(at, "report")
        case _:
            return clicks(at, "Resend to failed", "lead")


async def _until_sent(*before: Line, words: str, then: tuple[Line, ...] = ()) -> list[Line]:
    """Announce at noon on Tuesday, press Send, do what comes *then*, and let two days pass."""
    return await replay(
        *before, slash(AT_NOON, words), clicks(AT_NOON, "Send", "lead"), *then, until="2026-10-15T16:30Z"
    )
