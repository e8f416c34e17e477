"""Dates and times in a resident's English: ``read_dates(text, now)`` says which days are told, and where."""

from bot.understanding.dates.mention import Bound, DateMention, Grain, Kind, Tense
from bot.understanding.dates.reading import read_dates

__all__ = ["Bound", "DateMention", "Grain", "Kind", "Tense", "read_dates"]
