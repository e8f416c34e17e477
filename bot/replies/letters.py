"""Letters of recommendation: how far each is, and what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.application import LetterPlan
from bot.domain.contact import Contact
from bot.domain.draft import DraftKind
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Fact
from bot.domain.nudge import about_follow_up
from bot.domain.recall import shorten
from bot.domain.year import Promise
from bot.messages import Button, Item, Reply, Section, say
from bot.replies.counting import counted, listed
from bot.replies.days import day_in_words
from bot.replies.owed import LABEL_LENGTH, MOST_ASKED
from bot.replies.people import full_name, short_name


@dataclass(frozen=True, slots=True)
class Letter:
    """*fact* is the latest told of it; *contact* None for a writer who is no contact."""

    name: str
    contact: Contact | None
    fact: Fact | None
    plan: LetterPlan | None

    @property
    def state(self) -> str:
        return self.fact.value if self.fact else ""


def letters(found: Sequence[Letter], instead: Contact | None, today: date) -> Reply:
    if not found:
        text = "No letter yet. Ask near the end of a strong rotation, while your work is fresh."
        if instead:
            text += f" {full_name(instead)} has seen you work."
        return Reply(text, title="Letters", buttons=_ask(instead))
    lines = [_summary(found)]
    if instead and any(each.state in ("asked", "agreed", "declined") for each in found):
        lines.append(f"If one falls through: {full_name(instead)} has seen you work, and was not asked yet.")
    return Reply(
        "\n".join(lines), title="Letters", items=tuple(_item(each, today) for each in found), buttons=_ask(instead)
    )


def how_many(shown: Reply) -> Reply:
    """Say how many are needed, which each program sets for itself, before how those under way stand."""
    each = "Each program sets its own number: its page says how many, and whether one must be from your PD."
    return replace(shown, text=f"{each}\n{shown.text}".strip())


def letters_section(found: Sequence[Letter], today: date) -> Section:
    """Return the letters as a part of the dashboard; nothing is in it before one was spoken of."""
    return Section("Letters", _summary(found) if found else "", items=tuple(_item(each, today) for each in found))


def noted(writer: Contact, what: str, act_id: str) -> Reply:
    return Reply(f"Noted for {short_name(writer)}: {what}.", buttons=(Button("Undo", f"undo:{act_id}"),))


def answered(writer: Contact, act_id: str, *, agreed: bool) -> Reply:
    """Say back whether somebody writes the letter, and what comes next."""
    name = short_name(writer)
    undo = Button("Undo", f"undo:{act_id}")
    if not agreed:
        return Reply(f"{name} does not write the letter; I note it. “letters” says who else could.", buttons=(undo,))
    packet = Button("Draft it", f"draft_kind:{DraftKind.LETTER_PACKET}:{writer.id}")
    text = f"{name} writes your letter. Next: send the packet, and tell me the date (“the letter is due …”)."
    return Reply(text, buttons=(packet, undo))


def what_is_off(writer: Contact, meetings: Sequence[FollowUp], promised: Sequence[Promise]) -> Reply:
    """Ask what somebody backed out of who has a letter under way and more than that."""
    name = short_name(writer)
    others = [(each.what, about_follow_up(each)) for each in meetings] + [
        (f"{name}: {each.what}", f"promise:{each.id}") for each in promised
    ]
    buttons = [say("The letter", f"{name} backed out of the letter")]
    buttons += [Button(shorten(what, LABEL_LENGTH), f"stop:{about}") for what, about in others[:MOST_ASKED]]
    return Reply(f"I keep your words. What did {name} back out of?", buttons=tuple(buttons))


def with_instead(reply: Reply, instead: Contact | None) -> Reply:
    """Add to what was kept of a letter that is off who else has seen the work."""
    if instead is None:
        return reply
    line = f"{full_name(instead)} has seen you work, and was not asked yet."
    return replace(
        reply, text="\n".join(part for part in (reply.text, line) if part), buttons=(*_ask(instead), *reply.buttons)
    )


def deadline_set(writers: Sequence[Contact], on: date, before: Iterable[int], act_id: str, today: date) -> Reply:
    """Say whose letters are due when, and which reminders come *before*, in days."""
    names = ", ".join(short_name(writer) for writer in writers)
    return Reply(
        f"Letters due {day_in_words(on, today)}: {names}. {_reminders(on, before, today)}",
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )


def _reminders(on: date, before: Iterable[int], today: date) -> str:
    """Say which of the reminders still lie ahead; where none does, when Vouch asks whether the letter is in."""
    ahead = [str(days) for days in sorted(before, reverse=True) if on - timedelta(days=days) >= today]
    if ahead:
        reminders = "reminders" if len(ahead) > 1 else "a reminder"
        return f"I bring up {reminders} {listed(ahead)} days before, unless you tell me that it is in."
    after = on + timedelta(days=1)
    return f"I ask {day_in_words(after, today) if after > today else 'with your next digest'} whether it is in."


def whose() -> Reply:
    return Reply("I keep your words. Whose letter is it? For example “Dr. Lee's letter is due Sep 15”.")


def which_day() -> Reply:
    return Reply("I keep your words. Which day is it due? For example “Dr. Lee's letter is due Sep 15”.")


def _summary(found: Sequence[Letter]) -> str:
    counts = {
        state: sum(1 for each in found if each.state == state) for state in ("asked", "agreed", "sent", "declined")
    }
    names = {"asked": "asked", "agreed": "agreed", "sent": "uploaded", "declined": "declined"}
    told = ", ".join(f"{count} {names[state]}" for state, count in counts.items() if count)
    under_way = any(each.plan and each.plan.packet_sent_on for each in found)
    return f"{told}." if told else "" if under_way else "None is asked for yet."


def _item(letter: Letter, today: date) -> Item:
    name = full_name(letter.contact) if letter.contact else letter.name
    plan = letter.plan
    steps = [f"asked {day_in_words(letter.fact.told_on, today)}" if letter.fact and letter.state == "asked" else ""]
    steps.append(
        f"agreed {day_in_words(letter.fact.told_on, today)}" if letter.fact and letter.state == "agreed" else ""
    )
    steps.append(
        f"declined {day_in_words(letter.fact.told_on, today)}" if letter.fact and letter.state == "declined" else ""
    )
    steps.append(f"packet sent {day_in_words(plan.packet_sent_on, today)}" if plan and plan.packet_sent_on else "")
    steps.append(
        f"reminded {', '.join(day_in_words(each, today) for each in plan.reminded_on)}"
        if plan and plan.reminded_on
        else ""
    )
    steps.append(
        f"uploaded {day_in_words(letter.fact.told_on, today)}" if letter.fact and letter.state == "sent" else ""
    )
    due = ""
    if plan and plan.deadline and letter.state != "sent":
        left = (plan.deadline - today).days
        due = f" Due {day_in_words(plan.deadline, today)}, {counted(left, 'day') + ' left' if left >= 0 else 'past'}."
    next_step, kind = _next(letter)
    told = ", ".join(step for step in steps if step) or "not asked yet"
    draft = [Button("Draft it", f"draft_kind:{kind}:{letter.contact.id}")] if kind and letter.contact else []
    return Item(f"{name}: {told}.{due} {next_step}".strip(), buttons=tuple(draft))


def _next(letter: Letter) -> tuple[str, DraftKind | None]:
    match letter.state:
        case "" if letter.plan and letter.plan.packet_sent_on:
            return "Did they agree? Tell me “said yes” with the name.", None
        case "agreed" if not (letter.plan and letter.plan.packet_sent_on):
            return "Next: send the packet, CV and talking points.", DraftKind.LETTER_PACKET
        case "agreed":
            return "Next: a polite reminder when the date comes near.", DraftKind.LETTER_REMINDER
        case "asked":
            return "Next: an answer; ask again kindly after ten days.", DraftKind.LETTER_REQUEST
        case "sent":
            return "Next: a thank-you.", DraftKind.THANK_YOU
        case "declined":
            return "A kind no is worth more than a weak letter.", None
        case _:
            return "Next: ask.", DraftKind.LETTER_REQUEST


def _ask(instead: Contact | None) -> tuple[Button, ...]:
    if instead is None:
        return ()
    label = f"Draft a request to {short_name(instead)}"
    return (Button(label, f"draft_kind:{DraftKind.LETTER_REQUEST}:{instead.id}"),)


def with_deadline(reply: Reply, on: date, before: Iterable[int], today: date) -> Reply:
    """Add the deadline of a letter, with the reminders *before* it in days, to the answer that says back the rest."""
    line = f"The letter is due {day_in_words(on, today)}. {_reminders(on, before, today)}"
    return replace(reply, text="\n".join(part for part in (reply.text, line) if part))
