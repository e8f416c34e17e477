"""How an unexpected failure is logged: a short reference and where it happened, never what a resident wrote."""

import logging
import secrets
import traceback


def log_failure(logger: logging.Logger, doing: str, error: BaseException) -> str:
    """Log the error's kind and place without its text, which may quote what was told; return the reference."""
    reference = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "unknown place"
    known = {"error": type(error).__name__, "place": place, "reference": reference}
    logger.error("%s failed: %s at %s (reference %s)", doing, *known.values(), extra=known)
    return reference
