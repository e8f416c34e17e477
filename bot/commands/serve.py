"""`vouch serve`: plan and deliver nudges, and answer /healthz, until it is stopped."""

import asyncio
from argparse import ArgumentParser, Namespace

from bot.commands.logs import log_to_standard_error
from bot.settings import environment, read_settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = "Settings come from the environment; `vouch settings` lists them."


def run(_arguments: Namespace) -> int:
    settings = read_settings(environment())
    log_to_standard_error(settings)
    from bot.drafting.check_templates import check_folder
    from bot.wiring.serving import serve

    check_folder(settings.templates)
    asyncio.run(serve(settings))
    return 0
