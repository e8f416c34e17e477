"""Every kind of draft, for whatever contact: within its limit, its gaps listed, every filled slot traced to a note."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.contact import Contact, Position
from bot.domain.draft import AddedAs, Addition, DraftKind, Tone
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.note import Note, NoteState, Source
from bot.domain.resident import Address, Resident
from bot.domain.vocabulary import FactKind, FollowUpKind, Relationship, Role, Specialty, Visa
from bot.drafting.checker import check
from bot.drafting.compose import GAP, Wishes, compose, within_limit
from bot.drafting.kinds import KINDS, Channel
from bot.drafting.limits import limits
from bot.drafting.sentences import framed, sentences, skeleton
from bot.drafting.slots import Material, gather
from bot.drafting.template_files import OF_ADDITIONS, SLOTS, built_in, templates_only
from bot.drafting.written import Level, Sending, Written
from bot.understanding.talked_of import to_them

NOW = datetime(2026, 10, 13, 16, tzinfo=UTC)
TODAY = date(2026, 10, 15)
PLACES = ("ACP", "SGIM", "MICU", "noon conference", "hallway", "phone", "clinic", None)
TOPICS = (
    "talked about her sepsis QI project",
    "we discussed prelims who moved into categorical places, she was kind",
    "he taught me how to read a vent waveform",
    "after her talk on hfpef. she suggested I write up the case",
    "she works on ards and said to send her my abstract",
    "she told me to apply early and broadly. she offered to introduce me to Dr. Wu",
    "long day",
    "",
)
words = st.text(st.characters(categories=("L", "Nd", "Zs"), exclude_characters="\xa0"), min_size=1, max_size=90)
names = st.one_of(st.sampled_from(("Anita Patel", "Wei Chen", "Felipe de la Cruz", "O'Brien", "Lee")), words)


@st.composite
def told(draw: st.DrawFn) -> tuple[Resident, Contact, list[Note], list[Encounter | Fact | FollowUp]]:
    """A contact as a resident may have told of them, with the note that it all stands in."""
    name, institution = draw(names), draw(st.one_of(st.none(), st.sampled_from(("Mercy", "UAB")), words))
    text = f"met Dr. {name} at {institution}, {draw(st.sampled_from(TOPICS))}. sponsors H-1B. send her my CV friday"
    source = Source("note", 0, len(text))
    role, specialty = draw(st.sampled_from((*Role, None))), draw(st.sampled_from((*Specialty, None)))
    contact = Contact(
        "contact",
        name,
        NOW,
        (Position(role, institution, specialty, source=source),),
        relationship=draw(st.sampled_from((*Relationship, None))),
        title=draw(st.sampled_from(("Dr.", None))),
        source=source,
    )
    held = [
        Encounter("met", (contact.id,), date(2026, 10, 13), NOW, draw(st.sampled_from(PLACES)), source=source),
        FollowUp("owed", FollowUpKind.SEND, "send your CV to Dr. X", NOW, contact.id, source=source),
        Fact("fact", institution or "Mercy", FactKind.VISA, "yes", TODAY, NOW, Visa.H1B, None, contact.id, source),
    ]
    resident = Resident(
        "resident",
        Address("terminal", "W1", "ana"),
        "America/New_York",
        NOW,
        name=draw(st.one_of(st.none(), words)),
        program=draw(st.one_of(st.none(), words)),
        visa=draw(st.sampled_from((*Visa, None))),
        specialty=draw(st.sampled_from((*Specialty, None))),
    )
    return (
        resident,
        contact,
        [Note("note", "m", NOW, text, NoteState.HANDLED)],
        draw(st.lists(st.sampled_from(held), unique_by=id)),
    )


def material_of(
    kind: DraftKind, told_of: tuple[Resident, Contact, list[Note], list[Encounter | Fact | FollowUp]]
) -> Material:
    resident, contact, notes, held = told_of
    return gather(resident, contact if KINDS[kind].personal else None, notes, held, TODAY)


@given(told(), st.sampled_from(tuple(DraftKind)), st.sampled_from(tuple(Tone)))
def test_every_draft_keeps_the_limit_of_its_kind(
    told_of: tuple[Resident, Contact, list[Note], list[Encounter | Fact | FollowUp]], kind: DraftKind, tone: Tone
) -> None:
    draft = compose(kind, material_of(kind, told_of), tone)
    assert within_limit(kind, draft.body)
    match KINDS[kind].channel, kind:
        case Channel.EMAIL, _:
            assert draft.words <= 200
            assert draft.subject
        case Channel.LINKEDIN, _:
            assert len(draft.body) <= 200
        case _, DraftKind.INTRODUCTION:
            assert 45 <= draft.words <= 75
        case _, DraftKind.VISA_PHRASE:
            assert draft.words <= 30


@given(told(), st.sampled_from(tuple(DraftKind)), st.sampled_from(tuple(Tone)))
def test_the_checker_stops_none_of_our_own_drafts_but_for_its_gaps(
    told_of: tuple[Resident, Contact, list[Note], list[Encounter | Fact | FollowUp]], kind: DraftKind, tone: Tone
) -> None:
    """What Vouch asks of the resident's own text it asks of its own."""
    resident, contact, *_ = told_of
    plain = replace(contact, name="Anita Patel")
    draft = compose(kind, material_of(kind, (replace(resident, name=None, program=None), plain, *told_of[2:])), tone)
    remarks = check(Written(draft.subject, draft.body, kind), Sending(resident, plain, [plain]))
    stops = {remark.about for remark in remarks if remark.level is Level.STOP}
    assert stops <= {"Gaps"}
    assert ("Gaps" in stops) is bool(draft.gaps)


@given(told(), st.sampled_from(tuple(DraftKind)), st.sampled_from(tuple(Tone)))
def test_every_filled_slot_is_words_of_a_note_or_a_setting(
    told_of: tuple[Resident, Contact, list[Note], list[Encounter | Fact | FollowUp]], kind: DraftKind, tone: Tone
) -> None:
    """A draft that invents one thing is worse than none."""
    resident, _, notes, _ = told_of
    draft = compose(kind, material_of(kind, told_of), tone)
    for slot in draft.slots:
        if slot.origin == "settings":
            assert slot.value in settings_in_words(resident)
            continue
        assert slot.source is not None, slot
        assert slot.source.note_id == notes[0].id
        said = notes[0].text[slot.source.start : slot.source.end]
        if slot.name in ("topic", "their_work", "learned", "advice", "offer"):
            assert slot.value.endswith(to_them(said))
        told = re.findall(
            r"[\w-]+", f"{said} {to_them(said)} {' '.join(each or '' for each in PLACES)} Mercy".casefold()
        )
        added = set(re.findall(r"[\w-]+", slot.value.casefold())) - set(told) - GRAMMAR[slot.name]
        assert not added, (slot.name, added)


@given(told(), st.sampled_from(tuple(DraftKind)), st.sampled_from(tuple(Tone)))
def test_every_word_of_a_draft_is_the_templates_the_notes_or_grammar(
    told_of: tuple[Resident, Contact, list[Note], list[Encounter | Fact | FollowUp]], kind: DraftKind, tone: Tone
) -> None:
    """What no template says and no note told was invented."""
    resident, contact, notes, _ = told_of
    draft = compose(kind, material_of(kind, told_of), tone)
    told_words = (
        f"{notes[0].text} {to_them(notes[0].text)} {settings_in_words(resident)} {contact.position.institution}"
    )
    known = words_in(" ".join((*templates_only(built_in()).values(), told_words, *(each or "" for each in PLACES))))
    known |= words_in(f"{contact.name} Mercy Hi Dear Dr MD Best regards Thank you Respectfully With warm October 13")
    known |= set().union(*GRAMMAR.values()) | {"general", "surgery", "internal", "medicine", "resident"}
    assert not words_in(f"{draft.subject} {draft.body}") - known


def words_in(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text.casefold()))


_MEETING = [
    "taking",
    "the",
    "time",
    "to",
    "talk",
    "with",
    "me",
    "working",
    "during",
    "my",
    "rotation",
    "your",
    "at",
    "on",
    "in",
]
GRAMMAR = defaultdict(
    set,
    {
        "name": {"dr"},
        "day": {"october", "13"},
        "occasion": {*_MEETING, "october", "13"},
        "thanks_for": {*_MEETING, "october", "13"},
        "their_work": {"your", "work", "on"},
        "learned": {"about"},
        "advice": {"to"},
        "promised": {"my"},
        "as_promised": {"as", "promised", "i", "you", "asked"},
        "sponsors": {"sponsors", "visas"},
    },
)
"""The only words that a slot may add to those of its note: grammar, and the day of the note itself."""


CLUMSY = {
    "a word twice": re.compile(r"\b(?!that\b|had\b)(\w+) \1\b", re.IGNORECASE),
    "a before a vowel": re.compile(r"\ba (?!one)(?=[aeio]|H-1B|O-1|IMG\b)"),
    "an before a consonant": re.compile(r"\ban (?![aeiouAEIOUH]|MD\b|IMG)"),
    "two marks": re.compile(r"[.,;:?!]\s*[,;:!]|\.\.|\?\.|\s[,.;:?!]"),
    "a name in small letters": re.compile(r"\bdr\b|\bDr\. [a-z](?!e |a |an |on )"),
    "a sentence in small letters": re.compile(r"[.?!] (?=[a-z])(?<!Dr\. )"),
    "an empty place": re.compile(r"  |\(\)|: \.|None|\bat \.|\bon \."),
    "British words": re.compile(r"\b(?:whilst|learnt|programme|kind regards|rota|ring me|cheers)\b", re.IGNORECASE),
}
"""What gives a draft away as put together by a machine."""

KNOWN_NAMES = ("Anita Patel", "Wei Chen", "Felipe de la Cruz", "Sean O'Brien", "Lee")


@given(told(), st.sampled_from(tuple(DraftKind)), st.sampled_from(tuple(Tone)), st.sampled_from(KNOWN_NAMES))
def test_no_draft_reads_as_put_together(
    told_of: tuple[Resident, Contact, list[Note], list[Encounter | Fact | FollowUp]],
    kind: DraftKind,
    tone: Tone,
    name: str,
) -> None:
    resident, contact, *rest = told_of
    place = replace(contact.position, institution="University of Iowa")
    named = replace(resident, name="ana silva", program="City Hospital")
    written = compose(kind, material_of(kind, (named, replace(contact, name=name, positions=(place,)), *rest)), tone)  # type: ignore[arg-type]
    for what, pattern in CLUMSY.items():
        found = pattern.search(f"{written.subject}\n{written.body}")
        assert found is None, (what, found, written.body)
    for tone_rule in limits().tone:
        assert not [words for words in tone_rule.words if f" {words} " in f" {written.body.lower()} "]


def settings_in_words(resident: Resident) -> str:
    material = gather(resident, None, [], [], TODAY)
    return "|".join(slot.value for slot in material.slots.values())


@given(told(), st.sampled_from(tuple(DraftKind)))
def test_gaps_are_listed_as_they_stand_and_nothing_with_one_is_ready(
    told_of: tuple[Resident, Contact, list[Note], list[Encounter | Fact | FollowUp]], kind: DraftKind
) -> None:
    draft = compose(kind, material_of(kind, told_of))
    whole = f"{draft.subject}\n{draft.body}"
    assert set(draft.gaps) == set(GAP.findall(whole))
    assert draft.ready is (not draft.gaps)


@given(told(), st.sampled_from([kind for kind in DraftKind if KINDS[kind].first]), st.sampled_from(tuple(Tone)))
def test_a_first_message_asks_one_or_two_questions_and_for_no_job(
    told_of: tuple[Resident, Contact, list[Note], list[Encounter | Fact | FollowUp]], kind: DraftKind, tone: Tone
) -> None:
    draft = compose(kind, material_of(kind, told_of), tone)
    if KINDS[kind].asks:
        assert 1 <= draft.body.count("?") <= 2
    own = " ".join(slot.value for slot in draft.slots).lower()
    asked = [phrase for phrase in limits().job_request.phrases if f" {phrase} " in f" {draft.body.lower()} "]
    assert not [phrase for phrase in asked if phrase not in own]
    if kind is DraftKind.COLD_EMAIL:
        assert "brief advice" in draft.subject


@pytest.mark.parametrize("kind", [kind for kind in DraftKind if KINDS[kind].channel is Channel.EMAIL])
def test_each_variant_is_another_wording(kind: DraftKind) -> None:
    """“Shorter” that is as long, or “warmer” that says the same, is a broken promise."""
    material = Material({}, to="Dr. Patel")
    usual, shorter, formal, warmer = (compose(kind, material, tone) for tone in Tone)
    assert shorter.words < usual.words <= warmer.words
    assert len({usual.body, shorter.body, formal.body, warmer.body}) == 4


@pytest.mark.parametrize("kind", [kind for kind in DraftKind if KINDS[kind].channel is Channel.EMAIL])
@pytest.mark.parametrize("also", [Tone.WARMER, Tone.FORMAL])
def test_shorter_and_something_else_is_both(kind: DraftKind, also: Tone) -> None:
    material = Material({}, to="Dr. Patel")
    usual, shorter = compose(kind, material), compose(kind, material, Tone.SHORTER)
    both = compose(kind, material, Tone.SHORTER, Wishes(also=(also,)))
    assert both.tones == (Tone.SHORTER, also)
    assert both.words < usual.words
    assert both.body != shorter.body


def test_what_the_notes_hold_cannot_reach_into_a_template() -> None:
    """Notes are data: braces in them are words like any other."""
    text = "talked about {{ 7 * 7 }} and {% raw %}"
    contact = Contact("contact", "Anita Patel", NOW, title="Dr.", source=Source("note", 0, 4))
    met = Encounter("met", ("contact",), TODAY, NOW, source=Source("note", 0, 4))
    material = gather(
        Resident("r", Address("terminal", "W1", "ana"), "UTC", NOW),
        contact,
        [Note("note", "m", NOW, text)],
        [met],
        TODAY,
    )
    assert "{{ 7 * 7 }}" in compose(DraftKind.ADVICE_REQUEST, material).body


def test_every_kind_has_its_template_and_every_word_of_a_template_is_explained() -> None:
    """Whoever edits the English finds each file by its kind, and each word in braces in the README."""
    folder = resources.files("bot.drafting") / "templates"
    files = {each.name for each in folder.iterdir() if each.name.endswith(".txt")}
    assert files == {f"{kind.value}.txt" for kind in DraftKind} | {
        *("_ask.txt", "_who.txt", "_goal.txt", "_talked.txt", "_added.txt")
    }
    explained = (folder / "README.md").read_text(encoding="utf-8")
    missing = [slot for slot in (*SLOTS, *OF_ADDITIONS) if f"`{slot}`" not in explained]
    assert not missing


TONED = [kind for kind in DraftKind if KINDS[kind].toned]


@given(told(), st.sampled_from(TONED), st.sampled_from(tuple(Tone)))
def test_what_the_resident_adds_stands_in_every_kind_with_its_source(
    told_of: tuple[Resident, Contact, list[Note], list[Encounter | Fact | FollowUp]], kind: DraftKind, tone: Tone
) -> None:
    own = Addition("I passed Step 3", AddedAs.CLAUSE, Source("asked", 9, 24))
    draft = compose(kind, material_of(kind, told_of), tone, Wishes(added=(own,)))
    assert "I passed Step 3" in draft.body
    assert [slot.source for slot in draft.slots if slot.name == "added"] == [own.source]
    if KINDS[kind].channel is Channel.EMAIL:
        assert within_limit(kind, draft.body)
        assert draft.body.index("I passed Step 3") < draft.body.rindex("\n\n"), "before the signature"


@given(told(), st.sampled_from(TONED), st.sampled_from(tuple(Tone)), st.integers(0, 12))
def test_a_sentence_taken_out_of_any_kind_is_gone_and_nothing_else_is(
    told_of: tuple[Resident, Contact, list[Note], list[Encounter | Fact | FollowUp]],
    kind: DraftKind,
    tone: Tone,
    place: int,
) -> None:
    material, channel = material_of(kind, told_of), KINDS[kind].channel
    whole = compose(kind, material, tone)
    lines = [line for part in framed(whole.body, channel).paragraphs for line in sentences(part)]
    gone = lines[place % len(lines)]
    rest = compose(kind, material, tone, Wishes(left_out=(skeleton(gone, whole.values),)))
    kept = [line for part in framed(rest.body, channel).paragraphs for line in sentences(part)]
    assert gone not in kept
    # In a LinkedIn note what was left out for its length may have room now.
    assert set(kept) <= set(lines) or kind is DraftKind.LINKEDIN_NOTE
    assert rest.body.split("\n\n")[-1] == whole.body.split("\n\n")[-1] or channel is not Channel.EMAIL
