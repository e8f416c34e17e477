"""What a script may ask for, what it is answered with, and what is said of a script that cannot be read."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.clock import SystemClock
from storage.sealing import KeyRing
from storage.store import SqlStore
from tests.processes import Ended, Run, run_installed, run_vouch
from tests.simulation.replay import (
    KEY,
    Line,
    answers,
    clicks,
    nudges,
    replay,
    resident,
    reviews,
    says,
    unasked,
    wait,
    when,
)

ANA = resident("2026-10-12T09:00")
MET = "met Dr. Anita Patel, PD at Mercy. email her my CV on Oct 15"
CALL = "remind me to call the GME office Oct 14 at 4:15pm"


def simulated(tmp_path: Path, *script: Line | str, options: tuple[str, ...] = (), run: Run = run_vouch) -> Ended:
    """Run `vouch simulate` as a person does."""
    file = tmp_path / "script.jsonl"
    file.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in script))
    return run(tmp_path / "home", "simulate", str(file), *options)


async def test_an_answer_names_its_line_its_receiver_and_its_moment() -> None:
    printed = await replay(ANA, says("2026-10-12T15:00", MET))
    assert len(printed) == 1
    answer = printed[0]
    assert (answer["id"], answer["re"], answer["to"], answer["channel"], answer["kind"]) == (
        "m1",
        2,
        "ana",
        None,
        "reply",
    )
    assert when(answer) == "2026-10-12T15:00:00-04:00"
    assert "Dr. Anita Patel" in answer["text"]
    assert "Thu 15 Oct" in answer["text"]
    assert "Undo" in answer["buttons"]


async def test_a_nudge_says_what_it_is_about_and_the_return_is_about_the_same() -> None:
    printed = await replay(ANA, says("2026-10-12T15:00", CALL), until="2026-10-25T00:00Z")
    first, again = nudges(printed)
    (review,) = reviews(printed)
    assert (when(review), "GME office" in review["text"]) == ("2026-10-18T07:30:00-04:00", True)
    assert (first["re"], first["kind"], first["buttons"]) == (None, "nudge", ["Done", "Later", "Stop"])
    assert first["about"] == again["about"]
    assert first["about"][0].startswith("follow_up:")
    assert (when(first), when(again)) == ("2026-10-14T16:15:00-04:00", "2026-10-17T07:30:00-04:00")


async def test_several_things_of_one_day_share_a_digest_and_each_has_its_buttons() -> None:
    printed = await replay(
        ANA,
        says("2026-10-12T15:00", "remind me to call the GME office Oct 15"),
        says("2026-10-12T15:01", "remind me to call the visa office Oct 15"),
        wait("2026-10-15T08:00"),
        clicks("2026-10-15T08:00", "Done", item=2),
        until="2026-10-25T00:00Z",
    )
    digest, again = unasked(printed)
    assert (digest["kind"], when(digest)) == ("digest", "2026-10-15T07:30:00-04:00")
    assert [item["buttons"] for item in digest["items"]] == [["Done", "Later", "Stop"]] * 2
    assert digest["about"] == [item["about"] for item in digest["items"]]
    # What was done does not come back; the other does, once.
    assert (again["kind"], again["about"]) == ("nudge", [digest["items"][0]["about"]])


async def test_later_alone_means_tomorrows_digest_and_stop_ends_it() -> None:
    printed = await replay(
        ANA,
        says("2026-10-12T15:00", CALL),
        clicks("2026-10-14T16:20", "Later"),
        clicks("2026-10-15T08:00", "Stop"),
        until="2026-10-25T00:00Z",
    )
    assert [when(nudge) for nudge in unasked(printed)] == ["2026-10-14T16:15:00-04:00", "2026-10-15T07:30:00-04:00"]


async def test_a_redelivered_message_is_handled_once_and_answered_once() -> None:
    printed = await replay(
        ANA,
        says("2026-10-12T15:00", CALL, message_id="c1"),
        says("2026-10-12T15:00", CALL, message_id="c1"),
        {"at": "2026-10-12T15:01", "restart": True, "user": "ana"},
        says("2026-10-12T15:02", CALL, message_id="c1"),
        until="2026-10-14T22:00Z",
    )
    assert [line["kind"] for line in printed] == ["reply", "nudge"]


async def test_an_edit_changes_what_the_message_did_and_the_same_edit_again_nothing() -> None:
    moved = MET.replace("Oct 15", "Oct 16")
    printed = await replay(
        ANA,
        says("2026-10-12T15:00", MET, message_id="c1"),
        {"at": "2026-10-12T15:02", "user": "ana", "edit": "c1", "text": moved},
        {"at": "2026-10-12T15:03", "user": "ana", "edit": "c1", "text": moved},
        until="2026-10-17T00:00Z",
    )
    assert [(line["id"], line["kind"]) for line in printed[:2]] == [("m1", "reply"), ("m1", "update")]
    assert "Fri 16 Oct" in printed[1]["text"]
    assert not answers(printed, 4)
    assert [when(nudge) for nudge in unasked(printed)] == ["2026-10-16T07:30:00-04:00"]


async def test_a_deleted_message_takes_back_what_it_did() -> None:
    printed = await replay(
        ANA,
        says("2026-10-12T15:00", CALL, message_id="c1"),
        {"at": "2026-10-12T15:02", "user": "ana", "delete": "c1"},
        says("2026-10-12T15:03", "what's due"),
        until="2026-10-25T00:00Z",
    )
    assert not unasked(printed)
    assert "GME" not in answers(printed, 4)[0]["text"]


async def test_a_form_says_which_fields_it_has_and_an_item_that_is_not_there_is_named() -> None:
    printed = await replay(
        ANA,
        says("2026-10-12T15:00", MET),
        clicks("2026-10-12T15:01", "Change date"),
        {"at": "2026-10-12T15:02", "user": "ana", "submit": {"shoes": "brown"}},
        {"at": "2026-10-12T15:03", "user": "ana", "click": "Done", "item": 9},
    )
    no_field, no_item = printed[-2:]
    assert no_field["kind"] == no_item["kind"] == "error"
    assert "it has day, time" in no_field["text"]
    assert "on item 9" in no_item["text"]


async def test_undo_takes_back_all_that_one_message_did_and_redo_brings_it_back() -> None:
    script = [ANA, says("2026-10-12T15:00", MET), clicks("2026-10-12T15:01", "Undo")]
    assert not unasked(await replay(*script, until="2026-10-17T00:00Z"))
    printed = await replay(*script, clicks("2026-10-12T15:02", "Redo"), until="2026-10-17T00:00Z")
    assert [when(nudge) for nudge in unasked(printed)] == ["2026-10-15T07:30:00-04:00"]


UNOBEYED: list[tuple[Line, str]] = [
    (says("2026-10-12T09:30", "hello", user="nobody"), "nobody"),
    (clicks("2026-10-12T09:30", "Fly"), "Fly"),
    (clicks("2026-10-12T09:30", "Undo", on="m99"), "m99"),
    (resident("2026-10-12T09:30", tz="Mars/Base"), "Mars/Base"),
    (resident("2026-10-12T09:30", user="bo", tz="Mars/Base"), "Mars/Base"),
    (resident("2026-10-12T09:30", user="bo", tz="../../etc/passwd"), "passwd"),
    ({"at": "2026-10-12T09:30", "user": "bo", "profile": {"start": "2026-07-01"}}, "tz"),
    (resident("2026-10-12T09:30", digest="half past seven"), "digest"),
    (resident("2026-10-12T09:30", shoes="brown"), "shoes"),
    ({"at": "2026-10-12T09:30", "user": "ana", "submit": {"name": "Rao"}}, "form"),
    ({"at": "2026-10-12T09:30", "user": "nobody", "fail": "gone"}, "nobody"),
]


@pytest.mark.parametrize(("line", "named"), UNOBEYED, ids=lambda value: value if isinstance(value, str) else "")
async def test_a_line_that_cannot_be_obeyed_says_why_and_the_run_goes_on(line: Line, named: str) -> None:
    printed = await replay(ANA, line, says("2026-10-12T15:00", MET))
    error, answer = printed
    assert (error["kind"], error["re"]) == ("error", 2)
    assert named in error["text"]
    assert answer["re"] == 3


MALFORMED: list[tuple[Any, str]] = [
    ("{not json", "not JSON"),
    ("[1, 2]", "object"),
    ({"user": "ana", "text": "hello"}, '"at"'),
    ({"at": "yesterday", "user": "ana", "text": "hello"}, "yesterday"),
    ({"at": "2026-10-12T10:00", "text": "hello"}, "Z"),
    ({"at": "2026-10-12T10:00Z", "text": "hello"}, "user"),
    ({"at": "2026-10-12T10:00", "user": "ana", "text": 5}, '"text"'),
    ({"at": "2026-10-12T10:00", "user": "ana", "dance": "tango"}, "dance"),
    ({"at": "2026-10-12T10:00", "user": "ana", "fail": "perhaps"}, '"fail"'),
    ({"at": "2026-10-12T20:00Z", "restart": True, "down": "a while"}, '"down"'),
    ({"at": "2026-10-12T20:00Z", "restart": True, "down": "99999999999999d"}, '"down"'),
    ({"at": "2026-10-12T08:00", "user": "ana", "text": "hello"}, "back in time"),
    ("[" * 100_000, "JSON"),
]


@pytest.mark.parametrize(("line", "reason"), MALFORMED, ids=lambda value: str(value)[:40])
def test_a_malformed_script_ends_with_its_line_and_the_reason(
    line: Line | str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text("\n".join((json.dumps(ANA), "", line if isinstance(line, str) else json.dumps(line))))
    assert main(["simulate", str(script)]) == 2
    said = capsys.readouterr()
    assert "line 3" in said.err
    assert reason in said.err
    assert not said.out


def test_the_process_too_ends_with_code_two_and_no_traceback(tmp_path: Path) -> None:
    ended = simulated(tmp_path, ANA, "{not json", run=run_installed)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("vouch: line 2: not JSON")
    assert len(ended.stderr.splitlines()) == 1


def test_a_script_that_is_not_there_or_no_text_is_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", str(tmp_path / "no.jsonl")]) != 0
    assert "no.jsonl" in capsys.readouterr().err
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe\x00")
    assert main(["simulate", str(tmp_path / "bytes.jsonl")]) != 0
    assert "UTF-8" in capsys.readouterr().err


def test_the_same_script_prints_the_same_to_the_letter_and_until_lets_time_pass(tmp_path: Path) -> None:
    script = (ANA, says("2026-10-12T15:00", MET), says("2026-10-12T15:01", CALL))
    until = ("--until", "2026-10-20T00:00Z")
    first, second = (simulated(tmp_path, *script, options=until) for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    kinds = [json.loads(line)["kind"] for line in first.stdout.splitlines()]
    assert kinds.count("reply") == 2
    assert kinds.count("nudge") >= 2
    assert len(simulated(tmp_path, *script).stdout.splitlines()) == 2
    wrong = simulated(tmp_path, *script, options=("--until", "someday"))
    assert wrong.returncode == 2
    assert "someday" in wrong.stderr


def test_a_database_that_stays_goes_on_where_the_run_before_ended(tmp_path: Path) -> None:
    database = ("--db", f"sqlite+aiosqlite:///{tmp_path / 'kept.db'}")
    told = simulated(tmp_path, ANA, says("2026-10-12T15:00", MET), options=database)
    assert told.returncode == 0, told.stderr
    later = simulated(
        tmp_path,
        resident("2026-10-14T09:00"),
        says("2026-10-14T09:01", "who is at Mercy?"),
        options=(*database, "--until", "2026-10-15T12:00Z"),
    )
    assert later.returncode == 0, later.stderr
    answer, nudge = (json.loads(line) for line in later.stdout.splitlines())
    assert "Patel" in answer["text"]
    assert (nudge["kind"], when(nudge)) == ("nudge", "2026-10-15T07:30:00-04:00")
    assert b"Patel" not in (tmp_path / "kept.db").read_bytes()


async def test_time_that_passes_with_nothing_due_still_plans_every_day(tmp_path: Path) -> None:
    """As the delivery loop does, so that what only the calendar brings up is found in a replay too."""
    url = f"sqlite:///{tmp_path / 'vouch.db'}"
    paused = says("2026-10-13T09:05", "pause everything")
    await replay(resident("2026-10-13T09:00"), paused, until="2026-11-20T12:00Z", database=url)
    store = await SqlStore.open(url, KeyRing(KEY), SystemClock())
    oldest = await store.oldest_plan()
    await store.close()
    assert oldest is not None
    assert oldest > datetime(2026, 11, 19, 11, tzinfo=UTC)
