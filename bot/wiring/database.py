"""What an operator does to the database, or sees in it."""

from bot.domain.delivery import Delivery, Tally
from bot.settings import Settings
from bot.wiring.build import open_store


async def upgrade_database(settings: Settings) -> None:
    async with open_store(settings):
        pass


async def look_at_outbox(settings: Settings, last: int) -> tuple[list[Tally], list[Delivery]]:
    """Return how many deliveries are in which state, and the *last* ones that were given up."""
    async with open_store(settings) as store:
        return await store.tally(), await store.dead_letters(last)


async def rotate_key(settings: Settings) -> int:
    """Wrap every resident's key under VOUCH_KEY; return how many were wrapped under an old one."""
    async with open_store(settings) as store:
        return await store.rotate_keys()
