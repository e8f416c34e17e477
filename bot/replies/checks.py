"""What the checker found, with the reason for each remark."""

from collections.abc import Sequence

from bot.domain.draft import DraftKind
from bot.drafting.kinds import KINDS, Channel
from bot.drafting.limits import limits
from bot.drafting.written import Level, Remark, Written
from bot.messages import Form, FormField, Item, Reply
from bot.replies.counting import counted

_MARKS = {Level.STOP: "Stop", Level.WARN: "Look again", Level.HINT: "Tone"}


def checked(written: Written, remarks: Sequence[Remark]) -> Reply:
    """Say the verdict first, then each remark with its reason."""
    stops = [remark for remark in remarks if remark.level is Level.STOP]
    if stops:
        verdict = f"Not ready: {_things(len(stops))} {'stops' if len(stops) == 1 else 'stop'} it."
    elif remarks:
        verdict = f"Nothing stops it; {_things(len(remarks))} could be better."
    else:
        verdict = "It keeps every limit. Yours to send."
    return Reply(
        verdict,
        title=f"Checked: {KINDS[written.kind].name if written.kind else 'your text'}",
        fields=(("Length", _length(written)), ("Questions", str(written.questions))),
        items=tuple(Item(f"{_MARKS[each.level]} · {each.about}: {each.text}") for each in remarks),
    )


def what_to_check() -> Reply:
    """Ask for the text."""
    field = FormField(
        "text", "Your text", hint="An e-mail with its subject; or “intro: …”, “linkedin: …”", required=True
    )
    return Reply(
        "Paste it after “check:”, or here. A spoken introduction begins with “check intro:”, a LinkedIn note with "
        "“check linkedin:”.",
        form=Form("check", "Check my text", (field,), submit="Check"),
    )


def _things(count: int) -> str:
    return "one thing" if count == 1 else f"{count} things"


def _length(written: Written) -> str:
    if written.channel is Channel.LINKEDIN:
        return characters_in_words(len(written.body))
    line, words = limits(), counted(written.words, "word")
    if written.kind is DraftKind.LINKEDIN_HEADLINE:
        return f"{len(written.body)} characters (at most {line.linkedin.headline_characters})"
    if written.kind is DraftKind.VISA_PHRASE:
        return f"{words} (at most {line.visa_phrase.most_words})"
    if written.channel is Channel.SPOKEN:
        return f"{words}, about {counted(written.seconds, 'second')}"
    return f"{words} (warning from {line.email.warn_words}, stop at {line.email.stop_words})"


def characters_in_words(count: int) -> str:
    """Return how long a LinkedIn note is, and how long it may be."""
    line = limits().linkedin
    return f"{count} characters (free account {line.free_characters}, paid {line.paid_characters})"
