"""What the bot needs from outside, as Protocols. storage/ and adapters/ fit them; mypy checks that in bot/wiring."""

from bot.ports.clock_and_ids import Clock, Ids
from bot.ports.cohorts import Cohorts
from bot.ports.platform import Channel, Lookups, Messenger, Person
from bot.ports.second_reader import SecondReader
from bot.ports.store import NO_RATES, Arrival, Installations, Store, UnitsOfWork
from bot.ports.unit_of_work import Acts, Deliveries, Notes, R, UnitOfWork

__all__ = [
    "NO_RATES",
    "Acts",
    "Arrival",
    "Channel",
    "Clock",
    "Cohorts",
    "Deliveries",
    "Ids",
    "Installations",
    "Lookups",
    "Messenger",
    "Notes",
    "Person",
    "R",
    "SecondReader",
    "Store",
    "UnitOfWork",
    "UnitsOfWork",
]
