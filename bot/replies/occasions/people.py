"""People: those met at a conference, and those to keep in touch with."""

from bot.domain.contact import Contact
from bot.domain.vocabulary import Relationship
from bot.planning.conferences import matters
from bot.planning.network import Met
from bot.replies.counting import counted, listed
from bot.replies.days import day_in_words
from bot.replies.nudges import Words
from bot.replies.occasions.scene import Scene, contact_of, notes_of
from bot.replies.people import full_name, position_in_words, short_name

NAMED = 8
"""How many names a last call lists."""

_KEEP = {
    Relationship.SPONSOR: "Tell them one thing you achieved, and where your application stands.",
    Relationship.MENTOR: "Two lines: one thing you did with their advice, one question.",
    Relationship.PEER: "A coffee or a message: how is it going, and what have you heard?",
}


def conference_contact_words(scene: Scene, contact: Contact) -> Words:
    met = scene.met_at_conferences.get(contact.id)
    where = f" at {met.where}" if met and met.where else ""
    position = position_in_words(contact.position)
    task = f"write to {full_name(contact)}{f' ({position})' if position else ''}, met{where}"
    sources = [each.source for each in scene.kept.encounters_with(contact.id)]
    step = "Name one thing from your talk, say who you are, add your CV where it fits; then connect on LinkedIn."
    last = met is not None and (scene.today - met.on).days >= scene.pack.conference.last_call_day
    return Words(task, _how_long(scene, met, contact), step, (contact.id,), notes_of(sources), says_when=last)


def _how_long(scene: Scene, met: Met | None, contact: Contact) -> str:
    windows = scene.pack.conference
    within = f"a follow-up counts within {windows.contact_day} to {windows.last_call_day} days"
    if met is None:
        return f"You met at a conference; {within}."
    days = (scene.today - met.on).days
    said = "they showed interest; " if contact.interested else ""
    if days < windows.last_call_day:
        return f"{counted(days, 'day')} since you met ({day_in_words(met.on, scene.today)}); {said}{within}."
    stands_for_all = any(due.about == f"conference:{contact.id}" and not due.once for due in scene.dues)
    others = _others(scene, met) if stands_for_all else ""
    rest = f" Also without a word: {others}. Pick one." if others else ""
    return f"The last call: {days} days since you met ({day_in_words(met.on, scene.today)}); {within}.{rest}"


def _others(scene: Scene, met: Met) -> str:
    """Return the names of those met on the same day whom no follow-up reached, where one call stands for all."""
    open_now = {due.about.partition(":")[2] for due in scene.dues if due.about.startswith("conference:") and due.once}
    same_day = [each.contact_id for each in scene.met_at_conferences.values() if each.on == met.on]
    people = [contact for each in same_day if each in open_now and (contact := contact_of(scene, each))]
    people.sort(key=lambda each: (-matters(each), each.id))
    more = [f"{len(people) - NAMED} more"] if len(people) > NAMED else []
    return listed([short_name(each) for each in people[:NAMED]] + more)


def _every(days: int) -> str:
    number, noun = (days // 7, "week") if days % 7 == 0 else (days, "day")
    return f"every {noun}" if number == 1 else f"every {number} {noun}s"


def cadence_words(scene: Scene, ids: list[str]) -> Words | None:
    contact = contact_of(scene, ids[0])
    if contact is None:
        return None
    touch = scene.last_touches.get(contact.id)
    last_on = touch.on if touch else scene.resident.today(contact.created_at)
    weeks = (scene.today - last_on).days // 7
    kind = f"your {contact.relationship.value.replace('_', ' ')}" if contact.relationship else "who showed interest"
    since = f"{counted(weeks, 'week')} since you were last in touch ({day_in_words(last_on, scene.today)})"
    wanted = f"; you asked for {_every(contact.cadence_days)}" if contact.cadence_days else ""
    step = _KEEP.get(contact.relationship, "") if contact.relationship else ""
    return Words(
        f"get in touch with {short_name(contact)}, {kind}"
        if contact.relationship or contact.interested
        else f"get in touch with {short_name(contact)}",
        f"{since}{wanted}.",
        step or "A short update: where you are, what you look for, what you took from your talk.",
        (contact.id,),
    )
