"""Who residents say they are is taken apart in no time, whatever they repeat."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("said", ["from aaa ", "on a j1 ", "until may ", "new ", "in im ", "and also i "])
def test_what_is_said_again_and_again_is_soon_read(said: str) -> None:
    """In a process of its own, so that a pattern that tries every way fails this test and hangs no other."""
    text = f"im a prelim {said * 70}9"
    program = f"from bot.understanding.introduction import introduction_in; introduction_in({text!r})"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
