"""Time and chance, which a replay sets for itself."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""


class Ids(Protocol):
    def new(self) -> str:
        """Return an id never given before, sorting after those of earlier milliseconds."""

    def chance(self, letters: int) -> str:
        """Return letters and digits that nothing else given out helps to guess: for a code that opens something."""
