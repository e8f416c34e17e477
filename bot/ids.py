"""Ids that sort by the moment they were given, in the form of a ULID: 48 bits of milliseconds, 80 of chance."""

import random
from datetime import datetime

from bot.ports import Clock

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [one + other for one in _ALPHABET for other in _ALPHABET]
"""What ten bits are: an id is written in half as many steps."""

_CHANCE_BITS = 80
_CHANCE_LETTERS = 16


class TimeOrderedIds:
    """Gives ids that keep their order within a millisecond too: what one message made stays in the order told.

    A seeded *chance* makes them repeatable, for replaying time.
    """

    def __init__(self, clock: Clock, chance: random.Random | None = None) -> None:
        self._clock = clock
        self._chance = chance or random.SystemRandom()
        self._last = 0
        self._moment = (0, "")

    def new(self) -> str:
        moment = _milliseconds(self._clock.now())
        if moment <= self._last >> _CHANCE_BITS:
            self._last += 1
        else:
            self._last = moment << _CHANCE_BITS | self._chance.getrandbits(_CHANCE_BITS)
        return self._letters_of(self._last >> _CHANCE_BITS) + _in_base_32(self._last, _CHANCE_LETTERS)

    def _letters_of(self, moment: int) -> str:
        """Return what the ids of this millisecond begin with; one message takes several."""
        if self._moment[0] != moment:
            self._moment = moment, _in_base_32(moment, letters=10)
        return self._moment[1]

    def chance(self, letters: int) -> str:
        return _in_base_32(self._chance.getrandbits(5 * letters), letters)


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _in_base_32(number: int, letters: int) -> str:
    pairs = [_PAIRS[number >> 5 * place & 1023] for place in range(letters - 2, -1, -2)]
    if letters % 2:
        pairs.append(_ALPHABET[number & 31])
    return "".join(pairs)
