"""Dates and times in a resident's English: ``read_dates(text, now)`` says which days are told, and where.

``read_day_alone`` is for a field that holds nothing but a day.
"""

from bot.understanding.dates.field import read_day_alone
from bot.understanding.dates.mention import Bound, DateMention, Grain, Kind, Tense
from bot.understanding.dates.reading import compile_rules, read_dates

__all__ = ["Bound", "DateMention", "Grain", "Kind", "Tense", "compile_rules", "read_dates", "read_day_alone"]
