"""What `vouch doctor` looks at for every platform alike."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime

import aiohttp

from bot.doctor import NotWell
from bot.replies.counting import counted

MOST_CLOCK_ERROR = 60.0
"""Seconds. Signatures and tokens are refused from five minutes on; a clock that is off by one is on its way there."""

PATIENCE = aiohttp.ClientTimeout(total=10)


@contextmanager
def reaching(url: str, hint: str = "look at the network, and at HTTPS_PROXY") -> Iterator[None]:
    """Turn a failure to get there into NotWell that names the address and says where to look."""
    try:
        yield
    except (aiohttp.ClientError, TimeoutError) as error:
        raise NotWell(f"{url} cannot be reached from here ({type(error).__name__}): {hint}") from error


async def compare_clocks(url: str, whose: str) -> str:
    """Compare this machine's clock with that of the server at *url*, which belongs to *whose*. Raises NotWell."""
    with reaching(url):
        async with (
            aiohttp.ClientSession(trust_env=True) as session,
            session.get(url, timeout=PATIENCE) as response,
        ):
            there = response.headers.get("Date")
    if there is None:
        return f"{whose} tells no time to compare with"
    off = abs(time.time() - parsedate_to_datetime(there).timestamp())
    if off > MOST_CLOCK_ERROR:
        raise NotWell(f"this machine's clock is off by {off:.0f} seconds: set it by a time service")
    return f"within {counted(max(round(off), 1), 'second')} of {whose}'s"
