"""Talking points for a letter, and bullets for a CV, out of the resident's own wins and the feedback they got."""

import re
from collections.abc import Mapping, Sequence

from bot.domain.contact import Contact
from bot.domain.year import Deed, DeedKind
from bot.drafting.grammar import as_bullet, as_point
from bot.drafting.slot import Slot
from bot.drafting.themes import HEADINGS, heading_of, praises
from bot.replies.people import short_name
from bot.understanding.talked_of import written_out

MOST_POINTS, MOST_FEEDBACK, MOST_WORDS = 5, 2, 12
FEEDBACK = "Feedback"


def talking_points(deeds: Sequence[Deed], writer: Contact | None, contacts: Mapping[str, Contact]) -> list[Slot]:
    """Return the points of a letter's packet, one a line, and each as a slot of its own with the note it is from.

    Wins that the writer saw come first. Of the feedback, what praises goes in whoever gave it; what was to be done
    better goes in only where the writer gave it themselves: they see that it was heard, and nobody else reads it.
    """

    def seen(deed: Deed) -> bool:
        return writer is not None and writer.id in deed.contact_ids

    wins = [deed for deed in deeds if deed.kind in (DeedKind.WIN, DeedKind.STRENGTH)]
    chosen = sorted(wins, key=lambda deed: (seen(deed), deed.id), reverse=True)[:MOST_POINTS]
    lines = [_win(deed) for deed in chosen]
    heard = sorted((d for d in deeds if d.kind is DeedKind.FEEDBACK), key=lambda d: (seen(d), d.id), reverse=True)
    said = [line for deed in heard if (line := _feedback(deed, contacts, own=seen(deed)))]
    lines += said[:MOST_FEEDBACK]
    lines.sort(key=lambda line: (*HEADINGS, FEEDBACK).index(line[0]))
    return _slots("points", [(f"- {heading}: {words}", deed, words) for heading, words, deed in lines])


def cv_bullets(deeds: Sequence[Deed]) -> list[Slot]:
    """Return the wins as bullets of a CV under their headings, newest first, each with the note it is from."""
    wins = [deed for deed in deeds if deed.kind in (DeedKind.WIN, DeedKind.STRENGTH)]
    lines: list[tuple[str, Deed | None, str]] = []
    for heading in (HEADINGS[-1], *HEADINGS[:-1]):
        under = [deed for deed in wins if heading_of(deed.what) == heading]
        if under:
            lines.append((f"{heading}:", None, ""))
        for deed in sorted(under, key=lambda deed: (deed.on, deed.id), reverse=True):
            words = as_bullet(deed.what)
            lines.append((f"- {words} ({deed.on:%b %Y})", deed, words))
    return _slots("bullets", lines)


def _win(deed: Deed) -> tuple[str, str, Deed]:
    return heading_of(deed.what), as_point(" ".join(deed.what.split()[:MOST_WORDS])), deed


def _feedback(deed: Deed, contacts: Mapping[str, Contact], *, own: bool) -> tuple[str, str, Deed] | None:
    """Return the line of a piece of feedback; None for what only its giver should read."""
    parts = [part.strip() for part in re.split(r"[,;.]|\bbut\b", deed.what) if part.strip()]
    kept = [part for part in parts if own or praises(part)]
    if not kept:
        return None
    words = written_out(", ".join(kept))
    by = "from you" if own else next((short_name(contacts[each]) for each in deed.contact_ids if each in contacts), "")
    return FEEDBACK, f"“{' '.join(words.split()[:MOST_WORDS])}”{f' ({by}, {deed.on:%B})' if by else ''}", deed


def _slots(name: str, lines: Sequence[tuple[str, Deed | None, str]]) -> list[Slot]:
    """Return all lines as one slot, and the words of each as another, so that each can be traced."""
    told = [(deed, words) for _, deed, words in lines if deed]
    if not told:
        return []
    whole = Slot(name, "\n".join(line for line, _, _ in lines), told[0][0].source)
    return [whole, *(Slot(f"{name}_{place}", words, deed.source) for place, (deed, words) in enumerate(told, 1))]
