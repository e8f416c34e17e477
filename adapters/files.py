"""Reading a file that a resident handed over, wherever their platform keeps it."""

import aiohttp

from bot.errors import LookupRefused

LARGEST_FILE = 1 << 20
"""Bytes: what a request may have, and more than any address book of one resident."""


async def read_text(response: aiohttp.ClientResponse) -> str:
    """Return what the file holds, to its end. Raises LookupRefused for a larger one, having read no more of it."""
    content = bytearray()
    async for piece in response.content.iter_chunked(1 << 16):
        content += piece
        if len(content) > LARGEST_FILE:
            raise LookupRefused("It is larger than 1 MB; please send it in parts.")
    return content.decode("utf-8-sig", "replace")
