"""What holds for every plan, whatever the zone, the hours, the pauses and the outages."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.follow_up import FollowUp
from bot.domain.local_time import digest_moment, is_quiet, to_utc
from bot.domain.nudge import Occasion
from bot.domain.resident import DAY_QUIET, NightSpell, QuietHours, Resident
from bot.domain.vocabulary import FollowUpKind
from bot.planning.due import Kept
from bot.planning.follow_ups import follow_ups_due
from bot.planning.plan import LATE_AFTER, RETURNS_AFTER, Planned, SoFar, plan
from tests.planning.made import resident

ZONES = ("America/New_York", "America/Phoenix", "Pacific/Honolulu", "Asia/Kolkata", "Australia/Lord_Howe")

# Both changes of the clock in New York and on Lord Howe lie in here.
days = st.dates(date(2026, 9, 25), date(2026, 11, 10)) | st.dates(date(2027, 3, 5), date(2027, 4, 12))
times = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30)))
moments = st.datetimes(datetime(2026, 9, 20), datetime(2026, 11, 12), timezones=st.just(UTC)) | st.datetimes(
    datetime(2027, 3, 1), datetime(2027, 4, 14), timezones=st.just(UTC)
)


@st.composite
def residents(draw: st.DrawFn) -> Resident:
    nights: tuple[NightSpell, ...] = ()
    if draw(st.booleans()):
        first = draw(days)
        nights = (NightSpell(first, first + timedelta(days=draw(st.integers(0, 8)))),)
    paused_at = draw(st.none() | moments)
    paused_for = draw(st.none() | st.integers(1, 240))
    return resident(
        draw(st.sampled_from(ZONES)),
        quiet=draw(st.just(DAY_QUIET) | st.builds(QuietHours, times, times)),
        digest_at=draw(times),
        daily_cap=draw(st.integers(1, 3)),
        nights=nights,
        quiet_days=tuple(sorted(draw(st.sets(st.integers(0, 6), max_size=3)))),
        paused_at=paused_at,
        paused_until=paused_at + timedelta(hours=paused_for) if paused_at and paused_for else None,
    )


@st.composite
def owed(draw: st.DrawFn) -> list[FollowUp]:
    return [
        FollowUp(
            f"f{number}",
            draw(st.sampled_from(FollowUpKind)),
            "email her",
            draw(moments),
            due_on=draw(days),
            due_at=draw(st.none() | times),
        )
        for number in range(draw(st.integers(1, 8)))
    ]


def planned(ana: Resident, follow_ups: list[FollowUp], now: datetime, told: dict[str, Occasion]) -> tuple[Planned, ...]:
    return plan(ana, follow_ups_due(ana, Kept(tuple(follow_ups)), now), told, SoFar(), now)


def minute(ana: Resident, follow_up: FollowUp) -> datetime:
    """Return when the resident expects it: at its clock time, or with the digest of its day or the next."""
    assert follow_up.due_on
    if follow_up.due_at:
        return to_utc(datetime.combine(follow_up.due_on, follow_up.due_at), ana.zone)
    day = follow_up.due_on
    while day.weekday() in ana.quiet_days:
        day += timedelta(days=1)
    return digest_moment(ana, day)


@given(residents(), owed(), moments, st.randoms(use_true_random=False))
def test_the_same_state_gives_the_same_plan(
    ana: Resident, follow_ups: list[FollowUp], now: datetime, random: Random
) -> None:
    shuffled = follow_ups.copy()
    random.shuffle(shuffled)
    assert planned(ana, follow_ups, now, {}) == planned(ana, shuffled, now, {})


@given(residents(), owed(), moments)
def test_a_plan_is_short_and_respects_quiet_hours_and_pauses(
    ana: Resident, follow_ups: list[FollowUp], now: datetime
) -> None:
    messages = planned(ana, follow_ups, now, {})
    assert max(Counter(about for message in messages for about in message.about).values(), default=0) <= 1
    assert sum(not message.asked for message in messages) <= 1
    by_about = {f"follow_up:{each.id}": each for each in follow_ups}
    for message in messages:
        at = max(message.at, now)
        for about in message.about:
            follow_up = by_about[about]
            assert not ana.paused(at) or (message.asked and ana.paused_at and follow_up.set_at >= ana.paused_at)
            if message.asked and at <= message.at + LATE_AFTER and not message.tellings[0].late:
                assert message.at == minute(ana, follow_up)
            else:
                assert not is_quiet(ana, at)


@dataclass
class Sent:
    """Lives through a resident's plan: sends each message when it is due, as the delivery loop does."""

    ana: Resident
    follow_ups: list[FollowUp]
    told: dict[str, Occasion] = field(default_factory=dict)
    messages: list[tuple[datetime, Planned]] = field(default_factory=list)

    def live(self, now: datetime, outage: timedelta | None = None) -> None:
        while upcoming := self.next(now):
            now = max(now, upcoming[0].at)
            if outage:
                now, outage = now + outage, None
                continue
            self.send(upcoming[0], now)

    def next(self, now: datetime) -> tuple[Planned, ...]:
        """Plan again with what was set by now; a follow-up of the future is not known yet."""
        known = [each for each in self.follow_ups if each.set_at <= now]
        unasked = [at for at, message in self.messages if not message.asked and self.day(at) == self.day(now)]
        spent = frozenset(message.key for _, message in self.messages)
        so_far = SoFar(unasked_today=len(unasked), digest_today=bool(unasked), spent=spent)
        return plan(self.ana, follow_ups_due(self.ana, Kept(tuple(known)), now), self.told, so_far, now)

    def send(self, message: Planned, now: datetime) -> None:
        self.messages.append((now, message))
        for about in message.about:
            before = self.told.get(about, Occasion(about))
            self.told[about] = replace(before, told_at=(*before.told_at, now))

    def day(self, at: datetime) -> date:
        return self.ana.today(at)


@given(residents(), owed(), st.none() | st.integers(1, 72))
@settings(max_examples=200)
def test_everything_due_is_told_twice_unless_a_pause_never_ends_and_never_too_much_a_day(
    ana: Resident, follow_ups: list[FollowUp], outage_hours: int | None
) -> None:
    """Lived through from the day all is set: nothing is lost, nothing comes a third time, and the cap holds."""
    start = max(each.set_at for each in follow_ups)
    sent = Sent(ana, follow_ups)
    sent.live(start, timedelta(hours=outage_hours) if outage_hours else None)
    for about, occasion in sent.told.items():
        first, *again = occasion.told_at
        assert len(again) <= 1
        assert all(ana.today(at) >= ana.today(first) + RETURNS_AFTER for at in again), about
    if ana.paused_at is None or ana.paused_until is not None:
        assert {about: len(occasion.told_at) for about, occasion in sent.told.items()} == {
            f"follow_up:{each.id}": 2 for each in follow_ups
        }
    unasked = Counter(ana.today(at) for at, message in sent.messages if not message.asked)
    assert max(unasked.values(), default=0) <= 1
    assert len({message.key for _, message in sent.messages}) == len(sent.messages)
    assert not any(is_quiet(ana, at) for at, message in sent.messages if not message.asked)


@given(residents(), owed())
@settings(max_examples=200)
def test_what_is_set_in_time_comes_at_its_minute_or_with_its_days_digest(
    ana: Resident, follow_ups: list[FollowUp]
) -> None:
    """At the right local minute across both changes of the clock; nights, no pause, no outage."""
    ana = replace(ana, paused_at=None)
    start = min(each.set_at for each in follow_ups)
    follow_ups = [replace(each, created_at=start) for each in follow_ups]
    sent = Sent(ana, follow_ups)
    sent.live(start)
    for each in follow_ups:
        first = sent.told[f"follow_up:{each.id}"].told_at[0]
        assert first == minute(ana, each) or minute(ana, each) < start <= first
