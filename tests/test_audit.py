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


def look_up(tmp_path: Path, answer: str, required: str = "") -> subprocess.CompletedProcess[str]:
    """Run the look-up with a program in pip-audit's place, since the real one needs the internet."""
    stand_in = tmp_path / "pip-audit"
    stand_in.write_text(f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\n")
    stand_in.chmod(0o755)
    script = ROOT / "scripts" / "look_up_vulnerabilities.py"
    told = {"PATH": "/usr/bin:/bin", "VOUCH_AUDIT": required}
    return subprocess.run(
        [sys.executable, script, stand_in, "requirements.lock"], env=told, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("packages", "required", "code", "said"),
    [
        ([SOUND], "required", 0, "No known vulnerability in 1 packages."),
        ([SOUND, FLAWED], "", 1, "urllib3 1.26.4: PYSEC-2021-108, put right in 1.26.5"),
        ([SOUND, UNKNOWN], "", 0, "SKIPPED: known vulnerabilities were not looked up"),
        ([SOUND, UNKNOWN], "required", 1, "SKIPPED"),
    ],
)
def test_a_flaw_fails_the_audit_and_what_was_not_looked_up_is_said_to_be_skipped(
    tmp_path: Path, packages: list[dict[str, Any]], required: str, code: int, said: str
) -> None:
    ended = look_up(tmp_path, json.dumps({"dependencies": packages, "fixes": []}), required)
    assert (ended.returncode, said in ended.stdout + ended.stderr) == (code, True)


def test_without_an_answer_it_is_skipped(tmp_path: Path) -> None:
    ended = look_up(tmp_path, "")
    assert ended.returncode == 0
    assert "SKIPPED" in ended.stderr


def found(name: str, *, yanked: bool = False, where: str = "https://index.example/a.whl") -> dict[str, Any]:
    """Return what pip's report says of one package."""
    return {"metadata": {"name": name, "version": "1.0"}, "is_yanked": yanked, "download_info": {"url": where}}


@pytest.mark.parametrize(
    ("packages", "required", "code", "said"),
    [
        ([found("idna")], "required", 0, "None of 1 packages was taken back."),
        ([found("idna"), found("attrs", yanked=True)], "", 1, "attrs 1.0: taken back by its authors"),
        ([found("idna"), found("attrs", where="file:///wheels/a.whl")], "", 0, "SKIPPED"),
        ([found("idna"), found("attrs", where="file:///wheels/a.whl")], "required", 1, "SKIPPED"),
        (None, "", 0, "SKIPPED"),
    ],
)
def test_a_version_that_was_taken_back_fails_the_audit(
    tmp_path: Path, packages: list[dict[str, Any]] | None, required: str, code: int, said: str
) -> None:
    stand_in = tmp_path / "python"
    answer = json.dumps({"version": "1", "install": packages}) if packages is not None else ""
    stand_in.write_text(f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\n")
    stand_in.chmod(0o755)
    script = ROOT / "scripts" / "look_up_yanked.py"
    told = {"PATH": "/usr/bin:/bin", "VOUCH_AUDIT": required}
    command: list[str | Path] = [sys.executable, script, stand_in, "requirements.lock"]
    ended = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert (ended.returncode, said in ended.stdout + ended.stderr) == (code, True), ended.stdout + ended.stderr


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
