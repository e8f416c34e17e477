"""What others promised the resident and did not do."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.resident import Resident
from bot.domain.year import PromiseState
from bot.planning.due import Due, Kept, occasion
from bot.playbook.pack import pack_for

WEIGHT = 55


def promises_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    """Return every open promise, on the day after it was due; one without a day after two weeks."""
    undated = timedelta(days=pack_for(resident).promises.undated_after)
    for promise in kept.promises:
        if promise.state is PromiseState.OPEN:
            on = promise.due_on + timedelta(days=1) if promise.due_on else promise.made_on + undated
            yield occasion(f"promise:{promise.id}", on, promise.created_at, WEIGHT)
