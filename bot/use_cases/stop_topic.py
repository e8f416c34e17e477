"""Stop, in words: "stop nagging me about peers", "I don't want the milestone reminders"."""

import re

from bot.domain.nudge import Response, ResponseState
from bot.messages import Reply
from bot.playbook.pack import Pack, pack_for
from bot.replies import owed as replies
from bot.turn import Told

_STOP = re.compile(
    r"\b(?:stop|quit|no more|don'?t (?:want|need|send|ask|remind|nag|nudge)|do not (?:want|need|remind)|enough)\b",
    re.IGNORECASE,
)
_NUDGING = re.compile(
    r"\b(?:remind\w*|nag\w*|nudg\w*|messag\w*|bring\w*|ask(?:ing)?|tell(?:ing)?|milestones?|targets?)\b", re.IGNORECASE
)
_TOPICS = {
    r"peers?|co-?residents?": ("target:peer",),
    r"mentors?": ("target:mentor", "target:img-mentor", "milestone:meet-mentor"),
    r"sponsors?": ("target:sponsor",),
    r"committees?|qi": ("milestone:committee",),
    r"research": ("milestone:research",),
    r"conferences?": ("milestone:conference",),
    r"alumni|alums?": ("milestone:alumni",),
    r"feedback": ("milestone:ask-feedback",),
    r"letters?|lors?": ("milestone:letters",),
    r"burn-?out": ("milestone:performance",),
}


def topics_in(told: Told) -> tuple[str, ...]:
    """Return the series that the message wants to hear no more of; none where it is about a person or anything else."""
    text = told.meaning.text
    if told.meaning.people or "?" in text or not (_STOP.search(text) and _NUDGING.search(text)):
        return ()
    pack = pack_for(told.work.resident)
    named = [series for words, series in _TOPICS.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)]
    series = [each for several in named for each in several]
    if not series and re.search(r"\bmilestones?\b", text, re.IGNORECASE):
        series = [f"milestone:{each.id}" for each in pack.milestones]
    if not series and re.search(r"\btargets?\b", text, re.IGNORECASE):
        series = [f"target:{each.id}" for each in pack.targets]
    return tuple(each for each in series if _task(pack, each))


async def stop_topic(told: Told) -> Reply:
    """Stop those series for good; undo brings them back."""
    pack, topics = pack_for(told.work.resident), topics_in(told)
    for series in topics:
        await told.work.put(Response(series, told.now, ResponseState.STOPPED))
    return replies.dropped("; ".join(_task(pack, each) for each in topics), told.act_id)


def _task(pack: Pack, series: str) -> str:
    kind, _, name = series.partition(":")
    milestone, target = pack.milestone(name), pack.target(name)
    if kind == "milestone":
        return milestone.task if milestone else ""
    return f"look for {target.task}" if target else ""
