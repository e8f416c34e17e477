"""A file that a resident hands over is read to its end, however its platform sends it."""

from collections.abc import Iterable

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from adapters.files import LARGEST_FILE, read_text
from bot.errors import LookupRefused


async def read_from(pieces: Iterable[bytes]) -> str:
    """Read a file from a server that sends these pieces one after the other."""

    async def send(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for piece in pieces:
            await response.write(piece)
        return response

    app = web.Application()
    app.router.add_get("/", send)
    async with TestServer(app) as server, ClientSession() as session, session.get(server.make_url("/")) as response:
        return await read_text(response)


async def test_what_comes_in_pieces_is_one_file() -> None:
    lines = [f"Dr. Rao {number},Lakeside\n" for number in range(20_000)]
    assert await read_from(["\ufeff".encode(), *(line.encode() for line in lines)]) == "".join(lines)


async def test_what_is_too_large_is_said_to_be() -> None:
    with pytest.raises(LookupRefused, match="larger than 1 MB"):
        await read_from([b"x" * LARGEST_FILE, b"x"])
