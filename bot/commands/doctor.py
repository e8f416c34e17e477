"""`vouch doctor`: is everything set up as it must be? One line a check; exit code 1 where one is wrong."""

import asyncio
from argparse import ArgumentParser, Namespace

from bot.doctor import examine
from bot.errors import SettingsError
from bot.settings import environment, read_settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("part", nargs="?", help="what to look at: database, slack, ...; left out: all that is set up")


def run(arguments: Namespace) -> int:
    from bot.wiring.checks import checks_of

    parts = checks_of(read_settings(environment()))
    if arguments.part and arguments.part not in parts:
        raise SettingsError(
            f"There is nothing to check for {arguments.part}: none of its variables is set (`vouch settings` lists "
            f"them). What is set up: {', '.join(parts)}."
        )
    wanted = [check for part, checks in parts.items() if arguments.part in (None, part) for check in checks]
    findings = asyncio.run(examine(wanted))
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        print(f"{'ok   ' if finding.well else 'WRONG'} {finding.name:<{width}}  {finding.says}")
    return 0 if all(finding.well for finding in findings) else 1
