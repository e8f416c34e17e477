"""`vouch settings`: every setting, what it is for and what it is now."""

import textwrap
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping

from bot.settings import SETTINGS, Setting, data_directory, environment, read_settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = "Set them in the environment, or in a file named .env in the directory you start Vouch from."


def run(_arguments: Namespace) -> int:
    variables = environment()
    for setting in SETTINGS:
        print(f"{setting.variable} = {_shown(setting, variables)}")
        print(textwrap.fill(setting.meaning, 88, initial_indent="    ", subsequent_indent="    "))
        print()
    print(f"Data directory: {data_directory()}")
    # Read last, so that a wrong setting is told after the list that explains it.
    read_settings(variables)
    return 0


def _shown(setting: Setting, variables: Mapping[str, str]) -> str:
    text = variables.get(setting.variable, "").strip()
    if not text:
        return f"{setting.default} (the default)" if setting.default else "(not set)"
    return "(set, not shown)" if setting.secret else _without_password(text)


def _without_password(text: str) -> str:
    """Hide what stands between colon and @ in a database URL: this list gets pasted into tickets.

    >>> _without_password("postgresql://vouch:hunter2@db/vouch")
    'postgresql://vouch:***@db/vouch'
    """
    scheme, separator, rest = text.partition("://")
    login, at, place = rest.rpartition("@")
    if not at:
        return text
    return f"{scheme}{separator}{login.partition(':')[0]}:***@{place}"
