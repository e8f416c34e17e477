"""Taking back one change keeps what was told since, whatever was told in between."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.act import Change
from bot.domain.contact import Contact, Position
from bot.domain.undo import Outcome, net, taken_back
from bot.domain.vocabulary import Role

MADE = datetime(2026, 10, 13, tzinfo=UTC)
SETS: dict[str, Callable[[Contact, str], Contact]] = {
    "email": lambda contact, value: replace(contact, email=value),
    "phone": lambda contact, value: replace(contact, phone=value),
    "linkedin": lambda contact, value: replace(contact, linkedin=value),
    "title": lambda contact, value: replace(contact, title=value),
}
FIELDS = tuple(SETS)

words = st.one_of(st.none(), st.text(max_size=4))
jobs = st.builds(
    Position,
    role=st.sampled_from([None, *Role]),
    institution=words,
    told_on=st.dates(date(2026, 7, 1), date(2027, 6, 30)),
)
contacts = st.builds(
    Contact,
    id=st.just("c1"),
    name=st.sampled_from(["Patel", "Anita Patel"]),
    created_at=st.just(MADE),
    positions=st.lists(jobs, max_size=3, unique=True).map(tuple),
    email=words,
    phone=words,
    linkedin=words,
    title=words,
)
maybe_contacts = st.one_of(st.none(), contacts)


def image(contact: Contact | None) -> bytes | None:
    return msgspec.json.encode(contact) if contact else None


def contact_from(encoded: bytes | None) -> Contact | None:
    return msgspec.json.decode(encoded, type=Contact) if encoded else None


def change(before: Contact | None, after: Contact | None) -> Change:
    return Change("contact", "c1", image(before), image(after))


@given(maybe_contacts, maybe_contacts)
def test_taken_back_at_once_it_is_exactly_as_before(before: Contact | None, after: Contact | None) -> None:
    assert contact_from(taken_back(change(before, after), image(after)).image) == before


@given(maybe_contacts, maybe_contacts)
def test_taking_back_is_itself_taken_back(before: Contact | None, after: Contact | None) -> None:
    undone = taken_back(change(before, after), image(after))
    redone = taken_back(Change("contact", "c1", image(after), undone.image), undone.image)
    assert contact_from(redone.image) == after


@given(contacts, contacts, contacts)
def test_each_field_is_as_before_unless_something_told_since_changed_it(
    before: Contact, after: Contact, now: Contact
) -> None:
    left = contact_from(taken_back(change(before, after), image(now)).image)
    assert left is not None
    for name in FIELDS:
        since = getattr(now, name) != getattr(after, name)
        assert getattr(left, name) == getattr(now if since else before, name)


@given(
    contacts, st.lists(st.tuples(st.sampled_from(FIELDS), st.text(max_size=4)), max_size=4, unique_by=lambda x: x[0])
)
def test_changes_of_different_fields_can_be_taken_back_in_any_order(
    start: Contact, told: list[tuple[str, str]]
) -> None:
    changes, now = [], start
    for name, value in told:
        changed = SETS[name](now, value)
        changes.append(change(now, changed))
        now = changed
    for order in (changes, changes[::-1]):
        present = image(now)
        for each in order:
            present = taken_back(each, present).image
        assert contact_from(present) == start


@given(contacts, jobs, jobs)
def test_a_job_told_later_stays_when_an_earlier_one_is_taken_back(
    contact: Contact, wrong: Position, right: Position
) -> None:
    if len({*contact.positions, wrong, right}) < len(contact.positions) + 2:
        return
    added = replace(contact, positions=(*contact.positions, wrong))
    later = replace(added, positions=(*contact.positions, replace(wrong, until=date(2027, 1, 1)), right))
    left = contact_from(taken_back(change(contact, added), image(later)).image)
    assert left is not None
    assert left.positions == (*contact.positions, right)


@given(contacts, contacts)
def test_a_person_others_speak_of_keeps_name_and_what_was_told_since(made: Contact, now: Contact) -> None:
    left = contact_from(taken_back(change(None, made), image(now), needed=True).image)
    assert left is not None
    assert left.name == (now.name if now.name != made.name else made.name)
    for name in FIELDS:
        since = getattr(now, name) != getattr(made, name)
        kept = made.title if name == "title" else None  # how they are called belongs to the name
        assert getattr(left, name) == (getattr(now, name) if since else kept)


@given(contacts, maybe_contacts)
def test_a_person_nobody_speaks_of_goes_with_the_note(made: Contact, now: Contact | None) -> None:
    assert taken_back(change(None, made), image(now)).image is None


@given(contacts, contacts)
def test_what_is_gone_by_now_stays_gone(before: Contact, after: Contact) -> None:
    gone = taken_back(change(before, after), None)
    assert (gone.image, gone.outcome) == (None, Outcome.UNCHANGED)


@given(st.lists(maybe_contacts, min_size=2, max_size=6))
def test_many_changes_of_one_record_are_one_from_first_to_last(versions: list[Contact | None]) -> None:
    steps = [change(one, other) for one, other in pairwise(versions)]
    whole = net(steps)
    if versions[0] == versions[-1]:
        assert whole == []
    else:
        assert whole == [change(versions[0], versions[-1])]
