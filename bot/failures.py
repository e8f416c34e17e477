"""How an unexpected failure is logged: a short reference and where it happened, never what a resident wrote."""

import logging
import secrets
import traceback
from pathlib import Path


def log_failure(logger: logging.Logger, doing: str, error: BaseException, reference: str | None = None) -> str:
    """Log the error's kind and place without its text, which may quote what was told; return the reference.

    *reference* is one that the resident is shown; without one it is made up.
    """
    reference = reference or secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    place = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames) or "unknown place"
    known = {"error": type(error).__name__, "place": place, "reference": reference}
    logger.error("%s failed: %s at %s (reference %s)", doing, *known.values(), extra=known)
    return reference
