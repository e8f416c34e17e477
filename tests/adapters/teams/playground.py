"""Microsoft 365 Agents Playground in Chromium: a real client, for `make test-teams-playground`."""

import asyncio
import json
import os
import re
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp import ClientConnectionError, ClientSession, ClientWebSocketResponse

PATIENCE = 60.0  # seconds; a test that passes does not wait
_QUIET = {"APPLICATION_INSIGHTS_NO_STATSBEAT": "1"}
_MESSAGE_BOX = """(() => {
  const boxes = [...document.querySelectorAll('[contenteditable=true]')].map(box => box.getBoundingClientRect());
  const box = boxes.filter(box => box.left > 340 && box.right < 960).pop();
  return box ? [box.left + 20, box.top + box.height / 2] : null;
})()"""


@dataclass
class Client:
    """The page of the playground: what a resident sees and does there."""

    devtools: ClientWebSocketResponse
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def says(self, text: str) -> None:
        left, top = await self._until(_MESSAGE_BOX)
        await self._click(left, top)
        await self._ask("Input.insertText", text=text)
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
        await self._ask("Input.dispatchKeyEvent", type="keyDown", **key)
        await self._ask("Input.dispatchKeyEvent", type="keyUp", **{**key, "text": ""})
        # An editor that takes Enter for a new line has a button beside it.
        await self._click(900, top)

    async def presses(self, label: str) -> None:
        """Press the newest button with this label."""
        newest = f"[...document.querySelectorAll('button')].filter(each => each.textContent.trim() == '{label}').pop()"
        left, top = await self._until(
            f"(() => {{ const found = {newest}; if (!found) return null; found.scrollIntoView({{block: 'center'}});"
            " const box = found.getBoundingClientRect(); return [box.left + 8, box.top + 8]; })()"
        )
        await self._click(left, top)

    async def sees(self, words: str) -> None:
        await self._until(f"document.body.innerText.includes({json.dumps(words)}) || null")

    async def _click(self, left: float, top: float) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            await self._ask("Input.dispatchMouseEvent", type=kind, x=left, y=top, button="left", clickCount=1)

    async def _until(self, expression: str) -> Any:
        """Return what the page answers once it is not null."""
        async with asyncio.timeout(PATIENCE):
            while True:
                answer = await self._ask("Runtime.evaluate", expression=expression, returnByValue=True)
                if (value := answer.get("result", {}).get("value")) is not None:
                    return value
                await asyncio.sleep(0.2)

    async def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        await self.devtools.send_json({"id": number, "method": method, "params": params})
        while True:
            told = await self.devtools.receive_json(timeout=PATIENCE)
            if told.get("id") == number:
                answer: dict[str, Any] = told.get("result", {})
                return answer


@asynccontextmanager
async def playing(endpoint: str, folder: Path) -> AsyncIterator[Client]:
    """The playground's personal chat with the bot at *endpoint*, open in Chromium."""
    port = _free_port()
    client = ["agentsplayground", "start", "-e", endpoint, "-c", "msteams", "-p", str(port), "--disable-telemetry"]
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"]
    browser += ["--window-size=1300,900", f"--user-data-dir={folder / 'chromium'}", "about:blank"]
    with _running(client, folder), _running(browser, folder):
        async with ClientSession() as http:
            await _until_up(http, f"http://127.0.0.1:{port}/")
            devtools = f"http://127.0.0.1:{await _port_in(folder / 'chromium' / 'DevToolsActivePort')}"
            async with http.put(f"{devtools}/json/new?http://127.0.0.1:{port}/") as opened:
                address = (await opened.json(content_type=None))["webSocketDebuggerUrl"]
            async with http.ws_connect(address, max_msg_size=0) as page:
                yield Client(page)


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **_QUIET}, stdout=quiet, stderr=quiet)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


async def _until_up(http: ClientSession, url: str) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            async with http.get(url) as response:
                if response.status == 200:
                    return
        except ClientConnectionError:
            if time.monotonic() > end:
                raise
        await asyncio.sleep(0.2)


async def _port_in(file: Path) -> int:
    async with asyncio.timeout(PATIENCE):
        while (port := _read_port(file)) is None:  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.1)
        return port


def _read_port(file: Path) -> int | None:
    found = re.match(r"(\d+)\n", file.read_text()) if file.exists() else None
    return int(found[1]) if found else None


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
