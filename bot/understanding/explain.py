"""Show how a message was read: its outline, every rule that spoke, over which words, and what lost."""

import json
from collections.abc import Sequence
from datetime import datetime

from bot.understanding.clauses import Clauses
from bot.understanding.engine import read
from bot.understanding.intent import weighed_intents
from bot.understanding.json_lines import as_json
from bot.understanding.meaning import Known
from bot.understanding.outline import Outline


def explain(text: str, now: datetime, known: Sequence[Known] = ()) -> str:
    """Return the account of reading *text* at *now*, as lines of plain text."""
    understood, reading = read(text, now, known, traced=True)
    outline = Outline(reading)
    lines = ["outline   " + outline.text.replace("\n", "⏎")]
    lines += [
        f"intent    {intent!s:<10} {share:.2f}, by {', '.join(repr(each) for each in evidence)}"
        for intent, share, evidence in weighed_intents(Clauses(outline))
    ]
    lines += [
        f"date      {_quoted(text, mention.span.start, mention.span.end)} {mention.rule}: {_days(mention)}"
        for mention in reading.dates
    ]
    for hits in reading.hits.values():
        for hit in hits:
            span = reading.span(hit.start, hit.end)
            lines.append(f"word      {_quoted(text, span.start, span.end)} {hit.category}: {hit.value}")
    for trace in reading.traces:
        lost = f" -- not kept: {trace.lost_to}" if trace.lost_to else ""
        rule = f"{trace.rule}, by {str(trace.why)!r}" if trace.why else trace.rule
        lines.append(f"rule      {_quoted(text, trace.span.start, trace.span.end)} {rule}: {trace.said}{lost}")
    lines.append("meaning   " + json.dumps(as_json(understood), ensure_ascii=False, indent=2))
    return "\n".join(lines)


def _quoted(text: str, start: int, end: int) -> str:
    return f"{text[start:end]!r:<30}"


def _days(mention: object) -> str:
    first, last = getattr(mention, "first", None), getattr(mention, "last", None)
    return f"{first} to {last}" if first != last else str(first)
