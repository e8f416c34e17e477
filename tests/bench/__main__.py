"""`make bench`: measure everything that has a goal, on this machine, and print one table."""

import asyncio
import sys
from argparse import ArgumentParser

from tests.bench.figures import Figure, machine, print_figures
from tests.bench.outbox import delivery_figures, due_scan_figures
from tests.bench.reading import reading_figures
from tests.bench.replies import reply_figures
from tests.bench.residents import postgres_version
from tests.bench.slack import slack_figures
from tests.bench.teams import teams_figures
from tests.bench.workers import worker_figures
from tests.bench.year import year_figures


def main() -> None:
    parser = ArgumentParser(prog="make bench", description="Measure the speed of Vouch on this machine.")
    parser.add_argument("--quick", action="store_true", help="fewer messages, 100,000 planned nudges")
    quick = parser.parse_args().quick
    print("Measuring; with everything this takes about ten minutes.", file=sys.stderr)
    figures = reading_figures()
    postgres, more = asyncio.run(_measure(quick))
    print(f"{machine()} · {postgres}")
    print_figures([*figures, *more])


async def _measure(quick: bool) -> tuple[str, list[Figure]]:
    """Return the version of PostgreSQL, or why there is none, and the figures of all that needs a database."""
    postgres = await postgres_version()
    figures: list[Figure] = []
    for kind in ("sqlite", "postgresql") if postgres.startswith("PostgreSQL ") else ("sqlite",):
        figures += await reply_figures(kind, 20 if quick else 100)
        figures += await due_scan_figures(kind, 100_000 if quick else 1_000_000)
        figures += await delivery_figures(kind)
        figures += await slack_figures(kind, 200 if quick else 500)
        figures += await worker_figures(kind, 100_000 if kind == "sqlite" and not quick else 0)
    figures += await year_figures()
    figures += await teams_figures(50 if quick else 150)
    return postgres, figures


if __name__ == "__main__":
    main()
