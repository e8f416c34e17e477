"""Logging of a running command: to standard error, counts and references, never what anyone wrote."""

import logging

from bot.settings import Settings


def log_to_standard_error(settings: Settings) -> None:
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
