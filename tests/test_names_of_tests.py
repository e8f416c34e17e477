"""`make lint` finds tests whose names differ from process to process: pytest-xdist would run none of them."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "check_test_names.py"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ('@pytest.mark.parametrize("at", [time.time() + 60])', 1),
        ('@pytest.mark.parametrize("day", [pytest.param(date.today(), id="today")])', 1),
        ("@pytest.fixture(params=[uuid.uuid4().hex])", 1),
        ('NOW = datetime.now(UTC)\n@pytest.mark.parametrize("at", [NOW])', 1),
        ('@pytest.mark.parametrize("word", {"a", "b"})', 1),
        ('@pytest.mark.parametrize("at", [time(7, 30), datetime(2026, 10, 13)])', 0),
        ('@pytest.mark.parametrize("words", [{"a", "b"}])', 0),
    ],
)
def test_a_name_that_would_change_is_refused(tmp_path: Path, source: str, code: int) -> None:
    (tmp_path / "test_it.py").write_text(f"{source}\ndef test_it(): ...\n")
    ended = subprocess.run([sys.executable, SCRIPT, tmp_path], capture_output=True, text=True, check=False)
    assert ended.returncode == code, ended.stdout + ended.stderr


def test_a_test_itself_may_ask_the_clock(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("def test_it():\n    assert time.time() > random.random()\n")
    assert subprocess.run([sys.executable, SCRIPT, tmp_path], check=False).returncode == 0
