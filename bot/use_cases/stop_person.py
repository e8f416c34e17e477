"""No more reminders about somebody, or about one task: "dont remind me about rao", "stop nudging me about GME"."""

import re
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState, closed
from bot.domain.matching import match_contact
from bot.messages import Reply
from bot.replies import owed as replies
from bot.replies.occasions import words_for
from bot.replies.rhythm import rhythm_of
from bot.turn import Told
from bot.understanding.dates import read_dates
from bot.use_cases.find_follow_up import find_named
from bot.use_cases.matters import find_matter
from bot.use_cases.stop_topic import topics_in
from bot.use_cases.word_nudge import scene_of

_ASKS = re.compile(
    r"\s*(?:(?:please|pls|ok(?:ay)?|hey|can you|could you)[, ]+)*"
    r"(?:(?:do ?n['’]?t|do not|stop|quit|never)(?: ever)? (?:remind|nag|bug|nudg|bother|pester|ping|messag)"
    r"(?:g?ing|e)? me (?:any ?more )?|(?:no more|stop|stop the|no) (?:reminders?|nudges?|messages?) )"
    r"(?:about|abt|re|regarding|for|to) (?P<what>\S.{0,60}?)(?: any ?more| ever again| again)?"
    r"(?:,? (?:please|pls|thanks))?[.!]*\s*",
    re.IGNORECASE,
)


def stops_person(told: Told) -> bool:
    """Tell whether the message wants to hear no more of a person or a task, for good and not until a day."""
    asked = _ASKS.fullmatch(told.meaning.text)
    return asked is not None and not read_dates(told.meaning.text, told.local_now) and not topics_in(told)


async def stop_person(told: Told) -> Reply:
    """Drop what is open with that person and bring up keeping in touch no more; a task named is dropped alone."""
    asked = _ASKS.fullmatch(told.meaning.text)
    what = asked["what"] if asked else ""
    match = match_contact(re.sub(r"^(?:dr|prof)\.? ", "", what, flags=re.IGNORECASE), await told.work.all(Contact))
    contact = match.certain or (match.candidates[0].contact if len(match.candidates) == 1 else None)
    if contact is None:
        meant = await find_named(replace(told, meaning=replace(told.meaning, people=())), what, last=False)
        if meant.one is None:
            return replies.which_to_drop(meant.several, told.today) if meant.several else replies.no_such_reminder(what)
        await told.work.put(closed(meant.one, FollowUpState.DROPPED, told.now))
        return replies.dropped(meant.one.what, told.act_id, rhythm_of(meant.one))
    owed = [
        each
        for each in await told.work.all(FollowUp)
        if each.contact_id == contact.id and each.state is FollowUpState.OPEN
    ]
    for each in owed:
        await told.work.put(closed(each, FollowUpState.DROPPED, told.now))
    scene = await scene_of(told.work, told.now)
    for due in scene.dues:
        words = None if due.about.startswith("follow_up:") else words_for(scene, due.about)
        of_them_alone = words is not None and set(words.contact_ids) == {contact.id}
        if of_them_alone and (matter := await find_matter(told, due.about)):
            await matter.stop(told)
    await told.work.put(replace(contact, cadence_days=0))
    return replies.person_stopped(contact, [each.what for each in owed], told.act_id)
