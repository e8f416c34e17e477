"""Cohorts in words: who is in one, how to join, and the few numbers that their leads may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.cohort import CohortProfile, CohortRole, Membership, Total
from bot.messages import Button, Reply
from bot.replies.counting import counted

FEWEST = 5
"""A lead sees a number about residents only where it speaks of this many or more."""

NAMED = 10
"""How many members one line names."""

_TOO_FEW = "fewer than five"

_ROLES = {CohortRole.OWNER: "you own it", CohortRole.LEAD: "you lead it", CohortRole.MEMBER: "you are a member"}


@dataclass(frozen=True, slots=True)
class Overview:
    """One of the resident's cohorts: how many are in it; for its leads, how many wrote this month, and the totals."""

    membership: Membership
    profile: CohortProfile
    members: int
    active: int
    totals: Sequence[Total] = ()


_COUNTED = {
    "milestones": "Milestones done",
    "mentors": "Mentors found",
    "sponsors": "Sponsors found",
    "follow_ups": "Follow-ups closed",
}


def overview(mine: Sequence[Overview]) -> Reply:
    """List the resident's cohorts."""
    if not mine:
        return Reply(
            "You are in no cohort yet. “join CODE” joins one with a code from its lead; "
            "“cohort create NAME” makes one of your own."
        )
    lines = [_line(each) for each in mine]
    hint = (
        "“cohort code” shows the code with which others join, “announce …” tells them something."
        if any(each.membership.leads for each in mine)
        else "“board” shows what members shared, “cohort leave NAME” leaves."
    )
    return Reply("\n".join([*lines, hint]), title="Your cohorts")


def created(name: str, profile: CohortProfile, code: str) -> Reply:
    return Reply(
        f"Made #{name}{_told(profile)}; you own it. Others join with “join {code}”. "
        "I post what you announce in the channel of the same name.",
        code=code,
    )


def described(name: str, profile: CohortProfile) -> Reply:
    return Reply(f"Noted: #{name}{_told(profile) or ' has no year, track or site told'}.")


def name_taken(name: str) -> Reply:
    return Reply(f"There is a cohort #{name} here already. Ask its lead for the code to join, or take another name.")


def name_needed() -> Reply:
    return Reply("Which name? Letters, digits, dots and dashes, as a channel is named: “cohort create prelims-2026”.")


def join_code(name: str, code: str) -> Reply:
    return Reply(
        f"Others join #{name} with “join {code}”. It is good for 30 days, and replaces the code before it.", code=code
    )


def joined(name: str) -> Reply:
    return Reply(
        f"You are in #{name} now. You get what its leads announce. "
        "They see nothing that you tell me, only counts over five or more of you. What you want to share, you share "
        "with its button, without your name."
    )


def joined_already(name: str) -> Reply:
    return Reply(f"You are in #{name} already.")


def left(name: str) -> Reply:
    return Reply(f"You left #{name}. What you shared stays on its board until you retract it.")


def code_not_good() -> Reply:
    return Reply("That code is not good, or not good any more. Ask for a new one; codes are typed as they are shown.")


def not_in(name: str) -> Reply:
    return Reply(f"You are not in #{name}." if name else "You are in no cohort.")


def which_cohort(mine: Sequence[Membership]) -> Reply:
    named = " or ".join(f"#{each.cohort_name}" for each in mine)
    return Reply(f"Which cohort? Say it again with its name at the end: {named}.")


def owner_stays_in(name: str) -> Reply:
    return Reply(f"Owners are not removed: make them a member of #{name} first, with “cohort member @NAME”.")


def removed(who: str, name: str) -> Reply:
    return Reply(f"{who} is not in #{name} any more. They keep everything they told me.")


def owner_stays(name: str) -> Reply:
    return Reply(f"You own #{name}: make somebody else its owner first, with “cohort owner @NAME”.")


def you_own_it_now(name: str) -> Reply:
    return Reply(f"You own #{name} now: you announce to it, and “cohort lead @NAME” makes somebody a lead beside you.")


def nobody_leads(name: str, cohort_id: str) -> Reply:
    """Ask a member who will lead. Everybody who is asked sees the same; the first one who says so does."""
    return Reply(
        f"Nobody leads #{name} any more, so nobody can announce to you. If you want to, press the button or write "
        f"“cohort claim {name}”: the first who does owns it.",
        title=f"Who leads #{name}?",
        buttons=(Button("I'll lead it", f"lead_cohort:{cohort_id}"),),
        kind="announcement",
    )


def is_led(name: str, *, yours: bool) -> Reply:
    return Reply(f"You lead #{name} already." if yours else f"Somebody leads #{name}, so it is not free to be claimed.")


def only_owners() -> Reply:
    return Reply("Only a cohort's owner changes who leads it.")


def nobody_of_that_name(who: str) -> Reply:
    return Reply(f"Nobody called {who} is in that cohort.")


def several_of_that_name(who: str) -> Reply:
    return Reply(f"More than one in that cohort is called {who}. Say the whole name.")


def enrolled(name: str, people: int, new: int, apart: int = 0, elsewhere: Sequence[str] = ()) -> Reply:
    """Say who is in it now: *apart* of the people left the cohort, members in *elsewhere* are not in the channel."""
    added = "nobody is new" if not new else f"{new} of them new"
    stay = f" {_count(apart, 'stays', 'stay')} out of it: they left it, or were taken out." if apart else ""
    listed = ", ".join(elsewhere[:NAMED]) + (f" and {len(elsewhere) - NAMED} more" if len(elsewhere) > NAMED else "")
    others = f" In the cohort and not in the channel: {listed}." if elsewhere else ""
    return Reply(
        f"#{name} has the {counted(people, 'person')} of its channel now, {added}.{stay}{others} Nobody was told; "
        f"they hear of it with your first announcement. Where the platform tells me I follow who comes and goes from "
        f"now on; “update members from #{name}” looks again."
    )


def channel_not_told(reason: str | None) -> Reply:
    return Reply(
        f"I could not see who is in that channel. {reason or 'Here I know no channels; share a code instead.'}"
    )


def not_in_channel(name: str) -> Reply:
    return Reply(f"You are not in #{name} yourself, so its members are not yours to add.")


def channel_of_others(name: str) -> Reply:
    """Refuse the name of a channel that the maker is not in: a cohort posts in the channel of its name."""
    return Reply(f"There is a channel #{name}, and you are not in it. Join it first, or take another name.")


def made_by_others() -> Reply:
    return Reply("Here only those make cohorts whom the people who run Vouch named for it. Ask them, or your chief.")


def too_many_for_anybody(name: str, people: int, most: int) -> Reply:
    return Reply(
        f"#{name} has {people} people. A channel of more than {most} is made a cohort only by somebody whom the people "
        f"who run Vouch named for it: each of them would get announcements. A join code works for any number."
    )


def only_leads_enrol(name: str) -> Reply:
    return Reply(f"There is a cohort #{name}, and only its leads add members.")


def members(name: str, who: Sequence[tuple[str, CohortRole]]) -> Reply:
    """List who is in a cohort, leads first."""
    ordered = sorted(who, key=lambda each: (each[1] is CohortRole.MEMBER, each[0].casefold()))
    shown = [f"{named}{'' if role is CohortRole.MEMBER else f' ({role.value})'}" for named, role in ordered]
    return Reply(", ".join(shown), title=f"Members of #{name}: {len(shown)}")


def role_changed(who: str, role: CohortRole, name: str) -> Reply:
    words = {CohortRole.OWNER: "owns", CohortRole.LEAD: "leads", CohortRole.MEMBER: "is a member of"}[role]
    return Reply(f"{who} {words} #{name} now.")


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _told(profile: CohortProfile) -> str:
    return f" ({', '.join(f'{field} {value}' for field, value in profile.fields)})" if profile.fields else ""


def _line(each: Overview) -> str:
    people = counted(each.members, "person")
    role = _ROLES[each.membership.role]
    line = f"#{each.membership.cohort_name}{_told(each.profile)}: {people}, {role}."
    if not each.membership.leads:
        return line
    if each.members < FEWEST:
        return f"{line} I show no numbers of fewer than five."
    active = str(each.active) if each.active >= FEWEST else _TOO_FEW
    counts = [f"{_COUNTED[total.name]}: {_shown(total)}." for total in each.totals]
    return " ".join([line, f"Wrote to me in the last 30 days: {active}.", *counts])


def _shown(total: Total) -> str:
    """Return a total where it comes from enough members that it speaks of none.

    In steps, and without how many they are: or a lead who takes one member out would see what that one had.
    """
    return f"{total.sum // FEWEST * FEWEST} or more" if total.members >= FEWEST else f"by {_TOO_FEW}"
