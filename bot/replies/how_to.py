"""What the year asks of a resident, in a line or two: whom to turn to, papers, Step 3, when to ask for a letter."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.note import Note
from bot.domain.recall import shorten
from bot.messages import Reply, say
from bot.planning.standing import Climb
from bot.programs.shortlist import Ranked
from bot.replies.counting import listed
from bot.replies.days import day_in_words
from bot.replies.people import short_name
from bot.replies.progress import RUNGS

SAME_CYCLE = "same-cycle"
MOST = 3
"""How many people, programs or quotations fit a glance."""


def best_bet(climbs: Sequence[Climb], ranked: Sequence[Ranked]) -> Reply:
    """Say who has done most for the resident, and which programs what was told speaks for. No odds."""
    people = [f"{short_name(each.contact)} {RUNGS[each.rung][0]}" for each in climbs[:MOST]]
    programs = [each.entry.name for each in ranked if each.points > 0][:MOST]
    if not people and not programs:
        return Reply("I can't tell odds, and nothing you told me points to one yet. “what next” is the next step.")
    lines = [
        "I can't tell odds. By what you told me:",
        f"People: {'; '.join(people)}." if people else "People: nobody has done something for you yet that I know of.",
        f"Programs: {listed(programs)}." if programs else "Programs: nothing that speaks for one yet.",
    ]
    return Reply("\n".join(lines), buttons=(say("Why these programs", "shortlist"),) if programs else ())


def own_papers(*, is_cv: bool) -> Reply:
    """Say what Vouch has for a CV or personal statement, which it does not write."""
    if is_cv:
        return Reply("I don't write a whole CV, but “CV bullets” turns the achievements you told me into lines for it.")
    return Reply(
        "I don't write personal statements. Begin with your goal and two or three moments of this year: “wins” lists "
        "what you told me, “letters” who could read it. Keep it short, and have a mentor read it before programs do.",
        buttons=(say("Wins", "wins"),),
    )


def step_3(heard: Sequence[Note], zone: ZoneInfo, today: date) -> Reply:
    """Quote what was told of Step 3; when to sit it is the resident's own to decide."""
    quotes = [
        f"{day_in_words(each.received_at.astimezone(zone).date(), today)}: “{shorten(each.text)}”"
        for each in heard[:MOST]
    ]
    told = (
        "\n".join(["What you told me of it:", *quotes]) if quotes else "You told me of no program that asks for it yet."
    )
    return Reply(
        "That is yours to decide, with your PD. Some programs file an H-1B only once it is passed, so ask each, and "
        f"allow for the weeks until the score is out.\n{told}\nTell me the date, “step 3 on dec 12”, and I keep it."
    )


def ask_for_letters(goal: str | None) -> Reply:
    """Say when and how to ask for a letter, by when the resident applies."""
    early = " You apply in the same cycle, so the first rotations count: weeks 4 to 10." if goal == SAME_CYCLE else ""
    return Reply(
        "In the last week of a strong rotation, while your work is fresh. Ask whether they know it well enough for a "
        f"strong letter; that lets them decline. Offer your CV and talking points.{early}",
        buttons=(say("Draft a request", "draft a letter request"),),
    )
