"""A mention as the one line in which rules and tables write what they expect."""

from datetime import date

from bot.understanding.dates import DateMention, Kind, Tense


def described(mention: DateMention) -> str:
    """For example "2026-10-19..2026-10-23", "2026-10-15 14:00-15:00", "past 2026-10-08", "16:30", "impossible"."""
    if mention.impossible or mention.kind is Kind.UNKNOWN:
        return "impossible" if mention.impossible else "unknown"
    words = ["past"] if mention.tense is Tense.PAST else []
    if mention.first and mention.last:
        words.append(f"{mention.first}" if mention.first == mention.last else f"{mention.first}..{mention.last}")
    if mention.at:
        words.append(f"{mention.at:%H:%M}" + (f"-{mention.until_at:%H:%M}" if mention.until_at else ""))
    if isinstance(mention.due, date) and mention.first and mention.due != mention.first:
        words.append(f"due {mention.due}")
    return " ".join(words)
