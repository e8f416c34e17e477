"""The master key that all residents' keys are wrapped under: made once, kept in a file of its own or in VOUCH_KEY."""

import base64
import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from bot.errors import SettingsError

KEY_BYTES = 32


def new_key() -> str:
    """Return a fresh master key in the form VOUCH_KEY takes."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def read_key(text: str) -> bytes:
    """Return the key that VOUCH_KEY or the key file holds. Raises ValueError, whose text follows "must be"."""
    try:
        key = base64.urlsafe_b64decode(text.strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError(f"{KEY_BYTES} bytes in URL-safe base64 (44 characters); `vouch db new-key` prints a new one")
    return key


def key_from_file(file: Path) -> bytes:
    """Return the key in *file*, which is made with a new one where it is missing. Raises SettingsError."""
    if not file.exists():
        try:
            _make_key_file(file)
        except OSError as error:
            raise SettingsError(
                f"The key file {file} cannot be written ({error.strerror}). Set VOUCH_KEY instead."
            ) from error
    return _read_key_file(file)


def _make_key_file(file: Path) -> None:
    # Written whole and synced under another name, then linked, which never replaces: two first starts agree on one
    # key, and a power cut leaves no half of one.
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix="master-")
    with os.fdopen(descriptor, "w") as handle:
        handle.write(new_key() + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(name, file)
    Path(name).unlink()


def _read_key_file(file: Path) -> bytes:
    try:
        return read_key(file.read_text())
    except OSError as error:
        raise SettingsError(f"The key file {file} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise SettingsError(
            f"The key file {file} is damaged: it must hold {error}. Put your copy of it back; "
            "with another key the notes stay unreadable."
        ) from error
