"""`vouch outbox`: the operator sees that something failed and why, and nothing of what it said."""

import json
from pathlib import Path

from bot.master_key import new_key
from tests.processes import run_installed, run_vouch

SCRIPT = (
    {"at": "2026-10-12T09:00", "user": "ana", "profile": {"tz": "America/New_York"}},
    {"at": "2026-10-12T10:00", "user": "ana", "text": "remind me to call Dr. Okonkwo on Oct 15"},
    {"at": "2026-10-14T10:00", "user": "ana", "fail": "gone"},
    {"at": "2026-10-16T10:00"},
)


def test_what_was_given_up_is_shown_with_its_reason_and_without_its_words(tmp_path: Path) -> None:
    home, script = tmp_path / "home", tmp_path / "script.jsonl"
    script.write_text("\n".join(json.dumps(line if "user" in line else {"at": f"{line['at']}Z"}) for line in SCRIPT))
    variables = {"VOUCH_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'vouch.db'}", "VOUCH_KEY": new_key()}
    empty = run_installed(home, "outbox", **variables)
    assert (empty.returncode, empty.stdout) == (0, "Nothing was ever planned or sent.\n")
    replayed = run_vouch(home, "simulate", str(script), "--db", variables["VOUCH_DATABASE_URL"], **variables)
    assert replayed.returncode == 0, replayed.stderr
    shown = run_vouch(home, "outbox", **variables)
    assert shown.returncode == 0, shown.stderr
    assert "unreachable" in shown.stdout
    assert "Given up, newest first:" in shown.stdout
    assert "Okonkwo" not in shown.stdout
