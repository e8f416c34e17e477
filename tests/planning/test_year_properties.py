"""What holds for the sources of the year whatever was told: conference contacts, stages of a rotation, ids."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.follow_up import Event, EventKind
from bot.planning.conferences import spread
from bot.planning.due import Kept
from bot.planning.network import Met
from bot.planning.rotations import stages
from bot.planning.sources import dues_of
from bot.playbook.pack import DEFAULT, load_pack
from tests.planning.made import resident

PACK = load_pack(DEFAULT)
NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)
days_met = st.lists(st.dates(date(2026, 10, 15), date(2026, 10, 18)), max_size=40)


def people(days: list[date]) -> list[Met]:
    return [Met(f"c{number:02}", on, NOON, "ACP") for number, on in enumerate(days)]


@given(days_met)
def test_everybody_met_is_brought_up_on_days_5_to_10_and_no_day_has_more_than_it_must(days: list[date]) -> None:
    chosen = spread(people(days), PACK.conference)
    assert all(5 <= (chosen[each.contact_id] - each.on).days <= 10 for each in people(days))
    # Three a day; more only where more people were met than six days of three can hold.
    most = max(Counter(chosen.values()).values(), default=0)
    assert most <= max(PACK.conference.most_a_day, -(-len(days) // 6))


@given(days_met, days_met)
def test_whoever_is_met_later_moves_nobody(days: list[date], later: list[date]) -> None:
    before = spread(people(days), PACK.conference)
    after = spread(people([*days, *later]), PACK.conference)
    assert before == {contact_id: day for contact_id, day in after.items() if contact_id in before}


@given(st.integers(1, 90))
def test_the_stages_of_a_rotation_come_in_order_each_while_it_makes_sense(length: int) -> None:
    start = date(2026, 10, 19)
    event = Event("e", EventKind.ROTATION, "MICU", start, start + timedelta(days=length - 1), NOON)
    found = stages(event, PACK.rotation)
    assert [on for _, on, _ in found] == sorted({on for _, on, _ in found})
    assert all(on <= until for _, on, until in found)
    assert found[-1][:2] == ("after", event.ends_on + timedelta(days=1))


@given(
    st.datetimes(datetime(2026, 6, 2), datetime(2027, 8, 1), timezones=st.just(UTC)),
    st.sampled_from([None, "same-cycle"]),
)
def test_the_same_state_gives_the_same_occasions_each_with_an_id_of_its_own(now: datetime, goal: str | None) -> None:
    ana = resident(starts_on=date(2026, 7, 1), goal=goal)
    dues = dues_of(ana, Kept(), {}, now)
    assert dues == dues_of(ana, Kept(), {}, now)
    assert len({due.about for due in dues}) == len(dues)
    assert all(due.about.partition(":")[0] in ("milestone", "target", "review", "account") for due in dues)
