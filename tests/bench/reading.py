"""How fast a message is read, and by how much that beats searching it for dates alone.

Each reader runs in a process of its own, so that its import and memory are its own.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.bench.corpus import Message, tuned_messages
from tests.bench.figures import Figure, median_and_p99, milliseconds

Read = Callable[[Message], object]

READERS = {"understand": 5, "search_dates": 2}
"""Name of a reader and how many rounds it runs; of each message the fastest reading counts."""

LONG_MESSAGE = 100_000


def reading_figures() -> list[Figure]:
    figures = []
    for name in READERS:
        ours = name == "understand"
        area = "understand" if ours else "dateparser.search.search_dates"
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
    read = _understand() if name == "understand" else _search_dates()
    imported = perf_counter() - begun
    first = _seconds(read, messages[0])
    rounds = [[_seconds(read, message) for message in messages] for _ in range(READERS[name])]
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
    command = [sys.executable, "-m", "tests.bench.reading", name]
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
