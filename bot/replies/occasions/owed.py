"""What is owed: follow-ups, promises of others, letters."""

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, is_appointment, on_its_day
from bot.domain.knowledge import Fact
from bot.domain.letters import latest_letters
from bot.domain.nudge import follow_up_in
from bot.domain.vocabulary import FollowUpKind
from bot.drafting.kinds import KINDS
from bot.planning.dossier import Dossier, dossier
from bot.planning.meetings import is_briefed_on_the_day
from bot.replies import briefs
from bot.replies.counting import counted
from bot.replies.days import day_in_words, due_in_words, time_in_words
from bot.replies.nudges import Words
from bot.replies.occasions.scene import Scene, contact_of, notes_of
from bot.replies.people import short_name
from bot.replies.rhythm import rhythm_of

_NEXT_STEPS = {
    FollowUpKind.THANK_YOU: "Three lines do: name one thing you learned.",
    FollowUpKind.EMAIL: "Write it now if you have five minutes; short is kind.",
    FollowUpKind.CALL: "Have the one question ready, then call.",
    FollowUpKind.MEET: "Offer two times that suit you.",
    FollowUpKind.SEND: "Attach it, add one line, send it.",
    FollowUpKind.ASK_LETTER: "Ask whether they know your work well enough for a strong letter; offer your CV.",
    FollowUpKind.CONNECT: "Send the request with a short note on where you met.",
    FollowUpKind.APPLY: "Check what is still missing, then send it.",
    FollowUpKind.OTHER: "Do it now, or choose a better day.",
}


def follow_up_words(scene: Scene, ids: list[str]) -> Words | None:
    record_id, day = follow_up_in(ids[0])
    follow_up = next((on_its_day(each, day) for each in scene.kept.follow_ups if each.id == record_id), None)
    if follow_up is None:
        return draft_words(scene, ids[0])
    if len(ids) > 1:
        return meeting_words(scene, follow_up)
    task = follow_up.what or follow_up.kind.replace("_", " ")
    contact = contact_of(scene, follow_up.contact_id)
    if contact and is_briefed_on_the_day(follow_up, scene.told, scene.today):
        why = f"{_wanted(scene, follow_up)}\n{briefs.brief_in_words(meeting_dossier(scene, contact), scene.today)}"
        return Words(task, why, "", (contact.id,), notes_of([follow_up.source]), follow_up.source)
    if is_appointment(follow_up, scene.kept.events):
        return _appointment_words(scene, follow_up, task)
    people = (follow_up.contact_id,) if follow_up.contact_id else ()
    return Words(task, _wanted(scene, follow_up), _NEXT_STEPS[follow_up.kind], people, notes_of([follow_up.source]))


def draft_words(scene: Scene, draft_id: str) -> Words | None:
    """Ask whether a draft was sent."""
    draft = next((each for each in scene.kept.drafts if each.id == draft_id), None)
    contact = contact_of(scene, draft.contact_id) if draft else None
    if draft is None or contact is None:
        return None
    made = day_in_words(scene.resident.today(draft.created_at), scene.today)
    return Words(
        f"send {short_name(contact)} the {KINDS[draft.kind].name}",
        f"You had it drafted on {made}. Did you send it?",
        "Done notes that you were in touch, and closes what it answers; Later brings it up again.",
        (contact.id,),
        notes_of([draft.source]),
    )


def _appointment_words(scene: Scene, meeting: FollowUp, task: str) -> Words:
    """Say that a meeting is on; once its day is over, ask what came of it."""
    people = (meeting.contact_id,) if meeting.contact_id else ()
    notes = notes_of([meeting.source])
    if meeting.due_on and meeting.due_on < scene.today:
        why = f"It was on {due_in_words(meeting.due_on, meeting.due_at, scene.today)}."
        step = "One line keeps it: what was said, what was promised. Done if there is nothing to keep."
        return Words(f"tell me how it went: {task}", why, step, people, notes, meeting.source, says_when=True)
    step = "Afterwards tell me in one line what was said, while you remember."
    return Words(task, _wanted(scene, meeting), step, people, notes, meeting.source)


def meeting_words(scene: Scene, meeting: FollowUp) -> Words | None:
    """Return the brief before a meeting: the evening before, and half an hour before."""
    contact = contact_of(scene, meeting.contact_id)
    when = due_in_words(meeting.due_on, meeting.due_at, scene.today)
    if contact is None:
        soon = "Tomorrow." if meeting.due_on and meeting.due_on > scene.today else "Soon."
        step = "Have two questions ready, your 20-30 seconds, and the way there."
        notes = notes_of([meeting.source])
        return Words(f"be ready: {meeting.what}, {when}", soon, step, note_ids=notes, source=meeting.source)
    brief = briefs.brief_in_words(meeting_dossier(scene, contact), scene.today)
    ready = f"be ready for {short_name(contact)}, {when}"
    return Words(ready, brief, "", (contact.id,), notes_of([meeting.source]), meeting.source)


def meeting_dossier(scene: Scene, contact: Contact) -> Dossier:
    return dossier(contact, scene.resident, scene.kept, scene.today, scene.said_of.get(contact.id, ()))


def _wanted(scene: Scene, follow_up: FollowUp) -> str:
    if follow_up.due_on is None:
        return "You gave it no day, and a week has gone by."
    often = f" ({rhythm_of(follow_up)})" if follow_up.series else ""
    if follow_up.due_on == scene.today:
        return f"For today{f' at {time_in_words(follow_up.due_at)}' if follow_up.due_at else ''}, as you asked{often}."
    return f"It was for {due_in_words(follow_up.due_on, follow_up.due_at, scene.today)}{often}."


def promise_words(scene: Scene, ids: list[str]) -> Words | None:
    promise = next((each for each in scene.kept.promises if each.id == ids[0]), None)
    contact = contact_of(scene, promise.contact_id) if promise else None
    if promise is None or contact is None:
        return None
    name = short_name(contact)
    made = day_in_words(promise.made_on, scene.today)
    by = f" by {day_in_words(promise.due_on, scene.today)}" if promise.due_on else ""
    return Words(
        f"remind {name}, who was going to {promise.what}",
        f"Promised on {made}{by}, and you have not told me that it happened.",
        "A short, kind reminder is fine. Press Done when it happened.",
        (contact.id,),
        notes_of([promise.source]),
    )


def letter_words(scene: Scene, ids: list[str]) -> Words | None:
    contact = contact_of(scene, ids[0])
    fact = latest_letters(scene.kept.facts).get(ids[0])
    if contact is None or fact is None:
        return None
    name, told = short_name(contact), day_in_words(fact.told_on, scene.today)
    if ids[-1] == "overdue":
        return _overdue(scene, contact, fact)
    if ids[-1].startswith("before-"):
        return _before_deadline(scene, contact, fact)
    match ids[-1]:
        case "asked":
            task, why = f"ask {name} again about the letter", f"You asked on {told}, and told me of no answer since."
            step = "Two lines, with an easy way out: whether there is time for a strong letter."
        case "packet":
            task, why = f"send {name} your CV and talking points", f"Agreed on {told} to write your letter."
            step = "CV, clinical strengths, work ethic, communication: one page, with the date it is needed by."
        case _:
            task, why = (
                f"see whether {name}'s letter is in",
                f"Agreed on {told}; you have not told me that it was sent.",
            )
            step = f"Thank them, and ask whether anything is missing. Then tell me “{name} sent the letter”."
    return Words(task, why, step, (contact.id,), notes_of([fact.source]))


def _before_deadline(scene: Scene, contact: Contact, fact: Fact) -> Words | None:
    """Word a reminder before a letter's deadline; close to it, name who could write instead."""
    plan = next((each for each in scene.kept.letters if each.id == contact.id), None)
    if plan is None or plan.deadline is None:
        return None
    name, left = short_name(contact), (plan.deadline - scene.today).days
    packet = "" if plan.packet_sent_on else " You have not told me that the packet went out: send it along."
    instead = " If it will not be in, ask somebody else today: “letters” says who could write." if left <= 4 else ""
    return Words(
        f"remind {name} of your letter, due {day_in_words(plan.deadline, scene.today)}",
        f"{counted(left, 'day')} left; {'asked' if fact.value == 'asked' else 'agreed'} on "
        f"{day_in_words(fact.told_on, scene.today)}.{packet}",
        f"Two polite lines: say “draft a letter reminder to {name}”. If it is in, tell me “{name} uploaded my letter”."
        f"{instead}",
        (contact.id,),
        notes_of([fact.source]),
    )


def _overdue(scene: Scene, contact: Contact, fact: Fact) -> Words | None:
    """Say in one line that a letter's date has passed."""
    plan = next((each for each in scene.kept.letters if each.id == contact.id), None)
    if plan is None or plan.deadline is None:
        return None
    name = short_name(contact)
    return Words(
        f"see whether {name}'s letter is in",
        f"Its date, {day_in_words(plan.deadline, scene.today)}, has passed: it is overdue, as far as you told me.",
        f"If it is in, tell me “{name} uploaded my letter”; if not, say “draft a letter reminder to {name}”.",
        (contact.id,),
        notes_of([fact.source]),
    )
