"""`vouch chat` on a terminal: the installed script on a pseudo-terminal, its screen read as a person sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pexpect
import pyte

from tests.processes import PATIENCE, VOUCH, environment, run_vouch

COLUMNS, ROWS = 100, 70
ENTER, CTRL_C, CTRL_D, UP = "\r", "\x03", "\x04", "\x1b[A"
MET = "met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday"


class _Screen(pyte.Screen):
    """A screen that answers when it is asked where its cursor is, as terminals do."""

    def __init__(self, child: "pexpect.spawn[str]") -> None:
        super().__init__(COLUMNS, ROWS)
        self._child = child

    def write_process_input(self, data: str) -> None:
        self._child.send(data)


class Terminal:
    def __init__(self, child: "pexpect.spawn[str]") -> None:
        self._child = child
        self._screen = _Screen(child)
        self._stream = pyte.Stream(self._screen)
        self.raw = ""

    @property
    def shown(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display).strip()

    @property
    def last_line(self) -> str:
        return self.shown.rsplit("\n", 1)[-1]

    def until(self, *words: str) -> None:
        """Read on until all the words are on the screen and the newest line waits for typing."""
        end = monotonic() + PATIENCE
        while not (all(word in self.shown for word in words) and self._waits()):
            assert monotonic() < end, f"no {words} on:\n{self.shown}"
            try:
                self._feed(self._child.read_nonblocking(4096, 0.2))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                raise AssertionError(f"it ended without {words}:\n{self.shown}") from None

    def type(self, keys: str) -> None:
        self._child.send(keys)

    def exit_code(self) -> int | None:
        self._feed(self._child.read())
        self._child.close()
        status: int | None = self._child.exitstatus
        return status

    def colours(self) -> set[str]:
        return {cell.fg for row in self._screen.buffer.values() for cell in row.values()} - {"default"}

    def _waits(self) -> bool:
        return self.last_line.startswith("you >") or ": " in self.last_line or self.last_line.endswith(":")

    def _feed(self, text: str) -> None:
        self.raw += text
        self._stream.feed(text)


@contextmanager
def terminal(home: Path, *arguments: str) -> Iterator[Terminal]:
    child = pexpect.spawn(
        VOUCH,
        ["chat", *arguments],
        env=environment(home),
        dimensions=(ROWS, COLUMNS),
        encoding="utf-8",
        timeout=PATIENCE,
    )
    try:
        yield Terminal(child)
    finally:
        child.close(force=True)


def test_the_welcome_asks_three_things_enter_skips_each_and_the_story_follows(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with terminal(home) as seen:
        for asked in ("Time zone", "First day of your year", "Quiet hours"):
            seen.until(asked)
            assert seen.last_line.strip().startswith(asked)
            seen.type(ENTER)
        seen.until("you >")  # the fourth prompt is for the resident's own words
        seen.type(MET + ENTER)
        seen.until("Saved Dr. Anita Patel", "[4] Undo")
        seen.type("4" + ENTER)
        seen.until("Taken back: Dr. Anita Patel")
        seen.type("redo" + ENTER)
        seen.until("Here again: Dr. Anita Patel")
        assert {"cyan", "green"} & seen.colours()
        seen.type(CTRL_D)
        assert seen.exit_code() == 0
        assert "Traceback" not in seen.raw
        assert "WARNING" not in seen.raw

    with terminal(home) as again:
        again.until("you >")
        assert "Time zone" not in again.shown  # welcomed once
        again.type(UP)
        again.until(f"you > {MET}")
        again.type(CTRL_C)  # leaves the line, not the conversation
        again.type("exit" + ENTER)
        assert again.exit_code() == 0

    kept = {file: file.read_bytes() for file in home.rglob("*") if file.is_file()}
    assert kept
    assert not [file for file, content in kept.items() if b"Patel" in content or b"Mercy" in content]


def test_what_the_welcome_is_told_is_kept_and_leaving_it_is_no_answer(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with terminal(home, "--as", "Ana") as seen:
        seen.until("Time zone")
        seen.type("\x15" + "America/Chicago" + ENTER)  # Ctrl-U empties the line
        seen.until("First day of your year")
        seen.type(CTRL_C)
        seen.until("Left as it was.", "you >")
        seen.type(CTRL_D)
        assert seen.exit_code() == 0
    assert "America/New_York" in run_vouch(home, "chat", "--as", "Ana", given="settings\n").stdout
    with terminal(home, "--as", "Bo") as seen:
        seen.until("Time zone")
        seen.type("\x15" + "America/Chicago" + ENTER)
        seen.until("First day of your year")
        seen.type(ENTER)
        seen.until("Quiet hours")
        seen.type(ENTER)
        seen.until("you >")
        seen.type(CTRL_D)
        assert seen.exit_code() == 0
    assert "America/Chicago" in run_vouch(home, "chat", "--as", "Bo", given="settings\n").stdout
