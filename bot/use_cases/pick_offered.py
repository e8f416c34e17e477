"""One of several that Vouch offered, told apart in words: "the GI one", "Grace", "the one at Emory", "the second"."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.domain.recall import stems
from bot.domain.vocabulary import Intent
from bot.messages import Button, Reply
from bot.turn import Pressed, Told
from bot.understanding.lexicon import lexicon, word_set
from bot.understanding.tokens import tokenise
from bot.use_cases.answer_asked import buttons_on, last_said
from bot.use_cases.answer_nudge import press_done, press_later, press_stop
from bot.use_cases.forget import press_forget_which
from bot.use_cases.settle_identity import press_same

_VERBS: Mapping[str, Callable[[Pressed], Awaitable[Reply | None]]] = {
    "same": press_same,
    "forget_contact_ask": press_forget_which,
    "done": press_done,
    "later": press_later,
    "stop": press_stop,
}
"""What is asked of one among several, and can be taken back or is asked about once more."""

_MOST_WORDS = 8
_TELLING = frozenset({Intent.LOG, Intent.REMIND, Intent.PLAN})
_IDLE = word_set(
    "the a an one that this those at from in of on is was it it's its i mean meant i'm no ok oh the with who works for "
    "dr dr. doctor prof please pls and not"
)
_ORDINALS = {
    word: place
    for place, words in enumerate(("first 1 1st former", "second 2 2nd", "third 3 3rd", "fourth 4 4th"))
    for word in words.split()
} | {"last": -1, "latter": -1}


def may_pick_offered(told: Told) -> bool:
    """Tell whether a message is as short as an answer to "which one?", and tells nothing that is to be kept.

    Looking for what was asked takes a query, which the many short notes are spared: "met Dr. Lee at Kent, J-1 yes".
    """
    meaning = told.meaning
    tells = meaning.intent in _TELLING and (meaning.facts or meaning.follow_ups)
    return not tells and 0 < len(meaning.text.split()) <= _MOST_WORDS


def pick_offered(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Press the one button, of several alike, that the words fit and no other; else they mean something else."""

    async def answer(told: Told) -> Reply:
        asked = await last_said(told)
        picked = _picked(told.meaning.text, _offered(buttons_on(asked)))
        if asked is None or picked is None:
            return await otherwise(told)
        pressed = Pressed(told.work, told.tools, told.act_id, told.now, picked.target, asked.id)
        return await _VERBS[picked.verb](pressed) or await otherwise(told)

    return answer


def _offered(buttons: Sequence[Button]) -> list[Button]:
    """Return the buttons among which one is to be picked: several of one verb, each with a label of its own."""
    for verb in _VERBS:
        alike = [button for button in buttons if button.verb == verb]
        if len(alike) > 1 and len({button.label for button in alike}) == len(alike):
            return alike
    return []


def _picked(said: str, offered: Sequence[Button]) -> Button | None:
    words = [word for word in re.findall(r"[\w'’.&-]+", said.lower()) if word.rstrip(".") not in _IDLE]
    if not offered or not words:
        return None
    if len(words) == 1 and words[0] in _ORDINALS:
        place = _ORDINALS[words[0]]
        return offered[place] if place < len(offered) else None
    fits = [_fit(" ".join(words), button.label) for button in offered]
    best = max(fits)
    return offered[fits.index(best)] if best and fits.count(best) == 1 else None


def _fit(said: str, label: str) -> int:
    """Return how much of a label the words say; 0 where any word of theirs is not in it."""
    tokens, known, jobs = tokenise(said), _words(label), _jobs(label)
    points = [int(_words(token.text) <= known) for token in tokens]
    for hit in lexicon().hits(tokens):
        if (hit.category, hit.value) in jobs:
            for place in range(hit.start, hit.end):
                points[place] += 1
    return sum(points) if all(points) else 0


def _words(text: str) -> set[str]:
    return stems(" ".join(re.findall(r"[\w'’.-]+", text)))


def _jobs(text: str) -> set[tuple[str, str]]:
    """Return the roles and fields that a label names, however it words them: "gastroenterology" is GI."""
    return {(h.category, h.value) for h in lexicon().hits(tokenise(text)) if h.category in ("roles", "specialties")}
