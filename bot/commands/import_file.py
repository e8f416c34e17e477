"""`vouch import FILE`: show what a file would change, ask, and import it."""

import asyncio
import getpass
from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot.commands.logs import log_to_standard_error
from bot.settings import environment, read_settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="vCard, CSV (LinkedIn, Google, Outlook), iCalendar or JSON")
    parser.add_argument("--as", dest="name", metavar="NAME", help="into whose account (yours without it)")
    parser.add_argument("--yes", action="store_true", help="import without asking")


def run(arguments: Namespace) -> int:
    settings = read_settings(environment())
    log_to_standard_error(settings)
    from bot.wiring.terminal import import_file

    name = arguments.name or getpass.getuser()
    asyncio.run(import_file(settings, name, arguments.file, without_asking=arguments.yes))
    return 0
