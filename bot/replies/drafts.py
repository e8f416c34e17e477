"""What is said around a draft: what it rests on, what is still missing, and whether it was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from bot.domain.contact import Contact
from bot.domain.draft import DraftKind, Tone, WrittenDraft
from bot.domain.follow_up import FollowUp
from bot.domain.recall import shorten
from bot.drafting.compose import Composition
from bot.drafting.gates import Gate
from bot.drafting.kinds import KINDS, SENT_BY, Channel, KindOfWords
from bot.drafting.limits import limits
from bot.messages import Button, Draft, Form, FormField, Item, Reply
from bot.replies.checks import characters_in_words
from bot.replies.counting import counted, listed
from bot.replies.days import day_in_words
from bot.replies.gates import gates_in_words
from bot.replies.people import full_name, position_in_words, short_name
from bot.replies.sourced import links_of

QUOTED = 160
LONGEST_LINK = 1900
"""Characters: a chat platform cuts what is longer, and a cut link opens half an e-mail."""


def to_whom(kind: DraftKind | None) -> Reply:
    if kind:
        what = KINDS[kind].name
        return Reply(f"Who is the {what} for? Name them, “draft {what} to Dr. Rao”, and I use what you told me.")
    kinds = ", ".join(words.name for words in KINDS.values())
    return Reply(
        "Gladly. What, and for whom? “Draft a thank-you to Dr. Rao”, for example; I use what you told me of them.",
        title="Words to send",
        fields=(("What I can draft", kinds),),
    )


def no_such_kind() -> Reply:
    """Say that words of this kind are not here, rather than draft something else."""
    kinds = ", ".join(words.name for words in KINDS.values())
    return Reply(
        "I have no words of that kind, and a wrong one does harm. "
        "Write it, and I hold it against the limits: “check: …”.",
        title="Not one of mine",
        fields=(("What I can draft", kinds),),
    )


ALIKE_SHOWN = 4
SHOWN_AT_ONCE = 5
"""People to draft for at once: each gets a draft of their own, to be read before it is sent."""


def which_person(draft: WrittenDraft, contacts: Sequence[Contact], shown: int) -> Reply:
    """Ask which of several is meant: words to the wrong person cannot be taken back."""
    here = contacts[shown : shown + ALIKE_SHOWN] or contacts[:ALIKE_SHOWN]
    lines = [f"You know more than one {draft.to_name}. Who is the {KINDS[draft.kind].name} for?"]
    lines += [f"· {_placed(contact)}" for contact in here]
    buttons = [Button(_placed(contact), f"draft_for:{draft.id}:{contact.id}") for contact in here]
    if len(contacts) > ALIKE_SHOWN:
        after = (shown + len(here)) % len(contacts)
        last = shown + len(here)
        lines.append(
            f"{shown + 1} to {last} of {len(contacts)}. Or name the place: “to Dr. {draft.to_name} at Lakeside”."
        )
        buttons.append(Button("More" if after else "Back to the first", f"draft_alike:{draft.id}:{after}"))
    return Reply("\n".join(lines), buttons=tuple(buttons))


def _placed(contact: Contact) -> str:
    position = position_in_words(contact.position)
    return f"{full_name(contact)}{f', {position}' if position else ''}"


def to_everyone(
    draft: WrittenDraft, people: Sequence[Contact], touches: Mapping[str, date], shown: int, today: date
) -> Reply:
    """List whom the words are for, some at a time, each with a draft of their own."""
    here = people[shown : shown + SHOWN_AT_ONCE]
    left = len(people) - shown - len(here)
    reply = to_each(draft.kind, [(draft.id, contact) for contact in here], (), touches, today)
    if len(people) <= SHOWN_AT_ONCE:
        return reply
    more = (Button(f"{min(left, SHOWN_AT_ONCE)} more", f"draft_people:{draft.id}:{shown + len(here)}"),) if left else ()
    count = f"{shown + 1} to {shown + len(here)} of {len(people)}, those first to whom it matters most."
    return replace(reply, text=f"{reply.text} {count}", buttons=more)


def to_each(
    kind: DraftKind,
    known: Sequence[tuple[str, Contact]],
    strangers: Sequence[tuple[str, str]],
    touches: Mapping[str, date],
    today: date,
) -> Reply:
    """List several people by draft id, with a button each. *touches* tells when they were last in touch."""
    items = [
        Item(
            f"{_placed(contact)}"
            + (f" · last in touch {day_in_words(touches[contact.id], today)}" if contact.id in touches else ""),
            buttons=(Button("Draft it", f"draft_one:{draft_id}:{contact.id}"),),
        )
        for draft_id, contact in known
    ]
    items += [
        Item(f"{name} · you never told me about them", buttons=(Button("Draft it", f"draft_one:{draft_id}"),))
        for draft_id, name in strangers
    ]
    what = KINDS[kind].name
    return Reply(
        f"One message to many gets no answer, so each person gets their own {what}. Whose first?",
        title=f"{what[:1].upper()}{what[1:]}, person by person",
        items=tuple(items),
    )


def nobody_of_that_kind(kind: DraftKind) -> Reply:
    return Reply(f"You told me of nobody like that yet. Name whom the {KINDS[kind].name} is for: “… to Dr. Rao”.")


def too_early_for_a_call(contact: Contact) -> Reply:
    """Say why a call is not asked for yet, and what comes first."""
    name = short_name(contact)
    return Reply(
        f"I would not ask {name} for a call yet: nothing you told me shows that they stand up for you. "
        "A call is asked of somebody who agreed to a letter, offered to speak for you, "
        "or has been your mentor through several talks. A check-in is the next step.",
        title="Too early for a call",
        buttons=(Button("Draft a check-in", f"draft_kind:{DraftKind.CHECK_IN}:{contact.id}"),),
    )


def held_back(draft: WrittenDraft, contact: Contact | None, gates: Sequence[Gate], today: date) -> Reply:
    """Say what speaks against it before anything is drafted."""
    return Reply(
        f"{gates_in_words(gates, contact, today)}\nShall I draft it all the same?",
        title="Before I draft this",
        buttons=(Button("Confirm", f"draft_confirmed:{draft.id}"), Button("Cancel", f"cancel:{draft.id}")),
        links=links_of(fact for gate in gates for fact in gate.facts),
    )


def draft(
    draft: WrittenDraft,
    contact: Contact | None,
    words: Composition,
    gates: Sequence[Gate],
    quoted: tuple[str, date] | None,
    today: date,
    *,
    beside: bool = False,
) -> Reply:
    """Show the words. *quoted* is the newest note they rest on and its local day; *beside* other things to be read."""
    kind = KINDS[words.kind]
    to = short_name(contact) if contact else draft.to_name
    lines = [
        gates_in_words(gates, contact, today),
        _readiness(words),
        f"From what you told me {day_in_words(quoted[1], today)}: “{shorten(quoted[0], QUOTED)}”" if quoted else "",
        _stranger(to, words) if to and contact is None else "",
        "Did you send it? Press “Sent it”, and I note it and close the follow-up."
        if _is_sent(kind.channel) and not beside
        else "",
    ]
    name = kind.name[:1].upper() + kind.name[1:]
    variant = f", {listed([_TONE_NAMES[tone] for tone in words.tones])}" if words.tones else ""
    return Reply(
        "\n".join(line for line in lines if line),
        title=f"{name}{f' to {to}' if to and _is_sent(kind.channel) else ''}{variant}",
        fields=(*_to(contact, kind), ("Length", length_in_words(words)), *_mail_link(contact, words)),
        draft=Draft(words.subject, words.body, words.gaps),
        buttons=_buttons(draft, words),
    )


def _to(contact: Contact | None, kind: KindOfWords) -> tuple[tuple[str, str], ...]:
    """Return the field that says in full whom the words go to: many share a surname."""
    named = contact is not None and _is_sent(kind.channel) and full_name(contact) != short_name(contact)
    return (("To", _placed(contact)),) if contact and named else ()


def _stranger(to: str, words: Composition) -> str:
    rest = "what is personal in it is from your request." if words.ready else "so what is personal is a gap."
    return f"You never told me about {to}{';' if words.ready else ','} {rest}"


def subject_of(draft: WrittenDraft, contact: Contact | None, words: Composition) -> Reply:
    """Say the subject line of a draft; what is no e-mail has none."""
    kind = KINDS[draft.kind]
    to = f" to {short_name(contact)}" if contact and _is_sent(kind.channel) else ""
    if kind.channel is not Channel.EMAIL:
        return Reply(f"The {kind.name}{to} needs no subject line.")
    button = Button("Copy text", f"copy:{draft.id}")
    return Reply(f"The subject of the {kind.name}{to}: “{words.subject}”", buttons=(button,))


_TONE_NAMES = {Tone.SHORTER: "shorter", Tone.FORMAL: "more formal", Tone.WARMER: "warmer"}


def _is_sent(channel: Channel) -> bool:
    return channel in SENT_BY


def _readiness(words: Composition) -> str:
    if words.ready:
        return (
            "No gaps left. Read it once, then it is yours to send."
            if _is_sent(KINDS[words.kind].channel)
            else "No gaps left."
        )
    count = len(words.gaps)
    return f"Not ready: {counted(count, 'gap')} to fill: {', '.join(words.gaps)}."


def length_in_words(words: Composition) -> str:
    """Return "74 words (at most 200)" and the like, in the measure of the kind."""
    line, said = limits(), counted(words.words, "word")
    match words.kind:
        case DraftKind.LINKEDIN_NOTE:
            return characters_in_words(len(words.body))
        case DraftKind.LINKEDIN_HEADLINE:
            return f"{len(words.body)} characters (at most {line.linkedin.headline_characters})"
        case DraftKind.VISA_PHRASE:
            return f"{said} (at most {line.visa_phrase.most_words})"
        case DraftKind.INTRODUCTION:
            spoken = line.introduction
            seconds = round(words.words * 60 / spoken.words_a_minute)
            return f"{said}, about {counted(seconds, 'second')} ({spoken.least_words}-{spoken.most_words} words)"
        case DraftKind.MENTOR_BRIEF | DraftKind.CV_BULLETS:
            return said
        case _:
            return f"{said} (at most {line.email.warn_words})"


def _mail_link(contact: Contact | None, words: Composition) -> tuple[tuple[str, str], ...]:
    """Return the link that opens the resident's own mail program; with the body once no gap is left in it."""
    if KINDS[words.kind].channel is not Channel.EMAIL:
        return ()
    address = quote(contact.email, safe="@") if contact and contact.email else ""
    # Unfinished words stay here: a mail program would send them with their gaps.
    body = f"&body={quote(words.body.replace(chr(10), chr(13) + chr(10)))}" if words.ready else ""
    link = f"mailto:{address}?subject={quote(words.subject)}"
    return (("Mail link", f"{link}{body}" if len(link) + len(body) <= LONGEST_LINK else link),)


def _buttons(draft: WrittenDraft, words: Composition) -> tuple[Button, ...]:
    tones = [(Tone.SHORTER, "Shorter"), (Tone.FORMAL, "More formal"), (Tone.WARMER, "Warmer")]
    buttons = [] if words.ready else [Button("Fill the gaps", f"fill:{draft.id}")]
    if KINDS[words.kind].toned:
        buttons += [Button(label, f"tone:{tone}:{draft.id}") for tone, label in tones if tone not in words.tones]
    buttons += [Button("Copy text", f"copy:{draft.id}"), Button("Check it", f"check_draft:{draft.id}")]
    if _is_sent(KINDS[words.kind].channel) and draft.sent_at is None:
        buttons.append(Button("Sent it", f"sent:{draft.id}"))
    return tuple(buttons)


def fill_gaps(draft: WrittenDraft, gaps: Sequence[str]) -> Reply:
    """Show a form with a field for each gap."""
    if not gaps:
        return Reply("There is no gap left in it.")
    fields = tuple(
        FormField(f"gap_{place}", gap.strip("[]")[:1].upper() + gap.strip("[]")[1:])
        for place, gap in enumerate(gaps, 1)
    )
    return Reply(
        "What you leave empty stays a gap. What you say of yourself I use again next time.",
        form=Form(f"fill:{draft.id}", "Fill the gaps", fields, submit="Save"),
    )


def amended(reply: Reply, added: str, taken_out: str, act_id: str) -> Reply:
    """Say beside the draft what of it is the resident's own now, or gone."""
    changes = [
        (label, f"“{words}”") for label, words in (("Added, in your words", added), ("Taken out", taken_out)) if words
    ]
    return replace(reply, fields=(*changes, *reply.fields), buttons=(*reply.buttons, Button("Undo", f"undo:{act_id}")))


def added_to_each(words: str, act_id: str) -> Reply:
    return Reply(
        f"“{words}” goes into each of these drafts from now on. Press “Draft it” above for the first.",
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )


def with_stops(reply: Reply, reasons: Sequence[str]) -> Reply:
    """Say first what stops a draft as it now stands."""
    return replace(reply, text="\n".join((*reasons, reply.text)))


def says_it_already(words: str) -> Reply:
    return Reply(f"It says that already: “{words}”. Nothing was changed.")


def too_long_to_add(words: Composition) -> Reply:
    return Reply(
        f"With that it has {length_in_words(words)}. Nothing was changed: say it in fewer words, "
        "or take a line out first."
    )


def nothing_to_take_out(words: str) -> Reply:
    of = f" about “{words}”" if words else " there"
    return Reply(
        f"I find no line{of} in it, so nothing was changed. Name a word that stands in it, or “the last line”."
    )


def cannot_be_changed(kind: DraftKind, *, sent: bool) -> Reply:
    if sent:
        return Reply("You told me that you sent it, so it stays as it was. Ask for a new one, and I draft it.")
    return Reply(
        f"The {KINDS[kind].name} is made of what you told me. Tell it as a win, “win: …”, and it stands there."
    )


def to_copy(words: Composition) -> Reply:
    """Say the words as a message of their own with nothing around them, so that copying it takes them and no more."""
    return Reply(f"Subject: {words.subject}\n\n{words.body}" if words.subject else words.body)


def nothing_drafted() -> Reply:
    return Reply("There is no draft yet. Ask for one: “write a thank-you to Dr. Rao”.")


def sent(contact: Contact | None, done: FollowUp | None, opening_at: str | None, act_id: str) -> Reply:
    """Say what was noted once it was sent. *opening_at* is the program whose opening it asks about."""
    noted = f"you were in touch with {short_name(contact)} today" if contact else "you sent it today"
    about = f", about the opening at {opening_at}" if opening_at else ""
    closes = f" Done: {done.what}." if done else ""
    return Reply(f"Well done. I noted that {noted}{about}.{closes}", buttons=(Button("Undo", f"undo:{act_id}"),))


def sent_already(on: date, today: date) -> Reply:
    return Reply(f"You told me already that you sent it, {day_in_words(on, today)}.")
