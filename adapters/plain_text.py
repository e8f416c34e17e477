"""A reply as plain words: what the terminal prints, what a screen reader says, and the fallback of richer faces."""

from bot.messages import Draft, Item, Reply, Section

_DISCREET = {"nudge": "Vouch has a reminder for you", "digest": "Vouch has your list for today"}

ALT_WORDS = 120


def notification(reply: Reply) -> str:
    """Return what a notification says: all the words, or none of them where that is wanted."""
    if reply.discreet:
        return _DISCREET.get(reply.kind, "Vouch has answered you")
    return plain_text(reply) or "Vouch"


def plain_text(reply: Reply) -> str:
    """Return all words of *reply* that a person would read, in order, its buttons left out."""
    parts = [
        reply.title or "",
        reply.text,
        "\n".join(f"{label}: {value}" for label, value in reply.fields),
        numbered(reply.items),
        draft_text(reply.draft) if reply.draft else "",
        *(section_text(section) for section in reply.sections),
        reply.picture or "",
        reply.form.title if reply.form else "",
    ]
    return "\n".join(part for part in parts if part)


def alt_text(reply: Reply) -> str:
    """Return what a screen reader says for the picture: nobody described it, so what it came with."""
    words = " ".join((reply.title or reply.text).split())
    return (
        f"Picture with “{words if len(words) <= ALT_WORDS else words[: ALT_WORDS - 1] + '…'}”" if words else "Picture"
    )


def numbered(items: tuple[Item, ...]) -> str:
    """Return the items a line each, numbered from 1 where there are several."""
    if len(items) == 1:
        return items[0].text
    return "\n".join(f"{number}. {item.text}" for number, item in enumerate(items, start=1))


def section_text(section: Section) -> str:
    fields = "\n".join(f"{label}: {value}" for label, value in section.fields)
    return "\n".join(part for part in (section.title, section.text, fields, numbered(section.items)) if part)


def draft_text(draft: Draft) -> str:
    subject = f"Subject: {draft.subject}\n\n" if draft.subject else ""
    return f"{subject}{draft.body}"
