"""Conferences: a goal before, a count each evening, a look back after, and the people met there.

Follow-ups are due within 7 to 10 days (playbook, "Conferences"). Many people met at once are spread over days 5 to 10,
and their last call is one for all: pick one.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import EventKind
from bot.domain.resident import Resident
from bot.domain.vocabulary import Role
from bot.planning.due import Due, Kept, occasion
from bot.planning.network import Met, met_at_conferences
from bot.playbook.pack import ConferenceWindows, pack_for

EVENING = time(19)
"""After most of a day's sessions and shifts, before quiet hours."""

COLD_AFTER = timedelta(days=60)
"""Who was not written to until then would not remember the talk."""

CONTACT_WEIGHT, EVENT_WEIGHT = 60, 58

_MATTERS = {
    Role.PROGRAM_DIRECTOR: 9,
    Role.ASSOCIATE_PROGRAM_DIRECTOR: 7,
    Role.DEPARTMENT_CHAIR: 6,
    Role.DIVISION_CHIEF: 5,
    Role.ATTENDING: 3,
}


def conference_events_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    """Return what each conference ahead or under way brings up."""
    windows = pack_for(resident).conference
    today = resident.today(now)
    for event in kept.events:
        if event.kind is not EventKind.CONFERENCE or event.ends_on < today - timedelta(days=windows.contact_day):
            continue
        about = f"conference:{event.id}"
        if today < event.starts_on:
            on = max(event.starts_on - timedelta(days=windows.before_days), resident.today(event.created_at))
            yield occasion(f"{about}:before", on, event.created_at, EVENT_WEIGHT)
        day = max(event.starts_on, today)
        while day <= event.ends_on:
            yield occasion(f"{about}:{day}", day, event.created_at, EVENT_WEIGHT, at=EVENING, once=True)
            day += timedelta(days=1)
        yield occasion(f"{about}:after", event.ends_on + timedelta(days=1), event.created_at, EVENT_WEIGHT, once=True)


def conference_contacts_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    """Return everybody met at a conference whom the resident has not followed up with since."""
    met = met_at_conferences(kept)
    contacts = {contact.id: contact for contact in kept.contacts if contact.id in met}
    met = {contact_id: each for contact_id, each in met.items() if contact_id in contacts}
    if not met:
        return
    windows = pack_for(resident).conference
    days = spread(met.values(), windows)
    dealt_with = _dealt_with(kept, met)
    alike = Counter(each.on for each in met.values())
    today = resident.today(now)
    waiting = [each for each in met.values() if each.contact_id not in dealt_with and today - each.on <= COLD_AFTER]
    answered = {each.id for each in kept.responses}
    open_now = [each for each in waiting if f"conference:{each.contact_id}" not in answered]
    first = {on: _first([e for e in open_now if e.on == on], contacts, days, windows) for on in alike}
    for each in waiting:
        value = matters(contacts[each.contact_id])
        alone = alike[each.on] <= windows.most_a_day or each == first[each.on]
        yield occasion(
            f"conference:{each.contact_id}",
            days[each.contact_id],
            each.told_at,
            CONTACT_WEIGHT + value,
            again_on=each.on + timedelta(days=windows.last_call_day),
            once=not alone,
        )


def spread(met: Iterable[Met], windows: ConferenceWindows) -> dict[str, date]:
    """Return on which day each contact is brought up: day 7, or near it where that day is full.

    In the order told and whatever was done since, so that nobody moves when another is dealt with.
    """
    load: Counter[date] = Counter()
    chosen: dict[str, date] = {}
    near = sorted(
        range(windows.spread_from, windows.spread_to + 1),
        key=lambda number: (abs(number - windows.contact_day), number),
    )
    for each in met:
        days = [each.on + timedelta(days=number) for number in near]
        free = (day for day in days if load[day] < windows.most_a_day)
        day = next(free, min(days, key=lambda day: load[day]))
        load[day] += 1
        chosen[each.contact_id] = day
    return chosen


def matters(contact: Contact) -> int:
    """Return how much is lost by not writing to them: more for those who hire, and for those who showed interest."""
    role = contact.position.role
    return (_MATTERS.get(role, 0) if role else 0) + (5 if contact.interested else 0)


def _first(
    group: list[Met], contacts: dict[str, Contact], days: dict[str, date], windows: ConferenceWindows
) -> Met | None:
    """Return whom the last call of a large group is for: the one who matters most of those told before that day."""
    early = [each for each in group if days[each.contact_id] < each.on + timedelta(days=windows.last_call_day)]
    return max(early, key=lambda each: (matters(contacts[each.contact_id]), each.contact_id), default=None)


def _dealt_with(kept: Kept, met: dict[str, Met]) -> set[str]:
    """Return who was written to, met again, or is owed something that has a nudge of its own."""
    done = {
        each.contact_id
        for each in kept.follow_ups
        if each.contact_id in met and each.created_at >= met[each.contact_id].told_at
    }
    for encounter in kept.encounters:
        for contact_id in encounter.contact_ids:
            here = met.get(contact_id)
            if here and encounter.created_at > here.told_at and encounter.on >= here.on:
                done.add(contact_id)
    return {each for each in done if each}
