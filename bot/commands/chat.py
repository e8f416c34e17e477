"""`vouch chat`: talk to Vouch in this terminal."""

import asyncio
import getpass
from argparse import ArgumentParser, Namespace

from bot.commands.logs import log_to_standard_error
from bot.settings import environment, read_settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--as", dest="name", metavar="NAME", help="whose conversation to open (yours without it)")


def run(arguments: Namespace) -> int:
    settings = read_settings(environment())
    log_to_standard_error(settings)
    from bot.drafting.check_templates import check_folder
    from bot.wiring.terminal import chat

    check_folder(settings.templates)
    asyncio.run(chat(settings, arguments.name or getpass.getuser()))
    return 0
