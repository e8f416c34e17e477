"""From a message to its reply on its way: stored, read, acted on, answered, planned, committed and handed over."""

from collections.abc import Sequence
from statistics import median
from time import perf_counter

from bot.domain.names import person_name
from bot.domain.resident import Resident
from bot.messages import TextMessage
from bot.planner import replan
from tests.bench.corpus import tuned_messages
from tests.bench.figures import Figure, median_and_p99, milliseconds
from tests.bench.residents import Place, a_newcomer, a_resident_with_contacts, an_empty_place
from tests.databases import NOON

MANY = 300
ROUNDS = 3


async def reply_figures(kind: str, messages: int) -> list[Figure]:
    """Measure *messages* messages, spread over the corpus, to residents without contacts and with many."""
    told = tuned_messages()
    texts = [message.text for message in told[:: max(len(told) // messages, 1)]]
    none, many, first, planning = [], [], [], []
    for _ in range(ROUNDS):
        async with an_empty_place(kind) as place:
            none.append([await _answer(place, await a_newcomer(place), text) for text in texts])
            known = await a_resident_with_contacts(place, MANY)
            person_name.cache_clear()
            first.append(await _answer(place, known, texts[0]))
            many.append([await _answer(place, known, text) for text in texts])
            planning.append(await _plan(place, known))
    area = f"message to reply, {kind}"
    return [
        Figure(area, f"resident without contacts ({len(texts)} messages)", median_and_p99(_fastest(none))),
        Figure(area, f"resident with {MANY} contacts", median_and_p99(_fastest(many))),
        Figure(area, f"the first message of {MANY} contacts after a start", milliseconds(min(first))),
        Figure(f"planning, {kind}", f"one resident with {MANY} contacts", milliseconds(min(planning))),
    ]


def _fastest(rounds: Sequence[Sequence[float]]) -> list[float]:
    return [min(times) for times in zip(*rounds, strict=True)]


async def _answer(place: Place, resident: Resident, text: str) -> float:
    before = place.messenger.sent
    message_id = place.vouch.ids.new()
    begun = perf_counter()
    await place.vouch.door.receive(TextMessage(resident.address, text, message_id, (message_id,)))
    took = perf_counter() - begun
    if place.messenger.sent == before:
        raise RuntimeError(f"No answer to {text!r}")
    return took


async def _plan(place: Place, resident: Resident) -> float:
    """Return the median time of planning the resident anew in a transaction of its own."""
    times = []
    for _ in range(20):
        begun = perf_counter()
        async with place.store.work_for(resident.id) as work:
            await replan(work, NOON, place.vouch.ids)
            await work.commit()
        times.append(perf_counter() - begun)
    return median(times)
