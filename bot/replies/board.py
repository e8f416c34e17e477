"""The cohort's board, and sharing on it, in words that name nobody."""

from collections.abc import Sequence
from datetime import date

from bot.domain.cohort import Membership
from bot.domain.knowledge import Fact
from bot.domain.sharing import MEMBERS_FOR_VISA, OnBoard, Says, SharedClaim
from bot.domain.vocabulary import FactKind
from bot.messages import Button, Item, Reply
from bot.playbook.pack import Milestone
from bot.replies.counting import counted
from bot.replies.days import day_in_words
from bot.replies.people import claim_in_words

_YOURS = {Says.SHARED: "Yours", Says.VERIFIED: "You verified", Says.FILLED: "You marked as filled"}


def no_cohort() -> Reply:
    return Reply("You are in no cohort yet, so there is nobody to share with. “join CODE” joins one.")


def what_to_share(facts: Sequence[Fact]) -> Reply:
    if not facts:
        return Reply("There is nothing new to share: tell me what you hear of a program first.")
    items = tuple(Item(_claim(fact.about, fact), buttons=(Button("Share", f"share:{fact.id}"),)) for fact in facts)
    return Reply("Which one? It goes without your name, and without who said it.", items=items)


def with_whom(fact: Fact, cohorts: Sequence[Membership]) -> Reply:
    buttons = tuple(Button(f"#{each.cohort_name}", f"share:{fact.id}:{each.cohort_id}") for each in cohorts)
    return Reply(
        f"{_claim(fact.about, fact)}: share it with which cohort?", buttons=(*buttons, Button("Cancel", "cancel:"))
    )


def shared(claim: SharedClaim, cohort: str) -> Reply:
    later = (
        f" A claim about visas is shown once {MEMBERS_FOR_VISA} members have said the same."
        if claim.kind is FactKind.VISA
        else ""
    )
    words = {
        Says.SHARED: f"Shared with #{cohort}, without your name: {_of(claim)}.{later}",
        Says.VERIFIED: f"Thank you: {_of(claim)} is verified by one more member, without your name.",
        Says.FILLED: f"Thank you: {_of(claim)} is marked as filled, without your name.",
    }
    return Reply(words[claim.says], buttons=(Button("Retract", f"retract:{claim.id}"),))


def shared_already(claim: SharedClaim) -> Reply:
    words = {
        Says.SHARED: "You shared that already",
        Says.VERIFIED: "You verified that already",
        Says.FILLED: "You marked that as filled already",
    }
    return Reply(f"{words[claim.says]}: {_of(claim)}.", buttons=(Button("Retract", f"retract:{claim.id}"),))


def retracted() -> Reply:
    return Reply("Retracted: it is off the board, as far as it was yours.")


def show_board(
    boards: Sequence[tuple[Membership, Sequence[OnBoard]]], own: Sequence[tuple[SharedClaim, date]], today: date
) -> Reply:
    """List what each cohort shares, then the resident's own shares, each with its local day and Retract."""
    items: list[Item] = []
    for cohort, claims in boards:
        items += [Item(f"{_line(each, today)}", buttons=_flags(cohort, each)) for each in claims]
    items += [
        Item(
            f"{_YOURS[claim.says]}, {_on(day, today)}: {_of(claim)}",
            buttons=(Button("Retract", f"retract:{claim.id}"),),
        )
        for claim, day in own
    ]
    names = ", ".join(f"#{cohort.cohort_name}" for cohort, _ in boards)
    empty = "" if any(claims for _, claims in boards) else "Nothing is on it yet. "
    hint = f"Claims about visas appear once {MEMBERS_FOR_VISA} members have said the same; nobody's name is kept here."
    return Reply(f"{empty}{hint} “share” puts something on it.", title=f"Board of {names}", items=tuple(items))


def _line(each: OnBoard, today: date) -> str:
    members = counted(each.members, "member")
    verified = f", verified by {each.verified}" if each.verified else ""
    filled = ", filled" if each.filled else ""
    return f"{_of(each.claim)}{filled} ({members}{verified}, last {_on(each.last_on, today)})"


def _on(day: date, today: date) -> str:
    return "today" if day == today else day_in_words(day, today)


def _flags(cohort: Membership, each: OnBoard) -> tuple[Button, ...]:
    if each.claim.kind is not FactKind.OPENING or each.filled:
        return ()
    target = f"{cohort.cohort_id}:{each.claim.id}"
    return Button("Verify", f"board_verify:{target}"), Button("Filled", f"board_filled:{target}")


def _of(claim: SharedClaim) -> str:
    return f"{claim.about}, {claim_in_words(claim.kind, claim.value, claim.visa)}"


def _claim(about: str, fact: Fact) -> str:
    return f"{about}, {claim_in_words(fact.kind, fact.value, fact.visa)}"


def weekly(claims: Sequence[OnBoard], today: date) -> Reply | None:
    """Return what was shared this week, for the channel; None for a week without."""
    if not claims:
        return None
    items = tuple(Item(_line(each, today)) for each in claims)
    return Reply(
        "Shared by members, without names. “share” adds to it.",
        title="This week on the board",
        items=items,
        kind="announcement",
    )


def milestones_of_the_month(month: int, milestones: Sequence[Milestone]) -> Reply | None:
    """Return what this month of the year is for, for the channel."""
    if not milestones:
        return None
    return Reply(
        "Ask me “how am I doing?” in our own chat: only you see where you stand.",
        title=f"Month {month} of the year is for",
        items=tuple(Item(f"{each.task[0].upper()}{each.task[1:]}. {each.step}") for each in milestones),
        kind="announcement",
    )
