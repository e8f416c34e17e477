"""Shared knowledge: one fact at a time, without a name, from three members on for visas, gone when retracted."""

from tests.simulation.cohort import prelims, slash
from tests.simulation.replay import Line, answers, clicks, replay, says

COHORT = prelims("ana", "bob", "cam", "dan")
TELLING = "Mercy sponsors H-1B"


def shares(at: str, user: str, words: str = TELLING) -> list[Line]:
    return [says(at, words, user), clicks(at, "Share", user)]


def board(at: str, user: str = "dan", **more: str) -> Line:
    return slash(at, "board", user, **more)


async def test_a_claim_about_visas_is_shown_from_three_members_on_and_names_nobody() -> None:
    printed = await replay(
        *COHORT,
        *shares("2026-10-13T09:00", "ana"),
        *shares("2026-10-13T09:01", "ana"),
        *shares("2026-10-13T09:02", "bob"),
        board("2026-10-13T09:03"),
        *shares("2026-10-13T09:04", "cam", "heard at noon that mercy hospital sponsors h-1b"),
        board("2026-10-13T09:05"),
    )
    two, three = answers(printed, 12)[0], answers(printed, 15)[0]
    assert "Mercy" not in two["text"]
    assert "Mercy, H-1B: yes (3 members" in three["text"]
    assert not [name for name in ("ana", "bob", "cam") if name in three["text"].casefold()]


async def test_what_is_retracted_leaves_the_board() -> None:
    printed = await replay(
        *COHORT,
        *shares("2026-10-13T09:00", "ana", "opening: PGY-2 at Lakeside"),
        board("2026-10-13T09:01"),
        clicks("2026-10-13T09:02", "Retract", "ana"),
        board("2026-10-13T09:03"),
        *shares("2026-10-13T09:04", "ana", "opening: PGY-2 at Mercy"),
        board("2026-10-13T09:05", "ana"),
        board("2026-10-16T09:05", "ana"),
    )
    assert "Lakeside" in answers(printed, 8)[0]["text"]
    assert "Lakeside" not in answers(printed, 10)[0]["text"]
    assert "Yours, today: Mercy" in answers(printed, 13)[0]["text"]
    assert "Yours, Tue 13 Oct: Mercy" in answers(printed, 14)[0]["text"]


async def test_an_opening_is_verified_by_others_and_marked_as_filled() -> None:
    printed = await replay(
        *COHORT,
        *shares("2026-10-13T09:00", "ana", "opening: PGY-2 at Lakeside"),
        board("2026-10-13T09:01", "bob"),
        clicks("2026-10-13T09:02", "Verify", "bob"),
        board("2026-10-13T09:03", "cam"),
        clicks("2026-10-13T09:04", "Filled", "cam"),
        board("2026-10-13T09:05", "dan"),
    )
    assert "(2 members, verified by 1" in answers(printed, 10)[0]["text"]
    assert "filled" in answers(printed, 12)[0]["text"]


async def test_what_one_member_retracts_leaves_what_others_said_of_the_same_opening() -> None:
    printed = await replay(
        *COHORT,
        *shares("2026-10-13T09:00", "ana", "opening: PGY-2 at Lakeside"),
        *shares("2026-10-13T09:01", "bob", "opening: PGY-2 at Lakeside"),
        board("2026-10-13T09:02", "cam"),
        clicks("2026-10-13T09:03", "Filled", "cam"),
        clicks("2026-10-13T09:04", "Retract", "ana"),
        board("2026-10-13T09:05", "dan"),
        clicks("2026-10-13T09:06", "Retract", "cam"),
        board("2026-10-13T09:07", "dan"),
    )
    assert "filled (1 member" in answers(printed, 13)[0]["text"]
    assert "filled" not in answers(printed, 15)[0]["text"]


async def test_undoing_or_correcting_what_was_told_takes_back_what_was_shared_of_it() -> None:
    printed = await replay(
        *COHORT,
        *shares("2026-10-13T09:00", "ana", "opening: PGY-2 at Lakeside"),
        clicks("2026-10-13T09:01", "Undo", "ana"),
        board("2026-10-13T09:02"),
        says("2026-10-13T09:03", "Northside has a PGY-2 opening", "bob", message_id="told"),
        clicks("2026-10-13T09:04", "Share", "bob"),
        {"at": "2026-10-13T09:05", "user": "bob", "delete": "told"},
        board("2026-10-13T09:06"),
    )
    assert "Nothing is on it yet" in answers(printed, 9)[0]["text"]
    assert "Nothing is on it yet" in answers(printed, 13)[0]["text"]


async def test_an_opening_leaves_the_board_when_it_is_too_old_to_be_open() -> None:
    printed = await replay(
        *COHORT,
        *shares("2026-10-13T09:00", "ana", "opening: PGY-2 at Lakeside"),
        board("2026-11-12T09:00"),
        board("2026-11-13T09:00"),
    )
    assert "Lakeside" in answers(printed, 8)[0]["text"]
    assert "Lakeside" not in answers(printed, 9)[0]["text"]


async def test_without_a_cohort_nothing_offers_to_share() -> None:
    printed = await replay(
        prelims("ana")[0] | {"user": "eve", "profile": {"tz": "UTC"}}, says("2026-10-13T09:00", TELLING, "eve")
    )
    assert "Share" not in printed[0]["buttons"]


async def test_a_board_shown_in_a_channel_is_for_the_asker_alone_and_of_their_workspace_only() -> None:
    others = prelims("eve", workspace="W2", lead="chief")
    printed = await replay(
        *COHORT,
        *others,
        *shares("2026-10-13T09:00", "ana", "opening: PGY-2 at Lakeside"),
        board("2026-10-13T09:01", "bob", channel="prelims"),
        board("2026-10-13T09:02", "eve"),
    )
    mine, theirs = answers(printed, 10)[0], answers(printed, 11)[0]
    assert (mine["to"], mine["channel"]) == ("bob", "prelims")
    assert "Lakeside" not in theirs["text"]


async def test_forget_me_takes_what_was_shared_off_the_board() -> None:
    printed = await replay(
        *COHORT,
        *shares("2026-10-13T09:00", "ana", "opening: PGY-2 at Lakeside"),
        says("2026-10-13T09:01", "forget me", "ana"),
        clicks("2026-10-13T09:02", "Confirm", "ana"),
        board("2026-10-13T09:03"),
    )
    assert "Everything is deleted" in answers(printed, 9)[0]["text"]
    assert "Lakeside" not in answers(printed, 10)[0]["text"]


async def test_two_accounts_that_become_one_are_one_member_and_keep_the_higher_role() -> None:
    printed = await replay(
        *COHORT,
        *shares("2026-10-13T09:00", "lead"),
        *shares("2026-10-13T09:01", "ana"),
        *shares("2026-10-13T09:02", "bob"),
        board("2026-10-13T09:03"),
        slash("2026-10-13T09:04", "link", "lead"),
        says("2026-10-13T09:05", "link {code}", "ana"),
        board("2026-10-13T09:06"),
        slash("2026-10-13T09:07", "cohort", "ana"),
    )
    assert "3 members" in answers(printed, 12)[0]["text"]
    assert "Mercy" not in answers(printed, 15)[0]["text"]
    assert "you lead it" in answers(printed, 16)[0]["text"]
