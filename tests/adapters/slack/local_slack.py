"""local-slack, a whole Slack workspace in one program, for `make test-slack-workspace`.

It comes as a binary, so it is started only where its hash is the known one, and where there is no network but this
machine's own loopback. What a resident does goes through its control interface; what only its page can
do, filling in a form, through the page's socket.
"""

import asyncio
import fcntl
import hashlib
import json
import os
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

SHA256 = "3332007b797969d835f694b463ac526f7ef1fc66afac93f950f585105fe4815f"
"""Of bin/local-slack in the npm package local-slack-linux-x64 0.1.8."""

# In a network namespace of their own no other program can have taken these.
PORT, VOUCH_PORT = 3000, 8080
URL = f"http://127.0.0.1:{PORT}"
ANA, DIRECT, GENERAL = "U0ANA", "D0ANA", "C0GENERAL"
TOKEN, APP_TOKEN, SECRET = "xoxb-local", "xapp-local", "a signing secret for tests"
PATIENCE = 30.0  # seconds; a test that passes does not wait

Message = dict[str, Any]


@dataclass
class LocalSlack:
    """The workspace as Ana sees and uses it."""

    session: aiohttp.ClientSession

    async def says(self, text: str) -> None:
        await self._do("message", channel=DIRECT, text=text)

    async def types(self, command: str, text: str, channel: str) -> None:
        await self._do("command", channel=channel, command=command, text=text)

    async def opens_home(self) -> None:
        await self._do("open-home")

    async def reacts(self, name: str, on: Message) -> None:
        await self._do("reaction", channel=on["channel"], ts=on["ts"], name=name)

    async def edits(self, message: Message, text: str) -> None:
        await self._do("edit-message", channel=message["channel"], ts=message["ts"], text=text)

    async def presses(self, label: str, on: Message) -> None:
        block, button = next(
            (block, element)
            for block in on["blocks"]
            if block["type"] == "actions"
            for element in block["elements"]
            if element.get("text", {}).get("text") == label
        )
        await self._do(
            "interact", channel=on["channel"], messageTs=on["ts"], action={**button, "block_id": block["block_id"]}
        )

    async def submits(self, **values: str) -> None:
        """Submit the form that is open, each text by its field's label; the other fields stay as they were opened."""
        async with self.session.ws_connect(f"{URL}/ui") as page:
            shown = (await page.receive_json())["state"]["modalStack"][-1]
            fields = {block["label"]["text"].lower(): block for block in shown["blocks"] if block["type"] == "input"}
            filled = {block["block_id"]: _initial(block["element"]) for block in fields.values()}
            for label, value in values.items():
                (state,) = filled[fields[label]["block_id"]].values()
                state["value"] = value
            await page.send_json({"t": "view_submit", "user": ANA, "values": filled})
            async with asyncio.timeout(PATIENCE):
                while (told := await page.receive_json())["t"] != "view":
                    assert told["t"] != "view_errors", told

    async def messages(self, channel: str = DIRECT) -> list[Message]:
        async with self.session.get(f"{URL}/_control/messages/{channel}") as response:
            kept: list[Message] = (await response.json())["messages"]
            return kept

    async def form(self) -> dict[str, Any] | None:
        stack = (await self._page())["modalStack"]
        return stack[-1] if stack else None

    async def home(self) -> dict[str, Any] | None:
        shown: dict[str, Any] = (await self._page())["homeViews"]
        return shown.get(ANA) or next((view for key, view in shown.items() if ANA in key), None)

    async def until_said(self, words: str, channel: str = DIRECT, patience: float = PATIENCE) -> Message:
        """Wait for a message of Vouch's with these words, and return it as it stands now."""

        async def said() -> Message | None:
            of_vouch = [each for each in await self.messages(channel) if each["user"] != ANA]
            return next((each for each in of_vouch if words in json.dumps(each, ensure_ascii=False)), None)

        found: Message = await until(said, f"{words!r} in {channel}", patience)
        return found

    async def log(self) -> list[dict[str, Any]]:
        """Return what went to Vouch and came from it."""
        async with self.session.get(f"{URL}/_control/log") as response:
            kept: list[dict[str, Any]] = (await response.json())["log"]
            return kept

    async def _do(self, what: str, **how: Any) -> None:
        async with self.session.post(f"{URL}/_control/{what}", json={"user": ANA, **how}) as response:
            assert response.status == 200, await response.text()

    async def _page(self) -> dict[str, Any]:
        async with self.session.ws_connect(f"{URL}/ui", max_msg_size=0) as page:
            state: dict[str, Any] = (await page.receive_json())["state"]
            return state


async def until(wanted: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Ask until *wanted* returns something true, and return that."""
    end = asyncio.get_running_loop().time() + patience
    while not (found := await wanted()):
        assert asyncio.get_running_loop().time() < end, f"There is no {what}"
        await asyncio.sleep(0.2)
    return found


@asynccontextmanager
async def local_slack(program: Path, directory: Path, mode: str, zone: str) -> AsyncIterator[LocalSlack]:
    """A workspace with Ana in *zone*, and Vouch as its app by *mode*: "events" over HTTP or "socket"."""
    check_hash(program)
    only_loopback()
    _write_config(directory, mode, zone)
    options = ("--config", "config.json", "--port", str(PORT), "--base-host", "127.0.0.1")
    process = await asyncio.create_subprocess_exec(
        str(program),
        *options,
        cwd=directory,
        env={"HOME": str(directory), "PATH": "/usr/bin:/bin"},
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        async with aiohttp.ClientSession() as session:

            async def answers() -> bool:
                try:
                    async with session.get(f"{URL}/_control/state") as response:
                        return response.status == 200
                except aiohttp.ClientConnectionError:
                    return False

            await until(answers, "answer from local-slack")
            yield LocalSlack(session)
    finally:
        process.kill()
        await process.wait()


def _write_config(directory: Path, mode: str, zone: str) -> None:
    app = {
        "appId": "A0VOUCH",
        "botUserId": "U0BOT",
        "botName": "vouch",
        "botToken": TOKEN,
        "appToken": APP_TOKEN,
        "signingSecret": SECRET,
        "mode": mode,
        "requestUrl": f"http://127.0.0.1:{VOUCH_PORT}/slack/events",
    }
    both = [ANA, app["botUserId"]]
    config = {
        "workspace": {"name": "Mercy", "domain": "mercy", "teamId": "T0RES"},
        "apps": [app],
        "users": [{"id": ANA, "name": "ana", "real_name": "Ana Silva", "tz": zone}],
        "channels": [
            {"id": GENERAL, "name": "general", "members": both},
            {"id": DIRECT, "name": "ana", "is_im": True, "members": both},
        ],
    }
    directory.mkdir()
    (directory / "config.json").write_text(json.dumps(config))


def check_hash(program: Path) -> None:
    """Refuse to start any other program."""
    found = hashlib.sha256(program.read_bytes()).hexdigest()
    assert found == SHA256, f"{program} is not local-slack 0.1.8 as it is known here, so it was not started: {found}"


def only_loopback() -> None:
    """Make 127.0.0.1 work in a new network namespace; refuse to go on where there is any other network."""
    names = [name for _, name in socket.if_nameindex()]
    assert names == ["lo"], f"local-slack runs without network only; {', '.join(names)} can be reached from here."
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        # SIOCSIFFLAGS with IFF_UP, as in netdevice(7); `ip link set lo up` where iproute2 may be missing.
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 1))


def _initial(element: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the state of a field that nobody touched, by its action_id, as Slack's own client sends it."""
    kind = element["type"]
    state = {
        "datepicker": {"selected_date": element.get("initial_date")},
        "timepicker": {"selected_time": element.get("initial_time")},
        "static_select": {"selected_option": element.get("initial_option")},
    }.get(kind, {"value": element.get("initial_value")})
    return {element["action_id"]: {"type": kind, **state}}


def program() -> Path:
    """Return the program that `make test-slack-workspace` downloaded."""
    return Path(os.environ["VOUCH_TEST_LOCAL_SLACK"]).resolve()
