"""However often a word is repeated, reading takes time in proportion: a stuck key never hangs the conversation."""

import subprocess
import sys
from datetime import datetime
from time import process_time

from bot.understanding import understand
from bot.understanding.engine import READ_AT_MOST

NOW = datetime(2026, 10, 14, 10, 0)
_WORDS = (
    "no wait |no wait, |wait |oh |okay |ok, |please |sorry |just |no |maybe |and |so |um |hmm |hey |hi |also, ",
    "not now |actually |i mean |correction |update |thanks |quick question |one more thing |can you |again |done ",
    "dr |Dr. |Dr. Patel |Patel, |Dr. Patel and |MD, |the |of |University of |Hospital |at |in |on |from |with |for ",
    "she |he said |they |her |who |what |is |remind me |email |send |draft |snooze |push |delete |forget |undo |to ",
    "h1b |j1 no |visa |letter |only |except |unless |if |but |not |never |will |would |PD |chief |fellow |nephrology ",
    "friday |tomorrow |next week |every |in 2 weeks |a week from |the day before |until |quarter past |twenty |12 |1/",
    "0|9:|3p |May |march |sat |.|,|?|!|:|-|'|\"|(|)|@|/|#|_|a@b.co |www.|http://x.y/|555-0100 |+1 |a|é|🙂|x. |P G Y 2 ",
    "-- |> |\\|\n|\n- |\t| ",
)
FILLERS = tuple(filler for line in _WORDS for filler in line.split("|"))


def test_four_times_the_words_take_about_four_times_as_long() -> None:
    """In a process of its own, so that a pattern that never comes back fails this test and hangs no other."""
    program = "from tests.understanding.test_growth import report; report()"
    ended = subprocess.run([sys.executable, "-c", program], check=True, timeout=300, capture_output=True, text=True)
    assert [line for line in ended.stdout.splitlines() if not line.startswith("fine")] == []


def report() -> None:
    """Print a line for each filler; the one that never comes back is the next in the list."""
    for filler in FILLERS:
        _seconds(filler, 100)  # what is loaded or compiled once is not counted
        sys.stdout.write(f"{'fine' if _grows_evenly(filler) else 'grows too fast'}: {filler!r}\n")
        sys.stdout.flush()


def _grows_evenly(filler: str) -> bool:
    """Sixteen times would be quadratic; a busy machine blurs the ratio, and further readings settle that."""
    return any(_seconds(filler, READ_AT_MOST // 2) < 12 * _seconds(filler, READ_AT_MOST // 8) for _ in range(5))


def _seconds(filler: str, length: int) -> float:
    begun = process_time()
    understand((filler * length)[:length] + "met Dr. Rao friday", NOW, "UTC")
    return process_time() - begun
