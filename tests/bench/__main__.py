"""`make bench`: measure everything that has a goal, on this machine, and print one table."""

import asyncio
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from tests.bench.figures import Figure, machine, print_figures
from tests.bench.outbox import delivery_figures, due_scan_figures
from tests.bench.reading import reading_figures
from tests.bench.replies import reply_figures
from tests.bench.residents import postgres_version
from tests.bench.slack import slack_figures
from tests.bench.teams import teams_figures
from tests.bench.workers import worker_figures
from tests.bench.year import year_figures

PARTS = ("reading", "replies", "due-scan", "deliveries", "slack", "workers", "year", "teams")


def main() -> None:
    parser = ArgumentParser(prog="make bench", description="Measure the speed of Vouch on this machine.")
    parser.add_argument("--quick", action="store_true", help="fewer messages, 100,000 planned nudges")
    parser.add_argument("--only", choices=PARTS, action="append", metavar="PART", help=f"one of {', '.join(PARTS)}")
    arguments = parser.parse_args()
    parts = arguments.only or PARTS
    print("Measuring; with everything this takes about a quarter of an hour.", file=sys.stderr)
    figures = reading_figures() if "reading" in parts else []
    postgres, more = asyncio.run(_measure(arguments.quick, parts))
    print(f"{machine()} · {postgres}")
    print_figures([*figures, *more])


async def _measure(quick: bool, parts: Sequence[str]) -> tuple[str, list[Figure]]:
    """Return the version of PostgreSQL, or why there is none, and the figures of all that needs a database."""
    postgres = await postgres_version()
    figures: list[Figure] = []
    for kind in ("sqlite", "postgresql") if postgres.startswith("PostgreSQL ") else ("sqlite",):
        if "replies" in parts:
            figures += await reply_figures(kind, 20 if quick else 100)
        if "due-scan" in parts:
            figures += await due_scan_figures(kind, 100_000 if quick else 1_000_000)
        if "deliveries" in parts:
            figures += await delivery_figures(kind)
        if "slack" in parts:
            figures += await slack_figures(kind, 400 if quick else 1000)
        if "workers" in parts:
            figures += await worker_figures(kind, 100_000 if kind == "sqlite" and not quick else 0)
    if "year" in parts:
        figures += await year_figures()
    if "teams" in parts:
        figures += await teams_figures(50 if quick else 150)
    return postgres, figures


if __name__ == "__main__":
    main()
