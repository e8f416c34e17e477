"""Which open follow-up "done" or "not today" means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState, at_hand
from bot.domain.nudge import Occasion, about_follow_up, follow_up_in
from bot.domain.recall import stems
from bot.domain.recurrence import spoken_rhythm
from bot.domain.vocabulary import FollowUpKind
from bot.turn import Told
from bot.use_cases.identify_contact import match_mention

_LITTLE = stems("the a an to for with and my your of on in is it that this one done sent did send email call Dr")
"""Words that most follow-ups share, so that they tell none apart."""

_WAYS = stems("email call text")
_SENT, _IS_SENT = stems("sent emailed mailed"), stems("send email thank")
"""How somebody is reached: this tells two tasks apart where nothing else does; "sent" is no call and no meeting."""

_WRITTEN = stems("emailed mailed texted messaged wrote thanked")
"""What is no meeting: one that lies ahead is not over because somebody was written to."""

JUST_NOW = timedelta(minutes=30)
"""How long "no, friday" may mean the follow-up that was just set, without naming it."""


@dataclass(frozen=True, slots=True)
class Meant:
    """*one* is certain; else *several* could be meant, or none is open that fits."""

    one: FollowUp | None = None
    several: Sequence[FollowUp] = ()


async def find_follow_up(told: Told, just_set: bool = False) -> Meant:
    """Find it by the nudge replied to, the people named, the words used, and last by what a nudge told most recently.

    With *just_set* one that was set in the last half hour may be meant without being named ("no, friday").
    """
    owed = await _open(told)
    replied_to = [each for each in owed if _is_of_thread(each, told)]
    if len(replied_to) == 1:
        return Meant(replied_to[0])
    fitting = replied_to or _as_done(told, await _with_people(told, owed))
    if told.meaning.people and not fitting:
        return Meant()
    closest = _closest_in_words(told.meaning.text, fitting)
    if len(closest) == 1:
        return Meant(closest[0])
    last_told = await _last_told(told, closest, just_set)
    return Meant(last_told) if last_told and not told.meaning.people else Meant(several=closest)


async def find_named(told: Told, what: str, *, last: bool) -> Meant:
    """Find it by what it is called, never one of another name; with *last*, one not named is that spoken of last."""
    owed = await _open(told)
    said = stems(what) - _LITTLE
    if not said:
        latest = await _last_told(told, owed, just_set=True) if last else None
        return Meant(latest) if latest else Meant(several=owed)
    named = await _with_people(told, owed)
    closest = [each for each in _closest_in_words(what, named) if told.meaning.people or said & _words_of(each)]
    return Meant(closest[0]) if len(closest) == 1 else Meant(several=closest)


async def _open(told: Told) -> list[FollowUp]:
    return [at_hand(each, told.today) for each in await told.work.all(FollowUp) if each.state is FollowUpState.OPEN]


def _is_of_thread(follow_up: FollowUp, told: Told) -> bool:
    of_note = told.thread is not None and follow_up.source is not None and follow_up.source.note_id == told.thread.id
    return of_note or any(_is_of(about, follow_up) for about in told.thread_about)


def _is_of(about: str, follow_up: FollowUp) -> bool:
    """Tell whether it is what an occasion is about, at whichever of its times; no preparation for it."""
    return about in {f"follow_up:{follow_up.id}", about_follow_up(follow_up)} or (
        follow_up.series is not None and follow_up_in(about)[0] == follow_up.id
    )


async def _with_people(told: Told, owed: list[FollowUp]) -> list[FollowUp]:
    if not told.meaning.people:
        return owed
    contacts = await told.work.all(Contact)
    named: set[str | None] = set()
    for person in told.meaning.people:
        match = match_mention(person, contacts)
        named |= {match.certain.id} if match.certain else {candidate.contact.id for candidate in match.candidates}
    return [each for each in owed if each.contact_id in named]


def _as_done(told: Told, owed: list[FollowUp]) -> list[FollowUp]:
    """Leave out the meetings ahead where the message tells of words that were written."""
    if not _WRITTEN & stems(told.meaning.text):
        return owed
    return [each for each in owed if each.kind is not FollowUpKind.MEET or not each.due_on or each.due_on <= told.today]


def _words_of(follow_up: FollowUp) -> frozenset[str] | set[str]:
    """Return what a follow-up may be called by: its task, its kind, and "monday" or "daily" where it repeats."""
    words = stems(follow_up.what) | stems(follow_up.kind.value.replace("_", " "))
    return words | stems(spoken_rhythm(follow_up.series.recurrence)) if follow_up.series else words


def _closest_in_words(text: str, owed: Sequence[FollowUp]) -> list[FollowUp]:
    """Return those that share most words with the message; of equals those that are done in the way it says."""
    said, way = stems(text) - _LITTLE, stems(text) & _WAYS
    way = way or (_IS_SENT if _SENT & stems(text) else way)
    shared = [((len(said & words), bool(way & words)), each) for each in owed for words in [_words_of(each)]]
    most = max((alike for alike, _ in shared), default=(0, False))
    return [each for alike, each in shared if alike == most]


async def _last_told(told: Told, owed: Sequence[FollowUp], just_set: bool) -> FollowUp | None:
    """Return the one among *owed* that was spoken of last; None where none was."""
    by_id: dict[str, list[Occasion]] = {}
    for occasion in await told.work.all(Occasion):
        if occasion.told_at:
            by_id.setdefault(follow_up_in(occasion.id)[0], []).append(occasion)
    last_told = [
        (occasion.told_at[-1], each)
        for each in owed
        for occasion in by_id.get(each.id, ())
        if _is_of(occasion.id, each)
    ]
    if just_set:
        last_told += [(each.set_at, each) for each in owed if told.now - each.set_at <= JUST_NOW]
    return max(last_told, key=lambda pair: (pair[0], pair[1].id))[1] if last_told else None
