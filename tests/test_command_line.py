"""`vouch` as a person starts it: the installed script, in a process of its own."""

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS, Command

VOUCH = Path(sys.executable).with_name("vouch")


def run_vouch(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([VOUCH, *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_help_lists_every_command() -> None:
    """The listing is where a newcomer learns what there is."""
    shown = run_vouch("--help")
    assert shown.returncode == 0, shown.stderr
    for command in COMMANDS:
        assert re.search(rf"^  {command.name} +{re.escape(command.help)}$", shown.stdout, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_explains_itself(command: Command) -> None:
    """A command listed without a module behind it would fail only when somebody needs it."""
    assert callable(import_module(command.module).run)
    shown = run_vouch(command.name, "--help")
    assert shown.returncode == 0, shown.stderr
    assert f"usage: vouch {command.name}" in shown.stdout


def test_help_imports_no_command() -> None:
    """Help answers at once because nothing is loaded that it does not need."""
    probe = """
import sys
from bot.__main__ import main
try:
    main(["--help"])
finally:
    heavy = {"bot.commands", "sqlalchemy", "aiohttp", "dateparser", "prompt_toolkit"} & set(sys.modules)
    print("loaded:", sorted(heavy))
"""
    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60, check=True)
    assert shown.stdout.endswith("loaded: []\n")


def test_version_is_the_installed_one() -> None:
    shown = run_vouch("--version")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout == "vouch 0.1.0\n"


def test_who_reads_no_further_is_no_error() -> None:
    """As with `vouch settings | head`."""
    nobody, written = os.pipe()
    os.close(nobody)
    with os.fdopen(written, "wb") as gone:
        ended = subprocess.run([VOUCH, "settings"], stdout=gone, stderr=subprocess.PIPE, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (141, b"")


def test_an_unknown_command_names_those_there_are() -> None:
    shown = run_vouch("chta")
    assert shown.returncode == 2
    assert "chta" in shown.stderr
    assert "chat" in shown.stderr


def test_without_a_command_it_says_that_one_is_needed() -> None:
    shown = run_vouch()
    assert shown.returncode == 2
    assert "COMMAND" in shown.stderr
