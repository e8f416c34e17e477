"""Fill a template: every slot from the notes or a visible gap, and never longer than the kind's limit allows."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.draft import AddedAs, Addition, DraftKind, Tone
from bot.drafting.grammar import as_one_clause, has_degree, without_degrees
from bot.drafting.kinds import KINDS, Channel
from bot.drafting.limits import limits
from bot.drafting.sentences import with_instead, with_own, without
from bot.drafting.slot import Slot
from bot.drafting.slots import Material
from bot.drafting.template_files import ADDED, SLOTS, file_of, in_use

GAP = re.compile(r"\[[^\[\]]+\]")
_LEFT_OUT_FIRST = (
    "topic",
    "their_work",
    "sponsors",
    "offer",
    "work",
    "place",
    "occasion",
    "thanks_for",
    "learned",
    "advice",
    "news",
    "program",
    "country",
    "until",
)
"""What goes first where a text would be too long."""

ABOUT_ME = frozenset(
    (
        "your name",
        "your hospital",
        "your country",
        "your goal",
        "your interest",
        "one line of your work",
        "your e-mail and phone",
        "where it is uploaded",
    )
)
"""Gaps about the resident, without their examples: what is filled in once is used again."""


@dataclass(frozen=True, slots=True)
class Composition:
    """Words to send. *gaps* are the places only the resident can fill; *slots* what was filled in, and from where.

    *values* is all that could have been filled in, to know a sentence again by its skeleton.
    """

    kind: DraftKind
    tone: Tone
    subject: str
    body: str
    gaps: tuple[str, ...]
    slots: tuple[Slot, ...]
    values: tuple[str, ...] = ()
    also: tuple[Tone, ...] = ()

    @property
    def tones(self) -> tuple[Tone, ...]:
        return tuple(tone for tone in Tone if tone in (self.tone, *self.also) and tone is not Tone.USUAL)

    @property
    def ready(self) -> bool:
        return not self.gaps

    @property
    def words(self) -> int:
        return len(self.body.split())


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the resident filled into gaps, by what the gap asks for, what they added, and what they took out.

    *also* are tones wished besides the first.
    """

    filled: Mapping[str, str] = field(default_factory=dict)
    added: Sequence[Addition] = ()
    left_out: Sequence[str] = ()
    also: tuple[Tone, ...] = ()


def compose(kind: DraftKind, material: Material, tone: Tone = Tone.USUAL, wishes: Wishes = Wishes()) -> Composition:
    """Write the words of this kind, as the resident wishes them.

    Shorter and warmer at once is never longer than the usual: what is warm is then in the greeting and the close.
    """
    written = _within(kind, material, tone, wishes)
    if {Tone.SHORTER, Tone.WARMER} <= {tone, *wishes.also}:
        usual = _within(kind, material, Tone.USUAL, replace(wishes, also=()))
        if written.words >= usual.words:
            return _within(kind, material, tone, wishes, plainly=True)
    return written


def _within(kind: DraftKind, material: Material, tone: Tone, wishes: Wishes, *, plainly: bool = False) -> Composition:
    """Write within the limits: what can be spared is left out where the words would be too many."""
    left_out: list[str] = []
    spare = [name for name in _LEFT_OUT_FIRST if name in material.slots]
    while True:
        written = _render(kind, material, tone, wishes, frozenset(left_out), plainly=plainly)
        if not spare or within_limit(kind, written.body, paid_linkedin=material.paid_linkedin):
            return written
        left_out.append(spare.pop(0))


def within_limit(kind: DraftKind, body: str, *, paid_linkedin: bool = False) -> bool:
    """Tell whether the words keep the most that their kind allows (limits.toml)."""
    words, line = len(body.split()), limits()
    if kind is DraftKind.LINKEDIN_NOTE:
        return len(body) <= line.linkedin.most_characters(paid=paid_linkedin)
    if kind is DraftKind.LINKEDIN_HEADLINE:
        return len(body) <= line.linkedin.headline_characters
    if kind is DraftKind.VISA_PHRASE:
        return words <= line.visa_phrase.most_words
    if kind is DraftKind.INTRODUCTION:
        return words <= line.introduction.most_words
    return KINDS[kind].channel is Channel.PAGE or words <= line.email.warn_words


def without_example(gap: str) -> str:
    """Return what a gap asks for: "your goal" for "your goal, for example: …"."""
    return gap.strip("[]").partition(", for example")[0]


def _render(
    kind: DraftKind, material: Material, tone: Tone, wishes: Wishes, left_out: frozenset[str], *, plainly: bool
) -> Composition:
    given: list[Slot] = []

    def gap(words: str) -> str:
        told = " ".join(wishes.filled.get(without_example(words), "").split()).rstrip(".")
        if not told:
            return f"[{words}]"
        given.append(Slot(words, told, origin="form"))
        return told

    known = {name: slot for name, slot in material.slots.items() if name not in left_out}
    tones = {tone, *wishes.also}
    address = next((each for each in (Tone.FORMAL, Tone.WARMER) if each in tones), tone)
    text = (
        in_use()
        .get_template(file_of(kind))
        .render(
            {name: known[name].value if name in known else "" for name in SLOTS}
            | {"role": material.role, "discipline": material.discipline, "gap": gap}
            | {"shorter": Tone.SHORTER in tones, "formal": Tone.FORMAL in tones}
            | {"warmer": Tone.WARMER in tones and not plainly}
            | {"dear": _greeting(material, address, gap), "sign": _signature(material, known, address, gap)}
            | {"dear_short": _greeting(material, address, gap, short=True)}
        )
    )
    head, _, rest = text.lstrip().partition("\n")
    subject, body = " ".join(head.removeprefix("Subject:").split()), _tidy(rest)
    values = [slot.value for slot in (*known.values(), *given)]
    channel = KINDS[kind].channel
    body = without(
        with_own(body, channel, _own_words(kind, tones, wishes.added, gap)), channel, wishes.left_out, values
    )
    for each in wishes.added:
        if each.form is AddedAs.INSTEAD:
            subject, body = (with_instead(text, each.instead_of, each.words) for text in (subject, body))
    whole = f"{subject}\n{body}"
    told = [*known.values(), *(Slot("added", each.words, each.source) for each in wishes.added)]
    said = [slot for slot in told if slot.value and slot.value.casefold() in whole.casefold()]
    given = [slot for slot in dict.fromkeys(given) if slot.value in whole]
    own = {slot.value for slot in (*said, *given)}
    gaps = tuple(g for g in dict.fromkeys(GAP.findall(whole)) if not any(g in value for value in own))
    return Composition(kind, tone, subject, body, gaps, (*said, *given), tuple(values), wishes.also)


def _own_words(kind: DraftKind, tones: Collection[Tone], added: Sequence[Addition], gap: Callable[[str], str]) -> str:
    """Return what the resident added as sentences; the words around it are those of the template."""
    if not added:
        return ""
    plain = Tone.SHORTER in tones or KINDS[kind].channel is not Channel.EMAIL
    words = {form: [each.words for each in added if each.form is form] for form in AddedAs}
    return _tidy(
        in_use()
        .get_template(ADDED)
        .render(
            also=as_one_clause(words[AddedAs.CLAUSE], "" if plain else "that "),
            matter=" and ".join(words[AddedAs.MATTER]),
            sentence=" ".join(words[AddedAs.SENTENCE]),
            plain=plain,
            gap=gap,
        )
    )


def _greeting(material: Material, tone: Tone, gap: Callable[[str], str], *, short: bool = False) -> str:
    name = material.to or gap("their name")
    if material.first_name and tone is not Tone.FORMAL:
        name = material.first_name
    if short:
        return f"{'Hi ' if material.first_name else ''}{name},"
    greeting = "Hi" if material.familiar and tone is not Tone.FORMAL else "Dear"
    return f"{greeting} {name}{':' if tone is Tone.FORMAL else ','}"


_CLOSINGS = {
    Tone.USUAL: "Best regards,",
    Tone.SHORTER: "Thank you,",
    Tone.FORMAL: "Respectfully,",
    Tone.WARMER: "With warm regards,",
}


def _signature(material: Material, known: Mapping[str, Slot], tone: Tone, gap: Callable[[str], str]) -> str:
    """Return name, MD, institution and contact (playbook, "Online")."""
    me = known["me"].value if "me" in known else gap("your name")
    if material.familiar and tone is not Tone.FORMAL:
        return f"Best,\n{without_degrees(me)}"
    program = known["program"].value if "program" in known else gap("your hospital")
    contact = known["reach"].value if "reach" in known else gap("your e-mail and phone")
    name = me if has_degree(me) else f"{me}, MD"
    lines = [_CLOSINGS[tone], name, f"Preliminary {material.discipline.title()} Resident, {program}", contact]
    return "\n".join(lines)


def _tidy(text: str) -> str:
    """Return the text with single spaces and one empty line between paragraphs."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return re.sub(r" +([,.;:?])", r"\1", body)
