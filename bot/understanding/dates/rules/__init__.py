"""Every rule about dates, in the order in which equals are tried."""

from bot.understanding.dates.rule import Rule
from bot.understanding.dates.rules import (
    clock,
    counted,
    days_of_month,
    holidays,
    month_and_day,
    months,
    named_days,
    offsets,
    weeks,
)

ALL_RULES: tuple[Rule, ...] = (
    *named_days.RULES,
    *month_and_day.RULES,
    *days_of_month.RULES,
    *weeks.RULES,
    *months.RULES,
    *holidays.RULES,
    *counted.RULES,
    *offsets.RULES,
    *clock.RULES,
)
