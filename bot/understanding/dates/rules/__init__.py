"""Every rule about dates, in the order in which equals are tried."""

from bot.understanding.dates.rule import Rule
from bot.understanding.dates.rules import clock, days_of_month, holidays, named_days, offsets, periods

ALL_RULES: tuple[Rule, ...] = (
    *named_days.RULES,
    *days_of_month.RULES,
    *periods.RULES,
    *holidays.RULES,
    *offsets.RULES,
    *clock.RULES,
)
