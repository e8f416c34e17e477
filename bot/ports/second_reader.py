"""A second opinion on what a message means."""

from datetime import datetime
from typing import Protocol


class SecondReader(Protocol):
    """Another opinion on a note, where an operator has set one up (docs/language-model.md)."""

    async def propose(self, text: str, now: datetime) -> object | None:
        """Return a reading in any shape, unchecked; None for none. *now* is the resident's wall clock. Never raises."""
