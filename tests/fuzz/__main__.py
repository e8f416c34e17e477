"""`make fuzz`: let a coverage-guided fuzzer look for a message that breaks the reader.

Arguments are libFuzzer's: `make fuzz ARGS="-max_total_time=600"`. A message that breaks it is written to a file
crash-...; `make fuzz ARGS=crash-...` reads just that one again.
"""

import json
import sys
from datetime import datetime
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["bot.understanding"]):
    import bot.understanding.engine  # noqa: F401 - understand() imports it with its first message, too late to be watched
    from bot.understanding import KnownContact
    from tests.understanding.invariants import check_reading

_CORPUS = Path(__file__).parents[1] / "corpus"
_SEEDS = Path(".fuzz")
_NOW = datetime(2026, 10, 14, 10, 0)
_TWO_MINUTES = "-max_total_time=120"


def read_one(data: bytes) -> None:
    provider = atheris.FuzzedDataProvider(data)
    known = (KnownContact("Wei Chen"),) if provider.ConsumeBool() else ()
    check_reading(provider.ConsumeUnicodeNoSurrogates(atheris.ALL_REMAINING), _NOW, known)


def _sow() -> None:
    """Give the fuzzer the tuned messages to start from: what it finds stays beside them for the next run."""
    _SEEDS.mkdir(exist_ok=True)
    for file in sorted(_CORPUS.glob("tuned-*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            message = json.loads(line)
            # For the fuzzer's provider: a first byte of 1 means ASCII, and the last one is the choice of *known*.
            (_SEEDS / message["id"]).write_bytes(b"\x01" + message["text"].encode("ascii", "ignore") + b"\x01")


def main() -> None:
    _sow()
    chosen = sys.argv[1:]
    options = chosen if any(each.startswith("-max_total_time") for each in chosen) else [*chosen, _TWO_MINUTES]
    files = [each for each in chosen if not each.startswith("-")]
    atheris.Setup([sys.argv[0], *options, *([] if files else [str(_SEEDS)])], read_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
