"""`vouch teams`: the app package that an administrator uploads to Microsoft Teams."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot.errors import SettingsError
from bot.settings import environment, read_settings


def add_arguments(parser: ArgumentParser) -> None:
    tasks = parser.add_subparsers(title="tasks", metavar="TASK", required=True)
    explanation = "write the app package, for the bot MICROSOFT_APP_ID served at VOUCH_PUBLIC_URL"
    package = tasks.add_parser("package", help=explanation, description=explanation)
    package.add_argument("--output", type=Path, default=Path("vouch-teams.zip"), metavar="FILE", help="vouch-teams.zip")


def run(arguments: Namespace) -> int:
    from bot.wiring.faces import teams_package

    package = teams_package(read_settings(environment()))
    try:
        arguments.output.write_bytes(package)
    except OSError as error:
        raise SettingsError(
            f"{arguments.output} cannot be written ({error.strerror}). Give another --output."
        ) from error
    print(f"{arguments.output} is made. Upload it in Teams: Apps, Manage your apps, Upload an app.")
    return 0
