"""The command `vouch`, also `python -m bot`: finds the subcommand asked for, and imports and runs only that."""

import argparse
import os
import select
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from bot.errors import VouchError


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand. *module* has ``add_arguments(parser)`` and ``run(arguments)``, which returns the exit code."""

    name: str
    help: str
    module: str


COMMANDS = (
    Command("chat", "talk to Vouch in this terminal", "bot.commands.chat"),
    Command(
        "import",
        "read a file of contacts, dates or an export, after showing what would change",
        "bot.commands.import_file",
    ),
    Command("understand", "read messages as JSON lines and say what each means", "bot.commands.understand"),
    Command("explain", "show which rule said what of a message", "bot.commands.explain"),
    Command("simulate", "replay days or a year from a script, in seconds", "bot.commands.simulate"),
    Command("serve", "deliver nudges and answer /healthz, until stopped", "bot.commands.serve"),
    Command("outbox", "show what waits, was sent or was given up", "bot.commands.outbox"),
    Command("doctor", "check the settings, the database and each chat platform", "bot.commands.doctor"),
    Command("db", "bring the database up to date, or change its master key", "bot.commands.database"),
    Command("teams", "make the app package for Microsoft Teams", "bot.commands.teams"),
    Command("templates", "copy the English of drafts into a folder to edit, and check it", "bot.commands.templates"),
    Command("playbook", "check the files of the year: milestones, numbers, sourced dates", "bot.commands.playbook"),
    Command("settings", "list every setting and what it is now", "bot.commands.settings"),
)


class _ShowVersion(argparse.Action):
    """Reads the installed version when it is asked for: importlib.metadata is slow to import."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        print(f"vouch {version('vouch')}")
        parser.exit()


def build_parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser for *arguments*, with the options of the one subcommand they name.

    The others are listed with their help and not imported, which keeps every command quick to start.
    """
    width = max(len(command.name) for command in COMMANDS)
    # argparse's own listing breaks the line after a name longer than its options.
    listing = "\n".join(f"  {command.name:<{width}}  {command.help}" for command in COMMANDS)
    parser = argparse.ArgumentParser(
        prog="vouch",
        usage="vouch [-h] [--version] COMMAND ...",
        description="Remembers whom you met, and comes back when it is time to follow up.",
        epilog=f"commands:\n{listing}\n\nvouch COMMAND --help says more about one of them.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="show the version and exit")
    subparsers = parser.add_subparsers(prog="vouch", metavar="COMMAND", required=True, help=argparse.SUPPRESS)
    asked_for = next((word for word in arguments if not word.startswith("-")), None)
    for command in COMMANDS:
        subparser = subparsers.add_parser(command.name, description=command.help)
        if command.name == asked_for:
            module = import_module(command.module)
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the subcommand that *arguments* name (those of the process by default) and return its exit code.

    What the person who runs Vouch can put right is one line on standard error, and the error's exit code.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    parsed = build_parser(words).parse_args(words)
    try:
        exit_code: int = parsed.run(parsed)
        sys.stdout.flush()
    except BrokenPipeError:
        if nobody_reads_on():
            return 141  # what a shell expects of a process ended by SIGPIPE
        raise
    except VouchError as error:
        print(f"vouch: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130  # what a shell expects of a process ended by Ctrl-C
    return exit_code


def nobody_reads_on() -> bool:
    """Tell whether who read standard output has left, as `head` does; what is left to say then goes nowhere.

    As Python's documentation has it, "Note on SIGPIPE".
    """
    output = select.poll()
    output.register(sys.stdout, 0)  # its end is told unasked
    if not output.poll(0):
        return False
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return True


if __name__ == "__main__":
    sys.exit(main())
