"""Nudges through the real planner, courier and loop, on SQLite and PostgreSQL: given, time passes, heard."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.courier import Courier
from bot.domain.delivery import Delivery, DeliveryState, Rate
from bot.domain.follow_up import FollowUpState, closed, moved
from bot.domain.local_time import to_wall
from bot.domain.resident import Resident
from bot.errors import RecipientGone, SendRefused
from bot.messages import Outgoing
from bot.ports import Store
from tests.databases import SetClock
from tests.processes import PATIENCE
from tests.recording import EVERYONE, Days, RecordingMessenger, in_new_york

FRIDAY = date(2026, 10, 16)


@pytest.fixture
def days(store: Store, clock: SetClock, ana: Resident) -> Days:
    """Ana's days, from noon in New York on Tuesday 13 October 2026."""
    return Days(store, clock, ana)


async def test_a_follow_up_comes_with_its_days_digest_once_more_three_days_later_and_in_the_review(days: Days) -> None:
    await days.owe("email Dr. Patel your CV", FRIDAY)
    await days.live_until(in_new_york(30))
    assert days.heard == [
        (datetime(2026, 10, 16, 7, 30), "Email Dr. Patel your CV"),
        (datetime(2026, 10, 19, 7, 30), "Email Dr. Patel your CV"),
        (datetime(2026, 10, 25, 7, 30), "Look at your week"),
    ]


async def test_several_come_as_one_digest_with_buttons_each(days: Days) -> None:
    for what in ("email Dr. Patel", "thank Dr. Chen"):
        await days.owe(what, FRIDAY)
    await days.live_until(in_new_york(17))
    ((_, outgoing),) = days.messenger.sent
    assert outgoing.reply.kind == "digest"
    assert [[button.label for button in item.buttons] for item in outgoing.reply.items] == [
        ["Done", "Later", "Stop"]
    ] * 2


async def test_a_clock_time_comes_at_that_minute_in_quiet_hours_too(days: Days) -> None:
    await days.owe("call home", FRIDAY, time(23, 15))
    await days.live_until(in_new_york(17))
    assert days.heard == [(datetime(2026, 10, 16, 23, 15), "Call home")]


async def test_what_was_done_elsewhere_is_never_nudged(days: Days) -> None:
    digest, clock_time = await days.owe("email", FRIDAY), await days.owe("call", FRIDAY, time(9))
    now = days.clock.now()
    await days.keep(closed(digest, FollowUpState.DONE, now), closed(clock_time, FollowUpState.DONE, now))
    await days.live_until(in_new_york(30))
    assert days.heard == []


async def test_undoing_done_brings_the_reminder_back(days: Days) -> None:
    follow_up = await days.owe("call", FRIDAY, time(9))
    await days.keep(closed(follow_up, FollowUpState.DONE, days.clock.now()))
    await days.keep(follow_up)
    await days.live_until(in_new_york(17))
    assert days.heard == [(datetime(2026, 10, 16, 9), "Call")]


class PressedAtOnce(RecordingMessenger):
    """A resident who presses a button before the platform has answered that the message is there."""

    press: Callable[[], Awaitable[None]] | None = None

    async def send(self, outgoing: Outgoing) -> str:
        reference = await super().send(outgoing)
        self.clock.advance(timedelta(seconds=1))
        if press := self.press:
            self.press = None
            await press()
        self.clock.advance(timedelta(seconds=1))
        return reference


@pytest.mark.parametrize("what", [("call",), ("call", "email")], ids=["nudge", "digest"])
async def test_later_pressed_before_the_sending_is_recorded_is_tomorrow(days: Days, what: tuple[str, ...]) -> None:
    """It was told of the old day: the new one is told anew, and not three days after it as what was not answered."""
    first, *_ = [await days.owe(each, FRIDAY) for each in what]
    days.messenger = messenger = PressedAtOnce(days.clock)
    days.start_process()
    await days.store.mark_planned(days.resident.id, in_new_york(16, 7))  # so that no daily planning mends it
    messenger.press = lambda: days.keep(moved(first, FRIDAY + timedelta(days=1), None, days.clock.now()))
    await days.live_until(in_new_york(18))
    assert [at for at, _ in days.heard] == [datetime(2026, 10, 16, 7, 30), datetime(2026, 10, 17, 7, 30)]


@pytest.mark.parametrize("what", [("call",), ("call", "email")], ids=["nudge", "digest"])
async def test_done_pressed_before_the_sending_is_recorded_is_done(days: Days, what: tuple[str, ...]) -> None:
    owed = [await days.owe(each, FRIDAY) for each in what]
    days.messenger = messenger = PressedAtOnce(days.clock)
    days.start_process()
    await days.store.mark_planned(days.resident.id, in_new_york(16, 7))  # so that no daily planning mends it
    messenger.press = lambda: days.keep(*(closed(each, FollowUpState.DONE, days.clock.now()) for each in owed))
    await days.live_until(in_new_york(30))
    assert len(days.heard) == 1


async def test_later_pressed_on_what_died_unrecorded_sends_nothing_twice(days: Days) -> None:
    """The process dies after the platform took the message. The resident put it off: the retry is not for them."""
    follow_up = await days.owe("call", FRIDAY)
    days.clock.moment = in_new_york(16, 7, 30)
    (claimed,) = await days.store.claim_due(days.clock.now(), 10, timedelta(minutes=1), EVERYONE)
    messenger = PressedAtOnce(days.clock, tells=False)

    async def press() -> None:
        await days.keep(moved(follow_up, FRIDAY + timedelta(days=1), None, days.clock.now()))
        raise asyncio.CancelledError  # as good as dead

    messenger.press = press
    with pytest.raises(asyncio.CancelledError):
        await Courier(days.store, messenger, days.clock, days.ids).dispatch(claimed)
    assert len(messenger.sent) == 1
    await days.live_until(in_new_york(18))
    assert [at for at, _ in days.heard] == [datetime(2026, 10, 17, 7, 30)]


@pytest.mark.parametrize(
    ("tells", "state"), [(True, DeliveryState.SENT), (False, DeliveryState.UNKNOWN)], ids=["can_tell", "cannot_tell"]
)
async def test_what_died_unrecorded_and_was_done_meanwhile_is_in_the_history(
    days: Days, tells: bool, state: DeliveryState
) -> None:
    """Whoever asks what they were sent sees it there, though nobody wants it any more; it is not sent again."""
    follow_up = await days.owe("call", FRIDAY, time(9))
    days.clock.moment = in_new_york(16, 9)
    (claimed,) = await days.store.claim_due(days.clock.now(), 10, timedelta(minutes=1), EVERYONE)
    days.messenger = messenger = PressedAtOnce(days.clock, tells=tells)

    async def press() -> None:
        await days.keep(closed(follow_up, FollowUpState.DONE, days.clock.now()))
        raise asyncio.CancelledError  # as good as dead

    messenger.press = press
    with pytest.raises(asyncio.CancelledError):
        await Courier(days.store, messenger, days.clock, days.ids).dispatch(claimed)
    days.start_process()
    await days.live_until(in_new_york(16, 10))
    async with days.store.work_for(days.resident.id) as work:
        (row,) = await work.deliveries.sent(in_new_york(13))
    assert (row.state, row.about) == (state, (f"follow_up:{follow_up.id}",))
    assert len(messenger.sent) == 1


async def test_done_between_the_claim_and_the_sending_stops_it(days: Days) -> None:
    """A row that another process holds at that moment is looked at again before it is sent."""
    follow_up = await days.owe("call", FRIDAY, time(9))
    days.clock.moment = in_new_york(16, 9)
    (claimed,) = await days.store.claim_due(days.clock.now(), 10, timedelta(minutes=1), EVERYONE)
    await days.keep(closed(follow_up, FollowUpState.DONE, days.clock.now()))
    await days.courier.dispatch(claimed)
    await days.live_until(in_new_york(20))
    assert days.heard == []


async def test_a_snooze_while_it_is_claimed_moves_it(days: Days) -> None:
    follow_up = await days.owe("call", FRIDAY, time(9))
    days.clock.moment = in_new_york(16, 9)
    (claimed,) = await days.store.claim_due(days.clock.now(), 10, timedelta(minutes=1), EVERYONE)
    await days.keep(moved(follow_up, date(2026, 10, 17), None, days.clock.now()))
    await days.courier.dispatch(claimed)
    await days.live_until(in_new_york(18))
    assert days.heard == [(datetime(2026, 10, 17, 7, 30), "Call")]


async def test_moving_to_another_zone_moves_what_is_planned(days: Days) -> None:
    await days.owe("call", FRIDAY, time(9))
    await days.keep(replace(days.resident, tz="America/Los_Angeles"))
    await days.live_until(in_new_york(17))
    assert days.heard == [(datetime(2026, 10, 16, 12), "Call")]  # 9 in Los Angeles


# -- refusals


def refusing(times: int, retry_after: float | None = None) -> Callable[[Outgoing], None]:
    left = [times]

    def refuse(_outgoing: Outgoing) -> None:
        if left[0]:
            left[0] -= 1
            raise SendRefused("too busy", retry_after)

    return refuse


async def test_a_refused_message_is_tried_again_with_growing_pauses(days: Days) -> None:
    await days.owe("call", FRIDAY, time(9))
    days.messenger.refuse = refusing(3)
    await days.live_until(in_new_york(16, 12))
    assert days.heard == [(datetime(2026, 10, 16, 9, 1, 45), "Call")]  # after 15, 30 and 60 seconds


async def test_retry_after_is_honoured(days: Days) -> None:
    await days.owe("call", FRIDAY, time(9))
    days.messenger.refuse = refusing(1, retry_after=600)
    await days.live_until(in_new_york(16, 12))
    assert days.heard == [(datetime(2026, 10, 16, 9, 10), "Call")]


async def test_a_workspace_that_asked_for_a_pause_is_left_alone_until_then(days: Days) -> None:
    """Whatever else is due there would only be refused too, and each refusal lengthens the pause on some platforms."""
    attempts: list[datetime] = []

    def refuse(_outgoing: Outgoing) -> None:
        attempts.append(days.clock.now())
        if days.clock.now() < in_new_york(16, 9, 10):
            raise SendRefused("too many requests", 600)

    for what in ("call", "write", "thank"):
        await days.owe(what, FRIDAY, time(9))
    days.messenger.refuse = refuse
    days.rates = {"terminal": Rate(timedelta(seconds=1), timedelta(0))}
    days.start_process()
    await days.live_until(in_new_york(16, 12))
    assert [at for at in attempts if at < in_new_york(16, 9, 10)] == [in_new_york(16, 9)]
    assert sorted(title for _, title in days.heard) == ["Call", "Thank", "Write"]
    assert [at for at, _ in days.heard] == [datetime(2026, 10, 16, 9, 10, second) for second in range(3)]


async def test_after_24_hours_of_refusals_it_is_a_dead_letter_and_what_it_said_is_told_later(days: Days) -> None:
    attempts: list[datetime] = []

    def refuse(_outgoing: Outgoing) -> None:
        attempts.append(days.clock.now())
        if days.clock.now() <= in_new_york(17, 9):
            raise SendRefused("down")

    follow_up = await days.owe("call", FRIDAY, time(9))
    days.messenger.refuse = refuse
    await days.live_until(in_new_york(21))
    async with days.store.work_for(days.resident.id) as work:
        history = {row.key: row for row in await work.deliveries.sent(in_new_york(13))}
    failed = history[f"follow_up:{follow_up.id}:0:first"]
    assert (failed.state, failed.error) == (DeliveryState.FAILED, "down")
    assert days.heard[0] == (datetime(2026, 10, 18, 7, 30), "Call")
    within_the_hour = [at for at in attempts if at <= in_new_york(16, 10)]
    assert len(within_the_hour) > len([at for at in attempts if in_new_york(16, 10) < at <= in_new_york(17, 9)])


async def test_an_account_that_is_gone_is_unreachable_at_once(days: Days) -> None:
    await days.owe("call", FRIDAY, time(9))

    def gone(_outgoing: Outgoing) -> None:
        raise RecipientGone("account removed")

    days.messenger.refuse = gone
    await days.live_until(in_new_york(16, 12))
    async with days.store.work_for(days.resident.id) as work:
        (row,) = await work.deliveries.sent(in_new_york(13))
    assert (row.state, row.error) == (DeliveryState.UNREACHABLE, "account removed")


async def test_a_refused_digest_is_put_together_anew(days: Days) -> None:
    """Only what is still owed is in the attempt that succeeds."""
    patel, _chen = await days.owe("email Dr. Patel", FRIDAY), await days.owe("thank Dr. Chen", FRIDAY)
    days.messenger.refuse = refusing(1)
    await days.live_until(in_new_york(16, 7, 30))
    await days.keep(closed(patel, FollowUpState.DONE, days.clock.now()))
    await days.live_until(in_new_york(16, 9))
    assert days.heard == [(datetime(2026, 10, 16, 7, 30, 15), "Thank Dr. Chen")]


async def test_no_retry_of_a_digest_in_quiet_hours(days: Days) -> None:
    await days.owe("email", FRIDAY)
    attempts: list[time] = []

    def refuse(_outgoing: Outgoing) -> None:
        attempts.append(to_wall(days.clock.now(), days.resident.zone).time())
        if days.clock.now() < in_new_york(17, 4):
            raise SendRefused("down")

    days.messenger.refuse = refuse
    await days.live_until(in_new_york(17, 12))
    ((at, _),) = days.heard
    assert datetime(2026, 10, 17, 7) <= at <= datetime(2026, 10, 17, 7, 30)
    assert len(attempts) > 10
    assert all(time(7) <= attempt < time(21) for attempt in attempts)


# -- outages


async def test_after_an_outage_clock_times_come_at_once_marked_late_and_the_rest_in_one_digest(days: Days) -> None:
    await days.owe("call", FRIDAY, time(9))
    for number in range(5):
        await days.owe(f"email {number}", FRIDAY)
    days.clock.moment = in_new_york(17, 22)  # down from Tuesday until Saturday at night
    await days.loop.deliver_due()
    assert days.heard == []
    await days.live_until(in_new_york(18, 6))
    assert days.heard == []
    await days.live_until(in_new_york(18, 12))
    assert days.heard == [
        (datetime(2026, 10, 18, 7), "Call"),
        (datetime(2026, 10, 18, 7, 30), "5 things for Sun 18 Oct"),
    ]
    assert "late" in days.messenger.sent[0][1].reply.text


async def test_a_crash_after_sending_is_looked_up_and_not_repeated(days: Days) -> None:
    await days.owe("call", FRIDAY, time(9))
    await _crash_after_sending(days)
    await days.live_until(in_new_york(18))
    assert days.heard == [(datetime(2026, 10, 16, 9), "Call")]
    assert days.messenger.looked_up == 1
    async with days.store.work_for(days.resident.id) as work:
        assert [row.state for row in await work.deliveries.sent(in_new_york(13))] == [DeliveryState.SENT]


async def test_where_the_platform_cannot_tell_a_nudge_is_repeated_and_a_digest_is_not(days: Days) -> None:
    days.messenger.tells = False
    await days.owe("call", FRIDAY, time(9))
    await _crash_after_sending(days)
    await days.live_until(in_new_york(16, 12))
    assert [title for _, title in days.heard] == ["Call", "Call"]
    assert days.messenger.sent[0][1] == days.messenger.sent[1][1]  # the same words under the same id
    for what in ("email Dr. Patel", "thank Dr. Chen"):
        await days.owe(what, date(2026, 10, 17))
    await _crash_after_sending(days)
    await days.live_until(in_new_york(17, 12))
    assert [title for _, title in days.heard][2:] == ["2 things for Sat 17 Oct"]


async def test_a_crash_before_sending_loses_nothing(days: Days) -> None:
    await days.owe("call", FRIDAY, time(9))
    days.clock.moment = in_new_york(16, 9)
    assert await days.store.claim_due(days.clock.now(), 10, timedelta(minutes=1), EVERYONE)
    await days.live_until(in_new_york(16, 12))
    assert days.heard == [(datetime(2026, 10, 16, 9, 1), "Call")]


async def _crash_after_sending(days: Days) -> None:
    """Let the process die when the next message has gone out and nothing of it is recorded."""
    due = await days.store.next_due_at(EVERYONE)
    assert due
    days.clock.moment = due
    (claimed,) = await days.store.claim_due(due, 10, timedelta(minutes=1), EVERYONE)
    ready = await days.courier._make_ready(claimed, None)
    assert ready
    await days.messenger.send(ready.outgoing)


async def test_a_delivery_whose_lease_could_end_while_it_is_sent_is_left_alone(days: Days) -> None:
    """For an answer, whose words and lease were fixed when it was stored."""
    await days.owe("call", FRIDAY, time(9))
    days.clock.moment = in_new_york(16, 9)
    (claimed,) = await days.store.claim_due(days.clock.now(), 10, timedelta(minutes=1), EVERYONE)
    ready = await days.courier._make_ready(claimed, None)
    assert ready
    assert days.courier._lease_lasts(ready.delivery)
    days.clock.advance(timedelta(seconds=50))
    assert not days.courier._lease_lasts(ready.delivery)


async def test_once_a_day_what_is_of_no_more_use_is_dropped(days: Days) -> None:
    await days.owe("call", FRIDAY, time(9))
    await days.live_until(in_new_york(16, 12))
    days.clock.moment = in_new_york(16, 12) + timedelta(days=32)
    running = asyncio.create_task(days.loop.run())
    async with asyncio.timeout(PATIENCE):
        while (await _only_sent(days)).content is not None:  # noqa: ASYNC110  # the loop has no event for it
            await asyncio.sleep(0.01)
    days.loop.stop()
    await running
    assert (await _only_sent(days)).state is DeliveryState.SENT


async def _only_sent(days: Days) -> Delivery:
    async with days.store.work_for(days.resident.id) as work:
        return (await work.deliveries.sent(in_new_york(1)))[-1]


async def test_the_same_state_plans_the_same_rows(days: Days) -> None:
    for number in range(3):
        await days.owe(f"email {number}", FRIDAY, time(9 + number))
    before = await _waiting(days)
    await days.keep()
    assert await _waiting(days) == before


async def _waiting(days: Days) -> list[Delivery]:
    async with days.store.work_for(days.resident.id) as work:
        return await work.deliveries.waiting()
