"""What a measurement says, and how figures are boiled down and printed."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table: *area* groups the rows, *value* carries its unit, *goal* is empty where none is set."""

    area: str
    what: str
    value: str
    goal: str = ""


def percentile(seconds: Sequence[float], share: float) -> float:
    """Return the value below which *share* (0 to 1) of the values lie."""
    ranked = sorted(seconds)
    return ranked[min(int(len(ranked) * share), len(ranked) - 1)]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.2f} ms"


def median_and_p99(seconds: Sequence[float]) -> str:
    return f"{milliseconds(median(seconds))} · p99 {milliseconds(percentile(seconds, 0.99))}"


def print_figures(figures: Iterable[Figure]) -> None:
    """Print one table, the area named once for all of its rows."""
    rows = [(each.area, each.what, each.value, each.goal) for each in figures]
    heading = ("", "what", "measured", "goal")
    widths = [max(len(row[column]) for row in (heading, *rows)) for column in range(4)]
    area = ""
    for row in (heading, *rows):
        if row[0] != area:
            print()
        shown = ("" if row[0] == area else row[0], *row[1:])
        area = row[0]
        print("  ".join(cell.ljust(width) for cell, width in zip(shown, widths, strict=True)).rstrip())


def machine() -> str:
    """Say what was measured on: the figures mean nothing without it."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    processor = f"{_processor()}, {os.cpu_count()} cores"
    return f"{processor} · {platform.system()} · {python} · SQLite {sqlite3.sqlite_version}"


def _processor() -> str:
    listing = Path("/proc/cpuinfo")
    if listing.exists():
        for line in listing.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
