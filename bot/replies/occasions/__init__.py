"""The words of each reason to nudge, one file for each sort: what to do, why now, the next step."""

from bot.replies.occasions.scene import Scene, contact_of, event_of
from bot.replies.occasions.words_for import words_for

__all__ = ["Scene", "contact_of", "event_of", "words_for"]
