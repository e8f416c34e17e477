"""Moving, linking and the audit log, in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.domain.audit import AuditEntry, AuditEvent
from bot.messages import Item, Reply, say
from bot.replies.counting import listed
from bot.replies.days import day_in_words, time_in_words

EXPORT = say("Export", "export")

_EVENTS = {
    AuditEvent.EXPORTED: "you exported your data",
    AuditEvent.IMPORTED: "you imported a file",
    AuditEvent.CODE_GIVEN: "you asked for a code to move or link the account",
    AuditEvent.CODE_SENT: "a reminder of the year's end brought you a code to move the account",
    AuditEvent.MOVED_HERE: "the account was moved here with your code",
    AuditEvent.LINKED: "two accounts became one with your code",
    AuditEvent.PERSON_FORGOTTEN: "you had something deleted for good",
    AuditEvent.SHARED: "you shared a fact with a cohort, without your name",
    AuditEvent.RETRACTED: "you retracted a shared fact",
}


def claim_code(code: str, until: date, today: date, owned: Sequence[str] = ()) -> Reply:
    """Give the code; *owned* are the names of cohorts that stay behind without their owner."""
    cohorts = listed([f"#{name}" for name in owned])
    stays = f" You own {cohorts}: make somebody else the owner first, with “cohort owner @NAME”." if owned else ""
    return Reply(
        f"Write “claim {code}” to me in the other workspace, in Slack or Teams, and everything I keep for you moves "
        f"there. It is good once, until {day_in_words(until, today)}. Whoever has it can take your account: write it "
        "on paper, or keep it where your hospital cannot read. “export” gives you a file of everything besides."
        f"{stays}",
        title=f"Your claim code: {code}",
        buttons=(EXPORT,),
        code=code,
    )


def with_claim_code(reply: Reply, code: str) -> Reply:
    """Return a reminder of the year's end with a code that works, so that nothing more has to be asked for."""
    how = f"Your claim code: {code}. Write “claim {code}” to me in the other workspace; keep it to yourself until then."
    return replace(reply, text="\n".join(filter(None, (reply.text, how))), code=code, buttons=(*reply.buttons, EXPORT))


def link_code(code: str) -> Reply:
    return Reply(
        f"Write “link {code}” to me at the other place within the hour, and both are one account: "
        "the same people, notes and reminders. Reminders then come there.",
        title=f"Your link code: {code}",
        code=code,
    )


def code_not_good() -> Reply:
    return Reply(
        "That code is not good, or was used, or is too old. Nothing was changed. "
        "“move my account” at the old place gives a new one."
    )


def own_code() -> Reply:
    return Reply("That is your own code: write it to me at the other place, where your data is to go.")


def moved_here() -> Reply:
    return Reply(
        "Welcome. Everything I kept for you is here now: people, notes, reminders, settings. "
        "At the old place nothing is left, and the code is used up."
    )


def linked() -> Reply:
    return Reply("Both places are one account now. Write to me at either; reminders come here.")


def audit_log(entries: Sequence[tuple[AuditEntry, datetime]], today: date) -> Reply:
    """List what was done with the account; *entries* with their local moments."""
    nobody = "Nobody but you can read what you tell me, so there is nobody else to list."
    if not entries:
        return Reply(f"Nothing was done with your account as a whole so far. {nobody}", title="Your audit log")
    items = tuple(Item(_line(*each, today)) for each in entries)
    return Reply(nobody, title="Your audit log, newest first", items=items)


def _line(entry: AuditEntry, at: datetime, today: date) -> str:
    moment = f"{day_in_words(at.date(), today)}, {time_in_words(at.time().replace(second=0, microsecond=0))}"
    many = f" ({entry.count})" if entry.count else ""
    return f"{moment}: {_EVENTS[entry.event]}{many}"
