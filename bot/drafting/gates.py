"""What stands before a draft that could do harm."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gate:
    """*name* is own_program, soap, binding_match or own_director. One that *holds* waits for the resident's word."""

    name: str
    holds: bool
