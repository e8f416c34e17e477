"""Days and times as Vouch writes them: in full, so that a wrong guess is seen at once."""

from datetime import date, time

from bot.understanding.meaning import DayRange


def day_in_words(day: date, today: date) -> str:
    """Return "Thu 15 Oct", with the year where it is not this one.

    >>> day_in_words(date(2026, 10, 15), today=date(2026, 10, 13))
    'Thu 15 Oct'
    >>> day_in_words(date(2027, 1, 4), today=date(2026, 10, 13))
    'Mon 4 Jan 2027'
    """
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def day_in_a_letter(day: date, today: date) -> str:
    """Return the day as an American writes it in an e-mail, with the year where it is not this one.

    >>> day_in_a_letter(date(2026, 10, 15), today=date(2026, 10, 20))
    'October 15'
    """
    return f"{day:%B} {day.day}" + ("" if day.year == today.year else f", {day.year}")


def days_in_words(days: DayRange, today: date) -> str:
    """Return "Thu 15 Oct" or "Thu 15 Oct to Sat 17 Oct"."""
    if days.start == days.end:
        return day_in_words(days.start, today)
    return f"{day_in_words(days.start, today)} to {day_in_words(days.end, today)}"


def time_in_words(at: time) -> str:
    """Return "2 pm" or "4:30 pm", as American residents write it.

    >>> time_in_words(time(16, 30))
    '4:30 pm'
    >>> time_in_words(time(12))
    '12 noon'
    """
    if at in (time(12), time(0)):
        return "12 noon" if at.hour else "12 midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'pm' if at.hour >= 12 else 'am'}"


def due_in_words(day: date | None, at: time | None, today: date) -> str:
    """Return "Thu 15 Oct at 2 pm", "Thu 15 Oct", or "no date yet"."""
    if day is None:
        return "no date yet"
    return day_in_words(day, today) + (f" at {time_in_words(at)}" if at else "")
