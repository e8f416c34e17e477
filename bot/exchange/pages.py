"""Everything of one account as Markdown: to be read by people, in any editor, in ten years."""

from collections.abc import Sequence

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.note import Note
from bot.domain.records import Record
from bot.replies.people import fact_in_words, full_name, position_in_words
from bot.replies.rhythm import rhythm_of


def write_pages(records: Sequence[Record], notes: Sequence[Note], tz: str) -> str:
    contacts = [each for each in records if isinstance(each, Contact)]
    facts = [each for each in records if isinstance(each, Fact)]
    lines = ["# What I told Vouch", "", "## People", ""]
    for contact in sorted(contacts, key=lambda each: each.name.casefold()):
        lines += _person(contact, records, facts)
    loose = [fact for fact in facts if not (fact.contact_id or fact.said_by)]
    if loose:
        lines += ["## Programs", "", *(f"- {_fact(fact)}" for fact in loose), ""]
    follow_ups = [each for each in records if isinstance(each, FollowUp)]
    if follow_ups:
        lines += ["## To do", ""]
        lines += [f"- [{' ' if each.state == 'open' else 'x'}] {_plain(each.what)}{_due(each)}" for each in follow_ups]
        lines.append("")
    lines += ["## Notes, word for word", ""]
    for note in notes:
        lines += [
            f"**{note.received_at:%Y-%m-%d %H:%M} UTC**",
            "",
            *(f"> {line}" for line in note.text.splitlines()),
            "",
        ]
    return "\n".join([*lines, f"Times of day are those of {tz}.", ""])


def _person(contact: Contact, records: Sequence[Record], facts: Sequence[Fact]) -> list[str]:
    job = position_in_words(contact.position)
    lines = [f"### {_plain(full_name(contact))}", ""]
    details = (job, contact.email, contact.phone, contact.linkedin, contact.relationship)
    lines += [f"- {_plain(str(each))}" for each in details if each]
    lines += [f"- {_fact(fact)}" for fact in facts if contact.id in (fact.contact_id, fact.said_by)]
    met = [each for each in records if isinstance(each, Encounter) and contact.id in each.contact_ids]
    lines += [f"- met {each.on}{f', {_plain(each.where)}' if each.where else ''}" for each in met]
    return [*lines, ""]


def _fact(fact: Fact) -> str:
    return f"{_plain(fact.about)}: {fact_in_words(fact)} (told {fact.told_on})"


def _due(follow_up: FollowUp) -> str:
    if follow_up.due_on is None:
        return ""
    often = f", {rhythm_of(follow_up)}" if follow_up.series else ""
    return f", {follow_up.due_on}{f' {follow_up.due_at:%H:%M}' if follow_up.due_at else ''}{often}"


def _plain(text: str) -> str:
    """Return the text with what Markdown would take for markup escaped."""
    return "".join(f"\\{each}" if each in "\\`*_#<>[]|" else each for each in text)
