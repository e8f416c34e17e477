"""A limit on how fast one person is answered, so that no robot and no stuck key is answered for ever.

Far above what a person types and what a platform delivers at once after an outage. Nobody keeps the others waiting even
below it, since each is answered in turn, one message at a time (front_door.py). Each process counts for itself, since a
stuck key is answered for ever by several no more than by one.
"""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

from bot.ports import Clock

REMEMBERED = 10_000
"""How many people are kept in mind; those who wrote longest ago are forgotten first."""


class Throttle:
    """Lets one name through *most* times *within* a span; later ones wait for their place, and none is turned away."""

    def __init__(self, clock: Clock, most: int = 1000, within: timedelta = timedelta(minutes=1)) -> None:
        self._clock, self._most, self._within = clock, most, within
        self._taken: OrderedDict[str, deque[datetime]] = OrderedDict()

    def wait(self, name: str) -> timedelta:
        """Take the next place of this name, and return how long it has to wait for it."""
        now = self._clock.now()
        taken = self._taken.setdefault(name, deque(maxlen=self._most))
        self._taken.move_to_end(name)
        if len(self._taken) > REMEMBERED:
            self._taken.popitem(last=False)
        free_at = max(now, taken[0] + self._within) if len(taken) == self._most else now
        taken.append(free_at)
        return free_at - now
