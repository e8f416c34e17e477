"""How many there are, and which, in words."""

from collections.abc import Sequence

_IRREGULAR = {"person": "people"}


def counted(number: int, noun: str) -> str:
    """Return the number with its noun, one or many of it.

    >>> counted(1, "person"), counted(3, "new person"), counted(2, "entry"), counted(0, "day")
    ('1 person', '3 new people', '2 entries', '0 days')
    """
    return f"{number} {noun if number == 1 else _many(noun)}"


def _many(noun: str) -> str:
    before, space, last = noun.rpartition(" ")
    if last.endswith("y") and last[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{before}{space}{_IRREGULAR.get(last, f'{last}s')}"


def listed(names: Sequence[str]) -> str:
    """Return the names as a sentence has them.

    >>> listed(["Rao"]), listed(["Rao", "Lee", "Wu"]), listed([])
    ('Rao', 'Rao, Lee and Wu', '')
    """
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
