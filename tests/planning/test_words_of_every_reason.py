"""Whatever is to be told has its words: an occasion without any would hold up the digest that it is in."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.contact import Contact
from bot.domain.draft import DraftKind, WrittenDraft
from bot.domain.follow_up import Event, EventKind, FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.vocabulary import FactKind, FollowUpKind, PlaceKind, Relationship
from bot.domain.year import Deed, DeedKind, OwnDate, OwnDateKind, Promise
from bot.planning.due import Due, Kept, Source
from bot.planning.sources import SOURCES, dues_of
from bot.replies.occasions import Scene, words_for
from tests.planning.made import resident

START = date(2026, 7, 1)
TOLD = datetime(2026, 10, 1, 15, tzinfo=UTC)
ON = date(2026, 10, 1)

ANA = replace(
    resident(starts_on=START, goal="later"),
    own_dates=(
        OwnDate(OwnDateKind.VISA, date(2027, 6, 30), TOLD),
        OwnDate(OwnDateKind.CONTRACT, date(2027, 6, 30), TOLD),
    ),
)
KEPT = Kept(
    contacts=(
        Contact("mentor", "Anita Patel", TOLD, relationship=Relationship.MENTOR),
        Contact("writer", "Wei Chen", TOLD),
        Contact("met", "Sam Lee", TOLD, interested=True),
        Contact("drafted", "Ola Nor", TOLD),
    ),
    follow_ups=(
        FollowUp("owed", FollowUpKind.EMAIL, "email Dr. Chen", TOLD, "writer", date(2026, 10, 9)),
        FollowUp("meeting", FollowUpKind.MEET, "meet Dr. Chen", TOLD, "writer", date(2026, 10, 9), time(15)),
    ),
    encounters=(Encounter("talk", ("met",), ON, TOLD, "ACP", PlaceKind.CONFERENCE),),
    events=(
        Event("acp", EventKind.CONFERENCE, "ACP", date(2026, 10, 20), date(2026, 10, 22), TOLD),
        Event("micu", EventKind.ROTATION, "MICU", date(2026, 11, 2), date(2026, 11, 29), TOLD, contact_ids=("writer",)),
    ),
    facts=(
        Fact("letter", "Wei Chen", FactKind.LETTER, "agreed", ON, TOLD, contact_id="writer"),
        Fact("opening", "Mercy", FactKind.OPENING, "PGY-2", ON, TOLD),
    ),
    promises=(Promise("promised", "writer", "send you the abstract", ON, TOLD, date(2026, 10, 5)),),
    deeds=(Deed("poster", DeedKind.WIN, "my poster was accepted", ON, TOLD),),
    drafts=(WrittenDraft("words", DraftKind.THANK_YOU, TOLD, "drafted"),),
)
WEEKS = [TOLD + timedelta(weeks=week) for week in range(40)]


def _dues_in(source: Source, now: datetime) -> list[Due]:
    return list(source(ANA, KEPT, now))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.__name__)
def test_every_source_of_nudges_has_something_to_say_here_and_words_for_it(source: Source) -> None:
    """A new source needs something in KEPT that it speaks of."""
    said = {due.about for now in WEEKS for due in _dues_in(source, now)}
    assert said
    for now in WEEKS:
        scene = Scene(ANA, KEPT, now, dues_of(ANA, KEPT, {}, now))
        assert [due.about for due in _dues_in(source, now) if words_for(scene, due.about) is None] == []
