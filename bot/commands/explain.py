"""`vouch explain "..."`: which rule said what over which words, and what lost."""

from argparse import ArgumentParser, Namespace
from datetime import datetime

from bot.understanding.explain import explain


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", help="the message")
    parser.add_argument(
        "--now", type=datetime.fromisoformat, default=None, help="the local time it is read at (default: this minute)"
    )


def run(arguments: Namespace) -> int:
    now = arguments.now or datetime.now().astimezone()
    print(explain(" ".join(arguments.text), now.replace(tzinfo=None)))
    return 0
