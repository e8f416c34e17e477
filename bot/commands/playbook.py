"""`vouch playbook check`: what is wrong in the files of the year, and which facts are old."""

from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path

from bot.playbook.check import HERE, check_directory


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=["check"], help="check every pack and every sourced fact")
    parser.add_argument("directory", nargs="?", type=Path, default=HERE, help="where the files are (default: Vouch's)")


def run(arguments: Namespace) -> int:
    """Print a line a file; return 1 where one cannot be used as it is. An old fact is named and no mistake."""
    checked = check_directory(arguments.directory, datetime.now().astimezone().date())
    if not checked:
        print(f"There is no .toml file in {arguments.directory}.")
    for each in checked:
        print(f"{each.name}: {'; '.join(each.wrong) or each.holds}")
        for old in each.old:
            print(f"  old: {old}")
    return 1 if not checked or any(each.wrong for each in checked) else 0
