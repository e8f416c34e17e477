"""Finding what is due among many planned nudges, and sending what is due."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from statistics import median
from time import perf_counter

from sqlalchemy import text

from bot.domain.delivery import Delivery
from bot.domain.resident import Resident
from bot.messages import Reply, reply_to_json
from bot.planner import replan
from storage.engine import create_engine, database_url
from storage.tables import EPOCH
from tests.bench.figures import Figure, milliseconds
from tests.bench.residents import REACH, TODAY, Place, a_newcomer, an_email, an_empty_place
from tests.databases import NOON

FEW = 10_000
LEASE = timedelta(minutes=1)
AT_ONCE = 16
DUE = 50 * AT_ONCE
RESIDENTS = 100
NUDGES_EACH = 4

# The same on both databases. All lie in the future, two seconds apart, and belong to the residents in turn.
_PLAN_AHEAD = text("""
    INSERT INTO deliveries (id, tenant, platform, resident_id, key, kind, state, next_at, due_at, about, attempt,
                            maybe_sent)
    WITH RECURSIVE number(n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM number WHERE n < :many)
    SELECT 'ahead-' || :name || '-' || n, 'terminal:W1', 'terminal', :resident, 'ahead-' || :name || '-' || n, 'nudge',
           'waiting', CAST(:now AS BIGINT) + n * 2000000, CAST(:now AS BIGINT) + n * 2000000, '[]', 0, 0
    FROM number
""")


async def due_scan_figures(kind: str, many: int) -> list[Figure]:
    """Compare looking among *many* planned nudges with looking among few, on one database as it grows."""
    async with an_empty_place(kind) as place:
        residents = [await a_newcomer(place) for _ in range(20)]
        await _plan_ahead(place, residents, FEW)
        few = await _look(place, residents[0], "few")
        await _plan_ahead(place, residents, many - FEW)
        lots = await _look(place, residents[0], "many")
    area = f"due-scan, {kind}"
    figures = []
    for what, short, long in zip(("nothing due", f"claim {AT_ONCE} that are due"), few, lots, strict=True):
        figures.append(Figure(area, f"{what}, {FEW:,} planned", milliseconds(short)))
        figures.append(Figure(area, f"{what}, {many:,} planned", milliseconds(long)))
        figures.append(Figure(area, f"{what}, ratio", f"{long / short:.2f}", "at most 2"))
    return figures


async def delivery_figures(kind: str) -> list[Figure]:
    """Measure the delivery loop: announcements, whose words are ready, and nudges, which are worded as they leave."""
    async with an_empty_place(kind) as place:
        residents = [await a_newcomer(place) for _ in range(RESIDENTS)]
        announced = max([await _rate(place, residents, _announce) for _ in range(2)])
        nudged = max([await _rate(place, residents, owe_reminders) for _ in range(2)])
    area = f"deliveries a second, {kind}"
    return [
        Figure(area, "announcements", f"{announced:,.0f}"),
        Figure(area, "nudges, planned and worded anew", f"{nudged:,.0f}"),
    ]


async def _plan_ahead(place: Place, residents: list[Resident], many: int) -> None:
    engine = create_engine(database_url(place.url))
    now = (NOON + timedelta(hours=1) - EPOCH) // timedelta(microseconds=1)
    async with engine.begin() as connection:
        for resident in residents:
            name = f"{many}-{resident.id}"
            share = {"many": many // len(residents), "name": name, "resident": resident.id, "now": now}
            await connection.execute(_PLAN_AHEAD, share)
    # PostgreSQL does this by itself within a minute.
    async with engine.connect() as connection:
        await (await connection.execution_options(isolation_level="AUTOCOMMIT")).execute(text("ANALYZE"))
    await engine.dispose()


async def _look(place: Place, resident: Resident, run: str) -> tuple[float, float]:
    """Return the median of a poll that finds nothing, and of a claim that finds as many as it may take."""
    polls = [await _timed(lambda: _poll(place)) for _ in range(100)]
    await _plan_due(place, [resident], DUE, f"due-{run}")
    claims = [await _timed(lambda: _claim(place)) for _ in range(DUE // AT_ONCE)]
    return median(polls), median(claims)


async def _poll(place: Place) -> None:
    if await place.store.claim_due(NOON, AT_ONCE, LEASE, REACH):
        raise RuntimeError("Something was due")
    await place.store.next_due_at(REACH)


async def _claim(place: Place) -> None:
    if len(await place.store.claim_due(NOON, AT_ONCE, timedelta(days=999), REACH)) < AT_ONCE:
        raise RuntimeError("Too little was due")


async def _timed(act: Callable[[], Awaitable[None]]) -> float:
    begun = perf_counter()
    await act()
    return perf_counter() - begun


async def _rate(
    place: Place, residents: list[Resident], plan: Callable[[Place, list[Resident]], Awaitable[int]]
) -> float:
    """Return how many a second the delivery loop sends of what *plan* makes due."""
    expected = await plan(place, residents)
    before = place.messenger.sent
    took = await _timed(lambda: _deliver(place))
    if place.messenger.sent - before != expected:
        raise RuntimeError(f"{expected} were due, {place.messenger.sent - before} were sent")
    return expected / took


async def _deliver(place: Place) -> None:
    await place.vouch.loop.deliver_due()


async def _announce(place: Place, residents: list[Resident]) -> int:
    for resident in residents:
        await _plan_due(place, [resident], NUDGES_EACH, place.vouch.ids.new())
    return len(residents) * NUDGES_EACH


async def _plan_due(place: Place, residents: list[Resident], many: int, run: str) -> None:
    words = reply_to_json(Reply("Applications open on Thursday.", kind="announcement"))
    for resident in residents:
        async with place.store.work_for(resident.id) as work:
            for number in range(many):
                name = f"{run}-{resident.id}-{number}"
                await work.deliveries.put(
                    Delivery(name, resident.id, name, "announcement", NOON - timedelta(minutes=1), content=words)
                )
            await work.commit()


async def owe_reminders(place: Place, residents: Sequence[Resident], each: int = NUDGES_EACH) -> int:
    """Give every resident reminders for a clock time that is now; planning them is not part of the measurement."""
    local = NOON.astimezone(residents[0].zone).time()
    for resident in residents:
        async with place.store.work_for(resident.id) as work:
            for _ in range(each):
                await work.put(an_email(place.vouch.ids.new(), None, TODAY, local))
            await replan(work, NOON - timedelta(minutes=1), place.vouch.ids)
            await work.commit()
    return len(residents) * each
