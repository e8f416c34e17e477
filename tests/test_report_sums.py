"""Whatever happens to an announcement and its receivers, its report adds up and says what really arrived."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.announcement import Report
from bot.domain.cohort import CohortRole
from bot.domain.resident import Address
from bot.errors import RecipientGone, SendRefused
from bot.messages import ButtonPress, FormSubmit, Outgoing
from bot.use_cases.join_cohort import put_into_cohort
from storage.store import SqlStore
from tests.conversations.dialogue import Dialogue, buttons_of, open_dialogue
from tests.databases import NOON, SetClock, a_resident
from tests.recording import Days, RecordingMessenger

MEMBERS = ("ana", "bob", "cam")
WORDS = "noon conference in room 5"
_runs = itertools.count()

WHO = st.sampled_from(MEMBERS)
STEPS = st.one_of(
    st.tuples(st.just("pass"), st.sampled_from((1, 20, 90, 26 * 60))),
    st.tuples(
        st.sampled_from(("refused", "gone", "back", "acknowledges", "leaves", "forgotten", "moves", "removed")), WHO
    ),
    st.tuples(st.sampled_from(("edit", "recall", "cancel", "resend", "dies", "joins")), st.just("")),
)


class Died(BaseException):
    """The process ended here: nothing after it was done or recorded."""


@dataclass
class Platform(RecordingMessenger):
    """Refuses those named in *refused*, knows nobody of *gone*, and dies after the next that it took where *dies*."""

    refused: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    arrived: Counter[str] = field(default_factory=Counter)
    dies: bool = False

    async def send(self, outgoing: Outgoing) -> str:
        user = outgoing.to.user
        if user in self.gone:
            raise RecipientGone("account_inactive")
        if user in self.refused:
            raise SendRefused("try again")
        said = await super().send(outgoing)
        if outgoing.reply.kind == "announcement" and outgoing.reply.text.startswith(WORDS) and not outgoing.updates:
            self.arrived[user] += 1
        if self.dies:
            self.dies = False
            raise Died
        return said

    async def was_sent(self, outgoing: Outgoing) -> str | None:
        return f"ref-{outgoing.id}" if await super().was_sent(outgoing) else None


class Told:
    """One announcement to three members, and what happens to it."""

    def __init__(self, store: SqlStore, clock: SetClock, run: int) -> None:
        self.store, self.clock, self.run = store, clock, run
        self.platform = Platform(clock)
        self.people = {user: self.dialogue(user) for user in MEMBERS}
        self.lead = self.dialogue("lead")
        self.forgotten: set[str] = set()
        self.intended, self.may_shrink = len(MEMBERS), False

    def dialogue(self, user: str, workspace: str | None = None) -> Dialogue:
        dialogue = open_dialogue(self.store, self.clock)
        dialogue.address = Address("terminal", workspace or f"W{self.run}", f"{user}-{self.run}")
        dialogue.count = next(_runs) * 1000
        return dialogue

    async def begin(self) -> None:
        await self.join("lead", CohortRole.OWNER)
        for user in MEMBERS:
            await self.join(user, CohortRole.MEMBER)
        self.days = Days(self.store, self.clock, await self.lead.resident())
        self.days.messenger = self.platform
        self.days.start_process()
        await self.lead.hears(f"announce to everyone {WORDS} and acknowledge")
        await self.lead.clicks("Send")
        [recall] = [button.action for button in buttons_of(self.lead.reply) if button.label == "Recall"]
        target = recall.partition(":")[2]
        verbs = {"recall": "announce_recall", "cancel": "announce_stop", "resend": "resend", "acknowledge": "ack"}
        self.buttons = {step: f"{verb}:{target}" for step, verb in verbs.items()}
        self.forms = {"edit": f"announce_change:{target}"}

    async def join(self, user: str, role: CohortRole) -> None:
        resident = await self.store.add_resident(a_resident(f"{user}-{self.run}", workspace=f"W{self.run}"))
        async with self.store.work_for(resident.id) as work:
            await put_into_cohort(work, "prelims", role, self.clock.now(), self.lead.conversation.tools.ids)
            await work.commit()

    async def take(self, step: str, what: str | int) -> None:
        """Do one thing; who was forgotten does nothing any more."""
        if what in self.forgotten:
            return
        match step, what:
            case "pass", int(minutes):
                await self.days.live_until(self.clock.now() + timedelta(minutes=minutes))
            case "dies", _:
                self.platform.dies = True
                await self.days.live_until(self.clock.now() + timedelta(seconds=5))
                self.platform.dies = False
                self.days.start_process()
            case "joins", _:
                await self.join(f"new{next(_runs)}", CohortRole.MEMBER)
            case "edit", _:
                words = {"text": f"{WORDS}, bring lunch"}
                await self.lead.take(FormSubmit(self.lead.address, self.forms["edit"], "", words, (self.new_id(),)))
            case (("recall" | "cancel" | "resend"), _):
                await self.press(self.lead, self.buttons[step])
                self.may_shrink |= step in ("recall", "cancel")
            case "removed", str(user):
                await self.lead.hears(f"cohort remove @{user}-{self.run}", command="/vouch")
            case _, str(user):
                await self.of_member(step, user)

    async def of_member(self, step: str, user: str) -> None:
        name, who = f"{user}-{self.run}", self.people[user]
        match step:
            case "refused":
                self.platform.refused.add(name)
            case "gone":
                self.platform.gone.add(name)
            case "back":
                self.platform.refused.discard(name)
                self.platform.gone.discard(name)
            case "acknowledges" if name in self.platform.arrived:
                await self.press(who, self.buttons["acknowledge"])
            case "leaves":
                await who.hears("cohort leave prelims", command="/vouch")
            case "moves":
                await who.hears("move my account")
                self.people[user] = there = self.dialogue(user, workspace=f"V{next(_runs)}")
                await there.hears(f"claim {who.reply.code}")
                assert "Everything I kept for you is here now" in there.said
            case "forgotten":
                await who.hears("forget me")
                await who.clicks("Confirm")
                self.forgotten.add(user)

    async def press(self, dialogue: Dialogue, action: str) -> None:
        await dialogue.take(ButtonPress(dialogue.address, action, "", (self.new_id(),)))

    def new_id(self) -> str:
        return f"press-{next(_runs)}"

    async def look(self) -> Report:
        """Return the report, having checked it."""
        await self.lead.hears("report", command="/vouch")
        report = self.lead.reply.report
        assert report is not None
        assert set(self.platform.arrived.values()) <= {1}
        assert report.intended == report.delivered + report.failed + report.unreachable
        assert report.intended <= self.intended if self.may_shrink else report.intended == self.intended
        assert report.acknowledged <= report.delivered <= len(self.platform.arrived)
        assert len(self.lead.reply.items) == report.failed + report.unreachable, "somebody has no reason"
        self.intended = report.intended
        return report


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=2, max_size=9))
@example([("dies", ""), ("recall", ""), ("pass", 90)])
@example([("dies", ""), ("edit", ""), ("pass", 20), ("edit", "")])
@example([("refused", "ana"), ("pass", 1), ("recall", ""), ("back", "ana")])
async def test_a_report_adds_up_at_every_moment(
    store: SqlStore, clock: SetClock, steps: Sequence[tuple[str, str | int]]
) -> None:
    clock.moment = NOON
    told = Told(store, clock, next(_runs))
    await told.begin()
    await told.look()
    for step in steps:
        await told.take(*step)
        await told.look()
    await told.days.live_until(clock.now() + timedelta(days=2))
    report = await told.look()
    assert "not over yet" not in told.lead.said
    # Who is forgotten before it was known that it had arrived counts as not reached: nothing is kept that could tell.
    if not told.forgotten:
        assert report.delivered == len(told.platform.arrived)
