"""`vouch understand` as a process: a thousand lines of garbage, and a line of answer for each."""

import json
import random
from collections.abc import Callable
from pathlib import Path

from tests.processes import run_installed, run_vouch

NOW = "2026-10-13T18:40:00"
TEXTS = (
    "",
    "   ",
    "\x00\x01\x1b[2J\x7f",
    "🙂🏳️‍🌈👩🏽‍⚕️",
    "التقيت بالدكتورة ريم، \u202eevil\u202c \u200f",
    "met Dr. \u0301\u0301\u0301 on \ud83d",
    "9" * 500,
    "((((((((((((((((((((",
    "met Dr. Rao on 31/31/2026 at 99:99 and on 0000-00-00",
    "remind me in 999999999999999 days",
    "every feb 30 at 25pm",
    "\u2028\u2029\x85\x0b\x0c",
    "N/A; DROP TABLE notes; --",
)


def _line(**fields: object) -> bytes:
    return json.dumps({"text": "met Dr. Rao", "now": NOW, "tz": "America/Chicago"} | fields).encode()


def _wrong_type(chance: random.Random) -> object:
    return chance.choice([None, 5, -1.5, True, [], {}, [[]], "", "nonsense", {"a": 1}, 10**40])


def _noise(chance: random.Random) -> bytes:
    return bytes(chance.choice([b for b in range(256) if b not in b"\n\r"]) for _ in range(chance.randint(1, 200)))


def _scrambled(chance: random.Random) -> str:
    return "".join(chr(chance.choice([*range(32), *range(32, 127), 0x202E, 0x1F642, 0x5D0])) for _ in range(120))


GARBAGE: tuple[Callable[[random.Random], bytes], ...] = (
    lambda chance: b"x" + _noise(chance),
    lambda chance: _line()[: chance.randint(1, 40)],
    lambda chance: _line(text=chance.choice(TEXTS)),
    lambda chance: _line(text=_scrambled(chance)),
    lambda chance: _line(text=_wrong_type(chance)),
    lambda chance: _line(now=_wrong_type(chance)),
    lambda chance: _line(now=chance.choice(["0001-01-01T00:00", "9999-12-31T23:59:59", "yesterday", "2026-02-30"])),
    lambda chance: _line(tz=chance.choice(["Mars/Base", "", "../../etc/passwd", "UTC\x00", "America", 7, None])),
    lambda chance: _line(known=chance.choice([5, "Rao", [5], [{}], [{"name": 5}], [{"name": ""}], [{"name": "\x00"}]])),
    lambda chance: _line(id=_wrong_type(chance)),
    lambda chance: chance.choice(
        [b"{}", b"null", b"[]", b'"text"', b"NaN", b"[" * 5000, b'{"text":"a"}', b"\xff\xfe{}"]
    ),
)


def test_a_thousand_lines_of_garbage_get_a_line_each_in_order(tmp_path: Path) -> None:
    chance = random.Random(20261013)
    lines = [chance.choice(GARBAGE)(chance) for _ in range(998)]
    lines.insert(500, _line(id="long", text="met Dr. Rao at Mercy and " + "then again, " * 8500))  # 100 kB
    lines.append(_line(id="last", text="met Dr. Rao, APD at Lakeside"))
    ended = run_vouch(tmp_path / "home", "understand", given=b"\n".join(lines) + b"\n")
    assert (ended.returncode, ended.stderr) == (0, "")
    answers = [json.loads(line) for line in ended.stdout.split("\n")[:-1]]
    assert len(answers) == len(lines) == 1000
    assert all(("intent" in answer) != ("error" in answer) for answer in answers)
    assert answers[500]["id"] == "long"
    assert answers[-1]["id"] == "last"
    assert answers[-1]["people"][0]["name"] == "Dr. Rao" or answers[-1]["people"][0]["name"] == "Rao"


def test_answers_keep_the_order_and_the_ids_of_the_questions(tmp_path: Path) -> None:
    lines = b"".join(_line(id=number) + (b"\n" if number % 2 else b"\nnot json\n") for number in range(40))
    ended = run_installed(tmp_path / "home", "understand", given=lines)
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [answer["id"] for answer in told if "intent" in answer] == list(range(40))
    assert len([answer for answer in told if "error" in answer]) == 20
