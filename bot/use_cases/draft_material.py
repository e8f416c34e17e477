"""What a draft says besides what is known of its reader: the opening, the news, and what the request itself told."""

import re
from datetime import timedelta

from bot.domain.application import LetterPlan, of_one_opening
from bot.domain.contact import Contact
from bot.domain.draft import DraftKind, WrittenDraft
from bot.domain.knowledge import Fact
from bot.domain.recall import is_about, notes_about, tellings
from bot.domain.vocabulary import FactKind
from bot.domain.year import Deed, DeedKind, OwnDateKind
from bot.drafting.grammar import a_visa, as_news
from bot.drafting.points import cv_bullets, talking_points
from bot.drafting.slot import Slot
from bot.planning.dossier import dossier
from bot.replies.days import day_in_a_letter
from bot.turn import Turn
from bot.understanding.own_profile import visas_named
from bot.understanding.talked_of import Matter, talked_of
from bot.use_cases.draft_gates import is_own_program
from bot.use_cases.holdings import holdings, kept_by
from bot.use_cases.keep_facts import OWN_PROGRAM

NO_SLOTS = frozenset(("confirmed", "transfer", "role", "own_leader", "group"))
"""What a request tells besides slots: it was confirmed, it is about a transfer, the role of somebody unknown."""


def asked_slots(text: str) -> dict[str, str]:
    """Return the slots that a request tells: "visa phrase: on J-1, want H-1B" names the status and what is wanted.

    >>> asked_slots("visa phrase, I'm on a J1 and want H1B")
    {'visa_status': 'on a J-1 visa', 'visa_wanted': 'H-1B'}
    """
    asked = {"transfer": "yes"} if re.search(r"\btransfer", text, re.IGNORECASE) else {}
    for matter in (Matter.TOPIC, Matter.THEIR_WORK):
        if told := next((told for told in talked_of(text) if told.matter is matter), None):
            asked[matter.value] = told.said_to_them
    visas = visas_named(text)
    return asked | {"visa_status": f"on {a_visa(visas[0])}", "visa_wanted": visas[-1].value} if visas else asked


async def about_slots(turn: Turn, draft: WrittenDraft, contact: Contact | None) -> list[Slot]:
    """Return the slots of what the draft is about, each with its source."""
    slots = [Slot(name, value, draft.source) for name, value in draft.asked.items() if name not in NO_SLOTS]
    if draft.kind is DraftKind.OPENING_INQUIRY:
        slots += await _opening(turn, draft, contact)
    if draft.kind is DraftKind.THANK_YOU and contact:
        slots += await _letter_written(turn, contact)
    if draft.kind in _ABOUT_LETTERS and contact:
        slots += await _deadline(turn, contact)
    if draft.kind is DraftKind.LETTER_PACKET:
        contacts = {each.id: each for each in await turn.work.all(Contact)}
        slots += talking_points(await turn.work.all(Deed), contact, contacts)
    if draft.kind is DraftKind.CV_BULLETS:
        slots += cv_bullets(await turn.work.all(Deed))
    if draft.kind in (DraftKind.UPDATE, DraftKind.CHECK_IN, DraftKind.MENTOR_BRIEF):
        slots += await _news(turn, draft, contact)
    if draft.kind is DraftKind.CHECK_IN and contact:
        notes = notes_about(contact, tellings(await turn.work.notes.newest()), await holdings(turn.work))
        kept = await kept_by(turn.work)
        found = dossier(contact, turn.work.resident, kept, turn.today, [note.text for note in notes])
        slots += [Slot("next_question", question, origin="playbook") for question in found.questions[:1]]
    if draft.kind is DraftKind.VISA_PHRASE:
        slots += _until(turn)
    return slots


async def _opening(turn: Turn, draft: WrittenDraft, contact: Contact | None) -> list[Slot]:
    kind, _, record_id = (draft.about or "").partition(":")
    fact = await turn.work.find(Fact, record_id) if kind == "opening" else None
    home = contact.position.institution if contact else draft.asked.get("at")
    if fact is None and contact and await is_own_program(turn, contact):
        return []  # it speaks of a place elsewhere, which only the resident can name
    if fact is None and home:
        heard = [each for each in await turn.work.all(Fact) if each.kind is FactKind.OPENING and is_about(each, home)]
        fact = max(heard, key=lambda each: (each.told_on, each.id), default=None)
    if fact:
        told = of_one_opening(fact, await turn.work.all(Fact))
        value = " ".join(dict.fromkeys(each.value for each in told))
        at = turn.work.resident.program or "" if fact.about == OWN_PROGRAM else fact.about
        theirs = contact is not None and fact.contact_id == contact.id  # "Dr. Petrov's program", said to Dr. Petrov
        return [Slot("opening", value, fact.source), Slot("at", "your program" if theirs else at, fact.source)]
    return [Slot("at", home, contact.position.source)] if contact and home else []


_ABOUT_LETTERS = frozenset((DraftKind.LETTER_REQUEST, DraftKind.LETTER_PACKET, DraftKind.LETTER_REMINDER))
FRESH_NEWS = timedelta(days=120)
FRESH_LETTER = timedelta(days=21)


async def _letter_written(turn: Turn, contact: Contact) -> list[Slot]:
    """Return what to thank for where this person's letter is in, and nobody has thanked them since."""
    facts = [
        each for each in await turn.work.all(Fact) if each.contact_id == contact.id and each.kind is FactKind.LETTER
    ]
    written = max((each for each in facts if each.value == "sent"), key=lambda each: each.told_on, default=None)
    if written is None or turn.today - written.told_on > FRESH_LETTER:
        return []
    thanked = [each for each in await turn.work.all(WrittenDraft) if each.contact_id == contact.id and each.sent_at]
    if any(each.kind is DraftKind.THANK_YOU and each.sent_at >= written.created_at for each in thanked if each.sent_at):
        return []
    return [
        Slot("thanks_for", "writing a letter of recommendation for me", written.source),
        Slot("occasion", "your letter", written.source),
    ]


async def _deadline(turn: Turn, contact: Contact) -> list[Slot]:
    plan = await turn.work.find(LetterPlan, contact.id)
    if plan is None or plan.deadline is None:
        return []
    return [Slot("deadline", day_in_a_letter(plan.deadline, turn.today), plan.source or contact.source)]


async def _news(turn: Turn, draft: WrittenDraft, contact: Contact | None) -> list[Slot]:
    if "news" in draft.asked:
        return []
    kind, _, record_id = (draft.about or "").partition(":")
    deed = await turn.work.find(Deed, record_id) if kind == "deed" else None
    if deed is None:
        wins = [each for each in await turn.work.all(Deed) if each.kind is DeedKind.WIN]
        fresh = [each for each in wins if turn.today - each.on <= FRESH_NEWS]
        deed = max(fresh, key=lambda each: (each.on, each.id), default=None)
    if deed is None or (contact and contact.id in deed.contact_ids and draft.kind is not DraftKind.UPDATE):
        return []
    return [Slot("news", as_news(deed.what), deed.source)]


def _until(turn: Turn) -> list[Slot]:
    visa = next((own for own in turn.work.resident.own_dates if own.kind is OwnDateKind.VISA), None)
    return [Slot("until", day_in_a_letter(visa.on, turn.today), origin="settings")] if visa else []
