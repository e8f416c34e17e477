"""`vouch db`: bring the database up to date, and change the master key."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from bot.master_key import new_key
from bot.settings import environment, read_settings


def add_arguments(parser: ArgumentParser) -> None:
    tasks = parser.add_subparsers(title="tasks", metavar="TASK", required=True)
    for name, (task, explanation) in _TASKS.items():
        tasks.add_parser(name, help=explanation, description=explanation).set_defaults(task=task)


def run(arguments: Namespace) -> int:
    task: Callable[[], None] = arguments.task
    task()
    return 0


def _upgrade() -> None:
    from bot.wiring.database import upgrade_database

    asyncio.run(upgrade_database(read_settings(environment())))
    print("The database is up to date.")


def _rotate_key() -> None:
    from bot.wiring.database import rotate_key

    changed = asyncio.run(rotate_key(read_settings(environment())))
    print(f"{changed} residents' keys are now wrapped under VOUCH_KEY. The old keys are no longer needed.")


def _new_key() -> None:
    print(new_key())


_TASKS = {
    "upgrade": (_upgrade, "bring the tables up to date; safe to run at any time, and by several at once"),
    "rotate-key": (_rotate_key, "put every resident's key under VOUCH_KEY, reading with VOUCH_OLD_KEYS"),
    "new-key": (_new_key, "print a new master key for VOUCH_KEY"),
}
