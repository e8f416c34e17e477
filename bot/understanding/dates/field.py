"""A day that stands alone in a field of a form: in a resident's English, or in another language they are at home in."""

from datetime import date, datetime

from bot.understanding.dates.reading import read_dates

_LANGUAGES = ["es", "fr", "pt", "de", "it", "ar", "hi", "ur", "fa", "ru", "uk", "tr", "pl", "vi", "id", "tl", "zh"]


def read_day_alone(words: str, now: datetime) -> date | None:
    """Return the first day that *words* tell, today or to come; None where there is none. *now* is local, no zone."""
    told = (mention.due for mention in read_dates(words, now))
    return next((day for day in told if day), None) or _in_another_language(words, now)


def _in_another_language(words: str, now: datetime) -> date | None:
    """Ask dateparser, which knows the calendars of many languages, where no English day stands: "3 de marzo"."""
    if not any(letter.isalpha() for letter in words):
        return None
    import dateparser  # third of a second to load, and seldom asked

    settings = {"RELATIVE_BASE": now, "PREFER_DATES_FROM": "future", "REQUIRE_PARTS": ["day"]}
    found = dateparser.parse(words, languages=_LANGUAGES, settings=settings)
    return found.date() if found and found.date() >= now.date() else None
