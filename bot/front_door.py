"""Where every face hands in what it received: kept, answered, sent, and the delivery loop told."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from datetime import timedelta
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from bot.conversation import Conversation
from bot.courier import Courier
from bot.domain.delivery import Delivery, Reach
from bot.domain.resident import Address, Resident
from bot.failures import log_failure
from bot.inbox import HOLDS_EVERY, Inbox
from bot.messages import ButtonPress, Form, FormSubmit, Incoming, Reply, TextMessage
from bot.ports import Arrival
from bot.replies import trouble
from bot.showing import Showing
from bot.throttle import Throttle

logger = logging.getLogger(__name__)

YIELDS_FOR = 0.25
"""Seconds for which an answer lets what arrives go first: it is the acknowledgement that a platform waits for."""

PAUSES = (0.5, 5.0, 30.0, 60.0, 120.0, 300.0)
"""Seconds before an answer that failed, the database being away or full say, is tried again; the last repeats."""

PATIENCE = 3
"""After how many failures the resident hears that their words wait."""

WAITS_FOR_ANOTHER = 60.0
"""Seconds for which an answer lets another process go first that took in an earlier one, whatever keeps that."""

LOOKS_EVERY = 0.05
"""Seconds between two looks whether it has."""

REMEMBERED = 1_000
"""Of how many messages it is remembered that their sender heard that they are not kept: once is enough."""

Watch = Callable[[Address], None]

T = TypeVar("T")


class FrontDoor:
    """*reach* is whose unfinished messages are taken up; *wake* tells the delivery loop to look at once."""

    def __init__(
        self,
        conversation: Conversation,
        courier: Courier,
        inbox: Inbox,
        showing: Showing,
        reach: Reach,
        wake: Callable[[], None],
        *,
        throttle: Throttle | None = None,
    ) -> None:
        self._conversation, self._courier, self._inbox, self._showing = conversation, courier, inbox, showing
        self._reach, self._wake = reach, wake
        self._watches: dict[str, Watch] = {}
        self._under_way: set[asyncio.Task[Any]] = set()
        self._turns: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        self._places = asyncio.Semaphore(conversation.heard_at_once)
        self._gate = asyncio.Lock()
        self._throttle = throttle
        self._draining = asyncio.Event()
        self._refused: dict[str, None] = {}
        conversation.watch(self._tell_watch)

    async def accept(self, incoming: Incoming, *, comes_again: bool = False) -> asyncio.Task[None]:
        """Store what came in and return: it may be acknowledged now. The answer follows, across a crash too.

        What is returned is done when the answer is sent. Raises what the store raises where it is away or full: then it
        was not taken in and can be sent again, as the sender is told. Who stops waiting is answered all the same once
        it is stored. *comes_again*: what is not acknowledged is sent once more by its platform itself.
        """
        return await asyncio.shield(self._detach(self._take_in(incoming, comes_again)))

    async def _take_in(self, incoming: Incoming, comes_again: bool) -> asyncio.Task[None]:
        try:
            arrival = await self._inbox.keep(incoming)
        except Exception as error:
            self._detach(self._say_not_kept(incoming, log_failure(logger, "Storing what came in", error), comes_again))
            raise
        return self._detach(self._answer(arrival))

    async def receive(self, incoming: Incoming) -> None:
        """Answer what came in and send the answers. Returns when they are sent, or left to the delivery loop."""
        try:
            answers = await self._conversation.answer(incoming)
        except Exception as error:  # noqa: BLE001  # said to who wrote it; a face that waits goes on with the next
            reference = log_failure(logger, "Answering what came in", error)
            if await self._is_kept(incoming):
                await self._say_unstored(incoming, trouble.waits(reference))
            else:
                await self._say_not_kept(incoming, reference, comes_again=False)
            return
        await self._send(answers, incoming.sender)

    async def _is_kept(self, incoming: Incoming) -> bool:
        try:
            return await self._conversation.keeps(incoming)
        except Exception as error:  # noqa: BLE001  # a store that cannot be read either
            log_failure(logger, "Looking whether it is kept", error)
            return False

    async def _say_not_kept(self, incoming: Incoming, reference: str, comes_again: bool) -> None:
        if not isinstance(incoming, TextMessage):
            await self._say_unstored(incoming, trouble.not_done(reference))
        elif incoming.message_id not in self._refused:
            self._refused[incoming.message_id] = None
            while len(self._refused) > REMEMBERED:
                del self._refused[next(iter(self._refused))]
            await self._say_unstored(incoming, trouble.not_kept(reference, comes_again=comes_again))

    async def _say_unstored(self, incoming: Incoming, reply: Reply) -> None:
        re = incoming.message_id if isinstance(incoming, TextMessage) else None
        reply_to = incoming.reply_to if isinstance(incoming, TextMessage | ButtonPress) else {}
        await self._courier.say_unstored(incoming.sender, reply, re, reply_to)

    async def respond(self, incoming: Incoming) -> tuple[Delivery, ...]:
        """Answer what came in and return the answers at once: for a platform that wants to show them in its own turn.

        They are stored, and sent in the background like all others.
        """
        answers = await self._conversation.answer(incoming)
        self._detach(self._deliver(answers, incoming.sender))
        return answers

    async def _deliver(self, answers: tuple[Delivery, ...], to: Address) -> None:
        try:
            await self._send(answers, to)
        except Exception as error:  # noqa: BLE001  # they are stored: the delivery loop takes them over
            log_failure(logger, "Sending an answer", error)

    async def greet(self, address: Address) -> None:
        """Welcome a resident who opens the conversation for the first time."""
        await self._send(await self._conversation.greet(address), address)

    async def reached_at(self, address: Address) -> Address:
        """Keep what is new in how a resident is reached, and return all that is known of it."""
        return await self._conversation.reached_at(address)

    async def meant_here(self, cohort: Address, told_by: Address) -> None:
        """Keep where a cohort's channel is, where the one who tells it leads the cohort."""
        await self._conversation.meant_here(cohort, told_by)

    async def shown(self, address: Address, message: str) -> Reply | None:
        """Return what a message of ours says now, None for one that is not there. *message* as in ButtonPress.on."""
        return await self._showing.shown(address, message)

    async def posted(self, cohort: Address, message: str, viewer: Address) -> Reply | None:
        """Return what a post in a cohort's channel says now to one of those who see it."""
        return await self._showing.posted(cohort, message, viewer)

    async def find_contacts(self, address: Address, words: str) -> list[Reply]:
        """Return whom the resident may mean by the beginning of a name, best first; the newest ones for no words."""
        return await self._showing.find_contacts(address, words)

    async def form_of(self, press: ButtonPress) -> Form | None:
        """Return the form that a button opens, None for one that opens none. Changes nothing, and is quick."""
        return await self._showing.form_of(press)

    async def errors_in(self, form: FormSubmit) -> dict[str, str]:
        """Return what is wrong in a form, by field, before it is handed in. Changes nothing, and is quick."""
        return await self._showing.errors_in(form)

    async def dashboard(self, address: Address) -> Reply:
        """Return the dashboard for somebody who opens it; from then on its watch is told of changes."""
        return await self._showing.dashboard(address)

    async def dashboard_of(self, address: Address) -> Reply | None:
        """Return the dashboard of a resident; None for somebody who is none, or no more."""
        return await self._showing.dashboard_of(address)

    async def opened_dashboard(self, address: Address) -> Reply | None:
        """Return the dashboard as it is now; None for somebody who never opened it."""
        return await self._showing.opened_dashboard(address)

    def watch(self, platform: str, watch: Watch) -> None:
        """Have *watch* called whenever something changed for a resident of this platform who opened the dashboard."""
        self._watches[platform] = watch

    async def recover(self) -> None:
        """Finish what a crash interrupted."""
        await asyncio.gather(*await self._take_up())
        await self._send(await self._conversation.recover(self._reach))

    def keep_recovering(self) -> None:
        """Finish it beside what comes in now, and go on with what other processes leave that die later."""
        self._detach(_or_log(self.recover()))
        self._detach(self._take_up_until_drained())

    async def _take_up_until_drained(self) -> None:
        while not await self._stops_within(HOLDS_EVERY.total_seconds()):
            await _or_log(self._take_up())

    async def _take_up(self) -> list[asyncio.Task[None]]:
        return [self._detach(self._answer(arrival)) for arrival in await self._inbox.take_up(self._reach)]

    async def drain(self) -> None:
        """Return when everything accepted is answered."""
        self._draining.set()
        while self._under_way:
            await asyncio.wait(self._under_way)
        await self._inbox.drain()

    def _detach(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _answer(self, arrival: Arrival) -> None:
        """Answer an arrival, in the order in which its sender wrote."""
        sender = arrival.incoming.sender
        turn = self._turns.setdefault((sender.tenant, sender.user), asyncio.Lock())
        async with turn:
            if await self._may_go_on(sender):
                await self._answer_in_turn(arrival)

    async def _answer_in_turn(self, arrival: Arrival) -> bool:
        """Answer it, whose sender's turn is held; False where Vouch is to stop first: then it stays in the inbox."""
        sender, failures = arrival.incoming.sender, 0
        while True:
            try:
                if not await self._earlier_answered(arrival):
                    return False
                if arrival.attempts:  # what the process that died was about to send comes before what is said now
                    await self._send(await self._conversation.left_unsent(arrival))
                async with self._places:
                    async with self._gate:
                        await asyncio.sleep(0)  # what lies at the platform's door is looked at before each answer
                        await self._inbox.quiet(YIELDS_FOR)
                    answers = await self._conversation.answer(arrival.incoming, kept=True)
                # Who was too slow looks first whether another process sent them meanwhile.
                await self._send(answers, sender if self._inbox.holds(arrival) else None)
                if arrival.attempts:  # a process may have died between the two transactions of an answer
                    await self._send(await self._conversation.recover_from(sender), sender)
            except Exception as error:  # noqa: BLE001  # the one catch-all of an arrival: it stays in the inbox
                reference = log_failure(logger, f"Answering arrival {arrival.id}", error)
                failures += 1
                if failures == PATIENCE:
                    await self._say_unstored(arrival.incoming, trouble.waits(reference))
                if await self._stops_within(PAUSES[min(failures, len(PAUSES)) - 1]):
                    return False
            else:
                self._inbox.answered(arrival)
                return True

    async def _earlier_answered(self, arrival: Arrival) -> bool:
        """Return when what its sender sent to others before is answered; False where Vouch is to stop first."""
        end = asyncio.get_running_loop().time() + WAITS_FOR_ANOTHER
        while earlier := await self._inbox.earlier(arrival):
            if isinstance(earlier, Arrival):
                if not await self._answer_in_turn(earlier):
                    return False
            elif asyncio.get_running_loop().time() > end:
                self._inbox.wait_no_longer(arrival)
            elif await self._stops_within(LOOKS_EVERY):
                return False
        return True

    def _tell_watch(self, resident: Resident) -> None:
        watch = self._watches.get(resident.address.platform)
        if watch and resident.dashboard:
            watch(resident.address)

    async def _may_go_on(self, sender: Address) -> bool:
        """Keep one who writes too fast waiting for their turn; False where Vouch is to stop meanwhile."""
        pause = self._throttle.wait(f"{sender.tenant}/{sender.user}") if self._throttle else timedelta(0)
        if not pause:
            return True
        return not await self._stops_within(pause.total_seconds())

    async def _stops_within(self, seconds: float) -> bool:
        """Let so much time pass, or less where Vouch is to stop meanwhile; tell whether it is."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._draining.wait(), seconds)
        return self._draining.is_set()

    async def _send(self, answers: Iterable[Delivery], to: Address | None = None) -> None:
        for answer in answers:
            await self._courier.dispatch(answer, to)
        self._wake()


async def _or_log(recovering: Awaitable[object]) -> None:
    try:
        await recovering
    except Exception as error:  # noqa: BLE001  # what is left stays stored, and the next look takes it up
        log_failure(logger, "Finishing what was interrupted", error)
