"""Reading dates costs nothing before a date is read, and the holidays nothing before one is named."""

import subprocess
import sys

PROGRAM = """
import sys
from datetime import datetime
from bot.understanding.dates import read_dates
read_dates("email her friday at 3", datetime(2026, 10, 14))
assert "holidays" not in sys.modules
assert read_dates("before Thanksgiving", datetime(2026, 10, 14))
assert "holidays" in sys.modules
"""


def test_the_holidays_package_is_loaded_when_a_holiday_is_named() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
