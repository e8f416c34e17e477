"""Change the draft in hand in plain words: "add that I presented at SGIM", "take out the last line"."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.contact import Contact
from bot.domain.draft import AddedAs, Addition, WrittenDraft
from bot.domain.records import kind_of
from bot.domain.year import Deed
from bot.drafting.checker import check
from bot.drafting.compose import within_limit
from bot.drafting.grammar import as_news, capitalize_first
from bot.drafting.kinds import KINDS
from bot.drafting.sentences import about, framed, sentences, skeleton
from bot.drafting.written import Level, Sending, Written
from bot.messages import Reply
from bot.replies import drafts
from bot.turn import Told
from bot.understanding.amendments import Amendment, AmendmentKind, read_amendment
from bot.understanding.talked_of import to_them
from bot.use_cases.draft_recipient import deed_meant
from bot.use_cases.draft_words import Made, draft_meant, make, show_draft
from bot.use_cases.undo_act import stands

IN_HAND = timedelta(hours=12)
"""How long after it was shown "add that …" is said of a draft."""

_DOCUMENT = re.compile(
    r"(?:(?:my|the|a copy of my) )?(?:updated )?(?P<what>cv|resume|résumé|personal statement|ps|abstract|poster pdf|"
    r"transcript)(?: (?:and|&) (?:my )?(?P<more>cv|personal statement|ps|abstract))?",
    re.IGNORECASE,
)


async def amend_draft(told: Told) -> Reply | None:
    """Return the draft in hand as it was asked to be; None where no draft is, and the words mean something else."""
    amendment = read_amendment(told.meaning.text)
    draft = await draft_in_hand(told)
    made = await make(told, draft) if draft else None
    if amendment is None or made is None:
        return None
    if "group" in made.draft.asked and not made.contact:
        return await _add_to_each(told, made, amendment)
    if not KINDS[made.draft.kind].toned or made.draft.sent_at:
        return drafts.cannot_be_changed(made.draft.kind, sent=made.draft.sent_at is not None)
    if amendment.kind is AmendmentKind.TAKE_OUT:
        return await _take_out(told, made, amendment)
    if amendment.kind is AmendmentKind.REPLACE and not _stands(made, _said_to(made, amendment.instead_of)):
        return None
    return await _add(told, made, amendment)


async def _add(told: Told, made: Made, amendment: Amendment) -> Reply:
    addition = await _addition(told, made, amendment)
    if amendment.kind is not AmendmentKind.REPLACE and _says_already(made, addition):
        return drafts.says_it_already(addition.words)
    back = skeleton(addition.words, made.words.values)
    left_out = tuple(each for each in made.draft.left_out if each != back)
    draft = replace(made.draft, added=(*made.draft.added, addition), left_out=left_out)
    after = await make(told, draft)
    if after is None or addition.words.casefold() not in after.words.body.casefold():
        return drafts.cannot_be_changed(made.draft.kind, sent=False)
    if not within_limit(draft.kind, after.words.body, paid_linkedin=told.work.resident.story.paid_linkedin):
        return drafts.too_long_to_add(after.words)
    reply = drafts.amended(await show_draft(told, draft), addition.words, "", told.act_id)
    written = Written(after.words.subject, after.words.body, draft.kind)
    sending = Sending(told.work.resident, after.contact, await told.work.all(Contact))
    stops = [each for each in check(written, sending) if each.level is Level.STOP]
    # Gaps and words of leaving are said beside every draft.
    return drafts.with_stops(
        reply,
        [each.text for each in stops if each.about != "Gaps" and not each.text.startswith("It speaks of leaving")],
    )


async def _add_to_each(told: Told, made: Made, amendment: Amendment) -> Reply | None:
    """Keep what is to be added to each draft of a group that was listed just now."""
    if amendment.kind not in (AmendmentKind.ADD, AmendmentKind.MENTION):
        return None
    addition = await _addition(told, made, amendment)
    await told.work.put(replace(made.draft, added=(*made.draft.added, addition)))
    return drafts.added_to_each(addition.words, told.act_id)


def _says_already(made: Made, addition: Addition) -> bool:
    if addition.form is AddedAs.MATTER:
        return any(addition.words == each.words for each in made.draft.added)
    return addition.words.rstrip(".").casefold() in made.words.body.casefold()


async def _addition(told: Told, made: Made, amendment: Amendment) -> Addition:
    """Return what goes in: the resident's own words, or what they told before of the matter that they name."""
    words, source = amendment.words, told.source(amendment.span)
    words = _said_to(made, words)
    if amendment.kind is AmendmentKind.REPLACE:
        return Addition(words, AddedAs.INSTEAD, source, _said_to(made, amendment.instead_of))
    if document := _DOCUMENT.fullmatch(words):
        things = " and ".join(_named(each) for each in (document["what"], document["more"]) if each)
        return Addition(f"I am attaching my {things}.", AddedAs.SENTENCE, source)
    if amendment.whole:
        line = capitalize_first(re.sub(r"\bi\b", "I", words))
        return Addition(line if line[-1] in ".!?" else f"{line}.", AddedAs.SENTENCE, source)
    clause = as_news(words, most=None)
    if amendment.kind is AmendmentKind.ADD or clause != words:
        return Addition(clause, AddedAs.CLAUSE, source)
    if deed := await deed_meant(told, words):
        return Addition(as_news(deed.what), AddedAs.CLAUSE, deed.source)
    return Addition(words, AddedAs.MATTER, source)


def _said_to(made: Made, words: str) -> str:
    return to_them(words) if made.contact else words


def _stands(made: Made, words: str) -> bool:
    """Tell whether these words stand in the draft."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", made.words.body, re.IGNORECASE) is not None


def _named(document: str) -> str:
    said = document.lower()
    return {"cv": "CV", "ps": "personal statement"}.get(said, said)


async def _take_out(told: Told, made: Made, amendment: Amendment) -> Reply:
    gone = _meant(made, amendment)
    if not gone:
        return drafts.nothing_to_take_out(amendment.words)
    # What the resident added goes for good; a sentence of the template stays known by its skeleton.
    added = tuple(
        each for each in made.draft.added if not any(each.words.casefold() in line.casefold() for line in gone)
    )
    own = set(made.draft.added) - set(added)
    left_out = [
        skeleton(each, made.words.values)
        for each in gone
        if not any(o.words.casefold() in each.casefold() for o in own)
    ]
    draft = replace(made.draft, added=added, left_out=(*made.draft.left_out, *left_out))
    return drafts.amended(await show_draft(told, draft), "", " ".join(gone), told.act_id)


def _meant(made: Made, amendment: Amendment) -> list[str]:
    channel, body = KINDS[made.draft.kind].channel, made.words.body
    if amendment.place is None:
        return about(body, channel, amendment.words)
    paragraphs = [sentences(paragraph) for paragraph in framed(body, channel).paragraphs]
    pieces = paragraphs if amendment.whole else [[each] for paragraph in paragraphs for each in paragraph]
    return pieces[amendment.place] if len(pieces) > max(amendment.place, 0) else []


async def draft_in_hand(told: Told) -> WrittenDraft | None:
    """Return the draft that the latest message or button was about, or the one of the thread."""
    draft = await draft_meant(told)
    if draft is None or told.thread:
        return draft
    for act in await told.work.acts.newest(limit=10):
        if act.id == told.act_id or act.undoes or not act.changes or not await stands(told.work, act):
            continue
        if told.now - act.at > IN_HAND:
            return None
        kinds = {change.kind for change in act.changes}
        if kind_of(WrittenDraft) in kinds:
            changed = next(change.record_id for change in act.changes if change.kind == kind_of(WrittenDraft))
            return await told.work.find(WrittenDraft, changed)
        if kinds - {"resident", kind_of(Deed)}:
            return None  # something else was told since
    return None
