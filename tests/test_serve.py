"""`vouch serve` as its operator starts it: a process of its own, on a free port, stopped by a signal."""

import json
import signal
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.processes import PATIENCE, Serving, run_vouch, serving_installed, serving_vouch


def health(address: str) -> tuple[int, dict[str, Any]]:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310  # its own address, on this machine
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


@pytest.mark.parametrize(
    ("serving", "number"), [(serving_installed, signal.SIGTERM), (serving_vouch, signal.SIGINT)], ids=["TERM", "INT"]
)
def test_it_is_healthy_once_its_heart_beats_and_a_signal_ends_it_well(
    serving: Serving, number: signal.Signals, tmp_path: Path
) -> None:
    with serving(tmp_path / "home") as (process, address):
        end = time.monotonic() + PATIENCE
        status, said = health(address)
        while status != 200 and time.monotonic() < end:
            time.sleep(0.1)
            status, said = health(address)
        assert (status, said["status"]) == (200, "ok"), said
        assert said["last_beat"]
        process.send_signal(number)
        assert process.wait(30) == 0
        assert process.stderr
        assert process.stderr.read() == ""


def test_a_port_that_is_taken_is_said_to_be_so(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run_vouch(tmp_path / "home", "serve", VOUCH_PORT=port)
    assert ended.returncode == 1
    assert ended.stderr.startswith("vouch: Cannot listen on 127.0.0.1:" + port)
    assert "in use" in ended.stderr
    assert "VOUCH_PORT" in ended.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("VOUCH_PORT", "http"),
        ("VOUCH_KEY", "secret"),
        ("VOUCH_HOST", "no.such.host.invalid"),
        ("VOUCH_DATABASE_URL", "vouch.db"),
        ("VOUCH_DATABASE_URL", "sqlite+aiosqlite:////dev/null/vouch.db"),
        ("VOUCH_DATABASE_URL", "postgresql+asyncpg://vouch@127.0.0.1:1/vouch"),
    ],
)
def test_a_wrong_setting_is_named(variable: str, value: str, tmp_path: Path) -> None:
    ended = run_vouch(tmp_path / "home", "serve", **{"VOUCH_PORT": "0", variable: value})
    assert ended.returncode == 1, ended.stderr
    assert variable in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_key_that_does_not_open_the_database_ends_it_and_says_so(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run_vouch(home, "chat", given="met Dr. Rao, APD at Lakeside\n").returncode == 0
    other = run_vouch(home, "db", "new-key").stdout.strip()
    ended = run_vouch(home, "serve", VOUCH_PORT="0", VOUCH_KEY=other)
    assert ended.returncode == 1, ended.stderr
    assert "VOUCH_KEY" in ended.stderr
    assert "Traceback" not in ended.stderr
