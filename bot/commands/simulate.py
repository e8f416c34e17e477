"""`vouch simulate`: replay a script of days or a whole year against the real bot, in seconds."""

import asyncio
import json
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.errors import VouchError
from bot.settings import environment, read_settings, templates_in


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("script", metavar="SCRIPT.jsonl", help="one JSON object a line; - reads standard input")
    parser.add_argument("--db", metavar="URL", help="the database to run on (a fresh temporary one without it)")
    parser.add_argument("--until", metavar="ISO", type=_moment, help="let time pass until then after the last line")


def run(arguments: Namespace) -> int:
    """Print what the bot sends, one JSON object a line; a malformed script ends with exit code 2."""
    from bot.drafting.check_templates import check_folder
    from bot.wiring.simulation import simulate

    check_folder(templates_in(environment()))
    lines = _lines(arguments.script)
    asyncio.run(simulate(lines, _print_line, arguments.db, arguments.until, _key_for(arguments.db)))
    return 0


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _lines(script: str) -> list[str]:
    if script == "-":
        return sys.stdin.readlines()
    try:
        return Path(script).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise VouchError(f"The script {script} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise VouchError(f"The script {script} is not UTF-8 text.") from error


def _key_for(database: str | None) -> bytes | None:
    """Return the master key for a database that stays; a temporary one gets a key that dies with it."""
    return read_settings(environment()).key if database else None


def _print_line(line: dict[str, Any]) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)
