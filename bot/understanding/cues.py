"""What the words of an outline hint at: asking, sending, deleting, who acts, must or might (vocabulary/cues.toml).

A verb stands in the vocabulary in its plain form and is found in all of them; its form is told too, because "send",
"sending" and "sent" differ in who still has to do what.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from sys import intern
from typing import NamedTuple

_Entry = tuple[tuple[str, ...], str, str]
"""The words of an entry, its name and its form."""
_VOCABULARY = files("bot.understanding") / "vocabulary"


class Cue(NamedTuple):
    """Words *start* to *end* (exclusive) hint at *name*; *form* is "plain", "s", "ing" or "past", "" for no verb."""

    name: str
    form: str
    start: int
    end: int


@cache
def _irregular() -> tuple[frozenset[str], dict[str, str]]:
    """The verbs whose last letter doubles, and the past forms that go by no rule."""
    table = tomllib.loads((_VOCABULARY / "verbs.toml").read_text(encoding="utf-8"))
    return frozenset(table["doubled"]), table["past"]


def forms(verb: str) -> Iterator[tuple[str, str]]:
    """The (spelling, form) pairs of a verb in its plain form, which may have words after it.

    >>> sorted(forms("drop by"))
    [('drop by', 'plain'), ('dropped by', 'past'), ('dropping by', 'ing'), ('drops by', 's')]
    """
    doubled, irregular = _irregular()
    head, _, rest = verb.partition(" ")
    rest = f" {rest}" if rest else ""
    stem = head + head[-1] if head in doubled else head
    soft = head[-1] == "y" and head[-2:-1] not in "aeiou"
    yield head + rest, "plain"
    yield (
        (f"{head[:-1]}ies" if soft else f"{head}es" if head.endswith(("s", "sh", "ch", "x", "o")) else f"{head}s")
        + rest,
        "s",
    )
    yield (f"{head[:-1]}ing" if head[-1] == "e" and head[-2:-1] != "e" else f"{stem}ing") + rest, "ing"
    for past in irregular.get(
        head, f"{head}d" if head[-1] == "e" else f"{head[:-1]}ied" if soft else f"{stem}ed"
    ).split():
        yield past + rest, "past"


@cache
def _by_opening() -> dict[str, tuple[list[_Entry], dict[str, list[_Entry]]]]:
    """By its first word: the entries of that word alone; the longer ones by their second word, longest first."""
    text = (_VOCABULARY / "cues.toml").read_text(encoding="utf-8")
    opened: dict[str, tuple[list[_Entry], dict[str, list[_Entry]]]] = {}
    for name, ways in tomllib.loads(text).items():
        entries = dict.fromkeys(ways.get("said", ()), "")
        for verb in ways.get("verbs", ()):
            for spelling, form in forms(verb):
                entries.setdefault(spelling, form)
        for said, form in entries.items():
            words = tuple(map(intern, said.split()))
            alone, longer = opened.setdefault(words[0], ([], {}))
            same = alone if len(words) == 1 else longer.setdefault(words[1], [])
            same.append((words, name, form))
    for _, longer in opened.values():
        for candidates in longer.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))
    return opened


def find_cues(words: Sequence[str]) -> list[Cue]:
    """The cues in *words*, in their order; of one name the longest at each place."""
    opened = _by_opening()
    found: list[Cue] = []
    free: dict[str, int] = {}
    made = tuple.__new__  # as in tokenise
    for start, (word, following) in enumerate(zip(words, (*words[1:], ""), strict=False)):
        if word not in opened:
            continue
        alone, longer = opened[word]
        if following in longer:
            for entry, name, form in longer[following]:
                end = start + len(entry)
                if free.get(name, 0) <= start and (end == start + 2 or tuple(words[start:end]) == entry):
                    free[name] = end
                    found.append(made(Cue, (name, form, start, end)))
        for _, name, form in alone:
            if name not in free or free[name] <= start:
                free[name] = start + 1
                found.append(made(Cue, (name, form, start, start + 1)))
    if "thank" in words:
        found = [cue for cue in found if not _is_an_exclamation(words, cue)]
    if "call" in words:
        found = [cue for cue in found if not _is_on_duty(words, cue)]
    return [cue for cue in found if not _is_a_conference(words, cue)] if "report" in words else found


def _is_on_duty(words: Sequence[str], cue: Cue) -> bool:
    """Whether "call" is the duty and nobody is telephoned: "on call with Dr. Strand", "post call"."""
    return words[cue.start] == "call" and bool(cue.start) and words[cue.start - 1] in _DUTY and cue.name in _TELEPHONING


def _is_an_exclamation(words: Sequence[str], cue: Cue) -> bool:
    """Whether nobody on earth is thanked: "thank God, she signed"."""
    return cue.name == "thank" and words[cue.end : cue.end + 1] in _THANKED_IN_RELIEF


def _is_a_conference(words: Sequence[str], cue: Cue) -> bool:
    """Whether "report" is the conference and nothing in writing: "before morning report"."""
    return words[cue.start] == "report" and bool(cue.start) and words[cue.start - 1] in {"morning", "noon", "intern"}


_THANKED_IN_RELIEF = (["god"], ["goodness"], ["heaven"], ["heavens"], ["allah"], ["lord"])
_DUTY = frozenset({"on", "post", "home", "q4", "overnight"})
_TELEPHONING = frozenset({"call", "appointment", "encounter", "say", "finished"})
