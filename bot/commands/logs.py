"""Logging of a running command: to standard error, counts and references, never what anyone wrote."""

import json
import logging
import sys
import traceback
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from bot.settings import Settings

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def log_to_standard_error(settings: Settings) -> None:
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if as_json else PlainLines())
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler], force=True)


class PlainLines(logging.Formatter):
    """For a person at a terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        own = copy(record)
        own.exc_text = None  # another handler may have left the whole text there
        return super().format(own)

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802  # the name that logging calls
        return failure_in_words(ei)


class JsonLines(logging.Formatter):
    """For whatever gathers logs: one JSON object a line, with what a call names in *extra* as fields of their own."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"at": at, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        told |= {name: value for name, value in vars(record).items() if name not in _USUAL}
        if record.exc_info:
            told["failure"] = failure_in_words(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message", "taskName"}


def failure_in_words(error: _ExcInfo) -> str:
    """Return the kind of an error and where it happened: its own text may quote what somebody wrote."""
    frames = traceback.extract_tb(error[2])[-6:]
    where = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{error[0].__name__ if error[0] else 'no error'} at {where or 'unknown place'}"
