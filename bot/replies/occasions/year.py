"""The year: milestones, targets, wins, openings, the resident's own dates, and the weekly review."""

from datetime import date, timedelta

from bot.domain.follow_up import EventKind, FollowUpState, at_hand
from bot.domain.names import same_place
from bot.domain.recall import is_about, shorten
from bot.domain.vocabulary import FactKind, FollowUpKind
from bot.domain.year import OwnDateKind, year_month
from bot.planning.concerned import concerned
from bot.planning.coverage import count_of, people_of
from bot.planning.evidence import completed
from bot.planning.milestones import of_the_month
from bot.planning.wins import still_to_tell
from bot.replies.counting import counted, listed
from bot.replies.days import day_in_words
from bot.replies.nudges import Words, begun
from bot.replies.occasions.scene import Scene, notes_of
from bot.replies.openings import package_in_words
from bot.replies.people import fact_in_words, full_name, short_name
from bot.replies.visa import VERIFY

LISTED = 5


def milestone_words(scene: Scene, ids: list[str]) -> Words | None:
    milestone = scene.pack.milestone(ids[0])
    if milestone is None or scene.resident.starts_on is None:
        return None
    _, last = milestone.window(scene.resident.goal).days(scene.resident.starts_on)
    month = year_month(scene.resident.starts_on, scene.today)
    call = ", and the last call: this" if ids[-1] == "last" else "; this"
    until = f"Month {month} of your year{call} belongs before {day_in_words(last, scene.today)}."
    people = tuple(each.id for each in concerned(milestone, scene.resident, scene.kept))
    return Words(milestone.task, f"{until} {milestone.reason(scene.resident.goal)}", milestone.step, people)


def target_words(scene: Scene, ids: list[str]) -> Words | None:
    target = scene.pack.target(ids[0])
    if target is None or scene.resident.starts_on is None:
        return None
    month = year_month(scene.resident.starts_on, scene.today)
    count = count_of(target, scene.kept)
    plan = target.planned_by(month)
    why = f"{count} of {target.least}-{target.most} so far, in month {month}; by now the plan says {plan}."
    people = tuple(each.id for each in people_of(target.id, scene.kept))
    return Words(f"look for {target.task}", why, target.step, people)


def win_words(scene: Scene, ids: list[str]) -> Words | None:
    deed = next((each for each in scene.kept.deeds if each.id == ids[0]), None)
    if deed is None:
        return None
    who = listed([short_name(each) for each in still_to_tell(deed, scene.resident, scene.kept)[:LISTED]])
    names = f"To tell: {who}." if who else "Your PD would like to know."
    return Words(
        f"tell people your news: {shorten(deed.what, 80)}",
        f"Good news keeps you in mind. {names}",
        "Two lines each: the news, a thank-you for their part, what you hope for next.",
        note_ids=notes_of([deed.source]),
    )


def opening_words(scene: Scene, ids: list[str]) -> Words | None:
    fact = next((each for each in scene.kept.facts if each.id == ids[0]), None)
    if fact is None:
        return None
    known = [c for c in scene.kept.contacts if same_place(c.position.institution or "", fact.about)]
    visas = [f for f in scene.kept.facts if f.kind is FactKind.VISA and is_about(f, fact.about)]
    who = f"You know {listed([full_name(c) for c in known[:3]])} there." if known else "You know nobody there yet."
    heard = f"Heard: {', '.join(dict.fromkeys(fact_in_words(f) for f in visas))}." if visas else "No word on visas yet."
    told = "today" if fact.told_on == scene.today else day_in_words(fact.told_on, scene.today)
    return Words(
        f"move on the {fact_in_words(fact)} at {fact.about}",
        f"You heard of it {told}; such places fill within days. {who} {heard}",
        f"Ready to send? {begun(package_in_words(scene.kept.documents, scene.today))}. Does your own PD know that you "
        "look around?",
        note_ids=notes_of([fact.source]),
    )


_OWN = {
    OwnDateKind.VISA: (
        "your visa",
        "Ask your visa sponsor this week what they need from you; “my visa” shows the steps.",
    ),
    OwnDateKind.CONTRACT: (
        "your contract",
        "Know what comes after it: ask the coordinator, and keep your openings and contacts moving.",
    ),
}


def own_date_words(scene: Scene, ids: list[str]) -> Words | None:
    kind = OwnDateKind(ids[0])
    own = next((each for each in scene.resident.own_dates if each.kind is kind and str(each.on) == ids[1]), None)
    if own is None:
        return None
    name, step = _OWN[kind]
    if kind is OwnDateKind.VISA and not any(about.startswith(f"date:{kind.value}:") for about in scene.told):
        step = f"{step} {VERIFY}"  # said once where it matters (playbook, "Visa")
    left = (own.on - scene.today).days
    return Words(
        f"look after {name}: {counted(left, 'day')} left",
        f"{begun(name)} runs until {day_in_words(own.on, scene.today)}, as you told me on "
        f"{day_in_words(scene.resident.today(own.told_at), scene.today)}.",
        step,
    )


def review_words(scene: Scene, day: date, tasks: list[str], older: int = 0) -> Words:
    """Look back on the week that ends on *day*, name what is still open, and say the one next thing.

    *older* is how many things have been open for so long that they are not named every week.
    """
    lines = [_met_this_week(scene, day)]
    if tasks:
        uncounted = max(len(tasks) - LISTED, 0) + older
        more = f"; and {uncounted} more in your agenda" if uncounted else ""
        lines.append(f"Still open: {'; '.join(tasks[:LISTED])}{more}.")
    if milestones := [task for task in _milestones(scene) if task not in tasks]:
        lines.append(f"Milestones of these months: {'; '.join(milestones[:LISTED])}.")
    if coming := _coming(scene, day):
        lines.append(f"Coming up: {'; '.join(coming[:LISTED])}.")
    step = f"Pick one for tomorrow: {tasks[0]}." if tasks else "Pick one person to write to this week."
    return Words("look at your week", "\n".join(line for line in lines if line), step)


def _met_this_week(scene: Scene, day: date) -> str:
    since = day - timedelta(days=7)
    met = {c for each in scene.kept.encounters if since < each.on <= day for c in each.contact_ids}
    done = [f for f in scene.kept.follow_ups if f.state is FollowUpState.DONE and f.closed_at]
    finished = sum(1 for f in done if f.closed_at and scene.resident.today(f.closed_at) > since)
    parts = [
        f"{counted(len(met), 'person')} met" if met else "",
        f"{counted(finished, 'thing')} done" if finished else "",
    ]
    return f"Your week: {', '.join(part for part in parts if part)}." if any(parts) else ""


def _milestones(scene: Scene) -> list[str]:
    return [
        each.task
        for each in of_the_month(scene.resident, scene.today)
        if not completed(each, scene.resident, scene.kept, scene.today)
    ]


def _coming(scene: Scene, day: date) -> list[str]:
    until = day + timedelta(days=7)
    all_owed = (at_hand(each, scene.today) for each in scene.kept.follow_ups)
    owed = [
        f"{f.what} ({day_in_words(f.due_on, scene.today)})"
        for f in sorted(all_owed, key=lambda f: (f.due_on or until, f.id))
        if f.state is FollowUpState.OPEN and f.due_on and day < f.due_on <= until
    ]
    listed_days = {f.due_on for f in scene.kept.follow_ups if f.kind is FollowUpKind.MEET}
    events = [
        f"{e.title or e.kind.value.replace('_', ' ')} ({day_in_words(e.starts_on, scene.today)})"
        for e in scene.kept.events
        if day < e.starts_on <= until and not (e.kind is EventKind.MEETING and e.starts_on in listed_days)
    ]
    return [*owed, *events]


def account_words(scene: Scene, ids: list[str]) -> Words:
    last = date.fromisoformat(ids[0])
    left = (last - scene.today).days
    when = f"on {day_in_words(last, scene.today)}: {counted(left, 'day')} left" if left > 0 else "today"
    return Words(
        "take your data with you before the year ends",
        f"Your year, and as a rule the hospital's account, ends {when}.",
        "“export” gives you everything as a file; “move my account” a code with which it goes along as it is.",
    )
