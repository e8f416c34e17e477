"""`vouch chat` with piped input: it asks nothing first, answers line by line in plain text, and ends with the input."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.processes import run_vouch

MET = "met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday"


def chat(home: Path, *lines: str, name: str | None = None) -> str:
    """Return what Vouch printed for the lines, having ended well."""
    ended = run_vouch(home, "chat", *(("--as", name) if name else ()), given="".join(f"{line}\n" for line in lines))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "\x1b" not in ended.stdout
    return ended.stdout


def test_the_story_told_kept_asked_taken_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    told = chat(home, MET)
    assert told.startswith("Saved Dr. Anita Patel\n")  # no question, no prompt before
    assert "Undo" in told
    # The database is the memory between two starts.
    asked = chat(home, "who sponsors H-1B?", "undo", "who sponsors H-1B?")
    before, after = asked.split("Taken back:")
    assert "Mercy" in before
    assert MET.split(" email", maxsplit=1)[0] not in after
    kept = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert b"Patel" not in kept
    assert not [file for file in tmp_path.iterdir() if file != home]  # nothing beside the home, where it was started


def test_no_input_is_no_error_and_says_nothing(tmp_path: Path) -> None:
    assert chat(tmp_path / "home", "", "   ") == ""


def test_help_and_words_that_are_not_understood_are_answered(tmp_path: Path) -> None:
    answered = chat(tmp_path / "home", "help", "\x1b[31m\x00 \u202e 🙂 مرحبا " + "x" * 20_000)
    assert "undo" in answered.casefold()
    assert "I've kept that, word for word." in answered


def test_a_button_is_pressed_by_its_number_or_its_name(tmp_path: Path) -> None:
    answered = chat(tmp_path / "home", MET, "Undo", "1")
    told, taken_back, again = answered.split("\n\n")[:3]
    assert "[4] Undo" in told
    assert taken_back.startswith("Taken back: Dr. Anita Patel")
    assert again.startswith("Here again: Dr. Anita Patel")


def test_residents_are_kept_apart_by_name(tmp_path: Path) -> None:
    home = tmp_path / "home"
    chat(home, MET, name="Ana")
    assert "Mercy" not in chat(home, "what did Dr. Patel say?", name="Bo")
    assert "Mercy" in chat(home, "what did Dr. Patel say?", name="Ana")


def test_who_comes_back_days_later_gets_what_fell_due(tmp_path: Path) -> None:
    """Days ago the resident asked for a call; the replayed past and the chat of today share one database."""
    home = tmp_path / "home"
    told = (datetime.now(UTC) - timedelta(days=4)).replace(hour=18, minute=0)
    due = told + timedelta(days=2)
    profile = {"tz": "UTC", "platform": "terminal", "workspace": "local", "quiet": "03:00-03:01"}
    script = [
        {"at": f"{told:%Y-%m-%dT%H:%MZ}", "user": "ana", "profile": profile},
        {
            "at": f"{told:%Y-%m-%dT%H:%MZ}",
            "user": "ana",
            "text": f"remind me to call the GME office {due:%b} {due.day} at 4:15pm",
        },
    ]
    (tmp_path / "script.jsonl").write_text("\n".join(map(json.dumps, script)))
    url = f"sqlite+aiosqlite:///{tmp_path / 'vouch.db'}"
    replayed = run_vouch(home, "simulate", str(tmp_path / "script.jsonl"), "--db", url)
    assert (replayed.returncode, replayed.stderr) == (0, "")
    first, second = (run_vouch(home, "chat", "--as", "ana", VOUCH_DATABASE_URL=url) for _ in range(2))
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("Call the GME office\n")
    assert "[1] Done" in first.stdout
    assert "GME" not in second.stdout  # told once
