"""Which words go with which kind of occasion."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.planning.reviews import still_open
from bot.replies.nudges import Words
from bot.replies.occasions.draft_for import draft_for
from bot.replies.occasions.events import conference_words, rotation_words
from bot.replies.occasions.owed import follow_up_words, letter_words, promise_words
from bot.replies.occasions.people import cadence_words
from bot.replies.occasions.scene import Scene
from bot.replies.occasions.year import (
    account_words,
    milestone_words,
    opening_words,
    own_date_words,
    review_words,
    target_words,
    win_words,
)

NAMED_FOR = timedelta(weeks=4)
"""For how long the review names what it brought up without an answer; after that it is counted."""

FEW = 2

WORDS: Mapping[str, Callable[[Scene, list[str]], Words | None]] = {
    "follow_up": follow_up_words,
    "promise": promise_words,
    "letter": letter_words,
    "conference": conference_words,
    "rotation": rotation_words,
    "cadence": cadence_words,
    "milestone": milestone_words,
    "target": target_words,
    "win": win_words,
    "opening": opening_words,
    "date": own_date_words,
    "account": account_words,
}


def words_for(scene: Scene, about: str) -> Words | None:
    """Return the words of an occasion; None where what it is about is gone."""
    kind, _, ids = about.partition(":")
    if kind == "review":
        return _review(scene, date.fromisoformat(ids))
    words = WORDS[kind](scene, ids.split(":")) if kind in WORDS else None
    return replace(words, draft=draft_for(scene, about)) if words else None


def _review(scene: Scene, day: date) -> Words:
    waiting = still_open(scene.dues, scene.told, scene.today)
    since = scene.now - NAMED_FOR
    fresh = [due for due in waiting if scene.told[due.about].told_at[-1] >= since] or waiting[:FEW]
    tasks = [words.task for due in fresh if (words := words_for(scene, due.about))]
    return review_words(scene, day, tasks, older=len(waiting) - len(fresh))
