"""A messenger that remembers what it was given, and a whole delivery loop around it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.courier import Courier
from bot.delivery_loop import DeliveryLoop, LoopSettings
from bot.domain.delivery import Rate, Reach
from bot.domain.follow_up import FollowUp
from bot.domain.resident import Resident
from bot.domain.vocabulary import FollowUpKind
from bot.ids import TimeOrderedIds
from bot.messages import Outgoing
from bot.planner import replan
from bot.ports import Store
from tests.databases import SetClock

EVERYONE = Reach(("terminal",))


@dataclass
class RecordingMessenger:
    """Fits bot.ports.Messenger. *refuse* may raise; *tells* says whether it can look things up."""

    clock: SetClock
    refuse: Callable[[Outgoing], None] = lambda outgoing: None
    tells: bool = True
    sent: list[tuple[datetime, Outgoing]] = field(default_factory=list)
    looked_up: int = 0

    async def send(self, outgoing: Outgoing) -> str:
        """Remember it; the platform calls the message "ref-" and our id."""
        self.refuse(outgoing)
        self.sent.append((self.clock.now(), outgoing))
        return outgoing.updates or f"ref-{outgoing.id}"

    async def was_sent(self, outgoing: Outgoing) -> str | bool | None:
        self.looked_up += 1
        return any(each.id == outgoing.id for _, each in self.sent) if self.tells else None


class Days:
    """A resident's days, lived through the real planner, courier and loop on a real database."""

    def __init__(self, store: Store, clock: SetClock, resident: Resident) -> None:
        self.store = store
        self.clock = clock
        self.resident = resident
        self.ids = TimeOrderedIds(clock)
        self.messenger = RecordingMessenger(clock)
        self.rates: dict[str, Rate] = {}
        self.start_process()

    def start_process(self) -> None:
        self.courier = Courier(self.store, self.messenger, self.clock, self.ids)
        settings = LoopSettings(at_once=1, rates=self.rates)
        self.loop = DeliveryLoop(self.store, self.courier, self.clock, self.ids, "worker", EVERYONE, settings=settings)

    async def owe(self, what: str, on: date, at: time | None = None, **told: Any) -> FollowUp:
        """Keep a follow-up and plan it, as the conversation does."""
        follow_up = FollowUp(self.ids.new(), FollowUpKind.EMAIL, what, self.clock.now(), due_on=on, due_at=at, **told)
        await self.keep(follow_up)
        return follow_up

    async def keep(self, *records: FollowUp | Resident) -> None:
        async with self.store.work_for(self.resident.id) as work:
            for record in records:
                if isinstance(record, Resident):
                    await work.save_resident(record)
                else:
                    await work.put(record)
            await replan(work, self.clock.now(), self.ids)
            await work.commit()

    async def live_until(self, end: datetime) -> None:
        """Let time pass, delivering whatever falls due on the way."""
        while (due := await self.store.next_due_at(EVERYONE)) and due <= end:
            self.clock.moment = max(self.clock.moment, due)
            await self.loop.deliver_due()
        self.clock.moment = end

    @property
    def heard(self) -> list[tuple[datetime, str]]:
        """What arrived: local wall time and title or text."""
        zone = self.resident.zone
        return [
            (at.astimezone(zone).replace(tzinfo=None), outgoing.reply.title or outgoing.reply.text)
            for at, outgoing in self.messenger.sent
        ]


def in_new_york(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment of October 2026 in UTC; New York is four hours behind then."""
    return datetime(2026, 10, day, hour, minute, tzinfo=UTC) + timedelta(hours=4)
