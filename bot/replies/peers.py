"""Introductions between members of a cohort, in words."""

import json
from collections.abc import Sequence

from bot.messages import Button, Reply
from bot.replies.counting import listed


def wanted(cohort: str) -> Reply:
    return Reply(
        f"Good: every three weeks I introduce you to somebody of #{cohort}. “cohort peers off” ends it, "
        "“cohort peers not NAME” leaves somebody out; nobody is told."
    )


def not_wanted(cohort: str) -> Reply:
    return Reply(f"I introduce you to nobody of #{cohort} until you say “cohort peers on”.")


def never_with() -> Reply:
    return Reply("I'll never introduce the two of you. Nobody is told.")


def introduction(cohort: str, others: Sequence[str]) -> Reply:
    names = listed(others)
    return Reply(
        f"This time it is {names}. Write to each other, and find twenty minutes: what helped you this month, "
        "whom should the other know?",
        title=f"Somebody of #{cohort} to meet",
        kind="announcement",
    )


def did_you_meet(others: Sequence[str]) -> Reply:
    names = listed(others)
    return Reply(
        f"Did you meet {names}?",
        buttons=(Button("We met", f"peers_met:{json.dumps(list(others))}"), Button("Not yet", "peers_not_met:")),
        kind="announcement",
    )


def names_in(target: str) -> list[str]:
    """Return the names that the button "We met" carries: a directory writes many as “Silva, Ana”.

    >>> names_in(did_you_meet(["Silva, Ana", "Ben Wu"]).buttons[0].target)
    ['Silva, Ana', 'Ben Wu']
    """
    names: list[str] = json.loads(target) if target.startswith("[") else target.split(",")
    return [name for name in names if name]


def kept_as_peers(names: Sequence[str], act_id: str) -> Reply:
    return Reply(f"Kept as your peers: {listed(names)}.", buttons=(Button("Undo", f"undo:{act_id}"),))


def another_time() -> Reply:
    return Reply("Another time, then. I ask no more about this one.")
