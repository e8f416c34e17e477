"""Words to several people at once: "write an update to everyone", "thank Dr. Lee and Dr. Patel". One draft a person."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.draft import DraftKind, WrittenDraft, with_tones
from bot.domain.letters import letter_states
from bot.domain.names import fold
from bot.domain.vocabulary import Relationship, Role
from bot.drafting.grammar import as_news
from bot.drafting.kinds import KINDS, SENT_BY, is_no_kind_of_ours, kind_asked_for
from bot.messages import Reply
from bot.planning.network import talks_at
from bot.planning.touches import last_touches
from bot.planning.wins import to_tell
from bot.replies import drafts
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Told, Turn
from bot.understanding.meaning import PersonMention
from bot.understanding.tones import tones_in
from bot.use_cases.draft_material import asked_slots
from bot.use_cases.draft_recipient import deed_meant, name_of
from bot.use_cases.draft_words import draft_words, start_draft
from bot.use_cases.holdings import kept_by
from bot.use_cases.identify_contact import match_mention

_EVERYBODY = re.compile(
    r"\b(?:everyone|everybody|all of them|them all|each of them"
    r"|(?:all |each )?(?:of )?(?:my|the|our) (?:contacts|network|people))\b",
    re.IGNORECASE,
)
_GROUPS: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:all |each )?(?:of )?(?:my|the|our|all) (?:\w+ )?(?:{words})\b", re.IGNORECASE)
    for name, words in (
        ("sponsor", r"sponsors"),
        ("mentor", r"mentors"),
        ("peer", r"peers|co-?residents|co-?interns|friends"),
        ("director", r"pds|apds|(?:program )?directors"),
        ("attending", r"attendings|faculty"),
        ("fellow", r"fellows"),
        ("letter", r"letter writers|writers|recommenders"),
    )
}
_WROTE_LETTERS = re.compile(
    r"\b(?:who(?:ever)?|that) (?:all )?(?:wrote|writes?|is writing|are writing|agreed to write|sent|gave)\b"
    r".{0,20}\b(?:letters?|lors?)\b",
    re.IGNORECASE,
)
_MET_AT = re.compile(
    r"\b(?:(?:i|we) )?(?:met|saw|talked to|spoke (?:to|with)|know) (?:at|from|in) (?:the )?(?P<place>[\w .&'’-]{2,40}?)"
    r"\s*(?:$|[.,!?]| (?:today|yesterday|last|this|about|that)\b)"
    r"|\b(?:everyone|everybody|people|all) (?:from|at) (?:the )?(?P<place_2>[\w .&'’-]{2,40}?)"
    r"\s*(?:$|[.,!?]| (?:today|yesterday|last|this|about|that)\b)",
    re.IGNORECASE,
)
_FOLLOW_UPS = re.compile(r"\bfollow[ -]?ups?\b", re.IGNORECASE)
_ABOUT = re.compile(r"\babout (?:my |the |our )?(?P<what>[\w -]{3,40})", re.IGNORECASE)


async def draft_for_all_named(told: Told) -> Reply:
    """Draft what was asked for: to the one person meant, or for each of several a draft of their own."""
    text = told.meaning.text
    kind = kind_asked_for(text)
    if is_no_kind_of_ours(text) or (kind and KINDS[kind].channel not in SENT_BY):
        return await draft_words(told)
    group = _group_in(text)
    named = [each for each in told.meaning.people if not tones_in(each.name)]
    if group is None and (len(named) < 2 or kind is DraftKind.CALL_REQUEST):
        return await draft_words(told)
    fresh = WrittenDraft(
        told.ids.new(),
        kind or (DraftKind.CONFERENCE_FOLLOW_UP if _FOLLOW_UPS.search(text) else DraftKind.UPDATE),
        told.now,
        source=told.source(None),
        asked=asked_slots(text) | {"group": group or "named"},
    )
    fresh = with_tones(fresh, tones_in(text))
    if what := _ABOUT.search(text):
        news = as_news(what["what"])
        if deed := await deed_meant(told, what["what"]):
            fresh = replace(fresh, about=f"deed:{deed.id}")
        elif news != what["what"]:
            fresh = replace(fresh, asked=fresh.asked | {"news": news})
    if group is None:
        return await _each_named(told, named, replace(fresh, kind=kind or DraftKind.ADVICE_REQUEST))
    await told.work.put(fresh)
    people = await _of_group(told, fresh)
    if len(people) == 1:
        return await start_draft(told, _own_draft(told, fresh, people[0]))
    return await _listed(told, fresh, 0)


def _group_in(text: str) -> str | None:
    """Return which group the words mean: "mentor", "met:ACP", "everyone"; None for none."""
    group = next((name for name, words in _GROUPS.items() if words.search(text)), None)
    group = group or ("letter" if _WROTE_LETTERS.search(text) else None)
    place = _MET_AT.search(text)
    if group is None and not _EVERYBODY.search(text):
        return None
    if place and (where := place["place"] or place["place_2"]):
        return f"met:{where.strip()}"
    return group or "everyone"


async def _each_named(told: Told, named: Sequence[PersonMention], draft: WrittenDraft) -> Reply:
    """Offer a draft to each of those named, known or not."""
    contacts = await told.work.all(Contact)
    known: list[tuple[str, Contact]] = []
    strangers: list[tuple[str, str]] = []
    for mention in named:
        match = match_mention(mention, contacts)
        meant = [match.certain] if match.certain else [each.contact for each in match.candidates]
        own = replace(draft, id=told.ids.new())
        if not meant:
            own = replace(own, to_name=name_of(told, mention))
            strangers.append((own.id, own.to_name or ""))
        await told.work.put(own)
        known += [(own.id, contact) for contact in meant]
    return drafts.to_each(draft.kind, known, strangers, {}, told.today)


async def press_more_people(pressed: Pressed) -> Reply:
    """Show the next of those whom a draft is for. Target: draft id, how many were shown."""
    draft_id, _, shown = pressed.target.partition(":")
    draft = await pressed.work.find(WrittenDraft, draft_id)
    if draft is None or not shown.isdecimal():
        return no_longer_there()
    return await _listed(pressed, draft, int(shown))


async def press_draft_one(pressed: Pressed) -> Reply:
    """Draft for one of several. Target: draft id, and perhaps the contact's: each person's draft is their own."""
    draft_id, _, contact_id = pressed.target.partition(":")
    draft = await pressed.work.find(WrittenDraft, draft_id)
    contact = await pressed.work.find(Contact, contact_id) if contact_id else None
    if draft is None or (contact is None and contact_id):
        return no_longer_there()
    return await start_draft(pressed, _own_draft(pressed, draft, contact) if contact else draft)


def _own_draft(turn: Turn, draft: WrittenDraft, contact: Contact) -> WrittenDraft:
    asked = {name: value for name, value in draft.asked.items() if name != "group"}
    return WrittenDraft(
        turn.ids.new(),
        draft.kind,
        turn.now,
        contact.id,
        about=draft.about,
        tone=draft.tone,
        also=draft.also,
        asked=asked,
        source=draft.source,
        added=draft.added,
    )


async def _listed(turn: Turn, draft: WrittenDraft, shown: int) -> Reply:
    kept = await kept_by(turn.work)
    people = await _of_group(turn, draft)
    if not people:
        return drafts.nobody_of_that_kind(draft.kind)
    touches = {contact_id: touch.on for contact_id, touch in last_touches(turn.work.resident, kept).items()}
    return drafts.to_everyone(draft, people, touches, shown, turn.today)


async def _of_group(turn: Turn, draft: WrittenDraft) -> list[Contact]:
    """Return who is meant: those first to whom news matters most, then who was in touch last."""
    kept = await kept_by(turn.work)
    group, _, place = draft.asked.get("group", "everyone").partition(":")
    people = [contact for contact in kept.contacts if contact.position.role is not Role.ATTORNEY]
    match group:
        case "met":
            there = {one for each in talks_at(place, kept.encounters, kept.events) for one in each.contact_ids}
            home = set(fold(place))
            people = [c for c in people if c.id in there or home <= set(fold(c.position.institution or ""))]
        case "sponsor" | "mentor" | "peer":
            people = [contact for contact in people if contact.relationship is Relationship(group)]
        case "director":
            directors = (Role.PROGRAM_DIRECTOR, Role.ASSOCIATE_PROGRAM_DIRECTOR)
            people = [contact for contact in people if contact.position.role in directors]
        case "attending" | "fellow":
            people = [contact for contact in people if contact.position.role is Role(group)]
        case "letter":
            writers = {letter.id for letter in kept.letters}
            writers |= {writer for writer, state in letter_states(kept.facts).items() if state in ("agreed", "sent")}
            people = [contact for contact in people if contact.id in writers]
    first = {contact.id: place for place, contact in enumerate(to_tell(turn.work.resident, kept))}
    touches = last_touches(turn.work.resident, kept)

    def rank(contact: Contact) -> tuple[int, int]:
        touched = touches.get(contact.id)
        return first.get(contact.id, len(first)), -touched.on.toordinal() if touched else 0

    return sorted(people, key=rank)
