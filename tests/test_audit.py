"""`make audit`: what is known of installed packages is told, and what could not be looked up is never called safe."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SOUND: dict[str, Any] = {"name": "idna", "version": "3.10", "vulns": []}
FLAWED: dict[str, Any] = {
    "name": "urllib3",
    "version": "1.26.4",
    "vulns": [{"id": "PYSEC-2021-108", "fix_versions": ["1.26.5"]}],
}
UNKNOWN: dict[str, Any] = {"name": "msgspec", "skip_reason": "Dependency not found on PyPI"}


def found(name: str, *, yanked: bool = False, where: str = "https://index.example/a.whl") -> dict[str, Any]:
    """Return what pip's report says of one package."""
    return {"metadata": {"name": name, "version": "1.0"}, "is_yanked": yanked, "download_info": {"url": where}}


ON_THIS_MACHINE = found("attrs", where="file:///wheels/a.whl")


def look_up(tmp_path: Path, what: str, answer: str, required: str) -> tuple[int, str]:
    """Run the look-up with a program in the real one's place, which needs the internet; return its code and words."""
    stand_in = tmp_path / "program"
    stand_in.write_text(f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\n")
    stand_in.chmod(0o755)
    script = ROOT / "scripts" / "look_up_packages.py"
    command: list[str | Path] = [sys.executable, script, what, stand_in, "requirements.lock"]
    told = {"PATH": "/usr/bin:/bin", "VOUCH_AUDIT": required}
    ended = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("what", "answer", "required", "code", "said"),
    [
        ("vulnerabilities", {"dependencies": [SOUND]}, "required", 0, "None of 1 packages is known to be vulnerable."),
        (
            "vulnerabilities",
            {"dependencies": [SOUND, FLAWED]},
            "",
            1,
            "urllib3 1.26.4: PYSEC-2021-108, put right in 1.26.5",
        ),
        ("vulnerabilities", {"dependencies": [FLAWED, UNKNOWN]}, "", 1, "urllib3 1.26.4: PYSEC-2021-108"),
        ("vulnerabilities", {"dependencies": [SOUND, UNKNOWN]}, "", 0, "SKIPPED"),
        ("vulnerabilities", {"dependencies": [SOUND, UNKNOWN]}, "required", 1, "SKIPPED"),
        ("vulnerabilities", None, "", 0, "SKIPPED"),
        ("vulnerabilities", None, "required", 1, "SKIPPED"),
        ("yanked", {"install": [found("idna")]}, "required", 0, "None of 1 packages is taken back by its authors."),
        ("yanked", {"install": [found("idna"), found("attrs", yanked=True)]}, "", 1, "attrs 1.0: taken back"),
        ("yanked", {"install": [found("idna"), ON_THIS_MACHINE]}, "", 0, "SKIPPED"),
        ("yanked", {"install": [found("idna"), ON_THIS_MACHINE]}, "required", 1, "SKIPPED"),
        ("yanked", None, "", 0, "SKIPPED"),
    ],
)
def test_what_is_found_fails_the_audit_and_what_was_not_looked_up_is_said_to_be_skipped(
    tmp_path: Path, what: str, answer: dict[str, Any] | None, required: str, code: int, said: str
) -> None:
    ended, words = look_up(tmp_path, what, json.dumps(answer) if answer else "", required)
    assert (ended, said in words) == (code, True), words


@pytest.mark.parametrize(
    ("licence", "code"),
    [
        ("MIT", 0),
        ("GNU Lesser General Public License v3 (LGPLv3)", 0),
        ("GNU General Public License v3 (GPLv3)", 1),
        ("AGPL-3.0-or-later", 1),
        ("", 1),
    ],
)
def test_a_licence_that_binds_or_is_not_told_fails_the_audit(tmp_path: Path, licence: str, code: int) -> None:
    told = tmp_path / "stranger-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\nLicense: {licence}\n")
    lock = tmp_path / "requirements.lock"
    lock.write_text("stranger==1.0 \\\n    --hash=sha256:0\n")
    command: list[str | Path] = [sys.executable, ROOT / "scripts" / "check_licences.py", lock]
    ended = subprocess.run(command, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert ended.returncode == code, ended.stdout + ended.stderr
