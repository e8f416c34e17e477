"""A platform that remembers every message it ever got, outliving the workers that send to it."""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Receipt:
    key: str
    worker: int
    about: tuple[str, ...]
    to: str


class Receiver:
    """Takes one JSON line a connection: a message to keep, or a question whether its key is known.

    *on_receipt* is called when a message is kept and its sender not told so yet: the worst moment for it to die.
    """

    def __init__(self) -> None:
        self.receipts: list[Receipt] = []
        self.keys: set[str] = set()
        self.on_receipt: Callable[[int], None] = lambda worker: None

    async def start(self) -> int:
        """Return the port listened on."""
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def stop(self) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if line := await reader.readline():
                told = json.loads(line)
                known = told["key"] in self.keys
                if "about" in told:
                    self.keys.add(told["key"])
                    self.receipts.append(Receipt(told["key"], told["worker"], tuple(told["about"]), told["to"]))
                    self.on_receipt(told["worker"])
                writer.write(b"known\n" if known else b"new\n")
                await writer.drain()
        except ConnectionError:
            pass  # the worker was killed while it waited
        finally:
            writer.close()

    @property
    def keys_of(self) -> dict[str, set[str]]:
        """Under which keys each occasion was told."""
        keys = defaultdict(set)
        for receipt in self.receipts:
            for about in receipt.about:
                keys[about].add(receipt.key)
        return keys

    @property
    def keys_to(self) -> dict[str, set[str]]:
        """Under which keys each receiver got something."""
        keys = defaultdict(set)
        for receipt in self.receipts:
            keys[receipt.to].add(receipt.key)
        return keys

    @property
    def repeats_after(self) -> Counter[int]:
        """How many messages had to be refused as known, by the worker that had sent them the time before."""
        last: dict[str, int] = {}
        repeats: Counter[int] = Counter()
        for receipt in self.receipts:
            if receipt.key in last:
                repeats[last[receipt.key]] += 1
            last[receipt.key] = receipt.worker
        return repeats
