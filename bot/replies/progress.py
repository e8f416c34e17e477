"""Progress: the one next thing, then where things stand, said plainly and without a score."""

from datetime import timedelta

from bot.domain.letters import letter_states
from bot.domain.vocabulary import MentorKind
from bot.domain.year import year_month
from bot.messages import Reply
from bot.planning.coverage import count_of
from bot.planning.due import Due
from bot.planning.evidence import completed
from bot.planning.milestones import of_the_month
from bot.planning.standing import ROLES, Rung, balance, ladder, mentor_kinds, network
from bot.playbook.sourced import season_ahead
from bot.replies.counting import counted, listed
from bot.replies.nudges import begun
from bot.replies.occasions import Scene, words_for
from bot.replies.people import short_name
from bot.replies.sourced import fact_in_words

SHOWN = 3
"""How many people of the ladder, and dates of the season, are shown."""

SEASON_AHEAD = timedelta(days=120)

_PLURALS = {"sponsor": "Sponsors", "mentor": "Mentors", "img-mentor": "IMG mentors", "peer": "Peers"}
_MENTORS = {
    MentorKind.CLINICAL: "clinical",
    MentorKind.CAREER: "career strategy",
    MentorKind.RESEARCH: "research",
    MentorKind.INSIDER: "institutional insider",
}
RUNGS = {
    Rung.TALKED: ("met", "ask for 20 minutes of career advice"),
    Rung.ADVISES: ("advises you", "ask whether checking in a few times a year is welcome"),
    Rung.CHECKS_IN: ("in touch again and again", "ask whether they know your work well enough for a strong letter"),
    Rung.WRITES: ("agreed to a letter", "send the packet, and keep them posted"),
    Rung.ACTS: ("acts for you", "tell them your news, and when the time is right ask for a call to a PD"),
}


def progress(scene: Scene) -> Reply:
    """Say the one next thing first."""
    people = f"You have told me of {counted(len(scene.kept.contacts), 'person')}."
    month = _month(scene)
    where = f"Month {month} of your year. " if month else ""
    fields = (*network_fields(scene), *_milestone_fields(scene), *_season_fields(scene))
    return Reply(f"{where}{people}", title=f"Next: {next_step(scene)}", fields=fields)


def network_fields(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Return where things stand, label and value."""
    kinds = mentor_kinds(scene.kept, scene.resident)
    present = [name for kind, name in _MENTORS.items() if kinds[kind]]
    missing = [name for kind, name in _MENTORS.items() if not kinds[kind]]
    known = network(scene.kept, scene.resident)
    roles = [role for role, fits in ROLES.items() if any(fits(contact) for contact in known)]
    inside, outside = balance(scene.kept, scene.resident)
    fields = [
        *(
            (
                _PLURALS.get(target.id, begun(target.id)),
                f"{count_of(target, scene.kept)} of {target.least}-{target.most}",
            )
            for target in scene.pack.targets
        ),
        ("Kinds of mentor", f"{len(present)} of 4" + (f"; not yet: {listed(missing)}" if missing else "")),
        ("Roles you know", f"{len(roles)} of {len(ROLES)}" + _not_yet([r for r in ROLES if r not in roles])),
        ("Inside and outside", f"{inside} inside, {outside} outside{_balance(inside, outside)}"),
        ("Letters", _letters(scene)),
        ("Mentor to sponsor", "; ".join(_climbs(scene))),
    ]
    return tuple((label, value) for label, value in fields if value)


def next_step(scene: Scene) -> str:
    """Return the one thing to do next: the most valuable that is due, else what the plan is short of."""
    now = (each for each in scene.dues if each.on <= scene.today and not each.lapsed(scene.today))
    due = [each for each in now if not each.about.startswith("review:")]
    for each in sorted(due, key=_value):
        if words := words_for(scene, each.about):
            return f"{words.task}. {words.step}"
    if not scene.kept.contacts:
        return "tell me of one person you worked with this week."
    for target in scene.pack.targets:
        if count_of(target, scene.kept) < target.least:
            return f"look for {target.task}. {target.step}"
    return "keep in touch with those who know you. You are where you want to be."


def _value(due: Due) -> tuple[int, str, str]:
    return -due.weight, str(due.on), due.about


def _month(scene: Scene) -> int | None:
    month = year_month(scene.resident.starts_on, scene.today) if scene.resident.starts_on else 0
    return month if 1 <= month <= 12 else None


def _not_yet(missing: list[str]) -> str:
    return f"; not yet: {listed(missing)}" if 0 < len(missing) <= 4 else ""


def _balance(inside: int, outside: int) -> str:
    if inside + outside < 4:
        return ""
    if not outside:
        return "; outside contacts are your insurance"
    return "; inside sponsors know your work" if outside > 2 * inside else ""


def _letters(scene: Scene) -> str:
    states = list(letter_states(scene.kept.facts).values())
    told = [f"{states.count(state)} {state}" for state in ("asked", "agreed", "sent", "declined") if state in states]
    return ", ".join(told) or "none yet"


def _climbs(scene: Scene) -> list[str]:
    return [
        f"{short_name(climb.contact)} {RUNGS[climb.rung][0]} (next: {RUNGS[climb.rung][1]})"
        for climb in ladder(scene.kept, scene.resident)[:SHOWN]
    ]


def _milestone_fields(scene: Scene) -> list[tuple[str, str]]:
    this_month = of_the_month(scene.resident, scene.today)
    done = [each for each in this_month if completed(each, scene.resident, scene.kept, scene.today)]
    still = [each.task for each in this_month if each not in done]
    if not this_month:
        return []
    return [("Milestones now", f"{len(done)} of {len(this_month)} done" + (f"; next: {still[0]}" if still else ""))]


def _season_fields(scene: Scene) -> list[tuple[str, str]]:
    if scene.resident.starts_on is None:
        return []
    ahead = [fact for fact in season_ahead(scene.today) if fact.on and fact.on - scene.today <= SEASON_AHEAD][:1]
    return [("Season", "; ".join(fact_in_words(fact, scene.today) for fact in ahead))] if ahead else []
