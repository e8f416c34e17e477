"""Announcements as leads and members see them: the preview, the words themselves, and the report that adds up."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.announcement import Announcement, AnnouncementState, Every, Outcome, Report, add_up
from bot.domain.cohort import Membership
from bot.domain.delivery import DeliveryState
from bot.exchange.people_csv import safe_cell
from bot.messages import RECALL, Button, File, Form, FormField, Item, Reply, say
from bot.replies.counting import counted
from bot.replies.days import day_in_words, due_in_words, time_in_words

NAMED = 50
"""How many people one report names with the reason; a list of everybody comes as a file then."""

FITS_BUTTON = 1900
"""The most characters that a button may say."""

SILENT = 20
"""How many of those who did not acknowledge are named."""

FORM, CHANGE_FORM, SEND = "announce", "announce_change", "announce_send"
NOW, CHANNEL, EVERYONE, YES, NO = "now", "the cohort's channel", "each member, directly", "yes", "no"

_EVERY = {
    Every(days=1): "every day",
    Every(days=7): "every week",
    Every(days=14): "every two weeks",
    Every(months=1): "every month",
    Every(weekdays=True): "every weekday",
}


def announcement(told: Announcement, cohort: str) -> Reply:
    """Return the announcement exactly as it is read."""
    return Reply(
        words(told),
        title=f"Announcement for #{cohort}",
        buttons=(Button("Acknowledge", f"ack:{told.cohort_id}:{told.id}"),) if told.wants_acknowledgement else (),
        kind="announcement",
        picture=told.picture,
    )


def words(told: Announcement) -> str:
    edited = "(edited)" if told.times_edited else ""
    return "\n".join(part for part in (told.text, told.link or "", edited) if part)


def preview(draft: Announcement, cohort: str, people: int, today: date) -> Reply:
    """Show it as it will look, with how many people it is for and when it goes out."""
    shown = announcement(draft, cohort)
    asks = " They are asked to acknowledge it." if draft.wants_acknowledgement else ""
    return Reply(
        f"{shown.title}\n{shown.text}",
        title=f"Preview: {_to(draft, cohort, people)}, {_when(draft, today)}.{asks}",
        buttons=_send_or_not(draft),
        picture=draft.picture,
    )


def _send_or_not(draft: Announcement) -> tuple[Button, ...]:
    return (
        Button("Send", f"{SEND}:{draft.id}"),
        Button("Edit", f"announce_edit:{draft.id}"),
        Button("Cancel", f"announce_cancel:{draft.id}"),
    )


def not_your_channel(draft: Announcement, refusal: str | None) -> Reply:
    """Refuse to post where the lead is not, or where the platform did not tell (*refusal*); the draft stays."""
    why = f"I could not see whether you are in #{draft.channel}. {refusal}" if refusal else ""
    return Reply(
        f"{why or f'You are not in #{draft.channel} yourself.'} I post in a channel only for those who are in it. "
        "Nothing is sent; “Edit” sends it to each member instead.",
        buttons=_send_or_not(draft),
    )


def handed_over(sent: Announcement, cohort: str, report: Report, today: date) -> Reply:
    """Say that it is on its way, and how to change one's mind."""
    return Reply(
        f"Sending {_when(sent, today)}, {_to(sent, cohort, report.intended)}. "
        "I'll bring this message up to date when everybody has it; “report” shows how far it is.",
        buttons=_changes(sent),
    )


def report(
    sent: Announcement, cohort: str, outcomes: Sequence[Outcome], now: datetime, *, with_list: bool = False
) -> Reply:
    """Return the sums, and each person whom it did not reach with the reason.

    *with_list*: where they are more than are named here, a file lists everybody.
    """
    sums, zone = add_up(outcomes), ZoneInfo(sent.tz)
    told_on = sent.created_at.astimezone(zone).date()
    waiting = [each for each in outcomes if each.state is DeliveryState.WAITING]
    ahead = sum(not each.attempts for each in waiting)
    counts = f"{sums.delivered} delivered, {sums.failed} failed, {sums.unreachable} unreachable"
    still = f"{ahead} not tried so far, {len(waiting) - ahead} to be tried again"
    lines = [
        f"Meant for {counted(sums.intended, 'person')}: {counts}.",
        f"Of the failed, {len(waiting)} {_is(len(waiting))} not over yet: {still}." if waiting else "",
        f"{sums.acknowledged} acknowledged it." if sent.wants_acknowledgement else "",
        "It was taken back." if sent.state is AnnouncementState.RECALLED else "",
        "It was cancelled." if sent.state is AnnouncementState.CANCELLED else "",
    ]
    missed = [each for each in outcomes if each.state is not DeliveryState.SENT]
    items = [Item(f"{_who(each)}: {_reason(each, now)}") for each in missed[:NAMED]]
    if len(missed) > NAMED:
        tried = Counter(_reason(each, now).partition(",")[0] for each in missed[NAMED:])
        became = ", ".join(f"{number} {state}" for state, number in tried.most_common())
        items.append(Item(f"and {len(missed) - NAMED} more: {became}"))
    silent = [_who(each) for each in outcomes if not each.acknowledged and each.state is DeliveryState.SENT]
    named = ", ".join(silent[:SILENT]) + (f" and {len(silent) - SILENT} more" if len(silent) > SILENT else "")
    ended = [each for each in missed if each.state in (DeliveryState.FAILED, DeliveryState.UNKNOWN)]
    tried_in_vain = ended or [each for each in waiting if each.attempts]
    resend = (Button("Resend to failed", f"resend:{sent.cohort_id}:{sent.id}"),) if tried_in_vain else ()
    still_on = sent.state is AnnouncementState.SENT
    return Reply(
        "\n".join(line for line in lines if line),
        title=f"Report for #{cohort}, {day_in_words(told_on, now.astimezone(zone).date())}: “{_short(sent.text)}”",
        fields=(("Not acknowledged yet", named),) if sent.wants_acknowledgement and silent else (),
        items=tuple(items),
        buttons=(*resend, *(_changes(sent, on_its_way=bool(waiting)) if still_on else ())),
        report=sums,
        file=_list(outcomes, now) if with_list and len(missed) > NAMED else None,
    )


def _list(outcomes: Sequence[Outcome], now: datetime) -> File:
    """Return a table of everybody it was meant for."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(("who", "what became of it", "acknowledged"))
    for each in outcomes:
        became = "delivered" if each.state is DeliveryState.SENT else _reason(each, now)
        table.writerow((safe_cell(_who(each)), safe_cell(became), "yes" if each.acknowledged else "no"))
    return File("report.csv", "text/csv", written.getvalue())


def change_form(sent: Announcement, cohort: str) -> Reply:
    """Ask for the new words of what was sent already."""
    field = FormField("text", "What to say", "words", sent.text, required=True)
    name = f"{CHANGE_FORM}:{sent.cohort_id}:{sent.id}"
    return Reply("", form=Form(name, f"Change what #{cohort} was told", (field,)))


def form(draft: Announcement | None, cohort: Membership) -> Reply:
    """Ask for all that an announcement may have."""
    told = draft.wall_at if draft else None
    fields = (
        FormField(
            "audience", "To", "choice", EVERYONE if draft and not draft.channel else CHANNEL, "", (CHANNEL, EVERYONE)
        ),
        FormField("text", "What to say", "words", draft.text if draft else "", required=True),
        FormField("link", "Link", value=(draft.link or "") if draft else ""),
        FormField("picture", "Address of a picture", value=(draft.picture or "") if draft else ""),
        FormField(
            "time",
            "When",
            value=f"{told:%Y-%m-%d %H:%M}" if told else NOW,
            hint="now, “tomorrow 8am”, or “every monday 8am”",
        ),
        FormField(
            "acknowledge",
            "Ask to acknowledge",
            "choice",
            YES if draft and draft.wants_acknowledgement else NO,
            "",
            (YES, NO),
        ),
    )
    name = f"{FORM}:{draft.id if draft else cohort.cohort_id}"
    return Reply("", form=Form(name, f"Announce to #{cohort.cohort_name}", fields, submit="Preview"))


def acknowledged(told: Announcement, cohort: str, at: datetime) -> Reply:
    """Return a member's own copy after they acknowledged it. *at* is local."""
    moment = f"{day_in_words(at.date(), at.date())} at {time_in_words(at.time().replace(second=0, microsecond=0))}"
    return Reply(
        f"{words(told)}\nYou acknowledged this {moment}.", title=f"Announcement for #{cohort}", kind="announcement"
    )


def acknowledged_by_you(post: Reply) -> Reply:
    """Return a post in a channel as one who acknowledged it sees it."""
    return replace(post, text=f"{post.text}\nYou acknowledged this.", buttons=())


def edited_after_acknowledged(told: Announcement, cohort: str) -> Reply:
    """Return the new words for somebody who acknowledged the old ones: they are not asked again."""
    shown = announcement(told, cohort)
    return replace(shown, text=f"{shown.text}\nYou acknowledged it before it was edited.", buttons=())


def still_to_acknowledge(told: Announcement, cohort: str) -> Reply:
    shown = announcement(told, cohort)
    return Reply(
        f"Your lead asked you to acknowledge this:\n{shown.text}",
        title=shown.title,
        buttons=shown.buttons,
        kind="announcement",
    )


def taken_back() -> Reply:
    return Reply("This announcement was taken back.", kind=RECALL)


def recalled(people: int) -> Reply:
    return Reply(f"I am taking it back from the {counted(people, 'person')} who got it; nobody else will.")


def edited(people: int) -> Reply:
    return Reply(f"I am changing it for the {counted(people, 'person')} who have it; the others get the new words.")


def draft_dropped() -> Reply:
    return Reply("All right, nothing was sent.")


def sending_cancelled(people: int, on_its_way: int) -> Reply:
    already = (
        f" {on_its_way} had it already or are getting it now; Recall takes it back from them." if on_its_way else ""
    )
    return Reply(f"Cancelled for {counted(people, 'person')}.{already}")


def resending(people: int, now: Reply) -> Reply:
    """Return the report with what is being done about the failed before it."""
    doing = (
        f"Trying again for {counted(people, 'person')}. I'll bring this message up to date."
        if people
        else "Nobody is left to try again: everyone has it, or their account is gone."
    )
    return replace(now, text=f"{doing}\n{now.text}")


def only_leads(cohort: str | None = None) -> Reply:
    where = f"#{cohort}" if cohort else "a cohort"
    return Reply(
        f"Only leads announce, and you do not lead {where}. "
        "“cohort create NAME” makes a cohort of your own; its owner can make you a lead of another."
    )


def which_cohort(names: Sequence[str]) -> Reply:
    listed = " or ".join(f"“to #{name}”" for name in names)
    return Reply(f"You lead more than one cohort. Say it again with {listed}.")


def one_at_a_time(several: Mapping[str, str]) -> Reply:
    """Offer to announce to one channel after the other; *several* holds what is to be said for each, by its name."""
    short = all(len(words) <= FITS_BUTTON for words in several.values())
    return Reply(
        "One announcement goes to one cohort, so that its report adds up by itself. Take them one after the other; "
        "nothing was sent.",
        buttons=tuple(say(f"To #{name}", words) for name, words in several.items()) if short else (),
    )


def nobody_there(cohort: str) -> Reply:
    return Reply(f"Nobody but you is in #{cohort} yet, so there is nobody to tell. “cohort” shows the code to join.")


def time_passed() -> Reply:
    return Reply("That time has passed, or I can't read it. Say it again with a time ahead, like “at tomorrow 8am”.")


def too_long(length: int, most: int) -> Reply:
    return Reply(
        f"That is {length} characters long, and an announcement holds {most}. Please shorten it; nothing was sent."
    )


def nothing_announced() -> Reply:
    return Reply("There is no announcement to report on yet.")


def not_for_you() -> Reply:
    return Reply("This one was not meant for you, so there is nothing to acknowledge. Thank you all the same.")


def thanks() -> Reply:
    return Reply("Thank you: noted that you acknowledged it.")


def _to(told: Announcement, cohort: str, people: int) -> str:
    if told.channel is None:
        return f"to {counted(people, 'person')} of #{cohort}, each directly"
    return f"to {counted(people, 'person')} of #{cohort}, in the channel #{told.channel}"


def _when(told: Announcement, today: date) -> str:
    if told.wall_at is None:
        return "now"
    when = due_in_words(told.wall_at.date(), told.wall_at.time(), today)
    whose = "" if told.channel else ", where each of them is"
    again = f", {_again(told.every)}" if told.every else ""
    return f"{when}{whose}{again}"


def _again(every: Every) -> str:
    return _EVERY.get(every, f"every {every.days} days")


def _changes(sent: Announcement, on_its_way: bool = True) -> tuple[Button, ...]:
    target = f"{sent.cohort_id}:{sent.id}"
    cancel = (Button("Cancel", f"announce_stop:{target}"),) if on_its_way or sent.every else ()
    return (*cancel, Button("Edit", f"announce_change:{target}"), Button("Recall", f"announce_recall:{target}"))


def _who(outcome: Outcome) -> str:
    return outcome.who or "somebody who left"


def _reason(outcome: Outcome, now: datetime) -> str:
    match outcome.state:
        case DeliveryState.UNREACHABLE:
            return f"unreachable, {outcome.reason or 'their account is closed'}"
        case DeliveryState.FAILED:
            return f"failed, {outcome.reason or 'refused'}"
        case DeliveryState.UNKNOWN:
            return f"perhaps delivered, {outcome.reason or 'the platform cannot tell'}"
        case DeliveryState.CANCELLED:
            return "not sent, it was taken back before"
        case DeliveryState.WAITING if outcome.attempts:
            return f"not delivered yet, {outcome.reason or 'on its way'}; I keep trying"
        case _:
            ahead = outcome.next_at is not None and outcome.next_at > now
            return "planned for later" if ahead else "not sent yet"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
