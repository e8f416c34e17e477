"""`vouch understand`: JSON messages in, what they mean out, a line each."""

import sys
from argparse import ArgumentParser, Namespace

from bot.understanding import load
from bot.understanding.json_lines import serve_lines


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = (
        'Each line of standard input is an object with "text", "now" (local time), "tz" and perhaps "id" and "known"; '
        'each is answered at once by a line on standard output. A line that cannot be read gets an "error".'
    )


def run(_arguments: Namespace) -> int:
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    load()
    serve_lines(sys.stdin.buffer, sys.stdout)
    return 0
