"""What the year asks of a resident, in a line or two: whom to turn to, papers, Step 3, letters, the Match."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.note import Note
from bot.domain.recall import shorten
from bot.messages import Button, Reply, say
from bot.planning.standing import Climb
from bot.playbook.sourced import SourcedFact
from bot.programs.shortlist import Ranked
from bot.replies.counting import listed
from bot.replies.days import day_in_words
from bot.replies.people import short_name
from bot.replies.progress import RUNGS
from bot.replies.sourced import fact_in_words, source_in_words

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


def contact_in_soap(soap: Sequence[SourcedFact], *, in_soap: bool, today: date) -> Reply:
    """Say when the Match's rules forbid to write to programs."""
    if not soap:
        return Reply(
            "In SOAP, the days after the Match's results, you may contact no program before it reaches out to you. "
            "After a binding match you may look elsewhere only with a waiver."
        )
    when = f"It is SOAP ({_days(soap, today)}), so not now:" if in_soap else f"Not during SOAP ({_days(soap, today)}):"
    return Reply(
        f"{when} the Match's rules let you contact no program before that program reaches out to you; then answer at "
        "once. On other days that rule does not stand in your way; after a binding match only a waiver lets you look. "
        f"(Source: {source_in_words(soap[0], today)})"
    )


def if_unmatched(soap: Sequence[SourcedFact], today: date) -> Reply:
    """Say what comes for whoever does not match, and what can be ready before."""
    begins = (
        f"SOAP follows at once ({_days(soap, today)}" if soap else "SOAP follows at once (the dates are at nrmp.org"
    )
    return Reply(
        f"{begins}): you apply through it and wait until a program reaches out to you. After it, places open without "
        "notice, PGY-2 too.\nReady before: CV, personal statement and the standard e-mail (“package” shows how old "
        "they are); your PD told, who can ring others; and whoever vouches for you asked to listen for places.",
        buttons=(say("Package", "package"), say("Openings", "openings")),
    )


def certified(ended: Sequence[str], lock: SourcedFact | None, act_id: str, today: date) -> Reply:
    """Take in that the rank list is certified."""
    until = f" {fact_in_words(lock, today)}." if lock else ""
    over = f" Done: {'; '.join(ended)}." if ended else ""
    return Reply(f"Noted, your rank list is certified.{over}{until}", buttons=(Button("Undo", f"undo:{act_id}"),))


def _days(soap: Sequence[SourcedFact], today: date) -> str:
    return " to ".join(day_in_words(fact.on, today) for fact in soap if fact.on)
