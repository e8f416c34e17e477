"""Words for the resident to send: asked for, filled in, said another way, checked, and at last sent."""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.contact import Contact
from bot.domain.draft import DraftKind, WrittenDraft, with_tones
from bot.domain.follow_up import FollowUp, FollowUpState, done
from bot.domain.knowledge import Encounter, Fact
from bot.domain.matching import match_contact
from bot.domain.names import same_place
from bot.domain.nudge import Response, ResponseState
from bot.domain.recall import notes_about, tellings
from bot.domain.vocabulary import FollowUpKind, Role
from bot.drafting.checker import check
from bot.drafting.compose import ABOUT_ME, Composition, Wishes, compose, without_example
from bot.drafting.kinds import KINDS, OF_FOLLOW_UP, is_no_kind_of_ours, kind_asked_for
from bot.drafting.slot import Slot
from bot.drafting.slots import gather, role_of
from bot.drafting.written import Sending, Written
from bot.messages import Reply
from bot.replies import checks, drafts
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Submitted, Told, Turn
from bot.understanding.meaning import PersonMention
from bot.understanding.tones import tones_in
from bot.use_cases.draft_gates import find_gates
from bot.use_cases.draft_kind import stands_up, usual_kind
from bot.use_cases.draft_material import about_slots, asked_slots
from bot.use_cases.draft_recipient import (
    director_at,
    drafted_just_now,
    met_just_now,
    name_of,
    owed_just_now,
    place_named,
    role_meant,
    whom_to_call,
    with_own_matter,
)
from bot.use_cases.follow_letters import draft_sent
from bot.use_cases.holdings import holdings
from bot.use_cases.identify_contact import match_mention
from bot.use_cases.own_leader import names_own_leader, own_leader


@dataclass(frozen=True, slots=True)
class Made:
    draft: WrittenDraft
    contact: Contact | None
    words: Composition


async def draft_words(told: Told) -> Reply:
    """Draft what was asked for: words that go to nobody, to the first person named, or to whom the words mean."""
    text = told.meaning.text
    if is_no_kind_of_ours(text):
        return drafts.no_such_kind()
    kind = kind_asked_for(text)
    source = told.source(None)
    fresh = WrittenDraft(
        told.ids.new(),
        kind or DraftKind.ADVICE_REQUEST,
        told.now,
        source=source,
        asked=asked_slots(text),
    )
    fresh = with_tones(fresh, tones_in(text))
    if kind is DraftKind.INTRODUCTION and told.meaning.people and _WRITTEN.search(text):
        kind = DraftKind.COLD_EMAIL  # “an intro e-mail to Dr. Wu” is no spoken introduction
        fresh = replace(fresh, kind=kind)
    if kind and not KINDS[kind].personal:
        return await start_draft(told, fresh)
    if not told.meaning.people:
        return await _to_nobody(told, fresh, kind)
    return await _to_named(told, fresh, kind)


async def _to_named(told: Told, fresh: WrittenDraft, kind: DraftKind | None) -> Reply:
    """Draft for the first person named; ask which one where two could be meant."""
    if kind is None:
        kind, fresh = await with_own_matter(told, fresh)
    mention = told.meaning.people[0]
    if kind is DraftKind.CALL_REQUEST and len(told.meaning.people) > 1:
        fresh = replace(fresh, asked=fresh.asked | {"at": await whom_to_call(told, told.meaning.people[1])})
    match = match_mention(mention, await told.work.all(Contact))
    contact = match.certain
    if contact is None and len(match.candidates) == 1:
        contact = match.candidates[0].contact
    if contact is None and match.candidates:
        alike = [candidate.contact for candidate in match.candidates]
        narrowed = [each for each in alike if _fits(each, mention)]
        if len(narrowed) != 1:
            draft = replace(fresh, kind=kind or fresh.kind, to_name=mention.name)
            await told.work.put(draft)
            return drafts.which_person(draft, narrowed or alike, 0)
        contact = narrowed[0]
    if contact is None:
        kind = kind or DraftKind.COLD_EMAIL
        asked = fresh.asked | ({"at": mention.institution} if mention.institution else {})
        asked |= {"role": mention.role.value} if mention.role else {}
        return await start_draft(told, replace(fresh, kind=kind, to_name=name_of(told, mention), asked=asked))
    if (
        kind is DraftKind.LETTER_REQUEST
        and contact.position.role in _NO_WRITERS
        and not _ASKS_FOR_LETTER.search(told.meaning.text)
    ):
        kind = None  # "a letter to my attorney" asks for no recommendation
    kind = kind or await usual_kind(told, contact, None)
    return await start_draft(told, replace(fresh, kind=kind, contact_id=contact.id))


_NO_WRITERS = frozenset((Role.ATTORNEY, Role.COORDINATOR, Role.RESIDENT))
_ASKS_FOR_LETTER = re.compile(
    r"\bletters? (?:request|of rec|reminder)|\brecommend|\blors?\b|\b(?:request|ask\w*)\b.*\bletter|"
    r"\bfor (?:a|my) letter",
    re.IGNORECASE,
)


def _fits(contact: Contact, mention: PersonMention) -> bool:
    """Tell whether the place or job told beside a name is this contact's: "Dr. Chen at UAB"."""
    home, told = contact.position.institution, mention.institution
    at_place = told is None or (home is not None and same_place(home, told))
    return at_place and mention.role in (None, contact.position.role) and bool(told or mention.role)


async def press_more_alike(pressed: Pressed) -> Reply:
    """Show the next of those who share a name. Target: draft id, how many were shown."""
    draft_id, _, shown = pressed.target.partition(":")
    draft = await pressed.work.find(WrittenDraft, draft_id)
    if draft is None or not draft.to_name or not shown.isdecimal():
        return no_longer_there()
    match = match_contact(draft.to_name, await pressed.work.all(Contact))
    return drafts.which_person(draft, [each.contact for each in match.candidates], int(shown))


_WRITTEN = re.compile(r"\b(?:e-?mail|message|note|letter|text)\b", re.IGNORECASE)


async def _to_nobody(told: Told, draft: WrittenDraft, kind: DraftKind | None) -> Reply:
    """Draft for whom the words mean without a name: the own PD, or the one told of just now; else ask for whom."""
    text = told.meaning.text
    if names_own_leader(text):
        own = await own_leader(told, text)
        kind = kind or DraftKind.DIRECTOR_MEETING
        asked = draft.asked | {"own_leader": "yes"}
        return await _to_nobody_named(told, replace(draft, kind=kind, contact_id=own.id if own else None, asked=asked))
    if there := await director_at(told):
        return await start_draft(
            told, replace(draft, kind=kind or await usual_kind(told, there, None), contact_id=there.id)
        )
    if kind is None and (drafted := await drafted_just_now(told)):
        return await start_draft(told, drafted)
    if kind is None and (owed := await owed_just_now(told)):
        contact = await told.work.find(Contact, owed.contact_id or "")
        if contact:
            usual = await usual_kind(told, contact, owed)
            return await start_draft(told, replace(draft, kind=usual, contact_id=contact.id, follow_up_id=owed.id))
    if met := await met_just_now(told):
        return await start_draft(
            told, replace(draft, kind=kind or await usual_kind(told, met, None), contact_id=met.id)
        )
    if kind is None:
        return drafts.to_whom(None)
    role = role_meant(text)
    return await _to_nobody_named(
        told, replace(draft, kind=kind, asked=draft.asked | ({"role": role.value} if role else {}))
    )


async def _to_nobody_named(told: Told, draft: WrittenDraft) -> Reply:
    """Draft for the one whom the kind itself means, where it does; else with the name as a gap, and ask for it."""
    contacts = await told.work.all(Contact)
    if draft.kind is DraftKind.DIRECTOR_MEETING and (own := await own_leader(told)):
        draft = replace(draft, contact_id=own.id)
    if (
        draft.kind is DraftKind.OPENING_INQUIRY
        and not draft.contact_id
        and (place := await place_named(told, contacts, told.meaning.text))
    ):
        there = [c for c in contacts if c.position.institution and same_place(c.position.institution, place)]
        draft = replace(draft, contact_id=there[0].id if len(there) == 1 else None, asked=draft.asked | {"at": place})
    reply = await start_draft(told, draft)
    if draft.contact_id or reply.draft is None:
        return reply
    return replace(reply, text=f"{drafts.to_whom(draft.kind).text}\n{reply.text}")


async def press_draft(pressed: Pressed) -> Reply:
    """Draft what a follow-up is about; the button "Draft it"."""
    follow_up = await pressed.work.find(FollowUp, pressed.target)
    contact = await pressed.work.find(Contact, follow_up.contact_id) if follow_up and follow_up.contact_id else None
    if follow_up is None or contact is None:
        return no_longer_there()
    kind = await usual_kind(pressed, contact, follow_up)
    fresh = WrittenDraft(
        pressed.ids.new(), kind, pressed.now, contact.id, follow_up_id=follow_up.id, source=follow_up.source
    )
    return await start_draft(pressed, fresh)


async def press_draft_for(pressed: Pressed) -> Reply:
    """Draft for the contact whose button was pressed, where several could be meant. Target: draft id, contact id."""
    draft_id, _, contact_id = pressed.target.partition(":")
    draft = await pressed.work.find(WrittenDraft, draft_id)
    contact = await pressed.work.find(Contact, contact_id)
    if draft is None or contact is None:
        return no_longer_there()
    return await start_draft(pressed, replace(draft, contact_id=contact.id, to_name=None))


async def press_kind(pressed: Pressed) -> Reply:
    """Draft another kind for a contact. Target: kind, contact id, and perhaps what it is about."""
    kind, contact_id, *about = pressed.target.split(":", 2)
    contact = await pressed.work.find(Contact, contact_id) if contact_id else None
    if (contact is None and (contact_id or not about)) or kind not in tuple(DraftKind):
        return no_longer_there()
    to = contact.id if contact else None
    fresh = WrittenDraft(pressed.ids.new(), DraftKind(kind), pressed.now, to, about=about[0] if about else None)
    return await start_draft(pressed, fresh)


async def press_confirmed(pressed: Pressed) -> Reply:
    """Draft in spite of what was said against it."""
    draft = await pressed.work.find(WrittenDraft, pressed.target)
    if draft is None:
        return no_longer_there()
    return await show_draft(pressed, replace(draft, asked=draft.asked | {"confirmed": "yes"}))


async def press_fill(pressed: Pressed) -> Reply:
    """Show a form with a field for each gap."""
    made = await _made(pressed, pressed.target)
    return drafts.fill_gaps(made.draft, made.words.gaps) if made else no_longer_there()


async def submit_fill(submitted: Submitted) -> Reply:
    """Put what was filled in into the draft; an empty field stays a gap."""
    made = await _made(submitted, submitted.target)
    if made is None:
        return no_longer_there()
    by_field = {f"gap_{place}": without_example(gap) for place, gap in enumerate(made.words.gaps, 1)}
    named = {gap: gap for gap in by_field.values()}
    filled = {
        gap: " ".join(value.split())
        for name, value in submitted.values.items()
        if (gap := (by_field | named).get(without_example(name))) and value.strip()
    }
    return await show_draft(submitted, replace(made.draft, filled=made.draft.filled | filled))


async def press_copy(pressed: Pressed) -> Reply:
    """Show the words alone, to be copied."""
    made = await _made(pressed, pressed.target)
    return drafts.to_copy(made.words) if made else no_longer_there()


async def press_check_draft(pressed: Pressed) -> Reply:
    """Hold the draft against the limits."""
    made = await _made(pressed, pressed.target)
    return await check_made(pressed, made) if made else no_longer_there()


async def check_made(turn: Turn, made: Made) -> Reply:
    written = Written(made.words.subject, made.words.body, made.draft.kind)
    sending = Sending(turn.work.resident, made.contact, await turn.work.all(Contact))
    return checks.checked(written, check(written, sending))


async def press_sent(pressed: Pressed) -> Reply:
    """Log that the draft was sent: a touch with the person, and the follow-up done."""
    draft = await pressed.work.find(WrittenDraft, pressed.target)
    return await log_sent(pressed, draft) if draft else no_longer_there()


async def log_sent(turn: Turn, draft: WrittenDraft) -> Reply:
    if draft.sent_at:
        return drafts.sent_already(turn.work.resident.today(draft.sent_at), turn.today)
    contact = await turn.work.find(Contact, draft.contact_id) if draft.contact_id else None
    await turn.work.put(replace(draft, sent_at=turn.now))
    if contact:
        await turn.work.put(Encounter(turn.ids.new(), (contact.id,), turn.today, turn.now))
    done = await _finish_follow_up(turn, draft)
    if contact:
        await draft_sent(turn, draft.kind, contact)
    return drafts.sent(contact, done, await _opening_answered(turn, draft), turn.act_id)


async def _opening_answered(turn: Turn, draft: WrittenDraft) -> str | None:
    """Close the opening that the draft asks about: it was moved on. Return its program, None for any other draft."""
    if draft.kind is not DraftKind.OPENING_INQUIRY or not draft.about:
        return None
    await turn.work.put(Response(draft.about, turn.now, ResponseState.DONE))
    opening = await turn.work.find(Fact, draft.about.partition(":")[2])
    return opening.about if opening else None


async def draft_meant(told: Told) -> WrittenDraft | None:
    """Return the draft that a request without a name means: the one replied to in its thread, else the latest."""
    drafts = await told.work.all(WrittenDraft)
    thread = told.thread.id if told.thread else None
    of_thread = [each for each in drafts if thread and each.source and each.source.note_id == thread]
    return max(of_thread or drafts, key=lambda draft: draft.id, default=None)


async def _finish_follow_up(turn: Turn, draft: WrittenDraft) -> FollowUp | None:
    """Close the follow-up that the draft answers: the one it was made for, or the nearest open one of its kind."""
    owed = [each for each in await turn.work.all(FollowUp) if each.state is FollowUpState.OPEN]
    answered = [each for each in owed if each.id == draft.follow_up_id]
    if not answered and draft.contact_id:
        theirs = [each for each in owed if each.contact_id == draft.contact_id]
        answered = [each for each in theirs if _answers(draft.kind, each.kind)]
    if not answered:
        return None
    nearest = min(answered, key=lambda each: (each.due_on or date.max, each.id))
    await turn.work.put(done(nearest, turn.now, turn.today))
    return nearest


def _answers(kind: DraftKind, owed: FollowUpKind) -> bool:
    return OF_FOLLOW_UP.get(owed) is kind or (owed is FollowUpKind.EMAIL and KINDS[kind].channel == "email")


async def _made(turn: Turn, draft_id: str) -> Made | None:
    draft = await turn.work.find(WrittenDraft, draft_id)
    return await make(turn, draft) if draft else None


async def start_draft(turn: Turn, draft: WrittenDraft, *, beside: bool = False) -> Reply:
    """Draft *draft*, a new one; say first what speaks against it. *beside* other things to be read."""
    await turn.work.put(draft)
    contact = await turn.work.find(Contact, draft.contact_id) if draft.contact_id else None
    if draft.kind is DraftKind.CALL_REQUEST and contact and not await stands_up(turn, contact):
        return drafts.too_early_for_a_call(contact)
    gates = await find_gates(turn, draft, contact)
    if any(gate.holds for gate in gates):
        return drafts.held_back(draft, contact, gates, turn.today)
    return await show_draft(turn, draft, beside=beside)


async def show_draft(turn: Turn, draft: WrittenDraft, *, beside: bool = False) -> Reply:
    await turn.work.put(draft)
    made = await make(turn, draft)
    if made is None:
        return no_longer_there()
    gates = await find_gates(turn, draft, made.contact)
    notes = {note.id: note for note in await turn.work.notes.newest()}
    said = [slot for slot in made.words.slots if slot.source and slot.source.note_id in notes and slot.name != "name"]
    newest = max((notes[slot.source.note_id] for slot in said if slot.source), key=lambda note: note.id, default=None)
    quoted = (newest.text, turn.work.resident.today(newest.received_at)) if newest and not beside else None
    return drafts.draft(made.draft, made.contact, made.words, gates, quoted, turn.today, beside=beside)


async def make(turn: Turn, draft: WrittenDraft) -> Made | None:
    """Return the draft in words; None where the person it was for is gone."""
    contact = await turn.work.find(Contact, draft.contact_id) if draft.contact_id else None
    if draft.contact_id and contact is None:
        return None
    held = await holdings(turn.work)
    notes = tellings(await turn.work.notes.newest())
    told = notes_about(contact, notes, held) if contact else []
    material = gather(turn.work.resident, contact, told, held, turn.today)
    if contact is None:
        role = role_of(Role(draft.asked["role"])) if "role" in draft.asked else "other"
        material = replace(material, to=draft.to_name or "", role=role)
        if draft.to_name:
            material = material.with_slots(Slot("name", draft.to_name, draft.source))
    material = material.with_slots(*await about_slots(turn, draft, contact))
    wishes = Wishes(await _about_me(turn, draft) | draft.filled, draft.added, draft.left_out, draft.also)
    return Made(draft, contact, compose(draft.kind, material, draft.tone, wishes))


async def _about_me(turn: Turn, draft: WrittenDraft) -> dict[str, str]:
    """Return what the resident filled in about themselves before: asked once, used again."""
    filled: dict[str, str] = {}
    for other in await turn.work.all(WrittenDraft):
        if other.id != draft.id:
            filled |= {gap: value for gap, value in other.filled.items() if gap in ABOUT_ME}
    return filled
